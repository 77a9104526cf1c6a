import { z } from 'zod'
import type { Discovery } from '#core/ports.ts'
import type { Connection } from '../connection.ts'
import { detailsOf } from '../details.ts'
import { numbersIn } from '#core/sign-in-number.ts'
import { meaningOf } from './aadsts.ts'
import { unreadable } from './msal-network.ts'

const configuration = z.object({ issuer: z.string() })
const refusal = z.object({ error: z.string(), error_description: z.string().default('') })

/** The Discovery port by OpenID Connect discovery, which anybody may read: https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc */
export function createDiscovery(connection: Connection): Discovery {
  const { transport, cloud, clock } = connection
  return {
    async tenantId(idOrDomain, signal) {
      const url = `https://${cloud.login}/${encodeURIComponent(idOrDomain)}/v2.0/.well-known/openid-configuration`
      const answer = await transport({ method: 'GET', url, headers: { accept: 'application/json' } }, signal)
      if (!('done' in answer)) return answer
      const failure = unreadable(answer.done, connection)
      if (failure) return failure
      const { status, text } = answer.done
      const body: unknown = JSON.parse(text)
      const found = configuration.safeParse(body)
      const id = status === 200 && found.success ? tenantIn(found.data.issuer) : null
      if (id !== null) return { done: id }
      const refused = refusal.safeParse(body)
      const numbers = refused.success ? numbersIn(refused.data.error_description) : []
      const isUnknown = numbers.some((number) => meaningOf(number, 'person') === 'tenant-unknown')
      if (status === 400 && isUnknown) return { done: null }
      const code = numbers[0] === undefined ? null : `AADSTS${numbers[0]}`
      const at = clock.now().toISOString()
      return { no: { code: 'microsoft-unexpected', at, microsoft: detailsOf(answer.done, cloud.login, code) } }
    },
  }
}

/** Returns the tenant's id in an issuer. The names that stand for any tenant (`common`) have none there. */
function tenantIn(issuer: string): string | null {
  const [, id] = /^https:\/\/[^/]+\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/v2\.0$/i.exec(issuer) ?? []
  return id?.toLowerCase() ?? null
}
