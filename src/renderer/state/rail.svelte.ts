import type { Stage } from '#core/session.ts'
import { sayProblem } from '#words/problems.ts'
import type { StepCode } from '#words/screens/shell.ts'
import type { Mark, Step } from '../parts/rail-step.ts'
import type { Shell } from './shell.svelte.ts'

const codes: readonly StepCode[] = ['00', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6']

const codeOf: Readonly<Record<Stage, StepCode>> = {
  welcome: '00',
  'sign-in': 'A1',
  identity: 'A1',
  review: 'A2',
  run: 'A3',
  proof: 'A4',
  handoff: 'A5',
  done: 'A6',
}

/** Where *back* leads from each stage, as far as it is another step. */
const behind: Partial<Record<Stage, StepCode>> = { review: 'A1', proof: 'A2', handoff: 'A4' }

export class RailState {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  get steps(): readonly Step[] {
    const { session, words, canGoBack } = this.#shell
    const here = codes.indexOf(codeOf[session.at])
    return codes
      .map((code, place): Step => {
        const current = place === here
        return {
          code,
          name: words.steps[code],
          current,
          mark: place < here ? this.#past(code) : current ? this.#mark() : null,
          back: canGoBack && behind[session.at] === code,
        }
      })
      .filter(({ code }) => code !== '00' || session.at === 'welcome')
  }

  get current(): Step | undefined {
    return this.steps.find((step) => step.current)
  }

  /** Place among the numbered steps. */
  get place(): number {
    return this.steps.findIndex((step) => step.current) + 1
  }

  /** Behind, and done; a proof that was passed over is not. */
  #past(code: StepCode): Mark | null {
    return code === 'A4' && this.#shell.session.proof?.checks.mailbox.state !== 'passed' ? null : 'done'
  }

  #mark(): Mark | null {
    const { session, problem, language, slow } = this.#shell
    const working = session.at === 'sign-in' || session.at === 'run' || session.at === 'proof'
    if (session.busy) return working || slow ? 'busy' : null
    if (problem) {
      const { nature } = sayProblem(problem, language)
      return nature === 'wait' ? 'busy' : nature === 'stopped' ? null : 'failed'
    }
    const checks = Object.values(session.proof?.checks ?? {})
    if (session.at === 'proof' && checks.length > 0) {
      if (checks.every((check) => check.state === 'passed')) return 'done'
      if (checks.some((check) => check.state === 'failed')) return 'failed'
    }
    return session.at === 'done' ? 'done' : null
  }
}
