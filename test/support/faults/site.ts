import type { Fetch } from '#adapters/microsoft/transport.ts'
import type { FaultRule, Faults } from '#practice/faults/faults.ts'
import type { Seed } from '#practice/company/seed.ts'
import type { TenantImage } from '#practice/tenant/image.ts'
import type { TenantState } from '#practice/tenant/state.ts'
import type { Clock } from '#core/ports.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { createVirtualClock, type VirtualClock } from '../virtual-clock.ts'

/** A company, the connection to it, and the time, which several computers may share. */
export interface Site {
  readonly tenant: Tenant
  readonly clock: SiteClock
  /** The clock of the computers. */
  readonly localClock: Clock
  /** The faults that requests meet from now on. */
  readonly mocks: FaultRule[]
  /** How often a fault has happened. */
  struck: number
  readonly fetch: Fetch
  /** Every secret and token that was sent in an answer, and which must not be found anywhere. */
  readonly heard: string[]
  readonly hosts: Set<string>
  /** The state of the tenant before any work. */
  readonly before: TenantState
  /** Called with each request before it is sent, to count it or to make it meet a fault. */
  watch: (request: Request) => void
  /** Called when a request gets no answer. By default, time then passes until the request is given up. */
  hung: () => void
}

export interface SiteClock extends VirtualClock {
  readonly forward: (ms: number) => void
  /** Lets the longest time limit pass, so that every request without an answer is given up. */
  readonly passLimits: () => void
}

export interface SiteOptions {
  readonly seed?: Seed
  readonly faults?: Omit<Faults, 'mocks' | 'hung'>
  readonly image?: TenantImage
  /** The state of the tenant before any work, when the image is of a later time. */
  readonly before?: TenantState
  /** How far the computers' clocks are ahead of Microsoft's, in milliseconds. */
  readonly aheadMs?: () => number
  /** Called with the computers' time whenever it changes. */
  readonly moved?: (now: Date) => void
}

const timeLimitMs = 60_000

export function openSite(options: SiteOptions = {}): Site {
  const { faults = {}, image, seed, aheadMs = () => 0, moved = () => undefined } = options
  const local = () => new Date(clock.now().getTime() + aheadMs())
  const clock = createSiteClock(() => {
    moved(local())
  })
  const mocks: FaultRule[] = []
  const hung = () => {
    site.hung()
  }
  moved(local())
  const tenant = createTenant({
    clock,
    faults: { ...faults, mocks, hung },
    ...(image && { image }),
    ...(seed && { seed }),
  })
  const heard: string[] = []
  const hosts = new Set<string>()
  const site: Site = {
    tenant,
    clock,
    mocks,
    heard,
    hosts,
    struck: 0,
    localClock: { ...clock, now: local },
    before: options.before ?? tenant.state,
    watch: () => undefined,
    hung: () => setImmediate(clock.passLimits),
    async fetch(url, init) {
      hosts.add(new URL(url).host)
      const request = new Request(url, init)
      site.watch(request)
      request.signal.throwIfAborted()
      const answer = await tenant.fetch(request)
      if (/\/(addPassword|token)$/.test(request.url)) void listen(answer.clone(), heard)
      return tied(answer, request.signal)
    },
  }
  return site
}

function createSiteClock(tell: () => void): SiteClock {
  const clock = createVirtualClock()
  const set = (at: Date) => {
    clock.set(at)
    tell()
  }
  const forward = (ms: number) => {
    set(new Date(clock.now().getTime() + ms))
  }
  return {
    ...clock,
    set,
    forward,
    passLimits: () => {
      forward(timeLimitMs)
      clock.ringAlarms()
    },
    wait: async (ms, signal) => {
      await clock.wait(ms, signal)
      tell()
    },
  }
}

/** Returns the answer with a body that fails when the request is given up, as on a real connection. */
function tied(answer: Response, signal: AbortSignal): Response {
  if (answer.body === null) return answer
  const body = answer.body.pipeThrough(new TransformStream(), { signal })
  return new Response(body, { status: answer.status, headers: answer.headers })
}

async function listen(answer: Response, heard: string[]): Promise<void> {
  const text = await answer.text().catch(() => '')
  const found = text.matchAll(/"(?:secretText|access_token|refresh_token|id_token)":"([^"]+)"/g)
  for (const [, value = ''] of found) heard.push(value)
}
