import { ProblemError, type ProblemCode } from '../problem.ts'
import type { RunContext } from '../provision/step.ts'
import { unlessAborted } from '../signals.ts'
import type { Proof, ProofWorld } from './prove.ts'

/** The refusals of a server that does not know yet what a run has just made. The proof itself waits for what it enabled. */
const notEverywhereYet: readonly ProblemCode[] = [
  'secret-not-accepted',
  'role-missing',
  'application-unknown',
  'service-principal-missing',
]

/**
 * Proves while reads of the tenant go on. As long as they do not agree, such a refusal may be that of a server that lags
 * behind: then it proves once more when they have ended. `reads` never rejects.
 */
export async function proveBeside(
  context: RunContext<ProofWorld>,
  prove: () => Promise<Proof>,
  reads: Promise<unknown>,
): Promise<Proof> {
  const state = { isReading: true }
  const ended = reads.then(() => {
    state.isReading = false
  })
  try {
    return await prove()
  } catch (error) {
    const mayPass = error instanceof ProblemError && notEverywhereYet.includes(error.problem.code)
    if (!mayPass || !state.isReading) throw error
    await unlessAborted(context.signal, () => ended)
    return prove()
  }
}
