import type { Directory, StoredServicePrincipal } from '../../tenant/directory.ts'
import type { SignInClient } from './clients.ts'
import { SignInRefusal } from './refusal.ts'

/** Whether nobody may use an enterprise application, because an administrator or Microsoft has disabled it. */
export function isDisabled(principal: StoredServicePrincipal): boolean {
  // UNCONFIRMED(disabled-by-microsoft): that tokens are refused as for `accountEnabled: false`.
  return !principal.accountEnabled || isDisabledByMicrosoft(principal)
}

/**
 * Whether Microsoft has disabled it: `NotDisabled` says that it has not.
 * https://learn.microsoft.com/graph/api/resources/serviceprincipal
 */
function isDisabledByMicrosoft({ disabledByMicrosoftStatus: status }: StoredServicePrincipal): boolean {
  return status !== undefined && status !== 'NotDisabled'
}

/** Returns AADSTS7000112: https://github.com/Worklytics/psoxy/pull/74 */
export function clientDisabled(clientId: string, { displayName }: StoredServicePrincipal): SignInRefusal {
  return new SignInRefusal(7000112, 'unauthorized_client', `Application '${clientId}'(${displayName}) is disabled.`)
}

/** Returns AADSTS500014 for a resource that is disabled, and undefined for any other. */
export function findDisabledResource(resource: StoredServicePrincipal, name: string): SignInRefusal | undefined {
  if (!isDisabled(resource)) return undefined
  return new SignInRefusal(
    500014,
    'invalid_resource',
    `The service principal for resource '${name}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.`,
  )
}

/** Returns the refusal of a sign-in whose client or resource is disabled in this company, undefined otherwise. */
export function findDisabled(
  directory: Directory,
  client: SignInClient,
  scopes: { readonly resource: StoredServicePrincipal; readonly audience: string },
): SignInRefusal | undefined {
  const principal = directory.servicePrincipals.by('appId', client.clientId)
  if (principal !== undefined && isDisabled(principal)) return clientDisabled(client.clientId, principal)
  return findDisabledResource(scopes.resource, scopes.audience)
}
