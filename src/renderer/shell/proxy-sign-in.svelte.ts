import type { Shell } from './shell.svelte.ts'

/** What is being entered for a proxy. The password is in the window for as long as its dialog is open, and no longer. */
export class ProxySignInState {
  isOpen = $state(false)
  isMissing = $state(false)
  username = $state('')
  password = $state('')
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  readonly open = (): void => {
    this.isOpen = true
  }

  /** Closes the dialog; the question stays. */
  readonly close = (): void => {
    this.isOpen = false
    this.isMissing = false
    this.password = ''
  }

  readonly send = (): void => {
    const question = this.#shell.view?.proxy
    if (!question) return
    const { password } = this
    const username = this.username.trim()
    this.isMissing = username === ''
    if (this.isMissing) return
    this.close()
    void this.#shell.ask('answerProxy', { proxy: question.proxy, username, password })
  }

  readonly goOnWithout = (): void => {
    const question = this.#shell.view?.proxy
    if (question) void this.#shell.ask('declineProxy', { proxy: question.proxy })
  }
}
