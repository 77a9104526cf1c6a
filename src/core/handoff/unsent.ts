import type { UnsentSecret } from '../ledger.ts'
import { keptUntil, usualKeepDays } from './kept-copy.ts'

/**
 * Returns the newest secret that was made so long ago that it is announced: it still opens mailboxes, and nobody uses it.
 * Nothing is removed for that: only a plan that the person approves does.
 */
export function announcedSecret(unsent: readonly UnsentSecret[], now: Date): UnsentSecret | null {
  return unsent.find(({ madeAt }) => now >= new Date(keptUntil(new Date(madeAt), usualKeepDays))) ?? null
}
