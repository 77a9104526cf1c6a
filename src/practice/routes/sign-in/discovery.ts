import { Hono } from 'hono'
import type { Company } from '../../company.ts'
import { readTenant } from './authorize.ts'

const loginHost = 'https://login.microsoftonline.com'

/** What clients read before they trust an authority: OpenID discovery, instance discovery, the signing key. */
export function discovery(company: Company): Hono {
  const app = new Hono()

  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => {
    const tenant = c.req.param('tenant')
    const { isShared } = readTenant(company.directory, tenant)
    const { tenantId } = company.directory.seed
    // For common and organizations Entra leaves the braces in: the issuer is known only once somebody signs in.
    const issuer = isShared ? '{tenantid}' : tenantId
    const base = `${loginHost}/${isShared ? tenant : tenantId}`
    return c.json({
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: `${loginHost}/${issuer}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      claims_supported: [
        'sub',
        'iss',
        'aud',
        'exp',
        'iat',
        'acct',
        'nonce',
        'preferred_username',
        'name',
        'tid',
        'ver',
        'email',
      ],
      tenant_region_scope: isShared ? null : 'NA',
      cloud_instance_name: 'microsoftonline.com',
      cloud_graph_host_name: 'graph.windows.net',
      msgraph_host: 'graph.microsoft.com',
    })
  })

  app.get('/:tenant/discovery/instance', (c) => {
    const endpoint = c.req.query('authorization_endpoint') ?? ''
    const tenant = /^https:\/\/login\.microsoftonline\.com\/([^/]+)\/oauth2\/(v2\.0\/)?authorize$/.exec(endpoint)?.[1]
    if (tenant === undefined) {
      return c.json(
        {
          error: 'invalid_instance',
          error_description: 'AADSTS50049: Unknown or invalid instance.',
          error_codes: [50049],
        },
        400,
      )
    }
    return c.json({
      tenant_discovery_endpoint: `${loginHost}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [
        {
          preferred_network: 'login.microsoftonline.com',
          preferred_cache: 'login.windows.net',
          aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
        },
      ],
    })
  })

  app.get('/:tenant/discovery/v2.0/keys', async (c) => {
    readTenant(company.directory, c.req.param('tenant'))
    return c.json(await company.tokens.jwks())
  })

  return app
}
