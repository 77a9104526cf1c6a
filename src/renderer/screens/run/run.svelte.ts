import type { ProblemCode } from '#core/problem.ts'
import type { Input } from '#contract/calls.ts'
import type { SessionAt } from '#core/session/session.ts'
import type { RunRow, Waiting } from '#core/session/work-views.ts'
import { sayChange } from '#words/screens/review/changes.ts'
import { day, duration } from '#words/format/dates.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { runWords } from '#words/screens/run.ts'
import type { ListedRow } from '../../parts/text/list-items.ts'
import type { Shell } from '../../shell/shell.svelte.ts'
import { aimOf } from '#words/screens/shell/path.ts'
import { choicesIn } from '../review/questions.svelte.ts'
import { waitInset } from '../../shell/wait-inset.ts'

/** The refusals that another account may not meet. */
const forAnotherAccount: readonly ProblemCode[] = [
  'not-allowed',
  'registration-not-allowed',
  'application-not-allowed',
  'grant-not-allowed',
  'signed-out',
]

export class RunState {
  readonly #shell: Shell
  readonly #stage: () => SessionAt<'run'>

  constructor(shell: Shell) {
    this.#shell = shell
    this.#stage = shell.stage('run')
  }

  get words() {
    return runWords[this.#shell.language]
  }

  get running(): boolean {
    return this.#session.busy
  }

  get heading(): string {
    const { headings } = this.running ? this.words : this.words.stopped
    return headings[aimOf(this.#session)]
  }

  get lead(): string {
    const say = this.running ? this.words.lead : this.words.stopped.lead
    return say(this.#done, this.#made.length)
  }

  /** The share of the changes that are made, from 0 to 100. */
  get progress(): number {
    return this.#made.length === 0 ? 0 : Math.round((100 * this.#done) / this.#made.length)
  }

  get rows(): readonly ListedRow[] {
    const rows = this.#made.map((row) => this.#row(row))
    const { stableReads } = this.#session
    if (!stableReads) return rows
    const { name, note, agreed } = this.words.confirming
    const state = this.running ? 'doing' : 'failed'
    const check: ListedRow = {
      state,
      stateName: this.words.states[state],
      title: name,
      inset: this.#inset,
      note: stableReads.agreed === 0 ? note : agreed(stableReads.agreed, stableReads.of),
    }
    return [...rows, check]
  }

  /** A wait that belongs to no row, because no change is being made; `null` otherwise. */
  get waitingAlone(): Waiting | null {
    const inRow = this.#made.some(({ state }) => state === 'doing') || this.#session.stableReads
    return inRow ? null : this.#session.waiting
  }

  get insetAlone() {
    return this.waitingAlone && this.#inset
  }

  /** The sentence that a screen reader speaks when a change was made; empty before the first. */
  get announcement(): string {
    const last = this.#made.filter(({ state }) => state === 'done').at(-1)
    if (!last) return ''
    return this.words.announcement(sayChange(last.change, this.#shell.language).done, this.#done, this.#made.length)
  }

  get requests(): string {
    return this.words.requests(this.#shell.view?.requests ?? 0)
  }

  get needsOtherAccount(): boolean {
    const { problem } = this.#shell
    return problem !== null && forAnotherAccount.includes(problem.code)
  }

  /** Whether the consent was refused, so that it can be left to somebody else. */
  get canHandOver(): boolean {
    const stoppedAt = this.#made.find(({ state }) => state === 'doing')?.change.kind
    return this.#shell.problem?.code === 'grant-not-allowed' && stoppedAt === 'grant'
  }

  /** Whether the run ended with a problem, and not because the person stopped it. */
  get refused(): boolean {
    const { problem, language } = this.#shell
    return problem !== null && sayProblem(problem, language).nature !== 'stopped'
  }

  readonly stop = (): void => void this.#shell.ask('stop', {})

  /** Whether a policy of the tenant forbids the secret: there are then ways on of their own. */
  get secretsForbidden(): boolean {
    return this.#shell.problem?.code === 'secrets-forbidden'
  }

  /** Plans again. What is already made is no longer in the plan. */
  readonly review = (): void => this.#plan({})

  /** Plans again and leaves the consent to somebody else. */
  readonly handOver = (): void => this.#plan({ consentDelegated: true })

  readonly exempt = (): void => this.#plan({ exemption: 'own' })

  readonly askExemption = (): void => this.#plan({ exemption: 'delegated' })

  readonly removeAll = (): void => this.#plan({ aim: 'removed', adopt: null, restore: null })

  readonly otherAccount = (): void => void this.#shell.anotherAccount()

  readonly showJournal = (): void => void this.#shell.ask('showJournal', {})

  #plan(more: Partial<Input<'plan'>>): void {
    const { plan } = this.#session
    const { secretEndsAt, aim } = plan
    void this.#shell.ask('plan', { secretEndsAt, aim, ...choicesIn(plan), ...more })
  }

  get #session(): SessionAt<'run'> {
    return this.#stage()
  }

  get #made(): readonly RunRow[] {
    return this.#session.run.rows
  }

  get #done(): number {
    return this.#made.filter(({ state }) => state === 'done').length
  }

  get #inset() {
    const { session, language, clock } = this.#shell
    return session.waiting && waitInset(session.waiting, language, clock.now)
  }

  #row(row: RunRow): ListedRow {
    const { language, mask } = this.#shell
    const said = sayChange(row.change, language)
    const state = row.state === 'doing' && !this.running ? 'failed' : row.state
    const done = row.state === 'done'
    const made = row.id === null ? '' : `${said.idName} \`${mask.id(row.id)}\``
    const shortened = row.shortenedTo === null ? '' : this.words.shortened(day(row.shortenedTo, language))
    return {
      state,
      stateName: this.words.states[state],
      title: done ? said.done : said.toDo,
      note: done ? [made, shortened].filter((part) => part !== '').join(' · ') || said.note : said.note,
      time: this.#time(row),
      inset: state === 'doing' ? this.#inset : null,
    }
  }

  #time({ state, ms, startedAt }: RunRow): string {
    const { language, clock } = this.#shell
    if (state === 'to-come') return this.words.toCome
    if (state === 'done') return ms === null ? '' : duration(ms, language, true)
    const elapsed = startedAt === null ? 0 : clock.now - Date.parse(startedAt)
    return this.running && elapsed >= 2000 ? duration(elapsed, language) : ''
  }
}
