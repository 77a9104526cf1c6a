import { liftedByWaiting } from '#core/access/watch.ts'
import type { ProblemCode } from '#core/problem.ts'
import { isLegal } from '#core/session/actions.ts'
import { isAuthorized, isProven, isReading } from '#core/session/session-path.ts'
import type { SessionAt, StableReads } from '#core/session/session.ts'
import type { ProofView } from '#core/session/work-views.ts'
import { duration, moment } from '#words/format/dates.ts'
import { sayEwsEnd } from '#words/format/ews-end.ts'
import { allowListOnScreen } from '#words/scripts/on-screen.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { sayProblem } from '#words/problems/problems.ts'
import type { ListedFact, ListedRow } from '../../parts/text/list-items.ts'
import { ProofChecks } from './proof-checks.ts'
import { ProofEntry } from './proof-entry.svelte.ts'
import { offerFix, type OfferedFix } from '../guide/offered-fix.ts'
import { choicesIn } from '../review/questions.svelte.ts'
import type { Shell } from '../../shell/shell.svelte.ts'

/** The problems that another mailbox may not meet. */
const problemsOfMailbox: readonly ProblemCode[] = [
  'ews-disabled',
  'mailbox-unknown',
  'mailbox-alias',
  'mailbox-elsewhere',
  'mailbox-refused',
]

/** An action that a refusal offers. */
interface WayOn {
  readonly name: string
  readonly press: () => void
}

/** The problems that a new plan puts right, because the secret, the grant or the service principal causes them. */
const problemsForReview: readonly ProblemCode[] = [
  'role-missing',
  'secret-expired',
  'secret-not-accepted',
  'secret-not-here',
  'application-unknown',
  'service-principal-missing',
  'application-disabled',
]

