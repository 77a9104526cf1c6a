import type { HostToAllow, HostUse } from '#core/network/hosts.ts'
import type { HostAnswer, HostCertificate, HostObservation, HostWay } from '#core/network/observation.ts'
import type { Clock, Network } from '#core/ports.ts'
import { detailsOf, pageTitle } from '../details.ts'
import type { HttpResponse } from '../http.ts'
import { failureOf, type NetworkFailure } from '../network-failure.ts'
import { isBusy, isFromMicrosoft } from '../origin.ts'
import { canListen } from '../sign-in/loopback.ts'
import { createTransport, type ExchangeRecord, type Fetch } from '../transport.ts'
import { readRoutes } from './routes.ts'

/** What the program's own network stack tells of the way to a host. Electron's session offers it, and it is handed in. */
export interface NetworkStack {
  /** Rejects when the host's name does not resolve. */
  readonly resolveHost: ((host: string) => Promise<unknown>) | null
  /** Returns the ways to an address as a PAC file writes them. */
  readonly resolveProxy: (url: string) => Promise<string>
  /** Returns the last certificate that came in a host's name; `null` when none was observed. */
  readonly certificateOf: (host: string) => HostCertificate | null
}

const timeLimitMs = 10_000

/**
 * A small request that each host answers without an account, and whose answer proves to be Microsoft's: OpenID discovery
 * (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc), and for Graph and Exchange a 401 with
 * Microsoft's headers. UNCONFIRMED: that Exchange Online answers a GET without a token as it does a POST.
 */
const paths: Readonly<Record<HostUse, string>> = {
  'sign-in': '/organizations/v2.0/.well-known/openid-configuration',
  graph: '/v1.0/organization',
  exchange: '/EWS/Exchange.asmx',
}

/**
 * The Network port. `clock` is the computer's own clock, which is compared with Microsoft's. Without a `stack`, there is
 * no network on the way: the practice tenant answers inside the assistant.
 */
export function createNetwork(options: {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly record: (exchange: ExchangeRecord) => void
  readonly stack: NetworkStack | null
  readonly signInToProxy?: (proxy: string, signal: AbortSignal) => Promise<boolean>
}): Network {
  const { clock, record, stack, signInToProxy } = options

  async function makeRequest(
    { use, host }: HostToAllow,
    signal: AbortSignal,
  ): Promise<Pick<HostObservation, 'answer' | 'ms' | 'aheadMs'>> {
    const met: { failure: NetworkFailure | null } = { failure: null }
    let startedAt = 0
    const fetch: Fetch = async (url, init) => {
      // A proxy that wants a password makes it a second request, and the person's time is not the network's.
      startedAt = clock.now().getTime()
      try {
        return await options.fetch(url, init)
      } catch (error) {
        const isOverdue = init.signal?.aborted === true && !signal.aborted
        met.failure = isOverdue ? { kind: 'time-limit', error: null } : failureOf(error)
        throw error
      }
    }
    const send = createTransport({
      fetch,
      hosts: [host],
      clock,
      record,
      timeLimitMs,
      ...(signInToProxy && { signInToProxy }),
    })
    const answer = await send({ method: 'GET', url: `https://${host}${paths[use]}`, headers: {} }, signal)
    const endedAt = clock.now().getTime()
    const ms = endedAt - startedAt
    if ('done' in answer) return { answer: answerOf(answer.done, host), ms, aheadMs: aheadOf(answer.done, endedAt) }
    // Without an error of `fetch`, the proxy answered 407, or the answer broke off.
    const isProxy = 'no' in answer && answer.no.code === 'proxy-sign-in'
    const { kind, error } = met.failure ?? {
      kind: isProxy ? ('proxy-sign-in' as const) : ('lost' as const),
      error: null,
    }
    return { answer: { kind: 'failed', failure: kind, error }, ms, aheadMs: null }
  }

  async function lookAtWay(
    { resolveHost, resolveProxy }: NetworkStack,
    host: string,
    signal: AbortSignal,
  ): Promise<Pick<HostWay, 'name' | 'routes'>> {
    const [name, routes] = await Promise.all([
      inTime(resolveHost === null ? ('unseen' as const) : resolves(resolveHost(host)), clock, signal),
      inTime(
        resolveProxy(`https://${host}/`).then(readRoutes, () => 'unseen' as const),
        clock,
        signal,
      ),
    ])
    return { name, routes }
  }

  return {
    async look(host, signal) {
      const [way, request] = await Promise.all([
        stack && lookAtWay(stack, host.host, signal),
        makeRequest(host, signal),
      ])
      // The certificate comes with the request.
      return { way: way && { ...way, certificate: stack?.certificateOf(host.host) ?? 'unseen' }, ...request }
    },
    canListen,
  }
}

function answerOf(response: HttpResponse, host: string): HostAnswer {
  const { status, text } = response
  return {
    kind: 'answered',
    status,
    isMicrosoft: isFromMicrosoft(response),
    isBusy: isBusy(status),
    pageTitle: pageTitle(text),
    details: detailsOf(response, host),
  }
}

/** Returns how far this computer's clock is ahead of Microsoft's; `null` when nothing shows that Microsoft gave the time. */
function aheadOf(response: HttpResponse, now: number): number | null {
  const date = Date.parse(response.headers.get('date') ?? '')
  return Number.isNaN(date) || !isFromMicrosoft(response) ? null : now - date
}

function resolves(looking: Promise<unknown>): Promise<'found' | 'not-found'> {
  return looking.then(
    () => 'found',
    () => 'not-found',
  )
}

/** Returns what `looking` finds, or `unseen` past the time limit. Rejects with the signal's reason when it is aborted. */
async function inTime<T>(looking: Promise<T> | T, clock: Clock, signal: AbortSignal): Promise<T | 'unseen'> {
  let leave: () => void = () => undefined
  const ended = new Promise<'unseen'>((resolve, reject) => {
    const stop = () => {
      reject(signal.reason as Error)
    }
    const stopAlarm = clock.alarm(timeLimitMs, () => {
      resolve('unseen')
    })
    signal.addEventListener('abort', stop, { once: true })
    leave = () => {
      stopAlarm()
      signal.removeEventListener('abort', stop)
    }
  })
  try {
    signal.throwIfAborted()
    return await Promise.race([looking, ended])
  } finally {
    leave()
  }
}
