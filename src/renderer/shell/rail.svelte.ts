import { guideOf, intentOf, isProven, pathOf } from '#core/session/session-path.ts'
import { sayProblem } from '#words/problems/problems.ts'
import type { StepCode } from '#words/screens/shell/step-codes.ts'
import type { Mark, Step } from './rail-step.ts'
import { codeOf, routeOf, routes } from '#words/screens/shell/path.ts'
import type { Shell } from './shell.svelte.ts'

export class RailState {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get title(): string {
    const { paths: titles } = this.#shell.words
    if (this.#shell.session.at === 'network') return titles.network
    if (guideOf(this.#shell.session)) return titles.byHand
    return routeOf(this.#shell.session) === 'automatic' ? titles.automatic : titles.manage
  }

  get steps(): readonly Step[] {
    const { session, words, canGoBack } = this.#shell
    const codes = routes[routeOf(session)].filter((code) => this.#isShown(code))
    const here = codes.indexOf(codeOf(session))
    const back = this.#shell.view?.backTo ?? null
    const backCode = back && codeOf(session, back)
    return codes.map((code, place): Step => {
      const current = place === here
      return {
        code,
        name: words.steps[code],
        current,
        mark: place < here ? this.#past(code) : current ? this.#mark() : null,
        back: canGoBack && backCode === code && place < here,
      }
    })
  }

  get current(): Step | undefined {
    return this.steps.find((step) => step.current)
  }

  /** The number of the current step of all; empty where the route is not known, or has one step. */
  get place(): string {
    const { session, words } = this.#shell
    if (['welcome', 'history', 'network'].includes(session.at)) return ''
    return words.place(this.steps.findIndex((step) => step.current) + 1, this.steps.length)
  }

  /**
   * Whether a step is shown. The welcome is shown only when it is the stage, the history only to those who passed it.
   */
  #isShown(code: StepCode): boolean {
    const { session } = this.#shell
    if (code === '00') return session.at === 'welcome'
    return code !== 'R1' || session.at === 'history' || intentOf(session) !== 'present'
  }

  /** Returns the mark of a step before the current one: done, except for a proof that was skipped. */
  #past(code: StepCode): Mark | null {
    const proof = code === 'A4' || (code === 'M6' && guideOf(this.#shell.session)?.step !== 'old-secret')
    return proof && !this.#isProven ? null : 'done'
  }

  #mark(): Mark | null {
    const { session, problem, language, slow } = this.#shell
    const working = ['sign-in', 'run', 'proof', 'delegation', 'network'].includes(session.at)
    if (session.busy) return working || slow ? 'busy' : null
    const awaits =
      (pathOf(session)?.awaited ?? null) !== null && (session.at === 'proof' || session.at === 'delegation')
    if (awaits && (problem === null || problem.code === 'stopped')) return 'busy'
    if (problem) {
      const { nature } = sayProblem(problem, language)
      if (nature === 'stopped' || problem.code === 'nothing-to-remove') return null
      return nature === 'wait' && !this.#shell.view?.fix ? 'busy' : 'failed'
    }
    if (session.at === 'proof' && session.proof) {
      if (this.#isProven) return 'done'
      if (session.proof.checks.some((check) => check.state === 'failed')) return 'failed'
    }
    return session.at === 'done' || session.at === 'removed' ? 'done' : null
  }

  get #isProven(): boolean {
    const proof = pathOf(this.#shell.session)?.proof
    return proof ? isProven(proof) : false
  }
}
