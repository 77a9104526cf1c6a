import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { JWTPayload } from 'jose'
import type { Company } from '../company/company.ts'
import { microsoftGraph } from '../company/microsoft-graph.ts'
import { subject } from './sign-in/tokens/issue.ts'
import type { SignIns } from './sign-in/sign-ins.ts'
import { claimsChallenge } from './graph/request/claims-challenge.ts'

/**
 * Adds to Microsoft Graph what depends on sign-ins: continuous access evaluation, which refuses the token of a revoked
 * session at once to a client that declared it can handle this, and OpenID's userinfo.
 * https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation
 */
export function graphSessions(company: Company, signIns: SignIns, graph: Hono): Hono {
  const app = new Hono()
  const read = async (c: Context): Promise<JWTPayload | undefined> => {
    const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (token === undefined) return undefined
    const verified = await company.tokens.verify(token, microsoftGraph.identifiers(company.directory.hosts))
    return 'claims' in verified ? verified.claims : undefined
  }

  app.use(async (c, next) => {
    const claims = await read(c)
    if (claims === undefined || !Array.isArray(claims.xms_cc) || !claims.xms_cc.includes('CP1')) return next()
    const revokedAt = Math.floor(signIns.revokedAt(String(claims.oid)) / 1000)
    if ((claims.iat ?? 0) >= revokedAt) return next()
    const { login } = company.directory.hosts
    return claimsChallenge('revoked', revokedAt, company.clock, c.req.header('client-request-id'), login)
  })

  const userinfo = async (c: Context): Promise<Response> => {
    const claims = await read(c)
    const account = typeof claims?.oid === 'string' ? company.directory.user(claims.oid) : undefined
    const scopes = typeof claims?.scp === 'string' ? claims.scp.split(' ') : []
    if (claims === undefined || account === undefined || !scopes.includes('openid')) {
      return c.json(refusal(c, company, 'Access token validation failure.'), 401, { 'www-authenticate': 'Bearer' })
    }
    const { name, givenName, surname, mail } = account
    const profile = {
      name,
      given_name: givenName,
      family_name: surname,
      picture: `https://${company.directory.hosts.graph}/v1.0/me/photo/$value`,
    }
    return c.json({
      // The same `sub` as in the id_token. The access token has another, because `sub` depends on the audience.
      sub: subject(account, String(claims.appid)),
      ...(scopes.includes('profile') ? profile : {}),
      ...(scopes.includes('email') && mail !== null ? { email: mail } : {}),
    })
  }
  app.get('/oidc/userinfo', userinfo)
  app.post('/oidc/userinfo', userinfo)
  app.all('*', (c) => graph.fetch(c.req.raw))
  app.onError((error) => {
    throw error
  })
  return app
}

function refusal(c: Context, company: Company, message: string): object {
  const id = randomUUID()
  const innerError = {
    date: company.clock.now().toISOString().slice(0, 19),
    'request-id': id,
    'client-request-id': c.req.header('client-request-id') ?? id,
  }
  return { error: { code: 'InvalidAuthenticationToken', message, innerError } }
}
