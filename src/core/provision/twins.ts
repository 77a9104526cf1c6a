import type { Application } from '../directory.ts'
import type { Change } from './change.ts'
import type { DesiredState, ObservedState, RunContext } from './step.ts'
import { clientSecretStep } from './steps/client-secret.ts'
import { removalStep } from './steps/removal.ts'

/*
 * Chromium may repeat a POST when a connection breaks before its answer. What it then makes twice was made by the approved
 * creation, so that its removal needs no approval of its own.
 */

/** Removes what an approved creation has made a second time, as far as these reads show it. */
export async function removeTwins(
  context: RunContext,
  desired: DesiredState,
  approved: readonly Change[],
  observed: ObservedState,
): Promise<void> {
  await removeTwinSecret(context, desired, observed)
  if (approved.some(({ kind }) => kind === 'create-application')) {
    await removeTwinApplication(context, desired, observed)
  }
}

/** Removes a secret of which another one has the name, new for each creation: nobody holds its value. */
async function removeTwinSecret(context: RunContext, desired: DesiredState, observed: ObservedState): Promise<void> {
  const secrets = observed.secrets ?? []
  const heldNames = secrets.filter(({ held }) => held).map(({ name }) => name)
  const twin = secrets.find(({ held, delivered, name }) => !held && !delivered && heldNames.includes(name))
  if (!twin) return
  const change = { kind: 'remove-secret', keyId: twin.keyId, why: 'nobody-holds-it' } as const
  await clientSecretStep.make(change, observed, context, desired)
}

/** How far apart the two applications of one repeated request may be, by Microsoft's own clock, in milliseconds. */
const twinsWithinMs = 60_000

/** Removes an application of ours that was created with the one in use, and on which nobody has made a secret. */
async function removeTwinApplication(
  context: RunContext,
  desired: DesiredState,
  observed: ObservedState,
): Promise<void> {
  const { application, duplicates = [] } = observed
  const twin = duplicates.find((one) => application && isTwin(one, application))
  if (!twin) return
  const { id: applicationId, appId, displayName } = twin
  const change = { kind: 'remove-application', applicationId, appId, displayName, why: 'duplicate' } as const
  await removalStep.make(change, observed, context, desired)
}

function isTwin(one: Application, application: Application): boolean {
  if (one.createdAt === null || application.createdAt === null) return false
  const apartMs = Math.abs(Date.parse(one.createdAt) - Date.parse(application.createdAt))
  const hasSecrets = application.passwords.length > 0
  return (
    hasSecrets && one.passwords.length === 0 && one.displayName === application.displayName && apartMs <= twinsWithinMs
  )
}
