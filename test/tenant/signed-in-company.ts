import { Client, type Context } from '@microsoft/microsoft-graph-client'
import { graph, luc, recipe, register, signIn, stoppedClock, type Answered } from '#support/tenant-client.ts'
import { smallCompany, type Seed } from '#practice/company/seed.ts'
import { createTenant, type Tenant, type TenantOptions } from '#practice/tenant/tenant.ts'

/** All delegated scopes that these tests use. */
export const everyScope = [
  'openid',
  'profile',
  'offline_access',
  'User.Read',
  'User.Read.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Directory.Read.All',
  'Organization.Read.All',
  'Policy.Read.All',
  'Policy.ReadWrite.ApplicationConfiguration',
  'Mail.Send',
].join(' ')

/** A company, an account signed in to it, and functions that call Graph for the account with plain fetch. */
export interface SignedInCompany {
  readonly tenant: Tenant
  readonly token: string
  readonly clock: ReturnType<typeof stoppedClock>
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answered>
  readonly send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answered>
}

export async function openCompany(
  options: TenantOptions & { readonly account?: string; readonly scope?: string } = {},
): Promise<SignedInCompany> {
  const { account = luc, scope = everyScope, ...more } = options
  const clock = stoppedClock()
  const tenant = createTenant({ clock, ...more })
  return callAs(tenant, await signIn(tenant, account, scope), clock)
}

export function callAs(tenant: Tenant, token: string, clock: ReturnType<typeof stoppedClock>): SignedInCompany {
  return {
    tenant,
    token,
    clock,
    get: (path, headers) => graph(tenant, token, 'GET', path, undefined, headers),
    send: (method, path, body, headers) => graph(tenant, token, method, path, body, headers),
  }
}

/** Returns the usual company with some of its properties changed. */
export function companyWhere(change: (seed: Seed) => Partial<Seed>): Seed {
  return { ...smallCompany, ...change(smallCompany) }
}

/** Returns one property of each object in a list's answer, or the code and message of a refusal. */
export function valuesOf(answered: Answered, property = 'displayName'): unknown {
  const { value, error } = answered.body
  if (error !== undefined) return `${error.code}: ${error.message}`
  return (value as Record<string, unknown>[]).map((one) => one[property])
}

/** Returns Microsoft's Graph client with one middleware, which sends to the tenant, in place of its default chain. */
export function graphClient(tenant: Tenant, token: string): Client {
  return Client.initWithMiddleware({
    middleware: {
      execute: async (context: Context) => {
        const headers = new Headers(context.options?.headers)
        headers.set('authorization', `Bearer ${token}`)
        const request = new Request(context.request as string, { ...(context.options as RequestInit), headers })
        context.response = await tenant.fetch(request)
      },
    },
  })
}

/** Makes applications with various names, tags and addresses. Returns their ids by name. */
export async function addApplications({ send }: SignedInCompany): Promise<Record<string, string>> {
  const wishes = [
    {
      displayName: 'Prextra Outlook Sync',
      tags: ['cdid-prextra', 'sync'],
      requiredResourceAccess: recipe.requiredResourceAccess,
    },
    { displayName: "L'Érable d'Or", tags: ['boutique'], identifierUris: ['api://erable'] },
    { displayName: 'Paie 2026', tags: ['paie', 'sync'], signInAudience: 'AzureADMultipleOrgs' },
    { displayName: 'paie ancienne', tags: [], description: 'Remplacée par Paie 2026' },
    { displayName: 'Rapports (mensuels)', tags: ["O'Neil"] },
  ]
  const made: Record<string, string> = {}
  for (const desired of wishes) {
    const { body } = await send('POST', '/applications', desired)
    if (typeof body.id !== 'string') throw new Error(JSON.stringify(body))
    made[desired.displayName] = body.id
  }
  return made
}

export async function registered(signedIn: SignedInCompany) {
  return register(signedIn.tenant, signedIn.token)
}
