import type { CheckView, ProofView, Session } from '#core/session.ts'
import type { ProofCheck } from '#core/run-event.ts'
import { duration, moment } from '#words/dates.ts'
import { exchangeScript } from '#words/scripts/on-screen.ts'
import { sayProblem } from '#words/problems.ts'
import { proofWords } from '#words/screens/proof.ts'
import type { ListedFact, ListedRow } from '../parts/listed.ts'
import type { Shell } from './shell.svelte.ts'
import { waitInset } from './wait-inset.ts'

const checkNames: readonly ProofCheck[] = ['token', 'role', 'mailbox']
const untried: CheckView = { state: 'to-come', startedAt: null, ms: null }

/** One check in the strip over a refusal. */
export interface StripItem {
  readonly state: 'done' | 'failed' | 'to-come'
  readonly stateName: string
  readonly text: string
}

export class ProofState {
  readonly #shell: Shell
  #entered = $state<string | null>(null)
  #wrong = $state(false)

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get words() {
    return proofWords[this.#shell.language]
  }

  /** Two refusals of Exchange that one administrator mends, and that are not the same. */
  get #said(): { readonly heading: string; readonly lead: string } {
    return this.#shell.problem?.code === 'ews-disabled' ? this.words.disabled : this.words[this.phase]
  }

  /** `blocked`: Exchange Online itself refuses, and an Exchange administrator can change that. */
  get phase(): 'before' | 'busy' | 'passed' | 'blocked' | 'failed' | 'stopped' {
    const { busy } = this.#session
    const proof = this.#proof
    if (busy && proof && proof.at === null) return 'busy'
    const problem = this.#shell.problem
    if (problem?.code === 'ews-blocked' || problem?.code === 'ews-disabled') return 'blocked'
    if (problem?.code === 'stopped') return 'stopped'
    if (proof === null) return 'before'
    return !problem && checkNames.every((name) => proof.checks[name].state === 'passed') ? 'passed' : 'failed'
  }

  get heading(): string {
    return this.#said.heading
  }

  /** Left out where a shared screen has no room for it. */
  get lead(): string {
    return this.phase === 'blocked' && this.#shell.mask.on ? '' : this.#said.lead
  }

