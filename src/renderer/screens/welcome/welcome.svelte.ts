import type { SessionAt } from '#core/session/session.ts'
import { day } from '#words/format/dates.ts'
import { forgettingWords } from '#words/screens/shell/forgetting.ts'
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

  /** The reason why a real tenant cannot be opened with this build; `null` when it can. */
  get liveRefused(): string | null {
    if (this.#shell.view?.electron !== 'fallback') return null
    return sayProblem({ code: 'live-unavailable', at: '' }, this.#shell.language).sentence
  }

  /** The reason why practice cannot be chosen; `undefined` when it can. */
  get practiceRefused(): string | undefined {
    const { view, language } = this.#shell
    if (view?.policy.practiceAllowed !== false) return undefined
    return sayProblem({ code: 'policy-practice', at: '' }, language).sentence
  }

  get way(): Way {
    return this.#picked ?? (this.liveRefused ? 'practice' : 'automatic')
  }

  /** The sentence on a wait of another day that can be resumed; `null` when there is none. */
  get awaited(): string | null {
    const { mask, language } = this.#shell
    const { awaited } = this.#stage().resumable
    if (!awaited || this.liveRefused) return null
    return this.words.awaited[awaited.for](mask.name(awaited.organization.name), day(awaited.since, language))
  }

  /** The sentence on a secret that was made long ago and never handed over; `null` when there is none. */
  get unsent(): string | null {
    const { mask, language } = this.#shell
    const { unsent } = this.#stage().resumable
    if (!unsent || this.liveRefused) return null
    return this.words.unsent(mask.name(unsent.organization.name), day(unsent.madeAt, language))
  }

  /** The sentence on a kept guide, and whether it can be continued; `null` when there is none. */
  get kept(): { readonly text: string; readonly isReadable: boolean } | null {
    const { mask, language } = this.#shell
    const { guide: kept } = this.#stage().resumable
    if (!kept || this.liveRefused) return null
    const { words } = this
    if (kept.state !== 'kept') return { text: words.kept[kept.state], isReadable: false }
    const name = mask.name(kept.organization ?? '')
    const text =
      kept.step === 'old-secret' ? words.kept.awaits(name) : words.kept[kept.aim](name, day(kept.startedAt, language))
    return { text: this.way === 'by-hand' ? `${text} ${words.restart}` : text, isReadable: true }
  }

  readonly openAnswer = (): void => void this.#shell.ask('openConfirmation', {})

  readonly goOn = (): void => void this.#shell.ask('start', { way: 'by-hand-kept' })

  readonly practiseByHand = (): void => void this.#shell.ask('start', { way: 'by-hand-practice' })

  readonly nameOrganization = (): void => void this.#shell.ask('start', { way: 'name-organization' })

  readonly checkConnection = (): void => void this.#shell.ask('checkConnection', { practice: this.way === 'practice' })

  /** The name of the button that forgets everything. */
  get forgetting(): string {
    return forgettingWords[this.#shell.language].name
  }

  readonly forgetEverything = (): void => void this.#shell.ask('forgetEverything', {})

  readonly resume = (): void => void this.#shell.ask('start', { way: 'resume' })

  readonly pick = (way: string): void => {
    this.#picked = this.liveRefused ? 'practice' : (ways.find((one) => one === way) ?? 'automatic')
  }

  readonly start = (): void => void this.#shell.ask('start', { way: this.way })
}
