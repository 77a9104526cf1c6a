import { guideCodes } from '#words/screens/shell/step-codes.ts'
import { fixButton, fixWords } from '#words/problems/fixes.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** Why the proof of what was made by hand was refused, and the step of the guide that puts it right. */
export interface OfferedFix {
  readonly sentence: string
  readonly name: string
  readonly press: () => void
}

/** `null`: nothing in the guide is in question. */
export function offerFix(shell: Shell): OfferedFix | null {
  const fix = shell.view?.fix ?? null
  if (!fix || fix.step === 'proof') return null
  const { reason, step } = fix
  const code = guideCodes[step]
  return {
    sentence: fixWords[shell.language][reason],
    name: fixButton[shell.language](code, shell.words.steps[code]),
    press: () => void shell.ask('goToStep', { step }),
  }
}
