import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import { systemClock } from '#main/clock.ts'
import type { Seed } from '#practice/company/seed.ts'
import type { Tenant } from '#practice/tenant/tenant.ts'
import { listenOnLoopback } from '#support/loopback.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import { openWizard } from '#support/wizard.ts'

/** What one set-up costs, from the click on approve to the answer of the mailbox. */
export interface RunFigures {
  /** The longest chain of exchanges of which each began after the one before had ended. */
  readonly sequential: number
  /** The exchanges that began in that time, a batch being one. */
  readonly requests: number
  /** The parts of the batches among them. */
  readonly parts: number
  /** The whole time against the round trips of the chain, each of which takes the latency. */
  readonly ratio: number
}

/** One exchange as the client saw it, in milliseconds. */
interface Span {
  readonly from: number
  readonly to: number
}

/**
 * Sets an empty practice tenant up by the real use cases, adapters and libraries, over HTTP on this machine: each answer
 * leaves `latencyMs` after its request came. The keychain is in memory, nothing lags, and the mailbox is named at once, as
 * the time that a person thinks is not ours. Sign-in and the plan that is shown are over before. The reads that make sure of
 * the run go on beside the proof: those that begin in this time are counted.
 */
export async function measureRun(
  options: {
    readonly seed?: Seed
    readonly latencyMs?: number
    /** Stands between the assistant and the connection, to plant a mistake. */
    readonly between?: (send: Fetch) => Fetch
  } = {},
): Promise<RunFigures> {
  const { seed, latencyMs = 100, between = (send: Fetch) => send } = options
  const spans: Span[] = []
  const opened = { tenant: null as Tenant | null }
  const { port, close } = await serveSlowly(latencyMs, (request) => {
    if (!opened.tenant) throw new Error('the tenant is not open yet')
    return opened.tenant.fetch(request)
  })
  const send: Fetch = async (url, init) => {
    const from = performance.now()
    const headers = new Headers(init.headers)
    headers.set(addressHeader, url)
    const answer = await fetch(`http://127.0.0.1:${String(port)}/`, { ...init, headers })
    const body = await answer.arrayBuffer()
    spans.push({ from, to: performance.now() })
    const isEmpty = [204, 304].includes(answer.status)
    return new Response(isEmpty ? null : body, { status: answer.status, headers: answer.headers })
  }
  try {
    const wizard = openWizard({
      ...(seed && { seed }),
      clock: { ...createVirtualClock(), ...systemClock },
      wayTo: () => between(send),
    })
    const { tenant, handlers } = wizard
    opened.tenant = tenant
    await handlers.start({ way: 'practice' })
    await handlers.acceptIdentity({})
    spans.length = 0
    const partsBefore = tenant.parts.length
    const began = performance.now()
    await handlers.approve({ planId: wizard.session.plan?.id ?? '', typed: null })
    await handlers.prove({ mailbox: 'accueil@erablieredunord.example', blockedMailbox: null })
    const ended = performance.now()
    const { session } = wizard
    if (!session.proof?.checks.every(({ state }) => state === 'passed')) throw new Error('the access was not proven')
    const within = spans.filter(({ to }) => to <= ended)
    const sequential = longestChain(within)
    return {
      sequential,
      requests: within.length,
      parts: tenant.parts.length - partsBefore,
      ratio: (ended - began) / (sequential * latencyMs),
    }
  } finally {
    close()
  }
}

/** Returns how many of these can follow each other, each beginning after the one before has ended. */
export function longestChain(spans: readonly Span[]): number {
  let count = 0
  let free = -Infinity
  for (const { from, to } of [...spans].sort((a, b) => a.to - b.to)) {
    if (from < free) continue
    count += 1
    free = to
  }
  return count
}

const addressHeader = 'x-bench-address'
const ofThisConnection = [addressHeader, 'host', 'connection', 'content-length', 'transfer-encoding']

/** Serves over HTTP on this machine; each answer leaves so many milliseconds after its request came. */
async function serveSlowly(
  latencyMs: number,
  answer: (request: Request) => Promise<Response>,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((incoming, outgoing) => {
    carry(incoming, outgoing).catch(() => outgoing.destroy())
  })
  async function carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const leavesAt = performance.now() + latencyMs
    const chunks: Buffer[] = []
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const { headers: sent, method = 'GET' } = incoming
    const given = Object.entries(sent).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && !ofThisConnection.includes(name) ? [[name, value]] : [],
    )
    const answered = await answer(
      new Request(String(sent[addressHeader]), { method, headers: given, ...(body.length > 0 && { body }) }),
    )
    const content = Buffer.from(await answered.arrayBuffer())
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, leavesAt - performance.now())))
    outgoing.writeHead(answered.status, Object.fromEntries(answered.headers))
    outgoing.end(content)
  }
  return {
    port: await listenOnLoopback(server),
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
