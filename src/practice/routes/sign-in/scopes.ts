import { graphAppId } from '../../company/first-party.ts'
import type { Directory, StoredServicePrincipal } from '../../tenant/directory.ts'
import { missing, need, SignInRefusal } from './refusal.ts'

const openIdScopes = ['openid', 'profile', 'email', 'offline_access']

/** A `scope` parameter: OpenID's scopes, and the scopes of its only resource. */
export interface AskedScopes {
  readonly openId: readonly string[]
  readonly resource: StoredServicePrincipal
  /** The resource as the client wrote it, which becomes the audience of the token. */
  readonly audience: string
  readonly names: readonly string[]
  /** Whether `/.default` was asked for: all that is registered or already granted. */
  readonly isDefault: boolean
  /** Whether the client wrote scopes as whole addresses; the answer then does too. */
  readonly isPrefixed: boolean
}

/** Reads what is asked for: `scope` at the v2.0 addresses, `resource` at the older ones. */
export function readAsked(
  directory: Directory,
  version: 1 | 2,
  parameters: Map<string, string>,
  clientName: string,
): AskedScopes {
  if (version === 2) {
    if (parameters.has('resource')) {
      throw new SignInRefusal(901002, 'invalid_request', `The 'resource' request parameter is not supported.`)
    }
    return readScopes(directory, need(parameters, 'scope'), clientName)
  }
  const audience = need(parameters, 'resource')
  // The older endpoint always asks for all that is registered, with an id_token and a refresh token.
  return {
    openId: [...openIdScopes],
    resource: findResource(directory, audience),
    audience,
    names: ['.default'],
    isDefault: true,
    isPrefixed: false,
  }
}

export function readScopes(directory: Directory, text: string, clientName: string): AskedScopes {
  const asked = [...new Set(text.split(' ').filter((scope) => scope !== ''))]
  if (asked.length === 0) throw missing('scope')
  const openId = asked.filter((scope) => openIdScopes.includes(scope))
  const others = asked.filter((scope) => !openIdScopes.includes(scope)).map(split)
  const graph = `https://${directory.hosts.graph}`
  const audiences = [...new Set(others.map((other) => other.audience ?? graph))]
  const [audience = graph, ...more] = audiences
  if (more.length > 0) {
    throw new SignInRefusal(
      28000,
      'invalid_request',
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${text} is not valid.`,
    )
  }
  const resource = findResource(directory, audience)
  const names = others.map((other) => other.name)
  const isDefault = names.includes('.default')
  if (isDefault && names.length > 1) {
    throw new SignInRefusal(
      70011,
      'invalid_scope',
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. .default scope can't be combined with resource-specific scopes.`,
    )
  }
  for (const name of names) {
    if (name === '.default' || resource.scopes.some((scope) => scope.value === name)) continue
    throw new SignInRefusal(
      650053,
      'invalid_client',
      `The application '${clientName}' asked for scope '${name}' that doesn't exist on the resource '${resource.appId}'. Contact the app vendor.`,
    )
  }
  return {
    openId,
    resource,
    audience,
    names,
    isDefault,
    isPrefixed: others.some((other) => other.audience !== undefined),
  }
}

/** Returns the resource with this identifier. Throws AADSTS500011 when the company has none. */
export function findResource(directory: Directory, audience: string): StoredServicePrincipal {
  const found = directory.resource(audience === '' ? graphAppId : audience)
  if (found !== undefined) return found
  throw new SignInRefusal(
    500011,
    'invalid_resource',
    `The resource principal named ${audience} was not found in the tenant named ${directory.seed.name}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  )
}

function split(scope: string): { audience: string | undefined; name: string } {
  const slash = scope.lastIndexOf('/')
  return slash === -1
    ? { audience: undefined, name: scope }
    : { audience: scope.slice(0, slash), name: scope.slice(slash + 1) }
}
