import { ask, askOnce } from '../retry.ts'
import { present, type Step } from '../step.ts'

/** The enterprise application: the account of the application in this tenant. */
export const servicePrincipalStep: Step<'create-service-principal'> = {
  async observe(context, { application }) {
    if (!application) return { servicePrincipal: null }
    const { directory } = context.world
    const servicePrincipal = await ask(context, () =>
      directory.servicePrincipalByAppId(application.appId, context.signal),
    )
    return { servicePrincipal }
  },

  decide({ servicePrincipal }, { aim }) {
    return servicePrincipal || aim === 'removed' ? [] : [{ kind: 'create-service-principal' }]
  },

  async make(_change, observed, context) {
    const { directory } = context.world
    const { appId } = present(observed.application, 'the application')
    const servicePrincipal = await askOnce(
      context,
      () => directory.createServicePrincipal(appId, context.signal),
      () => ask(context, () => directory.servicePrincipalByAppId(appId, context.signal)),
      // One for each appId and tenant.
      true,
    )
    return { observed: { servicePrincipal }, id: servicePrincipal.id }
  },
}
