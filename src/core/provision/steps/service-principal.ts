import { ask, askOnce } from '../retry.ts'
import { present, type Step } from '../step.ts'

/** The enterprise application: the account of the application in this tenant. */
export const servicePrincipalStep: Step<'create-service-principal'> = {
  async see(outside, { application }) {
    if (!application) return { servicePrincipal: null }
    const { directory } = outside.world
    const servicePrincipal = await ask(outside, () =>
      directory.servicePrincipalByAppId(application.appId, outside.signal),
    )
    return { servicePrincipal }
  },

  decide({ servicePrincipal }, { aim }) {
    return servicePrincipal || aim === 'removed' ? [] : [{ kind: 'create-service-principal' }]
  },

  async make(_change, seen, outside) {
    const { directory } = outside.world
    const { appId } = present(seen.application, 'the application')
    const servicePrincipal = await askOnce(
      outside,
      () => directory.createServicePrincipal(appId, outside.signal),
      () => ask(outside, () => directory.servicePrincipalByAppId(appId, outside.signal)),
      // One for each appId and tenant.
      true,
    )
    return { seen: { servicePrincipal }, id: servicePrincipal.id }
  },
}
