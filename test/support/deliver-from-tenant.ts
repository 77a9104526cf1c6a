import { accessInTenant } from '#core/access/access-in-tenant.ts'
import type { Proof } from '#core/access/prove.ts'
import { deliver, markDelivered, type Delivery } from '#core/handoff/deliver.ts'
import { required, type DesiredState, type ObservedState, type RunContext } from '#core/provision/step.ts'
import type { Identity } from '#core/session/identity.ts'

/** Seals what was read in the tenant, as the assistant does after its proof. */
export function deliverFromTenant(
  context: RunContext,
  desired: DesiredState,
  observed: ObservedState,
  { identity, proof }: { readonly identity: Identity; readonly proof: Proof },
): Promise<Delivery> {
  const access = accessInTenant(context, desired, observed)
  const facts = {
    organization: identity.organization,
    contact: { name: identity.account.name, email: identity.account.username },
    proof,
    assistant: '0.0.0-test',
    caseNumber: null,
    setUp: 'assistant' as const,
  }
  return deliver(context, access, facts, () =>
    markDelivered(context, required(observed.application, 'the application'), access.secret),
  )
}
