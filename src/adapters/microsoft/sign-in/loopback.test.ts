import { connect, Server } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { listenForRedirect, LoopbackRefused, type Loopback } from './loopback.ts'

const shown = { done: '<h1>done</h1>', failed: '<h1>failed</h1>', foreign: '<h1>foreign</h1>' }
let loopback: Loopback | undefined

afterEach(() => {
  vi.restoreAllMocks()
  loopback?.close()
})

async function open(): Promise<Loopback> {
  loopback = await listenForRedirect('right-state', () => shown)
  return loopback
}

const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })

test('a form post with our state is the answer, and the person is told so', async () => {
  const { redirectUri, answer } = await open()
  const response = await fetch(redirectUri, form({ state: 'right-state', code: 'c', client_info: 'i' }))
  expect([response.status, await response.text()]).toEqual([200, shown.done])
  expect(await answer).toEqual({ code: 'c', clientInfo: 'i' })
})

test('a refusal comes back as one', async () => {
  const { redirectUri, answer } = await open()
  const response = await fetch(
    redirectUri,
    form({ state: 'right-state', error: 'access_denied', error_description: 'AADSTS65004' }),
  )
  expect(await response.text()).toBe(shown.failed)
  expect(await answer).toEqual({ error: 'access_denied', description: 'AADSTS65004' })
})

test('a wrong or missing state, another path, method or type is refused, and the right answer still counts', async () => {
  const { redirectUri, answer } = await open()
  const statuses = []
  for (const [path, init] of [
    ['/', form({ state: 'wrong', code: 'stolen' })],
    ['/', form({ code: 'stolen' })],
    ['/?state=right-stat%00&code=stolen', {}],
    ['/favicon.ico', {}],
    ['/', { method: 'PUT', body: 'state=right-state&code=stolen' }],
    ['/', { method: 'POST', body: 'state=right-state&code=stolen', headers: { 'content-type': 'text/plain' } }],
  ] as const) {
    statuses.push((await fetch(redirectUri + path, init)).status)
  }
  expect(statuses).toEqual([400, 400, 400, 404, 405, 415])
  await fetch(redirectUri, form({ state: 'right-state', code: 'mine' }))
  expect(await answer).toMatchObject({ code: 'mine' })
})

test('an answer with a foreign state, or none, gets a page that says so', async () => {
  const { redirectUri, answer } = await open()
  for (const fields of [{ state: 'wrong', code: 'stolen' }, { code: 'stolen' }]) {
    expect(await (await fetch(redirectUri, form(fields))).text()).toBe(shown.foreign)
  }
  await fetch(redirectUri, form({ state: 'right-state', code: 'mine' }))
  expect(await answer).toMatchObject({ code: 'mine' })
})

test('an answer in the address is refused until the page was opened again to ask for one', async () => {
  const { redirectUri, answer, acceptQuery } = await open()
  const query = `${redirectUri}/?state=right-state&code=`
  const refused = await fetch(`${query}early`)
  expect([refused.status, await refused.text()]).toEqual([405, shown.foreign])
  acceptQuery()
  expect((await fetch(`${redirectUri}/?state=wrong&code=stolen`)).status).toBe(400)
  const accepted = await fetch(`${query}mine`)
  expect([accepted.status, await accepted.text()]).toEqual([200, shown.done])
  expect(await answer).toEqual({ code: 'mine', clientInfo: null })
})

test.each([
  ['an answer', { code: 'mine' }, 'done'],
  ['a refusal', { error: 'access_denied' }, 'failed'],
  ['a foreign answer', { state: 'other' }, 'foreign'],
] as const)('%s gets its page in the language of that moment', async (_name, fields, page) => {
  let language = 'fr'
  const said = () => ({ done: `done ${language}`, failed: `failed ${language}`, foreign: `foreign ${language}` })
  loopback = await listenForRedirect('right-state', said)
  language = 'en'
  const response = await fetch(loopback.redirectUri, form({ state: 'right-state', ...fields }))
  expect(await response.text()).toBe(`${page} en`)
})

