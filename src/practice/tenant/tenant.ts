import { serve as listen } from '@hono/node-server'
import type { Hono } from 'hono'
import { systemClock, type Clock } from './clock.ts'
import { publicHosts } from '../company/clouds.ts'
import { newExchangeSwitch, type Company, type ExchangeSwitch } from '../company/company.ts'
import { Directory } from './directory.ts'
import { Connection, unknownHost } from '../faults/connection.ts'
import type { Failure } from '../faults/retry-after-monitor.ts'
import type { Faults } from '../faults/faults.ts'
import { loadImage, saveImage, type TenantImage } from './image.ts'
import { azureManagementHost, azurePortalHost } from '../routes/azure.ts'
import { exchangeHost } from '../routes/exchange.ts'
import { graphHost } from '../routes/graph.ts'
import { graphSessions } from '../routes/graph-sessions.ts'
import { foreignExchangeHost, foreignGraphHost, foreignSignInHost } from '../routes/other-cloud.ts'
import { signInHost, signInPages } from '../routes/sign-in.ts'
import { practiceSignInClient, type SignInClient } from '../routes/sign-in/clients.ts'
import { SignIns } from '../routes/sign-in/sign-ins.ts'
import { smallCompany, type Seed } from '../company/seed.ts'
import { onlyFromThisPage } from '../serving/served.ts'
import { newSignInPolicies, type SignInPolicies } from './sign-in-policies.ts'
import { snapshot, type TenantState } from './state.ts'
import { TokenIssuer, type SigningKey } from './tokens.ts'

/** One request that reached the tenant, without its query, body and token. */
export interface RequestRecord {
  readonly n: number
  readonly method: string
  readonly host: string
  readonly path: string
  /** The HTTP status; 0 when no answer was given. */
  readonly status: number
  readonly at: string
}

export interface Tenant {
  /** Answers requests to Microsoft's host names in this process. Rejects as `fetch` does for other hosts and broken connections. */
  readonly fetch: (request: Request) => Promise<Response>
  /**
   * The host names it answers for: sign-in, Graph and Exchange of its cloud, then others. In another cloud these are the
   * public cloud's, which refuse it.
   */
  readonly hosts: readonly string[]
  /** Serves the sign-in pages, and nothing else, to a browser on this machine. */
  readonly serve: (options?: { port?: number }) => Promise<{ origin: string; close: () => Promise<void> }>
  /** Brings everything back to the seed. What `serve` opened stays open. */
  readonly reset: () => void
  readonly requests: readonly RequestRecord[]
  /** The parts of batches, each with the number of the request that it came in. They are no requests of their own. */
  readonly parts: readonly RequestRecord[]
  /** The number of requests that changed the directory; a consent given at sign-in counts. */
  readonly writes: number
  /** A copy of all that is stored, including objects that reads do not find yet. No secret's text. */
  readonly state: TenantState
  readonly exchange: ExchangeSwitch
  readonly policies: SignInPolicies
  /** Does what an administrator's "Revoke sessions" does: earlier refresh tokens are refused (AADSTS50173). */
  readonly revokeSessions: (accountId: string) => void
  /** Changes an enterprise application as an administrator or Microsoft does outside of these endpoints. */
  readonly changeServicePrincipal: (
    appId: string,
    change: { readonly accountEnabled?: boolean; readonly disabledByMicrosoftStatus?: string },
  ) => void
  /** Each request that came before the Retry-After of an earlier answer had passed. */
  readonly failures: readonly Failure[]
  /** Whether the faults give this host a certificate nobody trusts; asked by the TLS server. */
  readonly hasWrongCertificate: (host: string) => boolean
  /** Returns all that is stored as plain JSON, for `createTenant({ image })`. It holds hashes of secrets, never their text. */
  readonly save: () => TenantImage
}

export interface TenantOptions {
  readonly seed?: Seed
  /** A saved tenant to continue; its own seed is used, not `seed`. */
  readonly image?: TenantImage
  readonly faults?: Faults
  readonly clock?: Clock
  readonly signInClients?: readonly SignInClient[]
  /** The key that it signs tokens with; by default one of its own, so that no other tenant’s token is accepted. */
  readonly signingKey?: Promise<SigningKey>
}

