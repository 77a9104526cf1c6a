import type { JWTPayload } from 'jose'
import type { Company } from '../../../company/company.ts'
import { microsoftGraph } from '../../../company/microsoft-graph.ts'
import { has, type Right } from '../../../tenant/roles.ts'
import type { SeedUser } from '../../../company/seed.ts'
import { denied, GraphRefusal } from './refusal.ts'

/** The caller that a token names: an account that uses a client, or an application acting as itself. */
export interface GraphCaller {
  readonly permissions: readonly string[]
  /** The account; undefined when an application acts as itself. */
  readonly user: SeedUser | undefined
  /** The application id of the client. */
  readonly appId: string
}

/** A list of alternatives, each a list of permissions that are needed together. */
export type Permissions = readonly (readonly string[])[]

export async function readGraphCaller(company: Company, authorization: string | null): Promise<GraphCaller> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) throw unauthenticated('Access token is empty.')
  const verified = await company.tokens.verify(token, microsoftGraph.identifiers(company.directory.hosts))
  if ('refused' in verified) {
    switch (verified.refused) {
      case 'expired':
        throw unauthenticated('Lifetime validation failed, the token is expired.')
      case 'audience':
        throw unauthenticated('Access token validation failure. Invalid audience.')
      case 'signature':
        throw unauthenticated('Access token validation failure. Invalid signature.')
      case 'malformed':
        throw unauthenticated('IDX14100: JWT is not well formed.')
    }
  }
  const { claims } = verified
  if (claims.tid !== company.directory.seed.tenantId) throw unauthenticated('Access token validation failure.')
  const appId = typeof claims.appid === 'string' ? claims.appid : ''
  return { permissions: readPermissions(claims), user: readUser(company, claims), appId }
}

/** Throws 403 unless the token has all permissions of one alternative. */
export function needPermissions(caller: GraphCaller, alternatives: Permissions): void {
  if (!holds(caller, alternatives)) throw denied()
}

export function holds(caller: GraphCaller, alternatives: Permissions): boolean {
  return alternatives.some((together) => together.every((permission) => caller.permissions.includes(permission)))
}

/** Whether the caller's roles give this right. An application acting as itself needs no role. */
export function mayDo(caller: GraphCaller, right: Right): boolean {
  return caller.user === undefined || has(right, caller.user.roles)
}

function readPermissions(claims: JWTPayload): readonly string[] {
  if (typeof claims.scp === 'string') return claims.scp.split(' ')
  return Array.isArray(claims.roles) ? claims.roles.filter((role) => typeof role === 'string') : []
}

function readUser(company: Company, claims: JWTPayload): SeedUser | undefined {
  if (claims.idtyp !== 'user') return undefined
  const user = typeof claims.oid === 'string' ? company.directory.account(claims.oid) : undefined
  if (user === undefined) throw unauthenticated('Access token validation failure.')
  return user
}

function unauthenticated(message: string): GraphRefusal {
  return new GraphRefusal(401, 'InvalidAuthenticationToken', message)
}
