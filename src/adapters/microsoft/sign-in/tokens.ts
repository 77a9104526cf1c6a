import { AuthError, ConfidentialClientApplication, LogLevel } from '@azure/msal-node'
import { z } from 'zod'
import type { Answer } from '#core/answer.ts'
import type { Tokens } from '#core/ports.ts'
import { Secret } from '#core/secret.ts'
import type { Connection } from '../connection.ts'
import { detailsOf } from '../details.ts'
import type { HttpResponse } from '../http.ts'
import { readMsalError } from './msal-error.ts'
import { createMsalNetwork } from './msal-network.ts'
import { classifySignIn } from './sign-in-error.ts'

const claims = z.object({ tid: z.guid(), roles: z.array(z.string()).default([]) })

/** The Tokens port by msal-node's client credentials: each token has a client of its own without a cache, so it is new. */
export function createTokens(connection: Connection): Tokens {
  const { cloud, clock } = connection
  return {
    async appOnly({ tenantId, appId, secret, resource }, signal) {
      const exchange: { failure: Answer<never> | null; last: HttpResponse | null } = { failure: null, last: null }
      const network = createMsalNetwork(connection, () => signal, {
        onResponse: (response) => {
          exchange.last = response
        },
        onFailure: (answer) => {
          exchange.failure = answer
        },
      })
      const client = new ConfidentialClientApplication({
        auth: { clientId: appId, clientSecret: secret.reveal(), authority: `https://${cloud.login}/${tenantId}` },
        system: {
          networkClient: network,
          disableInternalRetries: true,
          loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false, logLevel: LogLevel.Error },
        },
      })
      const at = () => clock.now().toISOString()
      const details = () => (exchange.last ? detailsOf(exchange.last, cloud.login) : { host: cloud.login })
      try {
        const scopes = [`${resource}/.default`]
        const result = await client.acquireTokenByClientCredential({ scopes, skipCache: true })
        if (!result) return { no: { code: 'microsoft-unexpected', at: at(), microsoft: details() } }
        const { tid, roles } = claims.parse(payloadOf(result.accessToken))
        return { done: { token: new Secret(result.accessToken), tenantId: tid, roles } }
      } catch (error) {
        if (signal.aborted) throw signal.reason
        if (exchange.failure) return exchange.failure
        if (!(error instanceof AuthError)) {
          return { no: { code: 'microsoft-unexpected', at: at(), microsoft: details() } }
        }
        const found = readMsalError(error)
        return classifySignIn(found, 'application', { details: details(), at: at() }, 'microsoft-unexpected')
      }
    },
  }
}

/** Reads the token's claims without verifying it: the token is for Exchange or Graph, which verify it. */
function payloadOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}
