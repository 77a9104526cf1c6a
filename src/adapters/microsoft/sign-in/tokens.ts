import { AuthError, ConfidentialClientApplication, LogLevel } from '@azure/msal-node'
import { z } from 'zod'
import type { Cloud } from '#core/access/cloud.ts'
import type { Clock, Tokens } from '#core/ports.ts'
import { Secret } from '#core/secret.ts'
import { classifySignIn, numbersIn } from './aadsts.ts'
import { createMsalNetwork, type TransportFailure } from './msal-network.ts'
import { tooBusy } from '../too-busy.ts'
import type { HttpResponse, Transport } from '../transport.ts'

const claims = z.object({ tid: z.guid(), roles: z.array(z.string()).default([]) })

/** App-only tokens by msal-node: client credentials, a new client and no cache for each, so that every token is fresh. */
export function createTokens(options: {
  readonly transport: Transport
  readonly cloud: Cloud
  readonly clock: Clock
}): Tokens {
  const { transport, cloud, clock } = options
  return {
    async appOnly({ tenantId, appId, secret, resource }, signal) {
      const failures: TransportFailure[] = []
      const responses: HttpResponse[] = []
      const heard = {
        response: (response: HttpResponse) => void responses.push(response),
        failed: (failure: TransportFailure) => void failures.push(failure),
      }
      const client = new ConfidentialClientApplication({
        auth: { clientId: appId, clientSecret: secret.reveal(), authority: `https://${cloud.login}/${tenantId}` },
        system: {
          networkClient: createMsalNetwork(transport, () => signal, heard),
          disableInternalRetries: true,
          loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false, logLevel: LogLevel.Error },
        },
      })
      const at = () => clock.now().toISOString()
      try {
        const result = await client.acquireTokenByClientCredential({
          scopes: [`${resource}/.default`],
          skipCache: true,
        })
        if (!result) return { no: { code: 'microsoft-unexpected', at: at() } }
        const { tid, roles } = claims.parse(payloadOf(result.accessToken))
        return { done: { token: new Secret(result.accessToken), tenantId: tid, roles } }
      } catch (error) {
        if (signal.aborted) throw signal.reason
        if (failures[0]) return failures[0].answer
        const last = responses.at(-1)
        const busy = last && tooBusy(last, cloud, clock)
        if (busy) return busy
        if (!(error instanceof AuthError)) {
          return { no: { code: 'microsoft-unexpected', at: at(), microsoft: { host: cloud.login } } }
        }
        const numbers = numbersIn(error.errorMessage)
        const correlationId = error.correlationId || null
        return classifySignIn({ numbers, correlationId, host: cloud.login, at: at() }, 'microsoft-unexpected', true)
      }
    },
  }
}

/** Diagnostic only: an access token is for Exchange, which alone verifies it. */
function payloadOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}
