import { ask, askOnce } from '../retry.ts'
import { required, type Step } from '../step.ts'

/** The service principal ("enterprise application"): the account that the application has in this tenant. */
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
    const { appId } = required(observed.application, 'the application')
    const servicePrincipal = await askOnce(
      context,
      () => directory.createServicePrincipal(appId, context.signal),
      () => ask(context, () => directory.servicePrincipalByAppId(appId, context.signal)),
      // Entra allows one for each application and tenant, so a second call cannot make a second one.
      true,
    )
    return { observed: { servicePrincipal }, id: servicePrincipal.id }
  },
}
