import { EventEmitter } from 'node:events'
import type { ClientRequest, ClientRequestConstructorOptions, Session } from 'electron'
import { expect, test, vi } from 'vitest'
import { ProxyChallenge } from '#adapters/microsoft/network-failure.ts'
import { createProxySignIn } from '#core/network/proxy-sign-in.ts'
import { Secret } from '#core/secret.ts'
import { createNetworkFetch } from './network-fetch.ts'

const session = {} as Session
const url = 'https://graph.microsoft.com/v1.0/me'
const { signal: never } = new AbortController()
const credentials = { username: 'marie', password: new Secret('right') }

/** A `net.request` that does what a test says, in the order in which Electron does it (docs/adr/0016-one-transport.md). */
function open() {
  const proxies = createProxySignIn(() => undefined)
  const request = Object.assign(new EventEmitter(), { end: vi.fn(), abort: vi.fn() })
  const asked: ClientRequestConstructorOptions[] = []
  const fetch = createNetworkFetch({
    session,
    proxies,
    request: (options) => {
      asked.push(options)
      return request as unknown as ClientRequest
    },
  })
  const respond = (statusCode: number, headers: Readonly<Record<string, string | string[]>> = {}) => {
    const message = Object.assign(new EventEmitter(), { statusCode, headers })
    request.emit('response', message)
    return message
  }
  const challenge = (isProxy: boolean, host = 'proxy.nord.example') => {
    const answer = vi.fn()
    const info = { isProxy, scheme: 'basic', host, port: 8080, realm: '' }
    request.emit('login', info, answer)
    return answer
  }
  /** Makes a request, and resolves once it is its turn. */
  const begin = async (to: string, init: RequestInit) => {
    const fetching = fetch(to, init)
    fetching.catch(() => undefined)
    await new Promise((resolve) => setImmediate(resolve))
    return { fetching }
  }
  return { proxies, request, asked, begin, respond, challenge }
}

test('a request goes through its session, follows no redirect, and has nothing of its own for a server', async () => {
  const { begin, asked, request, respond } = open()
  const headers = { 'content-type': 'text/xml', authorization: 'Bearer t' }
  const { fetching } = await begin(url, {
    method: 'POST',
    headers,
    body: '<a/>',
    redirect: 'follow',
    credentials: 'include',
  })
  const message = respond(200, { 'set-cookie': ['a', 'b'], 'request-id': 'r', bad: '\u0100' })
  message.emit('data', Buffer.from('one '))
  message.emit('data', Buffer.from('two'))
  message.emit('end')
  const response = await fetching
  expect(asked).toEqual([{ session, url, method: 'POST', headers, redirect: 'error', credentials: 'omit' }])
  expect(request.end).toHaveBeenCalledExactlyOnceWith('<a/>')
  expect([response.status, response.headers.get('request-id'), response.headers.has('bad')]).toEqual([200, 'r', false])
  expect(await response.text()).toBe('one two')
})

test('a server that asks for credentials gets none, and its answer is an answer', async () => {
  const { begin, respond, challenge } = open()
  const { fetching } = await begin(url, {})
  expect(challenge(false)).toHaveBeenCalledExactlyOnceWith()
  respond(401).emit('end')
  expect((await fetching).status).toBe(401)
})

test('an answer without a body is one', async () => {
  const { begin, respond } = open()
  const { fetching } = await begin(url, {})
  respond(204).emit('end')
  expect(await (await fetching).text()).toBe('')
})

test('a proxy that nobody has a password for is named, and the request ended', async () => {
  const { begin, respond, challenge, request } = open()
  const { fetching } = await begin(url, {})
  expect(challenge(true)).toHaveBeenCalledExactlyOnceWith()
  const message = respond(407)
  // Chromium breaks the body off.
  message.emit('error', new Error('net::ERR_TUNNEL_CONNECTION_FAILED'))
  const error: unknown = await fetching.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ProxyChallenge)
  expect(error).toMatchObject({ proxy: 'proxy.nord.example:8080' })
  expect(request.abort).toHaveBeenCalled()
})

test('a 407 that no proxy on the way gave is an answer', async () => {
  const { begin, respond } = open()
  const { fetching } = await begin(url, {})
  respond(407).emit('end')
  expect((await fetching).status).toBe(407)
})

