import { guideCodes } from '#words/screens/guide/guide-codes.ts'
import { mendButton, mendWords } from '#words/problems/fixes.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** Why the proof of what was made by hand was refused, and the step of the guide that puts it right. */
export interface ToldMend {
  readonly sentence: string
  readonly name: string
  readonly press: () => void
}

/** `null`: nothing in the guide is in question. */
export function tellMend(shell: Shell): ToldMend | null {
  const mend = shell.view?.mend ?? null
  if (!mend || mend.step === 'proof') return null
  const { reason, step } = mend
  const code = guideCodes[step]
  return {
    sentence: mendWords[shell.language][reason],
    name: mendButton[shell.language](code, shell.words.steps[code]),
    press: () => void shell.ask('goToStep', { step }),
  }
}
