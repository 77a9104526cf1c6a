import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { networkWords } from '#words/screens/network.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openRelay } from '#support/connect-relay.ts'
import { openLiveWorld } from '#support/live-assistant.ts'
import { heading, press } from '#support/walk.ts'
import { hostNames } from '#practice/serving/tls.ts'

const words = networkWords.fr
const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** From the welcome to the result of the check, as the person would paste it. */
async function checkConnection({ app, window }: Assistant): Promise<string> {
  await heading(window, welcomeWords.fr.heading).waitFor()
  await press(window, shellWords.fr.checkConnection)
  await heading(window, words.heading).waitFor()
  await press(window, words.copy)
  await window.getByText(words.copied).first().waitFor()
  return app.evaluate(({ clipboard }) => clipboard.readText())
}

async function openLive(options: { readonly trusted: boolean; readonly args?: readonly string[] }) {
  const world = await openLiveWorld({ trusted: options.trusted })
  closers.push(() => world.close())
  return { ...world, assistant: await world.open(options.args) }
}

/** Starts a proxy that answers every request with this status, and leads nowhere. */
async function openRefusingProxy(status: number, headers: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer()
  server.on('connect', (_request, socket) => {
    const lines = Object.entries({ ...headers, 'content-length': '0' }).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(`HTTP/1.1 ${status} No\r\n${lines.join('')}\r\n`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => new Promise((resolve) => server.close(resolve)))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The organization of the authority that signs the practice tenant's certificates. */
const issuer = 'Practice only - trust it for tests'

const plain = (sentence: string) => sentence.replaceAll(/`|\*\*/g, '')

/** Returns the sentences of the result that have this level. */
function linesOf(result: string, level: string): readonly string[] {
  const start = `[${level}] `
  return result.split('\n').flatMap((line) => (line.trim().startsWith(start) ? line.trim().slice(start.length) : []))
}

test('in practice, the page opens from the welcome, asks the practice tenant alone, and its result is copied', async () => {
  const assistant = await launchAssistant()
  closers.push(() => assistant.close())
  const { window } = assistant
  await heading(window, welcomeWords.fr.heading).waitFor()
  await window.getByText(welcomeWords.fr.practice.body).click()
  const result = await checkConnection(assistant)
  expect(result).toContain(words.lead.practice)
  expect(result).toContain(words.conclusion.ok)
  expect(result).toContain('graph.microsoft.com:443')
  expect(result).toContain(words.keychainWorks)
  expect(assistant.tenantRequests()).toBe(3)
  await press(window, shellWords.fr.back)
  await heading(window, welcomeWords.fr.heading).waitFor()
})

test('an authority that only this computer trusts is named, and changes no verdict', async () => {
  const { live, assistant } = await openLive({ trusted: true })
  const result = await checkConnection(assistant)
  expect(linesOf(result, words.levels.warning)).toEqual(Array(3).fill(plain(words.certificateInspected(issuer))))
  expect(linesOf(result, words.levels.refused)).toEqual([])
  expect(result).toContain(words.routeDirect)
  expect(result).toContain(words.conclusion.warning)
  expect(live.tenant.requests).toHaveLength(3)
})

test('a certificate nobody vouches for is refused, and who issued it is said', async () => {
  const { live, assistant } = await openLive({ trusted: false })
  const result = await checkConnection(assistant)
  const refused = plain(words.certificateUntrusted(issuer, words.error('ERR_CERT_AUTHORITY_INVALID')))
  expect(linesOf(result, words.levels.refused)).toEqual(Array(3).fill(refused))
  expect(live.tenant.requests).toEqual([])
})

test('a proxy is named, and leads to the hosts', async () => {
  const world = await openLiveWorld({ trusted: true })
  closers.push(() => world.close())
  const relay = await openRelay(hostNames, world.live.port)
  closers.push(relay.close)
  const assistant = await world.open([`--proxy-server=${relay.url}`])
  const result = await checkConnection(assistant)
  expect(result).toContain(plain(words.routeProxy(new URL(relay.url).host)))
  expect(linesOf(result, words.levels.refused)).toEqual([])
  expect(new Set(relay.asked)).toEqual(
    new Set(['login.microsoftonline.com:443', 'graph.microsoft.com:443', 'outlook.office365.com:443']),
  )
})

test.each([
  ['wants a password', 407, { 'proxy-authenticate': 'Basic realm="nord"' }, words.proxySignIn, ''],
  ['blocks the hosts', 403, {}, words.proxyRefused, words.error('ERR_TUNNEL_CONNECTION_FAILED')],
] as const)('a proxy that %s is said so', async (_name, status, headers, said, error) => {
  const proxy = await openRefusingProxy(status, headers)
  const { assistant } = await openLive({ trusted: true, args: [`--proxy-server=${proxy}`] })
  const result = await checkConnection(assistant)
  expect(linesOf(result, words.levels.refused)).toEqual(Array(3).fill(plain(said(proxy, error))))
})
