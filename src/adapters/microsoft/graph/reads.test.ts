import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Answer } from '#core/answer.ts'
import { filterPage, fromMicrosoft, scriptedConnection, type Scripted } from '#support/scripted-connection.ts'
import type { HttpRequest } from '../http.ts'
import { createGraph, type Graph, type GraphCall } from './graph.ts'

const shape = z.object({ id: z.string() })
const readOf = (path: string): GraphCall => ({ method: 'get', path, writes: false, mayBeMissing: true })
const calls = ['/a', '/b', '/c'].map(readOf)
const { signal } = new AbortController()

interface Part {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

const found = (id: string): Part => ({ body: { '@odata.context': 'x', id } })
const refused = (status: number, code: string, headers = {}): Part => ({
  status,
  headers,
  body: { error: { code, message: '' } },
})

/** The answer to a batch whose first part has this id, with its parts the other way round, as Graph may send them. */
function outer(first: number, ...parts: readonly (Part | null)[]): Scripted {
  const responses = parts.flatMap((part, place) =>
    part === null ? [] : [{ id: String(first + place), status: 200, headers: {}, ...part }],
  )
  return { body: { responses: responses.reverse() } }
}

function open(...answers: readonly (Scripted | Answer<never>)[]) {
  const { connection, requests, clock } = scriptedConnection(...answers)
  const asked: (string | undefined)[] = []
  const token = (_signal: AbortSignal, claims?: string): Promise<Answer<string>> => {
    asked.push(claims)
    return Promise.resolve({ done: claims === undefined ? 'first' : 'second' })
  }
  return { graph: createGraph({ ...connection, token }), requests, asked, clock }
}

const readAll = (graph: Graph, given: readonly GraphCall[] = calls) =>
  Promise.all(given.map((call) => graph(call, shape, signal)))
const sentIn = ({ body = '{}' }: HttpRequest) =>
  (JSON.parse(body) as { requests: { id: string; method: string; url: string; headers?: object }[] }).requests

test('reads that are begun in one turn are one batch, and each has its own answer', async () => {
  const { graph, requests } = open(outer(1, found('a'), refused(404, 'Request_ResourceNotFound'), found('c')))
  const withHeader = { ...readOf('/b?$count=true'), headers: { ConsistencyLevel: 'eventual' } }
  const answers = await readAll(graph, [readOf('/a'), withHeader, readOf('/c')])
  expect(answers).toEqual([{ done: { id: 'a' } }, { done: null }, { done: { id: 'c' } }])
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: 'https://graph.microsoft.com/v1.0/$batch',
      writes: false,
      headers: { authorization: 'Bearer first', 'content-type': 'application/json' },
    },
  ])
  expect(requests.map(sentIn)).toEqual([
    [
      { id: '1', method: 'GET', url: '/a' },
      { id: '2', method: 'GET', url: '/b?$count=true', headers: { ConsistencyLevel: 'eventual' } },
      { id: '3', method: 'GET', url: '/c' },
    ],
  ])
})

test('a read that is alone is a GET, and a write is never in a batch', async () => {
  const { graph, requests } = open({ body: { id: 'w' } }, { body: { id: 'a' } })
  const write: GraphCall = { method: 'post', path: '/applications/a/addPassword', writes: true, body: {} }
  const [made, read] = await Promise.all([graph(write, shape, signal), graph(readOf('/a'), shape, signal)])
  expect([made, read]).toEqual([{ done: { id: 'w' } }, { done: { id: 'a' } }])
  expect(requests.map(({ method, url }) => `${method} ${url.replace(/.*v1.0/, '')}`)).toEqual([
    'POST /applications/a/addPassword',
    'GET /a',
  ])
})

test('a batch has at most twenty parts', async () => {
  const many = Array.from({ length: 21 }, (_, place) => readOf(`/${String(place)}`))
  const { graph, requests } = open(outer(1, ...many.slice(0, 20).map(({ path }) => found(path))), {
    body: { id: 'last' },
  })
  const answers = await readAll(graph, many)
  expect(answers.at(-1)).toEqual({ done: { id: 'last' } })
  expect(answers.at(19)).toEqual({ done: { id: '/19' } })
  expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET'])
})

