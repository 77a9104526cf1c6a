import type { Answer } from '#core/answer.ts'
import type { Cloud } from '#core/access/cloud.ts'
import type { Clock } from '#core/ports.ts'
import { retryAfterMs } from './retry-after.ts'
import type { HttpResponse } from './transport.ts'

/** A sign-in host that cannot answer now: MSAL would call it a refusal. `null`: it did answer. */
export function tooBusy(response: HttpResponse, cloud: Cloud, clock: Clock): Answer<never> | null {
  if (response.status !== 429 && response.status < 500) return null
  const afterMs = retryAfterMs(response.headers, clock.now())
  return {
    notYet: response.status === 429 ? 'throttled' : 'busy',
    ...(afterMs !== undefined && { afterMs }),
    problem: {
      code: 'microsoft-busy',
      at: clock.now().toISOString(),
      facts: { host: cloud.login },
      microsoft: { host: cloud.login, status: response.status },
    },
  }
}
