import { day } from '#words/dates.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { sayProblem } from '#words/problems.ts'
import type { Shell } from './shell.svelte.ts'

export type Way = 'automatic' | 'manage' | 'practice'

export class WelcomeState {
  readonly #shell: Shell
  #picked = $state<Way | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get words() {
    return welcomeWords[this.#shell.language]
  }

  /** Why the real world cannot be chosen on this copy, if it cannot. */
  get liveRefused(): string | undefined {
    if (this.#shell.view?.electron !== 'fallback') return undefined
    return sayProblem({ code: 'live-unavailable', at: '' }, this.#shell.language).sentence
  }

  get way(): Way {
    return this.#picked ?? (this.liveRefused ? 'practice' : 'automatic')
  }

  /** What was waited for on another day, and may be looked at again. */
  get awaited(): string | null {
    const { session, mask, language } = this.#shell
    const { awaited } = session
    if (!awaited || this.liveRefused) return null
    return this.words.awaited[awaited.for](mask.name(awaited.organization.name), day(awaited.since, language))
  }

  readonly resume = (): void => void this.#shell.ask('start', { way: 'resume' })

  readonly pick = (way: string): void => {
    this.#picked = this.liveRefused || way === 'practice' ? 'practice' : way === 'manage' ? 'manage' : 'automatic'
  }

  readonly start = (): void => void this.#shell.ask('start', { way: this.way })
}