describe('a part', () => {
  test('that is throttled waits by its own Retry-After, and the others are done', async () => {
    const { graph } = open(outer(1, found('a'), refused(429, 'TooManyRequests', { 'Retry-After': '7' }), found('c')))
    expect(await readAll(graph)).toMatchObject([
      { done: { id: 'a' } },
      { notYet: 'throttled', afterMs: 7000 },
      { done: { id: 'c' } },
    ])
  })

  test.each([
    ['a page in its place, 200', { body: filterPage }, { no: { code: 'not-microsoft' } }],
    ['a page in its place, 404', { status: 404, body: filterPage }, { no: { code: 'not-microsoft' } }],
    ['a page in its place, 403', { status: 403, body: filterPage }, { no: { code: 'not-microsoft' } }],
    [
      'a page in its place, 502',
      { status: 502, body: filterPage },
      { notYet: 'busy', problem: { code: 'perhaps-not-microsoft' } },
    ],
    ['nothing at all, 200', {}, { no: { code: 'not-microsoft' } }],
    ['nothing at all, 204', { status: 204 }, { no: { code: 'not-microsoft' } }],
    ['another shape', { body: { '@odata.context': 'x' } }, { no: { code: 'microsoft-unexpected' } }],
    ['Microsoft’s own refusal', refused(403, 'Authorization_RequestDenied'), { no: { code: 'not-allowed' } }],
  ] satisfies [string, Part, object][])('with %s is judged for itself', async (_what, part, expected) => {
    const { graph } = open(outer(1, found('a'), part, found('c')))
    expect(await readAll(graph)).toMatchObject([{ done: { id: 'a' } }, expected, { done: { id: 'c' } }])
  })

  test('that has no answer, two answers or no status is lost, and no other', async () => {
    const twice = {
      body: { responses: [1, 1, 2, 3].map((id) => ({ id: String(id), status: id === 3 ? 'x' : 200, ...found('x') })) },
    }
    const lost = { unknown: true, problem: { code: 'microsoft-unexpected' } }
    expect(await readAll(open(twice).graph)).toMatchObject([lost, { done: { id: 'x' } }, lost])
    expect(await readAll(open(outer(1, found('a'), null, found('c'))).graph)).toMatchObject([{}, lost, {}])
  })

  test('has the request id of its error, or else of the whole answer', async () => {
    const body = { error: { code: 'Authorization_RequestDenied', message: '', innerError: { 'request-id': 'own' } } }
    const { graph } = open(outer(1, { status: 403, body }, refused(403, 'Authorization_RequestDenied')))
    const answers = await readAll(graph, calls.slice(0, 2))
    expect(answers).toMatchObject([
      { no: { microsoft: { requestId: 'own' } } },
      { no: { microsoft: { requestId: 'r-1', clientRequestId: 'c-1' } } },
    ])
  })
})

test('the answer to another batch answers nothing', async () => {
  const first = outer(1, found('a'), found('b'), found('c'))
  const { graph } = open(first, first)
  await readAll(graph)
  expect(await readAll(graph)).toMatchObject([{ unknown: true }, { unknown: true }, { unknown: true }])
})

describe('the whole answer', () => {
  const error = (status: number, headers = {}): Scripted => ({
    status,
    headers: { ...fromMicrosoft, ...headers },
    body: { error: { code: 'x', message: '' } },
  })
  test.each([
    ['lost on the way', { unknown: true, problem: { code: 'unreachable', at: '' } } as const, { unknown: true }],
    ['a page, 200', { headers: {}, body: filterPage }, { no: { code: 'not-microsoft' } }],
    ['a page, 404', { status: 404, headers: {}, body: filterPage }, { no: { code: 'not-microsoft' } }],
    ['throttled', error(429, { 'retry-after': '9' }), { notYet: 'throttled', afterMs: 9000 }],
    ['a server that is ill', error(503), { notYet: 'busy' }],
    ['a refusal, which denies no part', error(403), { no: { code: 'not-allowed' } }],
    ['a token that is no longer taken', error(401), { no: { code: 'signed-out' } }],
    ['half an answer', { body: '{"responses":[' }, { unknown: true }],
    ['no answer to a batch', { body: { value: [] } }, { unknown: true }],
  ] satisfies [string, Scripted | Answer<never>, object][])(
    'that is %s is so for each read',
    async (_what, answer, expected) => {
      const { graph, requests } = open(answer)
      expect(await readAll(graph)).toMatchObject([expected, expected, expected])
      expect(requests).toHaveLength(1)
    },
  )

  test.each([400, 404, 405, 413, 501])('%i is about the batch: each read is then sent alone', async (status) => {
    const { graph, requests } = open(error(status), ...['a', 'b', 'c'].map((id) => ({ body: { id } })))
    expect(await readAll(graph)).toEqual([{ done: { id: 'a' } }, { done: { id: 'b' } }, { done: { id: 'c' } }])
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET'])
  })
})

