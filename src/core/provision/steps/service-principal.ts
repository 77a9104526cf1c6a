import type { Change } from '../change.ts'
import type { Application, ServicePrincipal } from '../../directory.ts'
import { ask, askOnce } from '../retry.ts'
import { required, type ObservedState, type RunContext, type Step } from '../step.ts'

/**
 * The service principal ("enterprise application"): the account that the application has in this tenant. One that an
 * administrator has disabled is enabled only when the person asks for it; one that Microsoft has disabled never is.
 */
export const servicePrincipalStep: Step<'create-service-principal' | 'enable-service-principal'> = {
  decide({ servicePrincipal }, { aim, enableServicePrincipal }) {
    if (aim === 'removed') return []
    if (!servicePrincipal) return [{ kind: 'create-service-principal' }]
    const isWanted = enableServicePrincipal && mayEnable(servicePrincipal)
    return isWanted ? [{ kind: 'enable-service-principal', servicePrincipalId: servicePrincipal.id }] : []
  },

  async make(change, observed, context) {
    const servicePrincipal =
      change.kind === 'create-service-principal'
        ? await create(observed, context)
        : await enable(change, observed, context)
    return { observed: { servicePrincipal }, id: servicePrincipal.id }
  },
}

/** Whether the service principal is disabled, and the assistant may enable it: Microsoft has not disabled it. */
export function mayEnable({ disabled }: Pick<ServicePrincipal, 'disabled'>): boolean {
  return disabled?.by === 'administrator'
}

/** Finds the service principal of the application once that is known. */
export async function findServicePrincipal(
  context: RunContext,
  application: Promise<Application | null>,
): Promise<ServicePrincipal | null> {
  const found = await application
  if (!found) return null
  return ask(context, () => context.world.directory.servicePrincipalByAppId(found.appId, context.signal))
}

function create(observed: ObservedState, context: RunContext): Promise<ServicePrincipal> {
  const { directory } = context.world
  const { appId } = required(observed.application, 'the application')
  return askOnce(
    context,
    () => directory.createServicePrincipal(appId, context.signal),
    () => ask(context, () => directory.servicePrincipalByAppId(appId, context.signal)),
    // Entra allows one for each application and tenant, so a second call cannot make a second one.
    true,
  )
}

async function enable(
  { servicePrincipalId }: Extract<Change, { kind: 'enable-service-principal' }>,
  observed: ObservedState,
  context: RunContext,
): Promise<ServicePrincipal> {
  const { directory } = context.world
  await ask(context, () => directory.enableServicePrincipal(servicePrincipalId, context.signal))
  return { ...required(observed.servicePrincipal, 'the service principal'), disabled: null }
}
