import { tenantWide } from '#core/access/profile.ts'
import { checksOf } from '#core/access/prove.ts'
import type { ProofCheck } from '#core/provision/run-event.ts'
import type { SessionAt } from '#core/session/session.ts'
import type { CheckView, ProofView } from '#core/session/work-views.ts'
import { duration } from '#words/format/dates.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import type { ListedRow } from '../../parts/text/list-items.ts'
import type { Shell } from '../../shell/shell.svelte.ts'
import { waitInset } from '../../shell/wait-inset.ts'

type Check = Omit<CheckView, 'check'>

const untried: Check = { state: 'to-come', startedAt: null, ms: null }

/** One check in the short list above a refusal or a wait. */
export interface StripItem {
  readonly state: 'done' | 'failed' | 'to-come'
  readonly stateName: string
  readonly text: string
}

/** The checks of a proof, as rows and as a short list. */
export class ProofChecks {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'proof'>

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('proof')
  }

  /** The checks of the last proof, or of the next one when there was none. */
  get names(): readonly ProofCheck[] {
    if (this.#proof) return this.#proof.checks.map(({ check }) => check)
    const { profile, limited } = this.#stage().access
    return checksOf(profile, limited)
  }

  get rows(): readonly ListedRow[] {
    return this.names.map((name): ListedRow => {
      const check = this.#check(name)
      const passed = check.state === 'passed'
      return {
        state: passed ? 'done' : check.state,
        stateName: this.#words.states[check.state],
        title: this.#name(name),
        note: this.#note(name, passed),
        time: this.#time(name, check),
        inset: check.state === 'doing' ? this.#inset : null,
      }
    })
  }

  /**
   * Returns the checks in short. `why` replaces the reason that the problem gives for the check that failed or waits.
   */
  strip(why: string | null): readonly StripItem[] {
    return this.names.map((name): StripItem => {
      const { state } = this.#check(name)
      const text = this.#name(name)
      const stateName = this.#words.states[state]
      const isHeld = state === 'failed' || (why !== null && state === 'doing' && this.#shell.session.waiting !== null)
      if (!isHeld) return { state: state === 'passed' ? 'done' : 'to-come', stateName, text }
      const said = this.#words.stripFailed(text, why ?? this.#why)
      return { state: why === null ? 'failed' : 'to-come', stateName, text: said }
    })
  }

  /** The sentence that a screen reader speaks when a check has passed; empty before the first. */
  get announcement(): string {
    const passed = this.names.filter((name) => this.#check(name).state === 'passed')
    const last = passed.at(-1)
    return last ? this.#words.announcement(this.#name(last).replaceAll('`', ''), passed.length, this.names.length) : ''
  }

  #check(name: ProofCheck): Check {
    return this.#proof?.checks.find(({ check }) => check === name) ?? untried
  }

  #name(name: ProofCheck): string {
    return name === 'role' ? this.#words.checks.role.name(this.#asked) : this.#words.checks[name].name
  }

  #note(name: ProofCheck, passed: boolean): string {
    const { checks } = this.#words
    if (name === 'role') return passed ? checks.role.passed(this.#asked) : checks.role.toCome(this.#asked)
    if (name === 'token') return passed ? checks.token.passed : checks.token.toCome
    const shown = (address: string | null | undefined) => this.#shell.mask.address(address ?? '')
    return passed
      ? checks[name].passed(shown(this.#proof?.mailbox), shown(this.#proof?.blockedMailbox))
      : checks[name].toCome
  }

  #time(name: ProofCheck, { state, ms, startedAt }: Check): string {
    const { language, clock } = this.#shell
    if (state === 'to-come') return this.#words.states['to-come']
    // The role is read in the token that was obtained before, so the time of this check means nothing.
    if (state === 'passed') return ms === null || (name === 'role' && ms < 100) ? '' : duration(ms, language, true)
    const elapsed = startedAt === null ? 0 : clock.now - Date.parse(startedAt)
    return state === 'doing' && elapsed >= 2000 ? duration(elapsed, language) : ''
  }

  /** The reason why a check failed, in a word or two. */
  get #why(): string {
    const { problem, language } = this.#shell
    const { why } = this.#words
    switch (problem?.code) {
      case 'ews-blocked':
        return why.blocked
      case 'ews-ended':
      case 'ews-ended-or-filtered':
        return why.ended
      case 'mailbox-unknown':
        return why.unknown
      case 'mailbox-alias':
        return why.alias
      case 'role-missing':
        return why.missing
      case 'mailbox-out-of-reach':
        return why.reach
      case 'not-limited':
        return why.open
      default:
        return problem && sayProblem(problem, language).nature === 'no' ? why.refused : why.failed
    }
  }

  get #words() {
    return proofWords[this.#shell.language]
  }

  get #proof(): ProofView | null {
    return this.#stage().proof
  }

  /** The permissions whose roles the token must carry. */
  get #asked() {
    const { profile, limited } = this.#stage().access
    return tenantWide(profile, limited)
  }

  get #inset() {
    const { session, language, clock } = this.#shell
    return session.waiting && waitInset(session.waiting, language, clock.now)
  }
}
