import { guideCodes } from '#words/guide-codes.ts'
import { mendButton, mendWords } from '#words/mends.ts'
import type { Shell } from './shell.svelte.ts'

/** What to do by hand about the proof's refusal, and the step of the guide it is done at, if it is one. */
export interface ToldMend {
  readonly advice: string
  readonly button: { readonly name: string; readonly press: () => void } | null
}

export function tellMend(shell: Shell): ToldMend | null {
  const mend = shell.view?.mend ?? null
  if (!mend) return null
  const { reason, step } = mend
  const advice = mendWords[shell.language][reason]
  if (step === 'proof') return { advice, button: null }
  const code = guideCodes[step]
  return {
    advice,
    button: {
      name: mendButton[shell.language](code, shell.words.steps[code]),
      press: () => void shell.ask('goToStep', { step }),
    },
  }
}
