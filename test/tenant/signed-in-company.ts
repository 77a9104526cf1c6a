import { Client, type Context } from '@microsoft/microsoft-graph-client'
import { graph, luc, recipe, register, signIn, stoppedClock, type Answered } from '#support/tenant-client.ts'
import { smallCompany, type Seed } from '#practice/company/seed.ts'
import { createTenant, type Tenant, type TenantOptions } from '#practice/tenant/tenant.ts'

/** Every delegated scope the conversations use, as an administrator would consent to them. */
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

/** A company with somebody signed in, and a way to ask Graph by plain fetch. */
export interface Talk {
  readonly tenant: Tenant
  readonly token: string
  readonly clock: ReturnType<typeof stoppedClock>
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answered>
  readonly send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answered>
}

export async function talk(
  options: TenantOptions & { readonly account?: string; readonly scope?: string } = {},
): Promise<Talk> {
  const { account = luc, scope = everyScope, ...more } = options
  const clock = stoppedClock()
  const tenant = createTenant({ clock, ...more })
  return talkAs(tenant, await signIn(tenant, account, scope), clock)
}

export function talkAs(tenant: Tenant, token: string, clock: ReturnType<typeof stoppedClock>): Talk {
  return {
    tenant,
    token,
    clock,
    get: (path, headers) => graph(tenant, token, 'GET', path, undefined, headers),
    send: (method, path, body, headers) => graph(tenant, token, method, path, body, headers),
  }
}

/** Luc with another set of roles, for what a role may and may not do. */
export function companyWhere(change: (seed: Seed) => Partial<Seed>): Seed {
  return { ...smallCompany, ...change(smallCompany) }
}

/** The values of one property in a list's answer; the error's code and message where it is refused. */
export function names(answered: Answered, property = 'displayName'): unknown {
  const { value, error } = answered.body
  if (error !== undefined) return `${error.code}: ${error.message}`
  return (value as Record<string, unknown>[]).map((one) => one[property])
}

/** Microsoft's Graph client over a token, without its default chain. */
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

/** Applications with names, tags and addresses to look for. */
export async function plant({ send }: Talk): Promise<Record<string, string>> {
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

export async function registered(talking: Talk) {
  return register(talking.tenant, talking.token)
}
