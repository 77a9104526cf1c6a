import { focusFirstError } from '../parts/inputs/first-error.ts'
import type { Shell } from './shell.svelte.ts'

/** What is being entered for a proxy. The password is in the window for as long as its dialog is open, and no longer. */
export class ProxySignInState {
  isMissing = $state(false)
  username = $state('')
  password = $state('')
  /** The proxy that the dialog was opened for; `null` while it is closed. */
  #openedFor = $state<string | null>(null)
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  /** Whether the dialog is open, and still about the proxy that asks. */
  get isOpen(): boolean {
    return this.#openedFor !== null && this.#openedFor === this.#shell.view?.proxy?.proxy
  }

  readonly open = (): void => {
    this.#openedFor = this.#shell.view?.proxy?.proxy ?? null
  }

  /** Closes the dialog; the question stays. */
  readonly close = (): void => {
    this.#openedFor = null
    this.isMissing = false
    this.password = ''
  }

  readonly send = (): void => {
    const proxy = this.#openedFor
    if (proxy === null || !this.isOpen) return
    const { password } = this
    const username = this.username.trim()
    this.isMissing = username === ''
    if (this.isMissing) {
      void focusFirstError()
      return
    }
    this.close()
    void this.#shell.ask('answerProxy', { proxy, username, password })
  }

  readonly goOnWithout = (): void => {
    const question = this.#shell.view?.proxy
    if (question) void this.#shell.ask('declineProxy', { proxy: question.proxy })
  }
}
