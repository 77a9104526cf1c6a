import { profiles } from '#core/access/profile.ts'
import type { SessionAt } from '#core/session/session.ts'
import { unsupportedWords } from '#words/screens/review/unsupported.ts'
import type { Shell } from '../../shell/shell.svelte.ts'
import { changeOf } from './plan-row.ts'

/** The warning that Prextra does not use these permissions yet, and the yes that a plan which grants them needs. */
export class UnsupportedProfile {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'review'>
  /** The plan that the person said yes to. */
  #accepted = $state<string | null>(null)

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('review')
  }

  get words() {
    return unsupportedWords[this.#shell.language]
  }

  /** Whether the plan grants what Prextra does not use. */
  get isAsked(): boolean {
    const { plan } = this.#stage()
    return !profiles[plan.found.profile].isSupported && changeOf(plan, 'grant') !== undefined
  }

  get isAccepted(): boolean {
    return this.#accepted === this.#stage().plan.id
  }

  /** Whether the plan cannot be approved yet. */
  get isMissing(): boolean {
    return this.isAsked && !this.isAccepted
  }

  readonly accept = (yes: boolean): Promise<void> => {
    this.#accepted = yes ? this.#stage().plan.id : null
    return Promise.resolve()
  }
}
