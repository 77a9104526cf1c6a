import { serve as listen } from '@hono/node-server'
import type { Hono } from 'hono'
import { systemClock, type Clock } from './clock.ts'
import { newExchangeSwitch, type Company, type ExchangeSwitch } from '../company/company.ts'
import { Directory } from './directory.ts'
import { Line, unknownHost } from '../faults/line.ts'
import type { Failure } from '../faults/oracle.ts'
import type { Faults } from '../faults/faults.ts'
import { loadImage, saveImage, type TenantImage } from './image.ts'
import { exchangeHost } from '../routes/exchange.ts'
import { graphHost } from '../routes/graph.ts'
import { graphSessions } from '../routes/graph-sessions.ts'
import { signInHost, signInPages } from '../routes/sign-in.ts'
import { practiceSignInClient, type SignInClient } from '../routes/sign-in/clients.ts'
import { SignIns } from '../routes/sign-in/sign-ins.ts'
import { smallCompany, type Seed } from '../company/seed.ts'
import { onlyFromThisPage } from '../serving/served.ts'
import { newSignInPolicies, type SignInPolicies } from './sign-in-policies.ts'
import { snapshot, type TenantState } from './state.ts'
import { TokenIssuer } from './tokens.ts'

/** One request that reached the tenant: no query, no body, no token. */
export interface RequestRecord {
  readonly n: number
  readonly method: string
  readonly host: string
  readonly path: string
  /** 0: no answer was given. */
  readonly status: number
  readonly at: string
}

export interface Tenant {
  /** Answers Microsoft's real host names, in this process. Rejects as `fetch` does for any other host, and on faults of the line. */
  readonly fetch: (request: Request) => Promise<Response>
  /** Opens the sign-in pages, and nothing else, to a browser on this machine. */
  readonly serve: (options?: { port?: number }) => Promise<{ origin: string; close: () => Promise<void> }>
  /** Back to the seed. What `serve` opened stays open. */
  readonly reset: () => void
  readonly requests: readonly RequestRecord[]
  /** Requests that changed the directory, a consent given at sign-in among them. */
  readonly writes: number
  /** A copy of what is stored now, lagging objects too; never a secret's text. */
  readonly state: TenantState
  readonly exchange: ExchangeSwitch
  readonly policies: SignInPolicies
  /** What an administrator's "revoke sessions" does to an account: refresh tokens given before end (50173). */
  readonly revokeSessions: (accountId: string) => void
  /** Clients that called back before Retry-After had passed. */
  readonly failures: readonly Failure[]
  /** Whether the faults put the wrong certificate at this host: for whoever serves the tenant over TLS. */
  readonly hasWrongCertificate: (host: string) => boolean
  /** Everything stored, to be given to `createTenant({ image })` later. Plain JSON; hashes of secrets, never their text. */
  readonly save: () => TenantImage
}

export interface TenantOptions {
  readonly seed?: Seed
  /** A saved tenant to go on with: its seed stands in place of `seed`. */
  readonly image?: TenantImage
  readonly faults?: Faults
  readonly clock?: Clock
  readonly signInClients?: readonly SignInClient[]
}

/** A company of one's own to practise on: stricter than Microsoft, never kinder. */
export function createTenant(options: TenantOptions = {}): Tenant {
  const { image, faults = {}, clock = systemClock, signInClients = [practiceSignInClient] } = options
  const seed = image?.seed ?? options.seed ?? smallCompany
  const directory = new Directory(seed, clock, faults.lag ?? {}, faults.replication)
  const exchange = newExchangeSwitch(seed)
  if (image !== undefined) loadImage(image, directory, exchange)
  const policies = newSignInPolicies()
  const company: Company = { clock, directory, exchange, policies, tokens: new TokenIssuer(clock) }
  const signIns = new SignIns(signInClients, clock)
  const line = new Line(faults, clock)
  const requests: RequestRecord[] = []
  const hosts = new Map<string, Hono>([
    ['login.microsoftonline.com', signInHost(company, signIns)],
    ['graph.microsoft.com', graphSessions(company, signIns, graphHost(company, withinBatch))],
    ['outlook.office365.com', exchangeHost(company)],
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
    // A reset in the meantime has already forgotten this request.
    if (requests[n] === record) requests[n] = { ...record, status: response.status }
    return response
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const host = hosts.get(url.hostname)
    if (host === undefined || url.protocol !== 'https:' || url.port !== '') throw unknownHost(url.hostname)
    request.signal.throwIfAborted()
    return recorded(request, () => line.answer(request, async () => host.fetch(request)))
  }

  /** One request of a Graph batch meets the same faults as if it had come by itself. */
  async function withinBatch(request: Request): Promise<Response> {
    const host = hosts.get(new URL(request.url).hostname)
    if (host === undefined) throw unknownHost(request.url)
    return line.answer(request, async () => host.fetch(request))
  }

  return {
    fetch: answer,
    serve: async ({ port = 0 } = {}) => {
      const pages = signInPages(company, signIns)
      let origin = ''
      const guarded = (request: Request): Promise<Response> =>
        recorded(request, async () => onlyFromThisPage(request, origin) ?? (await pages.fetch(request)))
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
      line.reset()
      requests.length = 0
      Object.assign(exchange, newExchangeSwitch(seed))
      Object.assign(policies, newSignInPolicies())
    },
    requests,
    get writes() {
      return directory.writes
    },
    get state() {
      return snapshot(directory)
    },
    exchange,
    policies,
    revokeSessions: (accountId) => signIns.revoke(accountId),
    failures: line.oracle.failures,
    hasWrongCertificate: (host) => line.book.hasWrongCertificate(host),
    save: () => saveImage(directory, exchange),
  }
}
