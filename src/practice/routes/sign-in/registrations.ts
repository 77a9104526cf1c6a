import type { Directory, StoredApplication, StoredServicePrincipal } from '../../tenant/directory.ts'
import { graphAppId } from '../../company/first-party.ts'
import type { RequiredAccess, SignInClient } from './clients.ts'
import { microsoftClients } from './microsoft-clients.ts'
import { unknownClient } from './refusal.ts'
import type { SignIns } from './sign-ins.ts'

/** Returns the client with this id: another company's, Microsoft's, or one registered here. Throws AADSTS700016. */
export function findClient(directory: Directory, signIns: SignIns, clientId: string): SignInClient {
  const wanted = clientId.toLowerCase()
  const known = [...signIns.clients, ...microsoftClients].find((client) => client.clientId === wanted)
  if (known !== undefined) return known
  const application = directory.applications.find((other) => other.appId === wanted)
  if (!directory.sees(application)) throw unknownClient(clientId, directory.seed.name)
  return registered(application, directory)
}

function registered(application: StoredApplication, directory: Directory): SignInClient {
  const { publicClient, web, requiredResourceAccess, optionalClaims, signInAudience, isFallbackPublicClient } =
    application.properties as Partial<{
      publicClient: { redirectUris?: readonly string[] }
      web: { redirectUris?: readonly string[] }
      requiredResourceAccess: readonly RequiredAccess[]
      optionalClaims: { idToken?: readonly { name: string }[] } | null
      signInAudience: string
      isFallbackPublicClient: boolean | null
    }>
  const idToken = optionalClaims?.idToken ?? []
  return {
    clientId: application.appId,
    displayName: String(application.properties.displayName),
    publisher: directory.seed.name,
    homeTenantId: directory.seed.tenantId,
    redirectUris: publicClient?.redirectUris ?? [],
    requiredScopes: [],
    optionalClaims: (['acct', 'wids'] as const).filter((name) => idToken.some((claim) => claim.name === name)),
    registration: {
      application,
      webRedirectUris: web?.redirectUris ?? [],
      isSingleTenant: (signInAudience ?? 'AzureADMyOrg') === 'AzureADMyOrg',
      allowsPublicFlows: isFallbackPublicClient === true,
      requiredAccess: requiredResourceAccess ?? [],
    },
  }
}

/** Returns the scopes of a resource that the client's registration names, which `/.default` asks for. */
export function requiredScopes(client: SignInClient, resource: StoredServicePrincipal): readonly string[] {
  if (client.registration === undefined) return resource.appId === graphAppId ? client.requiredScopes : []
  const asked = client.registration.requiredAccess
    .filter((access) => access.resourceAppId === resource.appId)
    .flatMap((access) => access.resourceAccess)
    .filter((access) => access.type === 'Scope')
  return resource.scopes.filter((scope) => asked.some((access) => access.id === scope.id)).map((scope) => scope.value)
}

/** Returns the scopes a client may use at a resource for one account now: by consent, or preauthorized by Microsoft. */
export function grantedScopes(
  directory: Directory,
  client: SignInClient,
  accountId: string,
  resource: StoredServicePrincipal,
): readonly string[] {
  const arranged = client.preauthorized?.[resource.appId]
  if (arranged === undefined) return directory.consented(client.clientId, accountId, resource)
  return arranged.filter((name) => resource.scopes.some((scope) => scope.value === name))
}
