import { announcedSecret } from '../handoff/unsent.ts'
import { summarizeGuide } from '../guide/guide.ts'
import type { Desktop } from './desktop.ts'
import type { Resumable } from './session.ts'

/** Returns what the welcome offers to go on with. */
export function resumable({
  awaited,
  guideFile,
  unsent,
  clock,
}: Pick<Desktop, 'awaited' | 'guideFile' | 'unsent' | 'clock'>): Resumable {
  const announced = announcedSecret(unsent(), clock.now())
  return { awaited: awaited()[0] ?? null, guide: summarizeGuide(guideFile.read()), unsent: announced }
}
