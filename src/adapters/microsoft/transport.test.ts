import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ProblemError } from '#core/problem.ts'
import { createVirtualClock } from '#support/virtual-clock.ts'
import type { HttpRequest } from './http.ts'
import { ProxyChallenge } from './network-failure.ts'
import { createTransport, type ExchangeRecord, type Fetch } from './transport.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

function open(fetch: Fetch) {
  const records: ExchangeRecord[] = []
  const heard: Headers[] = []
  const clock = createVirtualClock()
  const transport = createTransport({
    fetch,
    hosts: ['graph.microsoft.com'],
    clock,
    record: (record) => records.push(record),
    onHeaders: (headers) => heard.push(headers),
  })
  const send = (path = '/v1.0/me', signal = new AbortController().signal, change: Partial<HttpRequest> = {}) =>
    transport({ method: 'GET', url: `https://graph.microsoft.com${path}`, headers: {}, ...change }, signal)
  return { records, heard, clock, send, transport }
}

/** A real connection to a real server that answers as the handler says. */
async function serve(handler: Parameters<typeof createServer>[1]): Promise<Fetch> {
  const server = createServer(handler)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return (url, init) => fetch(`http://127.0.0.1:${port}${new URL(url).pathname}`, init)
}

test('a reset after the request was read is a lost answer, not a refusal', async () => {
  const { send } = open(await serve((request) => request.socket.destroy()))
  expect(await send()).toMatchObject({
    unknown: true,
    problem: { code: 'unreachable', facts: { host: 'graph.microsoft.com' } },
  })
})

test('half a body is a lost answer', async () => {
  const { send } = open(
    await serve((request, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('{"half":', () => request.socket.destroy())
    }),
  )
  expect(await send()).toMatchObject({ unknown: true })
})

test('more than 8 MB is not read', async () => {
  const { send } = open(await serve((_request, response) => response.end(Buffer.alloc(9 * 1024 * 1024, 'x'))))
  expect(await send()).toMatchObject({ unknown: true })
})

test('stopping ends an exchange that never answers, with its reason', async () => {
  const stopper = new AbortController()
  let arrive: () => void = () => undefined
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const { send } = open(
    await serve(() => {
      arrive()
    }),
  )
  const exchange = send('/v1.0/me', stopper.signal)
  await arrived
  stopper.abort(new ProblemError({ code: 'stopped', at: '2026-11-23T14:00:00Z' }))
  await expect(exchange).rejects.toMatchObject({ problem: { code: 'stopped' } })
})

test('no other host is ever contacted, and nothing goes without TLS', async () => {
  const { transport } = open(() => Promise.reject(new Error('must not be called')))
  const { signal } = new AbortController()
  for (const url of [
    'https://example.org/',
    'http://graph.microsoft.com/',
    'https://graph.microsoft.com.example.org/',
  ]) {
    await expect(transport({ method: 'GET', url, headers: {} }, signal)).rejects.toThrow('does not talk to')
  }
})

test('the journal line names no tenant, no person and no value', async () => {
  const { send, records } = open(
    await serve((_request, response) => response.writeHead(200, { 'request-id': 'r-9' }).end('{}')),
  )
  await send("/v1.0/applications(uniqueName='secret-name')/8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943?$filter=x")
  expect(records[0]).toMatchObject({
    path: "graph.microsoft.com/v1.0/applications(uniqueName='{value}')/{id}",
    status: 200,
    requestId: 'r-9',
  })
})

const answering =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Fetch =>
  () =>
    Promise.resolve(new Response(body, { status, headers }))

test('every request carries an id of our own, which support gets even without an answer', async () => {
  const sent: Headers[] = []
  const { send } = open((_url, init) => {
    sent.push(new Headers(init.headers))
    return Promise.reject(new Error('net::ERR_CONNECTION_RESET'))
  })
  const answer = await send()
  const clientRequestId = sent[0]?.get('client-request-id')
  expect(clientRequestId).toMatch(/^[0-9a-f-]{36}$/)
  expect(answer).toMatchObject({ problem: { microsoft: { host: 'graph.microsoft.com', clientRequestId } } })
  await send('/v1.0/me', new AbortController().signal, { headers: { 'client-request-id': 'given' } })
  expect(sent[1]?.get('client-request-id')).toBe('given')
})

test('a proxy that asks for credentials has not passed the request on', async () => {
  const { send } = open(answering(407))
  const write = { method: 'POST', writes: true }
  expect(await send('/v1.0/me', new AbortController().signal, write)).toMatchObject({ no: { code: 'proxy-sign-in' } })
})

test('the headers of Microsoft’s answers are passed on, and those of a page are not', async () => {
  const page = open(answering(200, '<html></html>', { date: 'Mon, 23 Nov 2016 14:00:00 GMT' }))
  expect(await page.send()).toMatchObject({ done: { status: 200 } })
  expect(page.heard).toEqual([])
  const graph = open(answering(200, '{}', { 'request-id': 'r-1' }))
  await graph.send()
  expect(graph.heard).toHaveLength(1)
})

test('an exchange that takes longer than the time limit is a lost answer', async () => {
  const { send, clock } = open(
    (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(signal.reason as Error)
        })
      }),
  )
  const exchange = send()
  clock.ringAlarms()
  expect(await exchange).toMatchObject({ unknown: true, problem: { code: 'unreachable' } })
})

