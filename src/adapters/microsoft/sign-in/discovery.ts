import { z } from 'zod'
import type { Cloud } from '#core/access/cloud.ts'
import type { Clock, Discovery } from '#core/ports.ts'
import { numbersIn } from './aadsts.ts'
import { tooBusy } from '../too-busy.ts'
import type { Transport } from '../transport.ts'

const configuration = z.object({ issuer: z.string() })
const refusal = z.object({ error: z.string(), error_description: z.string().default('') })
/** Tenant not found; not an id or a domain that could be one. */
const unknown = [90002, 900021, 900023]

/** The Discovery port: learn.microsoft.com/entra/identity-platform/v2-protocols-oidc, which anybody may read. */
export function createDiscovery(options: {
  readonly transport: Transport
  readonly cloud: Cloud
  readonly clock: Clock
}): Discovery {
  const { transport, cloud, clock } = options
  return {
    async tenantId(idOrDomain, signal) {
      const url = `https://${cloud.login}/${encodeURIComponent(idOrDomain)}/v2.0/.well-known/openid-configuration`
      const answer = await transport({ method: 'GET', url, headers: { accept: 'application/json' } }, signal)
      if (!('done' in answer)) return answer
      const busy = tooBusy(answer.done, cloud, clock)
      if (busy) return busy
      const { status, text } = answer.done
      const body = parsed(text)
      const found = configuration.safeParse(body)
      const id = status === 200 && found.success ? tenantIn(found.data.issuer) : null
      if (id !== null) return { done: id }
      const refused = refusal.safeParse(body)
      const numbers = refused.success ? numbersIn(refused.data.error_description) : []
      if (status === 400 && numbers.some((number) => unknown.includes(number))) return { done: null }
      const code = numbers[0] === undefined ? {} : { code: `AADSTS${numbers[0]}` }
      const microsoft = { host: cloud.login, status, ...code }
      return { no: { code: 'microsoft-unexpected', at: clock.now().toISOString(), microsoft } }
    },
  }
}

/** The names that stand for any tenant have no id in their issuer. */
function tenantIn(issuer: string): string | null {
  const [, id] = /^https:\/\/[^/]+\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/v2\.0$/i.exec(issuer) ?? []
  return id?.toLowerCase() ?? null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