describe('a claims challenge', () => {
  const wanted = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
  const headers = {
    'www-authenticate': `Bearer error="insufficient_claims", claims="${Buffer.from(wanted).toString('base64')}"`,
  }
  const challenge = refused(401, 'InvalidAuthenticationToken', headers)

  test('of two parts is met by one new token, with which only they are asked again', async () => {
    const { graph, requests, asked } = open(
      outer(1, challenge, found('b'), challenge),
      outer(4, found('a'), found('c')),
    )
    expect(await readAll(graph)).toEqual([{ done: { id: 'a' } }, { done: { id: 'b' } }, { done: { id: 'c' } }])
    expect(asked).toEqual([undefined, wanted])
    expect(requests.map(sentIn).map((parts) => parts.map(({ url }) => url))).toEqual([
      ['/a', '/b', '/c'],
      ['/a', '/c'],
    ])
  })

  test('that is repeated ends the read, and is not met for ever', async () => {
    const { graph, asked } = open(outer(1, challenge, found('b')), {
      status: 401,
      headers: { ...fromMicrosoft, ...headers },
      body: '',
    })
    expect(await readAll(graph, calls.slice(0, 2))).toMatchObject([
      { no: { code: 'signed-out' } },
      { done: { id: 'b' } },
    ])
    expect(asked).toEqual([undefined, wanted])
  })

  test('of the whole batch is met by one new token', async () => {
    const { graph, asked } = open(
      { status: 401, headers: { ...fromMicrosoft, ...headers }, body: '' },
      outer(1, found('a'), found('b'), found('c')),
    )
    expect(await readAll(graph)).toMatchObject([{ done: { id: 'a' } }, {}, {}])
    expect(asked).toEqual([undefined, wanted])
  })
})

describe('giving up', () => {
  test('one read lets the others go on, and giving up all ends the exchange', async () => {
    const { connection } = scriptedConnection()
    const sending: { signal: AbortSignal | null } = { signal: null }
    let answer: (answer: Answer<never>) => void = () => undefined
    const transport = (_request: HttpRequest, exchange: AbortSignal) => {
      sending.signal = exchange
      return new Promise<Answer<never>>((resolve) => {
        answer = resolve
      })
    }
    const graph = createGraph({ ...connection, transport, token: () => Promise.resolve({ done: 'token' }) })
    const [one, other] = [new AbortController(), new AbortController()]
    const first = graph(readOf('/a'), shape, one.signal)
    const second = graph(readOf('/b'), shape, other.signal)
    while (sending.signal === null) await new Promise((resolve) => setImmediate(resolve))
    const { signal: exchange } = sending
    one.abort(new Error('given up'))
    await expect(first).rejects.toThrow('given up')
    expect(exchange.aborted).toBe(false)
    other.abort(new Error('given up too'))
    await expect(second).rejects.toThrow('given up too')
    expect(exchange.aborted).toBe(true)
    answer({ unknown: true, problem: { code: 'unreachable', at: '' } })
  })

  test('before it is sent sends nothing', async () => {
    const { graph, requests } = open()
    const stopper = new AbortController()
    const reading = graph(readOf('/a'), shape, stopper.signal)
    stopper.abort(new Error('stopped'))
    await expect(reading).rejects.toThrow('stopped')
    expect(requests).toEqual([])
  })
})