export class ProofState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'proof'>
  readonly checks: ProofChecks
  readonly entry: ProofEntry

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('proof')
    this.checks = new ProofChecks(shell)
    this.entry = new ProofEntry(shell)
  }

  get words() {
    return proofWords[this.#shell.language]
  }

  /**
   * The state of the screen. `blocked`: Exchange Online refuses, which an Exchange administrator can change. `waiting`:
   * that was changed, and Microsoft has not applied it everywhere yet.
   */
  get phase(): 'before' | 'busy' | 'waiting' | 'passed' | 'blocked' | 'failed' | 'stopped' {
    const { busy, awaited } = this.#session
    const proof = this.#proof
    const code = this.#code
    const isAwaited = awaited !== null && awaited.for !== 'consent'
    if (isAwaited && (busy || code === undefined || code === 'stopped')) return 'waiting'
    if (busy && proof && proof.at === null) return 'busy'
    if (code === 'ews-blocked' || code === 'ews-disabled') return 'blocked'
    if (code === 'stopped') return 'stopped'
    if (proof === null) return 'before'
    return code === undefined && isProven(proof) ? 'passed' : 'failed'
  }

  get heading(): string {
    return this.#said.heading
  }

  /** The text under the heading. It is left out when a shared screen has no room for it. */
  get lead(): string {
    return this.phase === 'blocked' && this.#shell.mask.on ? '' : this.#said.lead
  }

  /** The texts of a normal wait: since when, until when, and the next attempt. */
  get wait(): { readonly title: string; readonly note: string; readonly since: string; readonly next: string } {
    const { language, clock } = this.#shell
    const { awaited, waiting } = this.#session
    const { waiting: words } = this.words
    const left = waiting ? Date.parse(waiting.nextAt) - clock.now : 0
    const attempt = waiting?.attempt ?? 1
    const next = left >= 1000 ? words.tries(attempt, duration(left, language)) : words.now(attempt)
    return {
      title: awaited ? words.until(moment(awaited.until, language)) : '',
      note: this.watching ? words.watching : words.idle,
      since: awaited ? words.since(moment(awaited.since, language)) : '',
      next: this.watching ? next : '',
    }
  }

  get waitAfter(): string {
    return this.words.waiting.after[this.#awaited]
  }

  /** Whether there was a proof whose checks can be shown. */
  get isTried(): boolean {
    return this.#proof !== null
  }

  get watching(): boolean {
    return this.#session.busy
  }

  get script(): string {
    return allowListOnScreen(this.#session.access.cloud, this.#shell.mask.id(this.#appId), this.#shell.language)
  }

  /** Whether the commands of the allow list help. They are about EWS for all mailboxes; a limit has its own script. */
  get isAllowList(): boolean {
    return !this.entry.isLimited && this.#session.access.profile.id === 'ews'
  }

  /** Whether the access may be handed over without an open mailbox, which needs a token with its roles. */
  get canSkip(): boolean {
    return this.canGo && this.#proof !== null && isAuthorized(this.#proof)
  }

  /** Whether the window may lead on to the handoff. */
  get canGo(): boolean {
    return isLegal(this.#session, 'go-to-handoff')
  }

  /** Whether reads of the tenant go on beside the proof: what comes after it is not offered yet. */
  get isReading(): boolean {
    return isReading(this.#session)
  }

  /** Why the reads ended before they agreed, in a sentence; `null` when they did not. */
  get unsettled(): string | null {
    const reads = this.#reads
    return reads?.problem ? sayProblem(reads.problem, this.#shell.language).sentence : null
  }

  /** The row of the reads that must agree; none by hand, where the tenant is not read, and none when they agreed long ago. */
  get readsRow(): ListedRow | null {
    const reads = this.#reads
    if (!reads) return null
    const { stable } = this.words
    const { agreed, of, problem } = reads
    const state = problem ? 'failed' : agreed === of ? 'done' : 'doing'
    const notes = { failed: this.unsettled ?? '', done: stable.agreed(of), doing: stable.reading(agreed, of) }
    return {
      state,
      stateName: stable.states[state],
      title: state === 'failed' ? stable.failed : stable.name,
      note: notes[state],
    }
  }

  /** The step of the guide that puts the refusal right; `null` on the automatic path. */
  get fix(): OfferedFix | null {
    return offerFix(this.#shell)
  }

  get needsReview(): boolean {
    return this.#session.origin === 'assistant' && problemsForReview.some((code) => code === this.#code)
  }

  /** Whether EWS has ended and the screen offers to move to Graph. On the path by hand, the guide does that. */
  get hasEnded(): boolean {
    const ended = this.#code === 'ews-ended' || this.#code === 'ews-ended-or-filtered'
    return this.#session.origin === 'assistant' && ended
  }

  /** Whether waiting is offered, because a new limit may not be applied everywhere yet. */
  get offersWait(): boolean {
    return this.entry.isLimited && liftedByWaiting.limit.some((code) => code === this.#code)
  }

  /** Whether EWS is switched off, for the organization or for the mailbox. */
  get isDisabled(): boolean {
    return this.#code === 'ews-disabled'
  }

  /** What mends the refusal: a new plan, a step of the guide, another mailbox, Exchange's administrator, or only time. */
  get remedy(): 'review' | 'fix' | 'other-mailbox' | 'delegate' | 'watch' | 'again' {
    if (this.fix) return 'fix'
    if (this.needsReview) return 'review'
    // Whoever may change the list does it here, and then waits; anybody else hands it over.
    if (this.#code === 'ews-blocked') return this.#administersExchange ? 'watch' : 'delegate'
    if (problemsOfMailbox.some((code) => code === this.#code)) return 'other-mailbox'
    return this.offersWait ? 'watch' : 'again'
  }

  /** The action that mends the refusal, which is the primary one, and the one beside it. */
  get waysOn(): { readonly first: WayOn; readonly beside: WayOn | null } {
    const { words, fix } = this
    const again = { name: words.again, press: this.again }
    const watch = { name: this.entry.isLimited ? words.limitWait : words.blocked.wait, press: this.watch }
    const delegate = { name: words.blocked.delegation, press: this.delegate }
    switch (this.remedy) {
      case 'fix':
        return { first: fix ?? again, beside: again }
      case 'review':
        return { first: { name: words.review, press: this.review }, beside: again }
      case 'watch':
        return { first: watch, beside: this.phase === 'blocked' ? delegate : again }
      case 'delegate':
        return { first: delegate, beside: watch }
      case 'other-mailbox':
        return { first: { name: words.tryIt, press: this.entry.prove }, beside: this.isDisabled ? delegate : null }
      case 'again':
        return { first: again, beside: null }
    }
  }

  /** Whether the account that signed in is known to be able to change Exchange's list. */
  get #administersExchange(): boolean {
    const { origin } = this.#session
    const roles = origin === 'assistant' ? this.#session.identity.roles : null
    return roles?.some((role) => role === 'exchange-administrator' || role === 'global-administrator') ?? false
  }

  /** Whether trying another mailbox is offered. */
  get offersOther(): boolean {
    return !this.needsReview && !this.fix && !this.hasEnded && this.#code !== 'ews-blocked'
  }

  get at(): string {
    return this.#proof?.at ? moment(this.#proof.at, this.#shell.language, true) : ''
  }

  /** The sentence on how long EWS will still answer; `null` for another profile. */
  get ewsEnd(): string | null {
    if (this.#session.access.profile.id !== 'ews') return null
    return `${sayEwsEnd(this.#shell.clock.now, this.#shell.language)} ${this.words.passed.ewsEnds}`
  }

  get technical(): readonly ListedFact[] {
    const { mask, view } = this.#shell
    return [
      { name: this.words.appId, value: mask.id(this.#appId), mono: true },
      { name: this.words.tenantId, value: mask.id(this.#session.access.tenantId), mono: true },
      { name: this.words.requests, value: String(view?.requests ?? 0) },
    ]
  }

  /** Proves again with the same mailbox, or with the other one that was entered meanwhile. */
  readonly again = (): void => {
    const proof = this.#proof
    if (this.entry.isOther || !proof) this.entry.prove()
    else if (this.#session.awaited) this.watch()
    else void this.#shell.ask('prove', { mailbox: proof.mailbox, blockedMailbox: proof.blockedMailbox })
  }

  /** Begins to prove again and again or, when that is under way, tries at once. */
  readonly watch = (): void => void this.#shell.ask(this.watching ? 'checkNow' : 'watch', {})

  readonly later = (): void => void this.#shell.ask('close', {})

  readonly delegate = (): void => void this.#shell.ask('delegate', { step: 'allow-list' })

  readonly stop = (): void => void this.#shell.ask('stop', {})

  readonly go = (): void => void this.#shell.ask('goToHandoff', {})

  readonly review = (): void => this.#plan({})

  readonly moveToGraph = (): void => this.#plan({ profile: 'graph' })

  #plan(more: { readonly profile?: 'graph' }): void {
    const session = this.#session
    if (session.origin === 'guide') return
    void this.#shell.ask('plan', { secretEndsAt: null, aim: 'present', ...choicesIn(session.plan), ...more })
  }

  /** The heading and the text of the state that the screen is in. */
  get #said(): { readonly heading: string; readonly lead: string } {
    const { words, phase } = this
    if (this.#code === 'ews-disabled') return words.disabled
    if (this.hasEnded) return words.ended
    if (phase === 'waiting') return { heading: words.waiting.heading, lead: words.waiting.leads[this.#awaited] }
    if (phase === 'passed' && this.unsettled !== null) return words.stable.unsettled
    if (phase !== 'passed') return words[phase]
    const proved = this.entry.isLimited ? words.passed.limited : words.passed.all(this.checks.names.length)
    return { heading: words.passed.heading, lead: `${words.passed.lead} ${proved}` }
  }

  /** The change in Exchange that is awaited. */
  get #awaited(): 'allow-list' | 'limit' {
    return this.#session.awaited?.for === 'limit' ? 'limit' : 'allow-list'
  }

  /** How the last proof ended. A call that was only refused beside it says nothing of that. */
  get #code(): ProblemCode | undefined {
    return this.#session.problem?.code
  }

  get #session(): SessionAt<'proof'> {
    return this.#stage()
  }

  get #reads(): StableReads | null {
    const session = this.#session
    return session.origin === 'assistant' ? session.stableReads : null
  }

  get #proof(): ProofView | null {
    return this.#session.proof
  }

  get #appId(): string {
    return this.#session.access.applicationId
  }
}
