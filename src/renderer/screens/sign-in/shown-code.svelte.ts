import { typedNumber } from '#core/sign-in-number.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import { focusFirstError } from '../../parts/inputs/first-error.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

export class ShownCodeState {
  readonly #shell: Shell
  text = $state('')
  #refused = $state(false)

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get words() {
    return signInWords[this.#shell.language].code
  }

  /** Whether the browser gave no answer in time, which is what such an error looks like from here. */
  get isLikely(): boolean {
    return this.#shell.problem?.code === 'sign-in-timeout'
  }

  /** The sentence on a text that names no number, once it was entered; `null` otherwise. */
  get wrong(): string | null {
    return this.#refused && typedNumber(this.text) === null ? this.words.wrong : null
  }

  readonly change = (text: string): void => {
    this.text = text
    this.#refused = false
  }

  readonly explain = (): void => {
    this.#refused = typedNumber(this.text) === null
    if (this.#refused) void focusFirstError()
    else void this.#shell.ask('explainCode', { text: this.text })
  }
}
