import { createServer } from 'node:net'
import { expect, test, vi } from 'vitest'
import { publicCloud } from '#core/access/cloud.ts'
import { hostsToAllow, type HostToAllow } from '#core/network/hosts.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import type { ExchangeRecord, Fetch } from '../transport.ts'
import { createNetwork, type NetworkStack } from './network.ts'

const [signIn, graph, exchange] = hostsToAllow(publicCloud) as readonly [HostToAllow, HostToAllow, HostToAllow]
const never = () => new Promise<never>(() => undefined)

const stackOf = (change: Partial<NetworkStack> = {}): NetworkStack => ({
  resolveHost: () => Promise.resolve(),
  resolveProxy: () => Promise.resolve('DIRECT'),
  certificateOf: () => ({ issuer: 'DigiCert Inc', isPublic: true }),
  ...change,
})

function open(fetch: Fetch, stack: NetworkStack | null = stackOf()) {
  const clock = createVirtualClock()
  const records: ExchangeRecord[] = []
  const network = createNetwork({ fetch, clock, stack, record: (record) => records.push(record) })
  const look = (host = graph, signal = new AbortController().signal) => network.look(host, signal)
  return { clock, records, network, look }
}

const fails =
  (error: Error): Fetch =>
  () =>
    Promise.reject(error)
const answers =
  (status: number, headers: Record<string, string> = {}, body: string | null = null): Fetch =>
  () =>
    Promise.resolve(new Response(body, { status, headers }))

test.each([
  [signIn, 200],
  [graph, 401],
  [exchange, 401],
])('the practice tenant proves to be Microsoft without an account: $host', async (host, status) => {
  const tenant = createTenant({ clock: createVirtualClock() })
  const { look, records } = open((url, init) => tenant.fetch(new Request(url, init)), null)
  const { way, answer, aheadMs } = await look(host)
  expect(way).toBeNull()
  expect(answer).toMatchObject({ kind: 'answered', status, isMicrosoft: true, details: { host: host.host } })
  expect(aheadMs).toBe(0)
  // One request, without a token, and in the journal like every other one.
  expect(records).toHaveLength(1)
  expect(tenant.requests).toHaveLength(1)
})

test('the way: name, proxies and certificate', async () => {
  const resolveProxy = vi.fn(() => Promise.resolve('PROXY proxy.nord.example:8080; DIRECT'))
  const { look } = open(answers(401, { 'request-id': 'r' }), stackOf({ resolveProxy }))
  const { way } = await look()
  expect(way).toEqual({
    name: 'found',
    routes: [{ proxy: 'proxy.nord.example:8080' }, 'direct'],
    certificate: { issuer: 'DigiCert Inc', isPublic: true },
  })
  expect(resolveProxy).toHaveBeenCalledExactlyOnceWith('https://graph.microsoft.com/')
})

test('what could not be observed is said so', async () => {
  const failing = stackOf({
    resolveHost: null,
    resolveProxy: () => Promise.reject(new Error('no answer')),
    certificateOf: () => null,
  })
  const { way } = await open(answers(401, { 'request-id': 'r' }), failing).look()
  expect(way).toEqual({ name: 'unseen', routes: 'unseen', certificate: 'unseen' })
})

test.each([
  ['net::ERR_NAME_NOT_RESOLVED', 'name-not-found', 'ERR_NAME_NOT_RESOLVED'],
  ['net::ERR_CONNECTION_REFUSED', 'refused', 'ERR_CONNECTION_REFUSED'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy-unreachable', 'ERR_PROXY_CONNECTION_FAILED'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'untrusted', 'ERR_CERT_AUTHORITY_INVALID'],
  ['unexpected redirect', 'redirected', null],
  ['something odd', 'lost', null],
])('%s', async (message, failure, error) => {
  const stack = stackOf({ resolveHost: () => Promise.reject(new Error('no such name')) })
  const { way, answer, aheadMs } = await open(fails(new Error(message)), stack).look()
  expect(answer).toEqual({ kind: 'failed', failure, error })
  expect([way?.name, aheadMs]).toEqual(['not-found', null])
})

test('a proxy’s 407 that is answered as any other status', async () => {
  const { answer } = await open(answers(407)).look()
  expect(answer).toEqual({ kind: 'failed', failure: 'proxy-sign-in', error: null })
})

test('a page of a captive portal is not Microsoft’s, and gives no time', async () => {
  const date = 'Mon, 23 Nov 2026 13:00:00 GMT'
  const { answer, aheadMs } = await open(answers(200, { date }, '<title>Portail</title>')).look()
  expect(answer).toMatchObject({ kind: 'answered', isMicrosoft: false, isBusy: false, pageTitle: 'Portail' })
  expect(aheadMs).toBeNull()
})

test('a clock that is five minutes slow is compared with Microsoft’s', async () => {
  const fetch = answers(401, { 'request-id': 'r', date: 'Mon, 23 Nov 2026 14:05:00 GMT' })
  expect((await open(fetch).look()).aheadMs).toBe(-300_000)
})

test('nothing takes longer than the time limit', async () => {
  const untilAborted: Fetch = (_url, { signal }) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        reject(new DOMException('The user aborted a request.', 'AbortError'))
      })
    })
  const { clock, look } = open(untilAborted, stackOf({ resolveHost: never, resolveProxy: never }))
  const looking = look()
  clock.ringAlarms()
  const { way, answer } = await looking
  expect(answer).toEqual({ kind: 'failed', failure: 'time-limit', error: null })
  expect(way).toMatchObject({ name: 'unseen', routes: 'unseen' })
})

test('a look that is stopped ends at once', async () => {
  const stopping = new AbortController()
  const { look } = open(answers(401), stackOf({ resolveProxy: never }))
  const looking = look(graph, stopping.signal)
  stopping.abort(new Error('stopped'))
  await expect(looking).rejects.toThrow('stopped')
})

test('listening on localhost leaves no port taken', async () => {
  const { network } = open(answers(200))
  expect(await network.canListen()).toBe(true)
})

test('a computer that forbids listening', async () => {
  const listen = vi.spyOn(createServer().constructor.prototype as { listen: () => unknown }, 'listen')
  listen.mockImplementation(function (this: NodeJS.EventEmitter) {
    queueMicrotask(() => this.emit('error', Object.assign(new Error('listen EACCES'), { code: 'EACCES' })))
    return this
  })
  try {
    expect(await open(answers(200)).network.canListen()).toBe(false)
  } finally {
    listen.mockRestore()
  }
})
