import { Hono, type Context } from 'hono'
import type { CloudHosts } from '../../company/clouds.ts'
import type { Company } from '../../company/company.ts'
import { readTenant } from './authorize.ts'
import { SignInRefusal } from './refusal.ts'

/** The tenant of Microsoft's personal accounts. Discovery knows it; no account here belongs to it. */
const personalTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** Microsoft's sign-in hosts by cloud. https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const clouds = [
  {
    preferred_network: 'login.microsoftonline.com',
    preferred_cache: 'login.windows.net',
    aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  },
  {
    preferred_network: 'login.partner.microsoftonline.cn',
    preferred_cache: 'login.partner.microsoftonline.cn',
    aliases: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
  },
  {
    preferred_network: 'login.microsoftonline.us',
    preferred_cache: 'login.microsoftonline.us',
    aliases: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  },
]

interface Place {
  /** The beginning of all addresses: the host with the shared name or the tenant's id. */
  readonly base: string
  /** The tenant in the issuer. For shared names Entra writes `{tenantid}`, since the issuer is known only after a sign-in. */
  readonly issuerTenant: string
  readonly region: string | null
  /** The hosts of the cloud that is described. */
  readonly hosts: CloudHosts
}

/**
 * Serves what clients read before they trust an authority: OpenID discovery, instance discovery, the signing keys. `at`
 * is the cloud whose sign-in host is asked; it describes the company at the hosts of the company's own cloud.
 */
export function discovery(company: Company, at: CloudHosts = company.directory.hosts): Hono {
  const app = new Hono()
  const { directory } = company
  const host = `https://${at.login}`

  function readPlace(tenant: string): Place {
    const name = tenant.toLowerCase()
    if (name === 'consumers' || name === personalTenantId) {
      return { base: `${host}/${name}`, issuerTenant: personalTenantId, region: null, hosts: at }
    }
    try {
      const { isShared } = readTenant(directory, tenant)
      const { hosts, seed } = directory
      const { tenantId } = seed
      if (isShared) return { base: `${host}/${name}`, issuerTenant: '{tenantid}', region: null, hosts: at }
      return { base: `https://${hosts.login}/${tenantId}`, issuerTenant: tenantId, region: hosts.region, hosts }
    } catch (error) {
      if (!(error instanceof SignInRefusal)) throw error
      throw new SignInRefusal(error.code, 'invalid_tenant', error.message.replace(/^AADSTS\d+: /, ''))
    }
  }

  for (const path of [
    '/:tenant/v2.0/.well-known/openid-configuration',
    '/:tenant/.well-known/openid-configuration/v2.0',
  ]) {
    app.get(path, (c) => c.json(describe(readPlace(c.req.param('tenant') ?? ''))))
  }
  app.get('/:tenant/.well-known/openid-configuration', (c) => c.json(describeOld(readPlace(c.req.param('tenant')))))

  app.get('/:tenant/discovery/instance', (c) => {
    const address = c.req.query('authorization_endpoint') ?? ''
    const [, host = '', tenant = '', generation = ''] =
      /^https:\/\/([^/]+)\/([^/]+)\/oauth2\/(v2\.0\/)?authorize$/i.exec(address) ?? []
    if (!clouds.some(({ aliases }) => aliases.includes(host.toLowerCase()))) {
      throw new SignInRefusal(50049, 'invalid_instance', 'Unknown or invalid instance.')
    }
    return c.json({
      tenant_discovery_endpoint: `https://${host}/${tenant}/${generation}.well-known/openid-configuration`,
      ...(c.req.query('api-version') === '1.0' ? {} : { 'api-version': '1.1', metadata: clouds }),
    })
  })

  const keys = async (c: Context): Promise<Response> => {
    const { issuerTenant, hosts } = readPlace(c.req.param('tenant') ?? '')
    const { keys: all } = await company.tokens.jwks()
    return c.json({
      keys: all.map((key) => ({
        ...key,
        cloud_instance_name: hosts.instance,
        issuer: `https://${hosts.login}/${issuerTenant}/v2.0`,
      })),
    })
  }
  app.get('/:tenant/discovery/v2.0/keys', keys)
  app.get('/:tenant/discovery/keys', keys)

  return app
}

function shared({ region, hosts }: Place): Record<string, unknown> {
  return {
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    // Response modes and types that this tenant refuses are left out.
    response_modes_supported: ['query', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    request_uri_parameter_supported: false,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    tenant_region_scope: region,
    ...(region === null || hosts.subRegion === null ? {} : { tenant_region_sub_scope: hosts.subRegion }),
    cloud_instance_name: hosts.instance,
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: hosts.graph,
    rbac_url: 'https://pas.windows.net',
  }
}

const claims = [
  'sub',
  'iss',
  'cloud_instance_name',
  'cloud_instance_host_name',
  'cloud_graph_host_name',
  'msgraph_host',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'acr',
  'nonce',
]

function describe(place: Place): Record<string, unknown> {
  const { base, hosts } = place
  return {
    ...shared(place),
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `https://${hosts.login}/${place.issuerTenant}/v2.0`,
    userinfo_endpoint: `https://${hosts.graph}/oidc/userinfo`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [...claims, 'preferred_username', 'name', 'tid', 'ver', 'at_hash', 'c_hash', 'email'],
  }
}

function describeOld(place: Place): Record<string, unknown> {
  const { base } = place
  return {
    ...shared(place),
    token_endpoint: `${base}/oauth2/token`,
    jwks_uri: `${base}/discovery/keys`,
    scopes_supported: ['openid'],
    microsoft_multi_refresh_token: true,
    issuer: `https://${place.hosts.oldIssuer}/${place.issuerTenant}/`,
    authorization_endpoint: `${base}/oauth2/authorize`,
    device_authorization_endpoint: `${base}/oauth2/devicecode`,
    end_session_endpoint: `${base}/oauth2/logout`,
    userinfo_endpoint: `${base}/openid/userinfo`,
    claims_supported: [...claims, 'amr', 'email', 'given_name', 'family_name', 'unique_name'],
  }
}
