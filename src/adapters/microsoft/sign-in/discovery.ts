import { z } from 'zod'
import { cloudOf, loginHosts, publicCloud } from '#core/access/cloud.ts'
import type { Answer } from '#core/answer.ts'
import type { Discovery, FoundTenant } from '#core/ports.ts'
import { numbersIn } from '#core/sign-in-number.ts'
import type { Connection } from '../connection.ts'
import { detailsOf } from '../details.ts'
import { meaningOf } from './aadsts.ts'
import { unreadable } from './msal-network.ts'

const configuration = z.object({
  issuer: z.string(),
  cloud_instance_name: z.string().nullish(),
  tenant_region_sub_scope: z.string().nullish(),
  msgraph_host: z.string().nullish(),
})
const refusal = z.object({ error: z.string(), error_description: z.string().default('') })

/** What one sign-in host says. `other-cloud`: the tenant is in another cloud, and the host does not say in which. */
type Said = FoundTenant | 'unknown' | 'other-cloud'

/**
 * The Discovery port by OpenID Connect discovery, which anybody may read:
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc. The sign-in host of the connection's cloud is
 * asked first; it describes tenants of other clouds as well. Another host is asked only when that one says that the tenant
 * is in another cloud, or when it knows no such tenant and is not the public one.
 */
export function createDiscovery(connection: Connection): Discovery {
  const { transport, cloud, clock } = connection

  async function ask(login: string, idOrDomain: string, signal: AbortSignal): Promise<Answer<Said>> {
    const url = `https://${login}/${encodeURIComponent(idOrDomain)}/v2.0/.well-known/openid-configuration`
    const answer = await transport({ method: 'GET', url, headers: { accept: 'application/json' } }, signal)
    if (!('done' in answer)) return answer
    const failure = unreadable(answer.done, login, clock)
    if (failure) return failure
    const { status, text } = answer.done
    const problem = (code: 'unknown-cloud' | 'microsoft-unexpected', number?: number) => ({
      code,
      at: clock.now().toISOString(),
      microsoft: detailsOf(answer.done, login, number === undefined ? null : `AADSTS${number}`),
    })
    const body: unknown = JSON.parse(text)
    const found = configuration.safeParse(body)
    const tenantId = status === 200 && found.success ? tenantIn(found.data.issuer) : null
    if (tenantId !== null && found.success) {
      const { cloud_instance_name, tenant_region_sub_scope, msgraph_host } = found.data
      const theirs = cloudOf({
        instance: cloud_instance_name ?? login.replace(/^login\./, ''),
        subScope: tenant_region_sub_scope ?? null,
        graphHost: msgraph_host ?? null,
      })
      return theirs ? { done: { tenantId, cloud: theirs.id } } : { no: problem('unknown-cloud') }
    }
    const refused = refusal.safeParse(body)
    const numbers = refused.success ? numbersIn(refused.data.error_description) : []
    const meanings = numbers.map((number) => meaningOf(number, 'person'))
    if (status === 400 && meanings.includes('other-cloud')) return { done: 'other-cloud' }
    if (status === 400 && meanings.includes('tenant-unknown')) return { done: 'unknown' }
    return { no: problem('microsoft-unexpected', numbers[0]) }
  }

  return {
    async tenant(idOrDomain, signal) {
      const first = await ask(cloud.login, idOrDomain, signal)
      if (!('done' in first)) return first
      if (typeof first.done === 'object') return { done: first.done }
      const isElsewhere = first.done === 'other-cloud'
      const others = isElsewhere ? loginHosts : [publicCloud.login]
      for (const login of others.filter((host) => host !== cloud.login)) {
        const next = await ask(login, idOrDomain, signal)
        if (!('done' in next)) return next
        if (typeof next.done === 'object') return { done: next.done }
      }
      return isElsewhere ? { no: { code: 'unknown-cloud', at: clock.now().toISOString() } } : { done: null }
    },
  }
}

/** Returns the tenant's id in an issuer. The names that stand for any tenant (`common`) have none there. */
function tenantIn(issuer: string): string | null {
  const [, id] = /^https:\/\/[^/]+\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/v2\.0$/i.exec(issuer) ?? []
  return id?.toLowerCase() ?? null
}
