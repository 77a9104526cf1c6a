import type { Waiting } from '#core/session/work-views.ts'
import { duration } from '#words/format/dates.ts'
import type { Language } from '#words/format/language.ts'
import { runWords } from '#words/screens/run.ts'
import { waits } from '#words/problems/waits.ts'
import type { Inset } from '../parts/text/list-items.ts'

/**
 * Returns a wait in words: what is awaited, the number of the attempt, when the next one is, and until when it is
 * normal.
 */
export function waitInset(waiting: Waiting, language: Language, now: number): Inset {
  const { waiting: words } = runWords[language]
  const next = Date.parse(waiting.nextAt) - now
  const minutes = Math.max(1, Math.round((Date.parse(waiting.until) - Date.parse(waiting.since)) / 60_000))
  return {
    title: words.name,
    aside: next >= 1000 ? words.attempt(waiting.attempt, duration(next, language)) : words.now(waiting.attempt),
    body: `${waits[language][waiting.reason]} ${words.until(minutes)}`,
  }
}
