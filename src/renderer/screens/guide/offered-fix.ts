import { guideCodes } from '#words/screens/shell/step-codes.ts'
import { fixButton, fixWords } from '#words/problems/fixes.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/**
 * The reason why a proof on the path by hand was refused, with a button to the step of the guide that puts it right.
 */
export interface OfferedFix {
  readonly sentence: string
  readonly name: string
  readonly press: () => void
}

/** Returns the fix to offer for the problem that is shown; `null` when no step of the guide can put it right. */
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
