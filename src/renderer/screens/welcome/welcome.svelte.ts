import type { SessionAt } from '#core/session/session.ts'
import { day } from '#words/format/dates.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { sayProblem } from '#words/problems/problems.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

export type Way = 'automatic' | 'by-hand' | 'manage' | 'practice'

const ways: readonly Way[] = ['automatic', 'by-hand', 'manage', 'practice']

export class WelcomeState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'welcome'>
  #picked = $state<Way | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('welcome')
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
    const { mask, language } = this.#shell
    const { awaited } = this.#stage().resumable
    if (!awaited || this.liveRefused) return null
    return this.words.awaited[awaited.for](mask.name(awaited.organization.name), day(awaited.since, language))
  }

  /** A guide by hand that was begun on this computer, and whether it can be gone on with. */
  get kept(): { readonly text: string; readonly isReadable: boolean } | null {
    const { mask, language } = this.#shell
    const { guide: kept } = this.#stage().resumable
    if (!kept || this.liveRefused) return null
    const { words } = this
    if (kept.state === 'unreadable') return { text: words.kept.unreadable, isReadable: false }
    const name = mask.name(kept.organization ?? '')
    const text =
      kept.step === 'old-secret' ? words.kept.awaits(name) : words.kept[kept.aim](name, day(kept.startedAt, language))
    return { text: this.way === 'by-hand' ? `${text} ${words.restart}` : text, isReadable: true }
  }

  readonly goOn = (): void => void this.#shell.ask('start', { way: 'by-hand-kept' })

  readonly practiseByHand = (): void => void this.#shell.ask('start', { way: 'by-hand-practice' })

  readonly resume = (): void => void this.#shell.ask('start', { way: 'resume' })

  readonly pick = (way: string): void => {
    this.#picked = this.liveRefused ? 'practice' : (ways.find((one) => one === way) ?? 'automatic')
  }

  readonly start = (): void => void this.#shell.ask('start', { way: this.way })
}
