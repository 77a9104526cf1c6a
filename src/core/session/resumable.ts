import { summarizeGuide } from '../guide/guide.ts'
import type { Desktop } from './desktop.ts'
import type { Resumable } from './session.ts'

/** Returns what the welcome offers to go on with. */
export function resumable({ awaited, guideFile }: Pick<Desktop, 'awaited' | 'guideFile'>): Resumable {
  return { awaited: awaited()[0] ?? null, guide: summarizeGuide(guideFile.read()) }
}
