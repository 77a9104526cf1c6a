import { expect, test, vi } from 'vitest'
import { Secret } from '../secret.ts'
import { createProxySignIn, type ProxyCredentials } from './proxy-sign-in.ts'

const proxy = 'proxy.nord.example:8080'
const right: ProxyCredentials = { username: 'nord\\marie', password: new Secret('right') }
const wrong: ProxyCredentials = { username: 'nord\\marie', password: new Secret('wrong') }
const { signal } = new AbortController()

/** Lets everything that does not wait for anything go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

function open() {
  const changed = vi.fn()
  return { changed, proxies: createProxySignIn(changed) }
}

test('nothing is asked, and nothing answered, before a proxy stops a request', () => {
  const { proxies } = open()
  expect(proxies.question()).toBeNull()
  expect(proxies.credentialsFor(proxy, null)).toBeNull()
})

test('one question for all requests, and what was accepted serves every later one', async () => {
  const { proxies, changed } = open()
  const asked = Promise.all([proxies.ask(proxy, signal), proxies.ask(proxy, signal)])
  expect(proxies.question()).toEqual({ proxy, refused: false })
  proxies.answer(right)
  expect(await asked).toEqual([true, true])
  expect(proxies.question()).toBeNull()
  expect(proxies.credentialsFor(proxy, null)).toBe(right)
  proxies.ended(proxy, right, true)
  expect(await proxies.ask(proxy, signal)).toBe(true)
  expect(proxies.credentialsFor(proxy, null)).toBe(right)
  expect(proxies.credentialsFor('other.nord.example:8080', null)).toBeNull()
  expect(changed).toHaveBeenCalled()
})

test('a wrong password is tried once, however many requests wait, and then asked for again', async () => {
  const { proxies } = open()
  const asked = Promise.all([proxies.ask(proxy, signal), proxies.ask(proxy, signal)])
  proxies.answer(wrong)
  await asked
  expect(proxies.credentialsFor(proxy, null)).toBe(wrong)
  // The other request gets nothing to try, and waits for the first one without a question.
  expect(proxies.credentialsFor(proxy, null)).toBeNull()
  const other = proxies.ask(proxy, signal)
  expect(proxies.question()).toBeNull()
  expect(proxies.credentialsFor(proxy, wrong)).toBeNull()
  const again = proxies.ask(proxy, signal)
  expect(proxies.question()).toEqual({ proxy, refused: true })
  proxies.answer(right)
  expect(await Promise.all([other, again])).toEqual([true, true])
  expect(proxies.credentialsFor(proxy, wrong)).toBe(right)
})

test('those that wait go on once the proxy has accepted, or when the one that tried ended otherwise', async () => {
  for (const passed of [true, false]) {
    const { proxies } = open()
    const asked = proxies.ask(proxy, signal)
    proxies.answer(right)
    await asked
    proxies.credentialsFor(proxy, null)
    const waiting = proxies.ask(proxy, signal)
    proxies.ended(proxy, right, passed)
    expect(await waiting).toBe(true)
    expect(proxies.credentialsFor(proxy, null)).toBe(right)
  }
})

test('requests take turns until what was entered is accepted, or refused', async () => {
  for (const accepted of [true, false]) {
    const { proxies } = open()
    const turns: number[] = []
    const take = async (place: number) => {
      const leave = await proxies.turn()
      turns.push(place)
      return leave
    }
    // Nothing was entered yet: nobody waits.
    await Promise.all([take(1), take(2)])
    void proxies.ask(proxy, signal)
    proxies.answer(right)
    const leave = await take(3)
    const others = Promise.all([take(4), take(5)])
    proxies.credentialsFor(proxy, null)
    await settle()
    expect(turns).toEqual([1, 2, 3])
    if (accepted) proxies.ended(proxy, right, true)
    else proxies.credentialsFor(proxy, right)
    leave()
    await others
    expect(turns).toEqual([1, 2, 3, 4, 5])
  }
})

test('a turn that came to nothing is the next one’s', async () => {
  const { proxies } = open()
  void proxies.ask(proxy, signal)
  proxies.answer(right)
  const leave = await proxies.turn()
  const next = proxies.turn()
  const last = vi.fn()
  void proxies.turn().then(last)
  leave()
  const leaveNext = await next
  await settle()
  expect(last).not.toHaveBeenCalled()
  leaveNext()
  await vi.waitFor(() => {
    expect(last).toHaveBeenCalledOnce()
  })
})

test('declining refuses all of the work, and a new work asks again', async () => {
  const { proxies } = open()
  const asked = Promise.all([proxies.ask(proxy, signal), proxies.ask(proxy, signal)])
  proxies.decline()
  expect(await asked).toEqual([false, false])
  expect(await proxies.ask(proxy, signal)).toBe(false)
  proxies.beginWork()
  void proxies.ask(proxy, signal)
  expect(proxies.question()).toEqual({ proxy, refused: false })
})

test('stopping takes the question away', async () => {
  const { proxies } = open()
  const stopping = new AbortController()
  const asked = proxies.ask(proxy, stopping.signal)
  stopping.abort(new Error('stopped'))
  await expect(asked).rejects.toThrow('stopped')
  expect(proxies.question()).toBeNull()
  await expect(proxies.ask(proxy, stopping.signal)).rejects.toThrow('stopped')
})

test('an answer to no question is kept nowhere', () => {
  const { proxies } = open()
  proxies.answer(right)
  proxies.decline()
  expect(proxies.credentialsFor(proxy, null)).toBeNull()
})
