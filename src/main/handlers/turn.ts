import { ProblemError, type Problem } from '#core/problem.ts'
import { isLegal, type Action, type Session } from '#core/session/session.ts'
import { advance, type SessionEvent } from '#core/session/session-event.ts'
import type { State } from '../shell.ts'

/** One thing at a time: what is legal, what is on its way, how it is stopped, and what must still come to its end. */
export interface Turn {
  readonly state: State
  readonly signal: AbortSignal
  readonly set: (next: Partial<State>) => void
  readonly dispatch: (event: SessionEvent) => void
  readonly problem: (code: Problem['code']) => ProblemError
  readonly allow: (action: Action) => void
  /** Legal, begun, and over: a failure is shown where it happened, and answered to the call as well. */
  readonly during: (action: Action, begun: SessionEvent, work: () => Promise<SessionEvent>) => Promise<null>
  readonly go: (action: Action, to: Session['at']) => Promise<null>
  /** Lets the person go at once; what must not be cut short goes on, and the next turn waits for it. */
  readonly end: (action: Action, code: Problem['code']) => Promise<null>
  readonly finish: (work: Promise<unknown>) => void
  /** Resolves when nothing is on its way to its end any more. */
  readonly settled: () => Promise<void>
}

export function createTurn(start: State, now: () => Date, changed: (state: State) => void): Turn {
  let state = start
  let under = new AbortController()
  const unfinished = new Set<Promise<unknown>>()
  const problem = (code: Problem['code']) => new ProblemError({ code, at: now().toISOString() })

  const turn: Turn = {
    get state() {
      return state
    },
    get signal() {
      return under.signal
    },
    set(next) {
      state = { ...state, ...next }
      changed(state)
    },
    dispatch(event) {
      turn.set({ session: advance(state.session, event, now()) })
    },
    problem,
    allow(action) {
      if (!isLegal(state.session, action)) throw problem('out-of-order')
    },
    async during(action, begun, work) {
      turn.allow(action)
      under = new AbortController()
      const { signal } = under
      turn.dispatch(begun)
      try {
        await turn.settled()
        signal.throwIfAborted()
        turn.dispatch(await work())
      } catch (error) {
        const { reason } = signal as { readonly reason: unknown }
        const known = error instanceof ProblemError ? error : reason instanceof ProblemError ? reason : null
        turn.dispatch({ kind: 'failed', problem: (known ?? problem('internal')).problem })
        throw known ?? error
      }
      return null
    },
    async go(action, to) {
      turn.allow(action)
      turn.dispatch({ kind: 'went', to })
      return Promise.resolve(null)
    },
    async end(action, code) {
      turn.allow(action)
      under.abort(problem(code))
      return Promise.resolve(null)
    },
    finish(work) {
      const ending = work.finally(() => unfinished.delete(ending))
      unfinished.add(ending)
    },
    async settled() {
      await Promise.allSettled(unfinished)
    },
  }
  return turn
}
