import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createTransport, type ExchangeRecord, type Fetch } from '#adapters/microsoft/transport.ts'
import { ProblemError } from '#core/problem.ts'
import { systemClock } from '#main/clock.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

function open(fetch: Fetch) {
  const records: ExchangeRecord[] = []
  const transport = createTransport({
    fetch,
    hosts: ['graph.microsoft.com'],
    clock: systemClock,
    record: (record) => records.push(record),
  })
  const send = (path = '/v1.0/me', signal = new AbortController().signal) =>
    transport({ method: 'GET', url: `https://graph.microsoft.com${path}`, headers: {} }, signal)
  return { records, send, transport }
}

/** A real line to a real server that answers as the handler says. */
async function line(handler: Parameters<typeof createServer>[1]): Promise<Fetch> {
  const server = createServer(handler)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return (url, init) => fetch(`http://127.0.0.1:${port}${new URL(url).pathname}`, init)
}

const failing =
  (message: string, code?: string): Fetch =>
  () =>
    Promise.reject(
      Object.assign(
        new TypeError(message),
        code === undefined ? {} : { cause: Object.assign(new Error(message), { code }) },
      ),
    )

test.each([
  ['net::ERR_NAME_NOT_RESOLVED', undefined, { no: { code: 'unreachable' } }],
  ['net::ERR_INTERNET_DISCONNECTED', undefined, { no: { code: 'unreachable' } }],
  ['net::ERR_CERT_AUTHORITY_INVALID', undefined, { no: { code: 'certificate-untrusted' } }],
  ['net::ERR_PROXY_AUTH_UNSUPPORTED', undefined, { no: { code: 'proxy-sign-in' } }],
  ['fetch failed', 'ENOTFOUND', { no: { code: 'unreachable' } }],
  ['fetch failed', 'SELF_SIGNED_CERT_IN_CHAIN', { no: { code: 'certificate-untrusted' } }],
  ['fetch failed', 'ECONNRESET', { unknown: true }],
  ['net::ERR_CONNECTION_RESET', undefined, { unknown: true }],
])('%s %s', async (message, code, meaning) => {
  const { send, records } = open(failing(message, code))
  expect(await send()).toMatchObject(meaning)
  expect(records).toMatchObject([{ method: 'GET', status: null }])
})

test('a reset after the request was read is an answer lost, not a refusal', async () => {
  const { send } = open(await line((request) => request.socket.destroy()))
  expect(await send()).toMatchObject({
    unknown: true,
    problem: { code: 'unreachable', facts: { host: 'graph.microsoft.com' } },
  })
})

test('half a body is an answer lost', async () => {
  const { send } = open(
    await line((request, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('{"half":', () => request.socket.destroy())
    }),
  )
  expect(await send()).toMatchObject({ unknown: true })
})

test('more than 8 MB is not read', async () => {
  const { send } = open(await line((_request, response) => response.end(Buffer.alloc(9 * 1024 * 1024, 'x'))))
  expect(await send()).toMatchObject({ unknown: true })
})

test('stopping ends an exchange that never answers, with its reason', async () => {
  const stopper = new AbortController()
  let arrive: () => void = () => undefined
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  const { send } = open(
    await line(() => {
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
    await line((_request, response) => response.writeHead(200, { 'request-id': 'r-9' }).end('{}')),
  )
  await send("/v1.0/applications(uniqueName='secret-name')/8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943?$filter=x")
  expect(records[0]).toMatchObject({
    path: "graph.microsoft.com/v1.0/applications(uniqueName='{value}')/{id}",
    status: 200,
    requestId: 'r-9',
  })
})
