import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Answer } from '#core/answer.ts'
import { filterPage, scriptedConnection, type Scripted } from '#support/scripted-connection.ts'
import { createGraph, type GraphCall } from './graph.ts'

const shape = z.object({ id: z.string() })
const read: GraphCall = { method: 'get', path: '/applications/a', writes: false }
const write: GraphCall = { method: 'post', path: '/applications', writes: true, body: { displayName: 'Prextra' } }
const page: Scripted = { status: 200, headers: {}, body: filterPage }

async function call(
  graphCall: GraphCall,
  scripted: Scripted | Answer<never>,
  token: Answer<string> = { done: 'token' },
) {
  const { connection, requests } = scriptedConnection(scripted)
  const graph = createGraph({ ...connection, token: () => Promise.resolve(token) })
  return { answer: await graph(graphCall, shape, new AbortController().signal), requests }
}

test('a call is sent once, with the token, to Graph v1.0', async () => {
  const { answer, requests } = await call({ ...write, headers: { Prefer: 'create-if-missing' } }, { body: { id: 'a' } })
  expect(answer).toEqual({ done: { id: 'a' } })
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: 'https://graph.microsoft.com/v1.0/applications',
      headers: { authorization: 'Bearer token', prefer: 'create-if-missing', accept: 'application/json' },
      body: '{"displayName":"Prextra"}',
      writes: true,
    },
  ])
})

test('Microsoft’s client does not repeat a write by itself', async () => {
  const { answer, requests } = await call(write, { status: 503, body: { error: { code: 'x', message: '' } } })
  expect([requests.length, answer]).toMatchObject([1, { unknown: true }])
})

describe('the token', () => {
  test('that was lost is a wait: nothing was sent to Graph', async () => {
    const { answer, requests } = await call(write, page, {
      unknown: true,
      afterMs: 5,
      problem: { code: 'unreachable', at: '' },
    })
    expect([answer, requests]).toMatchObject([{ notYet: 'busy', afterMs: 5 }, []])
  })

  test('that was refused is a refusal', async () => {
    const refused: Answer<never> = { no: { code: 'signed-out', at: '' } }
    expect((await call(read, page, refused)).answer).toBe(refused)
  })
})

describe('a claims challenge', () => {
  const wanted = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
  const challenge: Scripted = {
    status: 401,
    headers: {
      'request-id': 'r',
      'www-authenticate': `Bearer error="insufficient_claims", claims="${Buffer.from(wanted).toString('base64')}"`,
    },
    body: { error: { code: 'InvalidAuthenticationToken', message: '' } },
  }

  test('is met by a token with its claims, and the call is sent once more, a write too', async () => {
    const { connection, requests } = scriptedConnection(challenge, challenge)
    const asked: (string | undefined)[] = []
    const token = (_signal: AbortSignal, claims?: string): Promise<Answer<string>> => {
      asked.push(claims)
      return Promise.resolve({ done: claims === undefined ? 'first' : 'second' })
    }
    const answer = await createGraph({ ...connection, token })(write, shape, new AbortController().signal)
    // This Graph challenges every call: it is asked twice, and not for ever.
    expect(answer).toMatchObject({ no: { code: 'signed-out' } })
    expect(asked).toEqual([undefined, wanted])
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual(['Bearer first', 'Bearer second'])
  })

  test('that no token meets ends the call with what stands in the way', async () => {
    const { connection, requests } = scriptedConnection(challenge)
    const refused: Answer<never> = { no: { code: 'other-account', at: '' } }
    const token = (_signal: AbortSignal, claims?: string): Promise<Answer<string>> =>
      Promise.resolve(claims === undefined ? { done: 'first' } : refused)
    expect(await createGraph({ ...connection, token })(write, shape, new AbortController().signal)).toBe(refused)
    expect(requests).toHaveLength(1)
  })
})

describe('an answer', () => {
  test('without a body is null where Microsoft sends none', async () => {
    expect((await call(write, { status: 204, headers: {} })).answer).toEqual({ done: null })
  })

  test('of another shape is not Graph’s as documented', async () => {
    const other = { body: { name: 'no id' } }
    expect((await call(read, other)).answer).toMatchObject({ no: { code: 'microsoft-unexpected' } })
    expect((await call(write, other)).answer).toMatchObject({
      unknown: true,
      problem: { code: 'microsoft-unexpected' },
    })
  })

  test('of which half came is lost', async () => {
    expect((await call(write, { body: '{"id":' })).answer).toMatchObject({ unknown: true })
  })

  test('that is a page in Graph’s name is never read', async () => {
    expect((await call(read, page)).answer).toMatchObject({ no: { code: 'not-microsoft' } })
    expect((await call(write, page)).answer).toMatchObject({ unknown: true, problem: { code: 'not-microsoft' } })
  })

  test('404 on something that may be missing is null, and a filter’s 404 is not', async () => {
    const maybe = { ...read, mayBeMissing: true }
    const missing = { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: '' } } }
    expect((await call(maybe, missing)).answer).toEqual({ done: null })
    expect((await call(maybe, { ...page, status: 404 })).answer).toMatchObject({ no: { code: 'not-microsoft' } })
    const removal: GraphCall = { method: 'delete', path: '/applications/a', writes: true, mayBeMissing: true }
    expect((await call(removal, { ...page, status: 404 })).answer).toMatchObject({ unknown: true })
  })
})

test('a stopped exchange rejects with the signal’s reason', async () => {
  const { connection } = scriptedConnection()
  const transport = () => Promise.reject(new Error('stopped'))
  const graph = createGraph({ ...connection, transport, token: () => Promise.resolve({ done: 'token' }) })
  await expect(graph(read, shape, new AbortController().signal)).rejects.toThrow('stopped')
})