test('cookies, caches and redirects are never used', async () => {
  const sent: RequestInit[] = []
  const { send } = open((_url, init) => {
    sent.push(init)
    return Promise.resolve(new Response('{}'))
  })
  await send()
  expect(sent[0]).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'error' })
})

test('a proxy that asks for credentials is known by its status, even when its body breaks off', async () => {
  const body = new ReadableStream({
    start: (controller) => {
      controller.error(new Error('net::ERR_TUNNEL_CONNECTION_FAILED'))
    },
  })
  const { send, records } = open(() => Promise.resolve(new Response(body, { status: 407 })))
  expect(await send()).toMatchObject({ no: { code: 'proxy-sign-in' } })
  expect(records).toMatchObject([{ status: 407 }])
})

test('a proxy that asks for credentials is asked for once, without a time limit, and the request is then made again', async () => {
  const clock = createVirtualClock()
  const records: ExchangeRecord[] = []
  const ids: (string | null)[] = []
  const asked: string[] = []
  let answer: (mayTry: boolean) => void = () => undefined
  let isAsked: () => void = () => undefined
  const asking = new Promise<void>((resolve) => (isAsked = resolve))
  const transport = createTransport({
    fetch: (_url, init) => {
      ids.push(new Headers(init.headers).get('client-request-id'))
      return ids.length === 1
        ? Promise.reject(new ProxyChallenge('proxy.nord.example:8080'))
        : Promise.resolve(new Response('{}'))
    },
    hosts: ['graph.microsoft.com'],
    clock,
    record: (record) => records.push(record),
    signInToProxy: (proxy) => {
      asked.push(proxy)
      isAsked()
      return new Promise((resolve) => (answer = resolve))
    },
  })
  const url = 'https://graph.microsoft.com/v1.0/me'
  const onTheWay: boolean[] = []
  const request = { method: 'GET', url, headers: {}, onTheWay: (is: boolean) => onTheWay.push(is) }
  const exchange = transport(request, new AbortController().signal)
  await asking
  expect(onTheWay).toEqual([true, false])
  clock.ringAlarms()
  answer(true)
  expect(await exchange).toMatchObject({ done: { status: 200 } })
  expect(asked).toEqual(['proxy.nord.example:8080'])
  expect(onTheWay).toEqual([true, false, true])
  expect(ids[1]).toBe(ids[0])
  expect(records.map(({ status }) => status)).toEqual([407, 200])
})

test('a proxy whose question is declined, or that nobody can be asked about, is said so, and nothing was sent', async () => {
  const challenge: Fetch = () => Promise.reject(new ProxyChallenge('proxy.nord.example:8080'))
  const { send } = open(challenge)
  const writing = await send('/v1.0/me', new AbortController().signal, { method: 'POST', writes: true })
  expect(writing).toMatchObject({ no: { code: 'proxy-sign-in', facts: { host: 'graph.microsoft.com' } } })
})

test('stopping ends the wait for a person, with its reason', async () => {
  const stopper = new AbortController()
  const transport = createTransport({
    fetch: () => Promise.reject(new ProxyChallenge('proxy.nord.example:8080')),
    hosts: ['graph.microsoft.com'],
    clock: createVirtualClock(),
    record: () => undefined,
    signInToProxy: (_proxy, signal) => {
      stopper.abort(new ProblemError({ code: 'stopped', at: '2026-11-23T14:00:00Z' }))
      return Promise.reject(signal.reason as Error)
    },
  })
  const url = 'https://graph.microsoft.com/v1.0/me'
  await expect(transport({ method: 'GET', url, headers: {} }, stopper.signal)).rejects.toMatchObject({
    problem: { code: 'stopped' },
  })
})

test('whoever issued a certificate that is not trusted is named, on one line, and in no other problem', async () => {
  const failing = (message: string) =>
    createTransport({
      fetch: () => Promise.reject(new Error(message)),
      hosts: ['graph.microsoft.com'],
      clock: createVirtualClock(),
      record: () => undefined,
      certificateOf: (host) => ({
        issuer: `Nord\n${host === 'graph.microsoft.com' ? 'Inspection' : ''}`,
        isPublic: false,
      }),
    })({ method: 'GET', url: 'https://graph.microsoft.com/', headers: {} }, new AbortController().signal)
  expect(await failing('net::ERR_CERT_AUTHORITY_INVALID')).toMatchObject({
    no: { code: 'certificate-untrusted', facts: { host: 'graph.microsoft.com', issuer: 'Nord Inspection' } },
  })
  const unreachable = await failing('net::ERR_NAME_NOT_RESOLVED')
  expect('no' in unreachable && unreachable.no.facts).toEqual({ host: 'graph.microsoft.com' })
})

test('the parts of a batch are in the record of their exchange, without ids or queries, answered or not', async () => {
  const id = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
  const partsOf: HttpRequest['partsOf'] = (text) => [
    { path: `/applications/${id}?$filter=name`, status: text === null ? null : 404 },
  ]
  const request = { method: 'POST', partsOf }
  const answered = open(() => Promise.resolve(new Response('{}')))
  await answered.send('/v1.0/$batch', undefined, request)
  const lost = open(() => Promise.reject(new Error('net::ERR_CONNECTION_RESET')))
  await lost.send('/v1.0/$batch', undefined, request)
  expect([...answered.records, ...lost.records]).toMatchObject([
    { status: 200, parts: [{ path: '/applications/{id}', status: 404 }] },
    { status: null, parts: [{ path: '/applications/{id}', status: null }] },
  ])
})
