import type { Change } from '../provision/change.ts'
import { ProblemError } from '../problem.ts'
import { verify } from '../provision/run.ts'
import type { DesiredState, RunContext } from '../provision/step.ts'
import type { SessionContext } from './context.ts'
import { noReads, type StableReads } from './session.ts'

/**
 * Begins to read the tenant again and again beside the proof, until enough reads in a row agree that nothing is left to
 * change (docs/adr/0019-what-each-path-waits-for.md). Stopping the proof does not end them. Returns how they stand at the
 * beginning, for the stage that the person is arriving at; events tell the rest.
 */
export function beginStableReads(
  context: SessionContext,
  desired: DesiredState,
  approved: readonly Change[],
): StableReads {
  const { memory } = context
  memory.reads?.stop()
  const stopper = new AbortController()
  const { signal } = stopper
  const run: RunContext = {
    ...context.run(),
    signal,
    // The proof tells of its own waits at the same time.
    emit: (event) => {
      if (event.kind === 'confirming' && !signal.aborted) context.emit(event)
    },
  }
  const work = async (): Promise<void> => {
    try {
      const { observed } = await verify(run, desired, approved)
      if (memory.provision && !signal.aborted) memory.provision = { ...memory.provision, observed }
    } catch (error) {
      if (signal.aborted) return
      const { problem } = error instanceof ProblemError ? error : context.problem('internal')
      context.emit({ kind: 'reads-failed', problem })
    }
  }
  // The stage that shows them is arrived at first.
  const ended = Promise.resolve().then(work)
  memory.reads = {
    desired,
    approved,
    ended,
    stop: () => {
      stopper.abort(context.problem('stopped'))
    },
  }
  return noReads
}
