import { supportDetails, type Problem } from '#core/problem.ts'
import type { Language } from '#words/format/language.ts'
import type { Nature } from '#words/problems/natures.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { printable } from '../terminal/printable-text.ts'
import { exitCodes } from '../reception.ts'

/** Returns the assistant's sentence and advice for a problem, with the details that Microsoft's support asks for. */
export function problemText(problem: Problem, language: Language): string {
  const { sentence, advice } = sayProblem(problem, language)
  const details = supportDetails(problem)
    .flatMap(({ name, value }) => (name === 'code' ? [] : value))
    .join(' · ')
  return printable(
    `${sentence} ${advice} (${receptionWords[language].details}${language === 'fr' ? '\u00a0' : ''}: ${details})`,
  )
}

/** Returns 3 when Microsoft refuses, and 4 when waiting or another network may help. */
export function exitCodeOf(nature: Nature): number {
  return nature === 'no' ? exitCodes.accessRefused : exitCodes.notNow
}
