import { isNetworkProblem } from '#core/network/network-problem.ts'
import { supportDetails, type Problem } from '#core/problem.ts'
import { time } from '#words/format/dates.ts'
import { problemsToPassOn } from '#words/problems/natures.ts'
import { sayProblem, type ProblemMessage } from '#words/problems/problems.ts'
import type { ListedFact } from '../parts/text/list-items.ts'
import type { Mask } from '#words/format/mask.ts'
import { offerFix } from '../screens/guide/offered-fix.ts'
import type { Shell } from './shell.svelte.ts'
import { supportFacts } from './support-facts.ts'

/** The problem that is shown, as sentences and as details for support. */
export class ProblemState {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get problem(): Problem | null {
    return this.#shell.problem
  }

  get message(): ProblemMessage | null {
    const { problem, language, mask } = this.#shell
    const message = problem && sayProblem(masked(problem, mask), language)
    const fix = offerFix(this.#shell)
    if (!message || !fix) return message
    // The sentence of the fix is more precise, so it replaces the general one.
    return { nature: 'here', sentence: fix.sentence, advice: '' }
  }

  /** A key that changes with another problem, but not when the same one is received again. */
  get key(): string {
    return `${this.problem?.code ?? ''} ${this.problem?.at ?? ''}`
  }

  get intent(): 'error' | 'warning' | 'info' {
    const nature = this.message?.nature
    if (this.problem?.code === 'nothing-to-remove') return 'info'
    return nature === 'stopped' || nature === 'wait' ? 'info' : 'error'
  }

  /** The text beside the title of the details, such as `not-allowed · HTTP 403 · 14 h 07`. */
  get brief(): string {
    const problem = this.problem
    if (!problem) return ''
    const { status, code } = problem.microsoft ?? {}
    const at = time(problem.at, this.#shell.language, true)
    return [problem.code, status && `HTTP ${status}`, code, at].filter(Boolean).join(' · ')
  }

  get details(): readonly ListedFact[] {
    const problem = this.problem
    if (!problem) return []
    return supportFacts(supportDetails(problem), this.#shell)
  }

  /** Whether the advice asks the person to copy the details. */
  get asksForDetails(): boolean {
    return this.problem !== null && problemsToPassOn.includes(this.problem.code)
  }

  /** Whether the cause may lie in the network, so that a check of the connection is offered. */
  get mayCheckConnection(): boolean {
    const { session } = this.#shell
    return !session.busy && session.problem !== null && isNetworkProblem(session.problem.code)
  }

  readonly checkConnection = (): void => {
    const { practice } = this.#shell.session
    void this.#shell.ask('checkConnection', { practice })
  }
}

/** Returns the problem with its ids and its address shortened while the screen is shared. */
function masked(problem: Problem, mask: Mask): Problem {
  if (!mask.on) return problem
  const { primaryAddress } = problem
  const facts = Object.fromEntries(
    Object.entries(problem.facts ?? {}).map(([name, value]) => [
      name,
      ['ids', 'keyId', 'appId'].includes(name) ? mask.id(value) : name === 'issuer' ? mask.name(value) : value,
    ]),
  )
  return {
    ...problem,
    facts,
    ...(primaryAddress !== undefined && { primaryAddress: mask.address(primaryAddress) }),
  }
}
