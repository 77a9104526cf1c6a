import type { Fetch } from '#adapters/microsoft/transport.ts'
import type { FaultRule, Faults } from '#practice/faults/faults.ts'
import type { TenantImage } from '#practice/tenant/image.ts'
import type { TenantState } from '#practice/tenant/state.ts'
import type { Clock } from '#core/ports.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { createVirtualClock, type VirtualClock } from '../virtual-clock.ts'

/** A company, the line to it, and the time: what several computers may share. */
export interface Site {
  readonly tenant: Tenant
  readonly clock: SiteClock
  /** The time as the computers here have it. */
  readonly localClock: Clock
  /** What goes wrong from now on; emptied when the line is well again. */
  readonly mocks: FaultRule[]
  /** How often something has gone wrong. */
  struck: number
  readonly fetch: Fetch
  /** Every clear text and every token that has crossed the line: what must not be found anywhere. */
  readonly heard: string[]
  readonly hosts: Set<string>
  /** The tenant before anybody came. */
  readonly before: TenantState
  /** Told of each request before it is sent: to count, or to let something go wrong with this very one. */
  watch: (request: Request) => void
  /** Told when a request is left without an answer. Unless set otherwise, time passes until somebody gives up. */
  hung: () => void
}

export interface SiteClock extends VirtualClock {
  readonly forward: (ms: number) => void
  /** The longest time limit there is passes: whoever waits for an answer that never comes gives up. */
  readonly passLimits: () => void
}

export interface SiteOptions {
  readonly faults?: Omit<Faults, 'mocks' | 'hung'>
  readonly image?: TenantImage
  /** The tenant before anybody came, when the image is of a later time. */
  readonly before?: TenantState
  /** How far the computers' clocks are ahead of Microsoft's, in milliseconds. */
  readonly aheadMs?: () => number
  /** Told the computers' time whenever it moves. */
  readonly moved?: (now: Date) => void
}

const timeLimitMs = 60_000

export function openSite(options: SiteOptions = {}): Site {
  const { faults = {}, image, aheadMs = () => 0, moved = () => undefined } = options
  const local = () => new Date(clock.now().getTime() + aheadMs())
  const clock = createSiteClock(() => {
    moved(local())
  })
  const mocks: FaultRule[] = []
  const hung = () => {
    site.hung()
  }
  moved(local())
  const tenant = createTenant({ clock, faults: { ...faults, mocks, hung }, ...(image && { image }) })
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

/** On a wire, a request that is given up takes its answer's body with it. */
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
