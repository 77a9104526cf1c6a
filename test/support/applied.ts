import type { Change } from '#core/provision/change.ts'
import { apply, verify, type Planned } from '#core/provision/run.ts'
import type { DesiredState, RunContext } from '#core/provision/step.ts'

/** Makes the approved changes, and returns what reads of the tenant agree on afterwards. */
export async function applyAndVerify(
  context: RunContext,
  desired: DesiredState,
  approved: readonly Change[],
  made: readonly Change[] = [],
): Promise<Planned> {
  const left = await apply(context, desired, approved, made)
  // What a restored application lacks is a plan of its own.
  return desired.restore === null ? verify(context, desired, approved) : left
}