/** Makes a practice tenant: a company with its own Entra ID, Microsoft Graph and Exchange, never more lenient than Microsoft. */
export function createTenant(options: TenantOptions = {}): Tenant {
  const { image, faults = {}, clock = systemClock, signInClients = [practiceSignInClient] } = options
  const seed = image?.seed ?? options.seed ?? smallCompany
  const directory = new Directory(seed, clock, faults)
  const exchange = newExchangeSwitch(seed)
  if (image !== undefined) loadImage(image, directory, exchange)
  const policies = newSignInPolicies()
  const company: Company = { clock, directory, exchange, policies, tokens: new TokenIssuer(clock, options.signingKey) }
  const signIns = new SignIns(signInClients, clock)
  const connection = new Connection(faults, clock)
  const requests: RequestRecord[] = []
  const parts: RequestRecord[] = []
  const ours = directory.hosts
  const elsewhere: [string, Hono][] =
    ours === publicHosts
      ? [
          ['management.azure.com', azureManagementHost(company)],
          ['main.iam.ad.ext.azure.com', azurePortalHost(company, signIns)],
        ]
      : [
          [publicHosts.login, foreignSignInHost(company)],
          [publicHosts.graph, foreignGraphHost(company)],
          [publicHosts.exchange, foreignExchangeHost()],
        ]
  const hosts = new Map<string, Hono>([
    [ours.login, signInHost(company, signIns)],
    [ours.graph, graphSessions(company, signIns, graphHost(company, withinBatch))],
    [ours.exchange, exchangeHost(company)],
    ...elsewhere,
  ])

  async function recorded(request: Request, carryOut: () => Promise<Response>): Promise<Response> {
    const { host, pathname } = new URL(request.url)
    const n = requests.length
    const record: RequestRecord = {
      n: n + 1,
      method: request.method,
      host,
      path: pathname,
      status: 0,
      at: clock.now().toISOString(),
    }
    requests.push(record)
    const response = await carryOut()
    // After a reset in the meantime this request is no longer in the list.
    if (requests[n] === record) requests[n] = { ...record, status: response.status }
    return response
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const host = hosts.get(url.hostname)
    if (host === undefined || url.protocol !== 'https:' || url.port !== '') throw unknownHost(url.hostname)
    request.signal.throwIfAborted()
    return recorded(request, () => connection.answer(request, async () => host.fetch(request)))
  }

  /** Carries out one request of a Graph batch, with the faults it would meet as a request of its own. */
  async function withinBatch(request: Request): Promise<Response> {
    const { hostname, pathname } = new URL(request.url)
    const host = hosts.get(hostname)
    if (host === undefined) throw unknownHost(request.url)
    const at = clock.now().toISOString()
    const record = { n: requests.length, method: request.method, host: hostname, path: pathname, status: 0, at }
    const place = parts.push(record) - 1
    const response = await connection.answer(request, async () => host.fetch(request))
    if (parts[place] === record) parts[place] = { ...record, status: response.status }
    return response
  }

  return {
    fetch: answer,
    hosts: [...hosts.keys()],
    serve: async ({ port = 0 } = {}) => {
      const pages = signInPages(company, signIns)
      // A fault is looked up by the address that the page has at Microsoft.
      const answerPage = (request: Request): Promise<Response> => {
        const { pathname, search } = new URL(request.url)
        const asked = new Request(`https://${ours.login}${pathname}${search}`, request.clone())
        return connection.answer(asked, async () => pages.fetch(request))
      }
      let origin = ''
      const guarded = (request: Request): Promise<Response> =>
        recorded(request, async () => onlyFromThisPage(request, origin) ?? (await answerPage(request)))
      const server = await new Promise<ReturnType<typeof listen>>((resolve, reject) => {
        const opened = listen({ fetch: guarded, hostname: '127.0.0.1', port }, (address) => {
          origin = `http://127.0.0.1:${address.port}`
          resolve(opened)
        })
        opened.once('error', reject)
      })
      return {
        origin,
        close: () =>
          new Promise((resolve, reject) => {
            server.close((error) => {
              if (error === undefined) resolve()
              else reject(error)
            })
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      }
    },
    reset: () => {
      directory.reset()
      signIns.reset()
      connection.reset()
      requests.length = 0
      parts.length = 0
      Object.assign(exchange, newExchangeSwitch(seed))
      Object.assign(policies, newSignInPolicies())
    },
    requests,
    parts,
    get writes() {
      return directory.writes
    },
    get state() {
      return snapshot(directory)
    },
    exchange,
    policies,
    revokeSessions: (accountId) => signIns.revoke(accountId),
    changeServicePrincipal: (appId, change) => {
      const principal = directory.servicePrincipals.by('appId', appId)
      if (principal === undefined) throw new Error(`No enterprise application has the id ${appId}.`)
      Object.assign(principal, change)
    },
    failures: connection.monitor.failures,
    hasWrongCertificate: (host) => connection.rules.hasWrongCertificate(host),
    save: () => saveImage(directory, exchange),
  }
}