test('what the person entered is given to the proxy once; refused, it is asked for again', async () => {
  const { begin, respond, challenge, proxies } = open()
  void proxies.ask('proxy.nord.example:8080', never)
  proxies.answer(credentials)
  const { fetching } = await begin(url, {})
  expect(challenge(true)).toHaveBeenCalledExactlyOnceWith('marie', 'right')
  expect(challenge(true)).toHaveBeenCalledExactlyOnceWith()
  respond(407)
  await expect(fetching).rejects.toBeInstanceOf(ProxyChallenge)
  void proxies.ask('proxy.nord.example:8080', never)
  expect(proxies.question()).toEqual({ proxy: 'proxy.nord.example:8080', refused: true })
})

test('what the proxy accepted lets the other requests through, whatever the server then answers', async () => {
  const { begin, respond, challenge, proxies } = open()
  void proxies.ask('proxy.nord.example:8080', never)
  proxies.answer(credentials)
  const { fetching } = await begin(url, {})
  challenge(true)
  const others = proxies.ask('proxy.nord.example:8080', never)
  respond(500).emit('end')
  await fetching
  expect(await others).toBe(true)
})

test('a failure after the password lets the others try it themselves', async () => {
  const { begin, request, challenge, proxies } = open()
  void proxies.ask('proxy.nord.example:8080', never)
  proxies.answer(credentials)
  const { fetching } = await begin(url, {})
  challenge(true)
  const others = proxies.ask('proxy.nord.example:8080', never)
  request.emit('error', new Error('net::ERR_CONNECTION_RESET'))
  await expect(fetching).rejects.toThrow('ERR_CONNECTION_RESET')
  expect(await others).toBe(true)
  expect(proxies.credentialsFor('proxy.nord.example:8080', null)).toBe(credentials)
})

test('of two proxies in one request, the first is no longer being tried once the second asks', async () => {
  const { begin, respond, challenge, proxies } = open()
  for (const proxy of ['proxy.nord.example:8080', 'proxy.sud.example:8080']) {
    void proxies.ask(proxy, never)
    proxies.answer(credentials)
  }
  const { fetching } = await begin(url, {})
  challenge(true)
  challenge(true, 'proxy.sud.example')
  respond(200).emit('end')
  await fetching
  expect(await proxies.ask('proxy.nord.example:8080', never)).toBe(true)
})

test.each(['before', 'on the way', 'in the body'] as const)('stopping %s ends it with its reason', async (when) => {
  const { begin, respond, request, asked } = open()
  const stopper = new AbortController()
  if (when === 'before') stopper.abort(new Error('stopped'))
  const { fetching } = await begin(url, { signal: stopper.signal })
  if (when === 'in the body') {
    respond(200).emit('data', Buffer.from('half'))
    const reading = (await fetching).text()
    stopper.abort(new Error('stopped'))
    await expect(reading).rejects.toThrow('stopped')
  } else {
    stopper.abort(new Error('stopped'))
    await expect(fetching).rejects.toThrow('stopped')
  }
  expect([asked.length, request.abort.mock.calls.length]).toEqual(when === 'before' ? [0, 0] : [1, 1])
})

test('a body that breaks off, and what comes after it was stopped', async () => {
  const { begin, respond, request } = open()
  const { fetching } = await begin(url, {})
  const message = respond(200)
  const response = await fetching
  message.emit('data', Buffer.from('half'))
  const reading = response.text()
  request.emit('error', new Error('net::ERR_CONTENT_LENGTH_MISMATCH'))
  message.emit('error', new Error('net::ERR_CONTENT_LENGTH_MISMATCH'))
  message.emit('data', Buffer.from('more'))
  message.emit('end')
  await expect(reading).rejects.toThrow('ERR_CONTENT_LENGTH_MISMATCH')
})

test('a reader that has had enough ends the request', async () => {
  const { begin, respond, request } = open()
  const { fetching } = await begin(url, {})
  const message = respond(200)
  await (await fetching).body?.cancel()
  message.emit('data', Buffer.from('more'))
  expect(request.abort).toHaveBeenCalledOnce()
})

test('a status that no answer has is a failure', async () => {
  const { begin, respond } = open()
  const { fetching } = await begin(url, {})
  respond(999)
  await expect(fetching).rejects.toThrow()
})