test('another Host is refused: no other site reaches it by a name of its own', async () => {
  const { redirectUri } = await open()
  const { port } = new URL(redirectUri)
  const answer = await raw(Number(port), 'GET /?state=right-state&code=stolen HTTP/1.1\r\nHost: evil.example\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1.1 404 /)
})

test('a body of 100 MB is cut off after 64 KiB', async () => {
  const { redirectUri, answer } = await open()
  const taken = await flood(Number(new URL(redirectUri).port), 100 * 1024 * 1024)
  // What the two sockets' buffers hold besides: far from 100 MB.
  expect(taken).toBeLessThan(16 * 1024 * 1024)
  await fetch(redirectUri, form({ state: 'right-state', code: 'mine' }))
  expect(await answer).toMatchObject({ code: 'mine' })
})

test('both loopback addresses are held, so that nobody else can answer in our place', async () => {
  const { redirectUri } = await open()
  const { port } = new URL(redirectUri)
  const statuses = await Promise.all(
    ['127.0.0.1', '::1'].map((host) => raw(Number(port), `GET /x HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`, host)),
  )
  for (const status of statuses) expect(status).toMatch(/^HTTP\/1.1 404 /)
})

test.each(['EACCES', 'EPERM', 'EADDRNOTAVAIL'])(
  'a computer that refuses to listen (%s) is told as such',
  async (code) => {
    vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
      queueMicrotask(() => this.emit('error', Object.assign(new Error(code), { code })))
      return this
    })
    await expect(listenForRedirect('state', () => shown)).rejects.toBeInstanceOf(LoopbackRefused)
  },
)

test('a port that another program holds on the other address is left to it', async () => {
  const listen = Reflect.get(Server.prototype, 'listen') as (...args: unknown[]) => Server
  const held: number[] = []
  let refusals = 2
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server, ...args: unknown[]) {
    if (args[1] === '::1' && refusals > 0) {
      refusals -= 1
      held.push(Number(args[0]))
      queueMicrotask(() => this.emit('error', Object.assign(new Error('in use'), { code: 'EADDRINUSE' })))
      return this
    }
    return Reflect.apply(listen, this, args)
  })
  const { redirectUri } = await open()
  expect(held).toHaveLength(2)
  expect(held).not.toContain(Number(new URL(redirectUri).port))
})

test('without IPv6 the one address is enough', async () => {
  const listen = Reflect.get(Server.prototype, 'listen') as (...args: unknown[]) => Server
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server, ...args: unknown[]) {
    if (args[1] !== '::1') return Reflect.apply(listen, this, args)
    queueMicrotask(() => this.emit('error', Object.assign(new Error('no IPv6'), { code: 'EADDRNOTAVAIL' })))
    return this
  })
  const { redirectUri, answer } = await open()
  await fetch(redirectUri, form({ state: 'right-state', code: 'mine' }))
  expect(await answer).toMatchObject({ code: 'mine' })
})

function raw(port: number, request: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(request))
    socket.once('data', (data) => {
      resolve(data.toString('latin1'))
      socket.destroy()
    })
    socket.once('error', reject)
  })
}

/** Posts up to `bytes`; resolves with how many were taken when the other side hangs up. */
function flood(port: number, bytes: number): Promise<number> {
  return new Promise((resolve) => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const socket = connect(port, '127.0.0.1', () => {
      const type = 'application/x-www-form-urlencoded'
      socket.write(
        `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: ${type}\r\nContent-Length: ${bytes}\r\n\r\n`,
      )
      const pour = () => {
        while (socket.bytesWritten < bytes && !socket.destroyed) if (!socket.write(chunk)) return
      }
      socket.on('drain', pour)
      pour()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      resolve(socket.bytesWritten)
    })
  })
}
