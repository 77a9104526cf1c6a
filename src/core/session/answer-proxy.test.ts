import { expect, test } from 'vitest'
import { openMemorySession } from '#support/memory-session.ts'
import { createProxySignIn } from '../network/proxy-sign-in.ts'
import { Secret } from '../secret.ts'
import { answerProxy, declineProxy } from './answer-proxy.ts'

const proxy = 'proxy.nord.example:8080'
const { signal } = new AbortController()

async function open() {
  const { context } = await openMemorySession()
  const proxies = createProxySignIn(() => undefined)
  return { proxies, context: { ...context, desktop: { ...context.desktop, proxies } } }
}

test('what was entered goes to the proxy that the person saw, and to no other one', async () => {
  const { proxies, context } = await open()
  const credentials = { username: 'marie', password: new Secret('p') }
  const asked = proxies.ask(proxy, signal)
  expect(() => {
    answerProxy(context, { proxy: 'other.nord.example:8080', ...credentials })
  }).toThrow('out-of-order')
  expect(proxies.question()).toEqual({ proxy, refused: false })
  answerProxy(context, { proxy, ...credentials })
  expect(await asked).toBe(true)
  expect(proxies.credentialsFor(proxy, null)).toEqual(credentials)
})

test('declining is for the question that is shown, and for nothing when there is none', async () => {
  const { proxies, context } = await open()
  expect(() => {
    declineProxy(context, { proxy })
  }).toThrow('out-of-order')
  const asked = proxies.ask(proxy, signal)
  declineProxy(context, { proxy })
  expect(await asked).toBe(false)
})