  get rows(): readonly ListedRow[] {
    return checkNames.map((name): ListedRow => {
      const check = this.#proof?.checks[name] ?? untried
      const said = this.words.checks[name]
      const passed = check.state === 'passed'
      const note = !passed
        ? said.toCome
        : typeof said.passed === 'string'
          ? said.passed
          : said.passed(this.#mailboxShown)
      return {
        state: passed ? 'done' : check.state,
        stateName: this.words.states[check.state],
        title: said.name,
        note,
        time: this.#time(name, check),
        inset: check.state === 'doing' ? this.#inset : null,
      }
    })
  }

  get strip(): readonly StripItem[] {
    return checkNames.map((name): StripItem => {
      const { state } = this.#proof?.checks[name] ?? untried
      const said = this.words.checks[name].name
      const stateName = this.words.states[state]
      if (state !== 'failed') return { state: state === 'passed' ? 'done' : 'to-come', stateName, text: said }
      return { state, stateName, text: this.words.stripFailed(said, this.#why) }
    })
  }

  get script(): string {
    return exchangeScript(this.#shell.mask.id(this.#appId), this.#shell.language)
  }

  /** The access may be handed over without the mailbox's answer: the token and its role are proven. */
  get canSkip(): boolean {
    const checks = this.#proof?.checks
    return checks?.token.state === 'passed' && checks.role.state === 'passed'
  }

  /** The secret or the grant is in question: the plan says what to do about it. */
  get needsReview(): boolean {
    const code = this.#shell.problem?.code
    return (
      code === 'role-missing' ||
      code === 'secret-expired' ||
      code === 'secret-not-accepted' ||
      code === 'secret-not-here'
    )
  }

  /** Another mailbox may well answer. */
  get offersOther(): boolean {
    return !this.needsReview && this.#shell.problem?.code !== 'ews-blocked'
  }

  get at(): string {
    return this.#proof?.at ? moment(this.#proof.at, this.#shell.language, true) : ''
  }

  get technical(): readonly ListedFact[] {
    const { mask, session, view } = this.#shell
    return [
      { name: this.words.appId, value: mask.id(this.#appId), mono: true },
      { name: this.words.tenantId, value: mask.id(session.identity?.tenantId ?? ''), mono: true },
      { name: this.words.requests, value: String(view?.requests ?? 0) },
    ]
  }

  get placeholder(): string {
    return this.words.placeholder(this.#shell.mask.domain(this.#session.identity?.organization.domain ?? 'exemple.com'))
  }

  /** What is in the field; an address that was not right comes back to be put right. */
  get entered(): string {
    if (this.#entered !== null || this.#shell.mask.on) return this.#entered ?? ''
    const { problem } = this.#shell
    if (problem?.code === 'mailbox-alias') return problem.facts?.['primary'] ?? ''
    return problem?.code === 'mailbox-unknown' ? (this.#proof?.mailbox ?? '') : ''
  }

  get wrong(): string | null {
    return this.#wrong ? this.words.mailboxWanted : null
  }

  readonly enter = (value: string): void => {
    this.#entered = value
    this.#wrong = false
  }

  /** Proves with what was entered. */
  readonly prove = (): void => {
    const mailbox = this.entered.trim()
    this.#wrong = !/^[^\s@]+@[^\s@]+$/.test(mailbox)
    if (this.#wrong) return
    this.#entered = null
    void this.#shell.ask('prove', { mailbox })
  }

  /** Proves again with the same mailbox, or with the other one that was entered meanwhile. */
  readonly again = (): void => {
    const mailbox = this.#proof?.mailbox
    if (this.entered.trim() !== '' || !mailbox) this.prove()
    else void this.#shell.ask('prove', { mailbox })
  }

  readonly stop = (): void => void this.#shell.ask('stop', {})

  readonly go = (): void => void this.#shell.ask('goToHandoff', {})

  readonly review = (): void =>
    void this.#shell.ask('plan', { secretEndsAt: null, aim: 'present', adopt: null, restore: null })

  /** Read out as checks pass, and when it is over. */
  get told(): string {
    const passed = checkNames.filter((name) => this.#proof?.checks[name].state === 'passed')
    const last = passed.at(-1)
    return last ? this.words.told(this.words.checks[last].name.replaceAll('`', ''), passed.length) : ''
  }

  /** Why a check failed, in a word or two. */
  get #why(): string {
    const { problem, language } = this.#shell
    const { why } = this.words
    if (problem?.code === 'ews-blocked') return why.blocked
    if (problem?.code === 'mailbox-unknown') return why.unknown
    if (problem?.code === 'mailbox-alias') return why.alias
    if (problem?.code === 'role-missing') return why.missing
    return problem && sayProblem(problem, language).nature === 'no' ? why.refused : why.failed
  }

  get #session(): Session {
    return this.#shell.session
  }

  get #proof(): ProofView | null {
    return this.#session.proof
  }

  get #appId(): string {
    return this.#session.plan?.found.application?.appId ?? ''
  }

  get #mailboxShown(): string {
    return this.#shell.mask.address(this.#proof?.mailbox ?? '')
  }

  get #inset() {
    const { session, language, clock } = this.#shell
    return session.waiting && waitInset(session.waiting, language, clock.now)
  }

  #time(name: ProofCheck, { state, ms, startedAt }: CheckView): string {
    const { language, clock } = this.#shell
    if (state === 'to-come') return this.words.states['to-come']
    // The role is read in the token that is already there: its time would say nothing.
    if (state === 'passed') return ms === null || (name === 'role' && ms < 100) ? '' : duration(ms, language, true)
    const elapsed = startedAt === null ? 0 : clock.now - Date.parse(startedAt)
    return state === 'doing' && elapsed >= 2000 ? duration(elapsed, language) : ''
  }
}
