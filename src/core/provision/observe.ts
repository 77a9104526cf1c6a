import { together } from './retry.ts'
import type { DesiredState, Look, ObservedState, RunContext } from './step.ts'
import { observeSecrets } from './steps/client-secret.ts'
import { findApplications } from './steps/find-application.ts'
import { steps } from './steps/index.ts'
import { findServicePrincipal } from './steps/service-principal.ts'

/**
 * Reads everything that a plan needs. What does not depend on each other is read at the same time: the adapter sends such
 * reads together. `expectsApplication`: our application is expected, so what only an empty tenant needs is not read first.
 */
export async function observe(
  context: RunContext,
  desired: DesiredState,
  expectsApplication = false,
): Promise<ObservedState> {
  const observed = await together(context, async (reading) => {
    const found = findApplications(reading, desired, expectsApplication)
    const application = found.then((one) => one.application ?? null)
    const servicePrincipal = findServicePrincipal(reading, application)
    const look: Look = { application, servicePrincipal }
    const parts = await Promise.all([
      found,
      servicePrincipal.then((one): ObservedState => ({ servicePrincipal: one })),
      ...steps.map((step) => step.observe?.(reading, look, desired)),
    ])
    return Object.assign({}, ...parts) as ObservedState
  })
  return { ...observed, ...(await observeSecrets(context, observed, desired)) }
}
