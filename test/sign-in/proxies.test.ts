import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { hostNames } from '#practice/serving/tls.ts'
import type { Assistant } from '#support/assistant.ts'
import { signInAs } from '#support/browser.ts'
import { openRelay, type Refusal } from '#support/connect-relay.ts'
import { openKerberosProxy } from '#support/kerberos.ts'
import { createLeakScan } from '#support/leaks.ts'
import { openLiveWorld, type LiveWorld } from '#support/live-assistant.ts'
import { listenOnLoopback } from '#support/loopback.ts'
import { isWholeRun } from '#support/share.ts'
import { photographSignIn } from '#support/technician.ts'
import { throughPac, throughProxy } from '#support/system-proxy.ts'
import { heading, press } from '#support/walk.ts'
import { problemsInFrench } from '#words/problems/french.ts'
import { identityWords } from '#words/screens/identity.ts'
import { networkWords } from '#words/screens/network.ts'
import { proxySignInWords } from '#words/screens/shell/proxy-sign-in.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { welcomeWords } from '#words/screens/welcome.ts'

/** A whole `npm test` leaves these to the part. */
const inItsPart = test.runIf(isWholeRun)
const words = networkWords.fr
const asks = proxySignInWords.fr
const closers: (() => Promise<unknown>)[] = []

/** The window that was looked at last. */
let lastWindow: Page | undefined

afterEach(async ({ task }) => {
  if (lastWindow && !lastWindow.isClosed())
    await photographSignIn(lastWindow, `proxy-${task.name.replaceAll(/[^a-z]+/gi, '-')}`)
  lastWindow = undefined
  for (const close of closers.splice(0).reverse()) await close()
})

const microsoftHosts = ['graph.microsoft.com:443', 'login.microsoftonline.com:443', 'outlook.office365.com:443']
/** The organization of the authority that signs the practice tenant's certificates. */
const issuer = 'Practice only - trust it for tests'
const plain = (sentence: string) => sentence.replaceAll(/`|\*\*/g, '')

async function openWorld(trusted = true): Promise<LiveWorld> {
  const world = await openLiveWorld({ trusted })
  closers.push(() => world.close())
  return world
}

/** Opens a proxy that leads to the world's tenant, for whom `admit` lets through. */
async function openProxy(world: LiveWorld, admit?: (request: IncomingMessage) => Promise<Refusal | null>) {
  const relay = await openRelay(hostNames, world.live.port, admit)
  closers.push(relay.close)
  return { ...relay, host: new URL(relay.url).host }
}

/** Serves a PAC file that sends everything by one proxy. */
async function servePac(proxy: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' })
    response.end(`function FindProxyForURL(url, host) { return 'PROXY ${proxy}' }`)
  })
  const port = await listenOnLoopback(server)
  closers.push(() => new Promise((resolve) => server.close(resolve)))
  return `http://127.0.0.1:${port}/proxy.pac`
}

const password = 'Tempete-du-Nord-41'
const wrongPassword = 'Accalmie-du-Sud-17'
const basic = (secret: string) => `Basic ${Buffer.from(`marie:${secret}`).toString('base64')}`
const refusal: Refusal = { status: 407, headers: { 'proxy-authenticate': 'Basic realm="nord"' } }

const digestRefusal: Refusal = {
  status: 407,
  headers: { 'proxy-authenticate': 'Digest realm="nord", nonce="n1", qop="auth"' },
}
const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** Whether a header answers the challenge above (RFC 7616). `request` is its method and target. */
function isDigestOf(secret: string, request: string, header = ''): boolean {
  const part = (name: string) => new RegExp(`\\b${name}="?([^",]+)`).exec(header)?.[1] ?? ''
  const proof = [md5(`marie:nord:${secret}`), 'n1', part('nc'), part('cnonce'), 'auth', md5(request)].join(':')
  return part('response') === md5(proof)
}

/** A proxy that wants one password, and writes down what it was given. */
async function openPasswordProxy(world: LiveWorld) {
  const given: (string | undefined)[] = []
  const proxy = await openProxy(world, ({ headers }) => {
    given.push(headers['proxy-authorization'])
    return Promise.resolve(headers['proxy-authorization'] === basic(password) ? null : refusal)
  })
  return { ...proxy, given }
}

/** From the welcome to the check of the connection under way. */
async function beginCheck({ window }: Assistant): Promise<void> {
  lastWindow = window
  await heading(window, welcomeWords.fr.heading).waitFor()
  await press(window, shellWords.fr.checkConnection)
  await heading(window, words.heading).waitFor()
}

/** Waits for the result, as the person would paste it. */
async function resultOf({ app, window }: Assistant): Promise<string> {
  await press(window, words.copy)
  await window.getByText(words.copied).first().waitFor()
  return app.evaluate(({ clipboard }) => clipboard.readText())
}

async function check(assistant: Assistant): Promise<string> {
  await beginCheck(assistant)
  return resultOf(assistant)
}

const refusedIn = (result: string): readonly string[] => {
  const start = `[${words.levels.refused}] `
  return result.split('\n').flatMap((line) => (line.trim().startsWith(start) ? line.trim().slice(start.length) : []))
}

/** From the result of the check, by the welcome, to the sign-in's page. */
async function beginSignIn(assistant: Assistant): Promise<string> {
  const { window } = assistant
  await press(window, shellWords.fr.back)
  await heading(window, welcomeWords.fr.heading).waitFor()
  await press(window, welcomeWords.fr.start)
  return assistant.openedPage()
}

async function signIn({ browser }: LiveWorld, assistant: Assistant): Promise<void> {
  await signInAs(browser, await beginSignIn(assistant), 'Marie-Ève Tremblay')
  await heading(assistant.window, identityWords.fr.heading).waitFor()
}

/** Signs in where the assistant cannot reach Microsoft: the browser's answer comes, and nothing can be asked with it. */
async function failToSignIn(assistant: Assistant, sentence: string): Promise<void> {
  const page = new URL(await beginSignIn(assistant))
  const body = new URLSearchParams({ state: page.searchParams.get('state') ?? '', code: 'a-code' })
  await fetch(page.searchParams.get('redirect_uri') ?? '', { method: 'POST', body })
  await assistant.window.getByText(sentence).first().waitFor()
}

async function enterPassword(window: Page, secret: string): Promise<void> {
  await press(window, asks.open)
  const dialog = window.locator('fluent-dialog')
  await dialog.locator('input').first().fill('marie')
  expect(await dialog.locator('input').nth(1).getAttribute('type')).toBe('password')
  await dialog.locator('input').nth(1).fill(secret)
  await press(window, asks.send)
}

const says = (window: Page, sentence: string) => window.getByText(plain(sentence)).first().waitFor()
const sentenceOf = (code: 'proxy-sign-in' | 'certificate-untrusted' | 'unreachable', facts: Record<string, string>) =>
  problemsInFrench[code].sentence.replaceAll(/\{(\w+)\}/g, (_braces, name: string) => facts[name] ?? '')
const login = 'login.microsoftonline.com'

describe('the way to Microsoft', () => {
  test('without a proxy, whatever proxy the command line names', async () => {
    const world = await openWorld()
    const assistant = await world.open(['--proxy-server=http://127.0.0.1:1'])
    const result = await check(assistant)
    expect(refusedIn(result)).toEqual([])
    expect(result).toContain(words.routeDirect)
    await signIn(world, assistant)
  })

  inItsPart('by a PAC file, and by a proxy that takes its time', async () => {
    const world = await openWorld()
    let lead: () => void = () => undefined
    const leading = new Promise<void>((resolve) => (lead = resolve))
    const proxy = await openProxy(world, () => leading.then(() => null))
    const assistant = await world.open([], throughPac(await servePac(proxy.host)))
    await beginCheck(assistant)
    await assistant.window.getByText(words.keychainWorks).waitFor()
    expect(await assistant.window.getByText(shellWords.fr.stop, { exact: true }).isVisible()).toBe(true)
    lead()
    const result = await resultOf(assistant)
    expect(refusedIn(result)).toEqual([])
    expect(result).toContain(plain(words.routeProxy(proxy.host)))
    await signIn(world, assistant)
    // No other name was ever asked for: a spell checker's dictionary would be one.
    expect([...new Set(proxy.asked)].sort()).toEqual(microsoftHosts)
  })

  inItsPart('by a proxy that is dead, and by one that blocks the hosts', async () => {
    const world = await openWorld()
    const dead = await openRelay([], 0)
    await dead.close()
    const host = new URL(dead.url).host
    const assistant = await world.open([], throughProxy(dead.url))
    const said = plain(words.proxyUnreachable(host, words.error('ERR_PROXY_CONNECTION_FAILED')))
    expect(refusedIn(await check(assistant))).toEqual(Array(3).fill(said))
    await failToSignIn(assistant, sentenceOf('unreachable', { host: login }))
    await assistant.close()

    const blocking = await openRelay([], 0)
    closers.push(blocking.close)
    const blocked = await world.open([], throughProxy(blocking.url))
    const refused = words.proxyRefused(new URL(blocking.url).host, words.error('ERR_TUNNEL_CONNECTION_FAILED'))
    expect(refusedIn(await check(blocked))).toEqual(Array(3).fill(plain(refused)))
  })

  test('leads to no other host, whoever asks', async () => {
    const world = await openWorld()
    const assistant = await world.open()
    await check(assistant)
    const failure = await assistant.app.evaluate(
      ({ net, session }) =>
        new Promise<string>((resolve) => {
          const request = net.request({ url: 'https://example.org/', session: session.fromPartition('network') })
          request.on('error', ({ message }) => {
            resolve(message)
          })
          request.on('response', ({ statusCode }) => {
            resolve(String(statusCode))
          })
          request.end()
        }),
    )
    expect(failure).toContain('ERR_BLOCKED_BY_CLIENT')
  })
})

inItsPart('a server that asks for credentials gets none, and nobody is asked', async () => {
  const headers = [{ name: 'www-authenticate', value: 'Basic realm="nord", Negotiate' }]
  const world = await openLiveWorld({
    trusted: true,
    faults: {
      mocks: [{ request: { url: 'https://*' }, response: { statusCode: 401, headers, body: '<title>Filtre</title>' } }],
    },
  })
  closers.push(() => world.close())
  const assistant = await world.open()
  const said = plain(words.notMicrosoft(401, words.page('Filtre')))
  expect(refusedIn(await check(assistant))).toEqual(Array(3).fill(said))
  expect(world.live.tenant.requests).toHaveLength(3)
})

describe('a network that inspects the connection, behind a proxy', () => {
  inItsPart('trusted here: its authority is named, and changes no verdict', async () => {
    const world = await openWorld()
    const proxy = await openProxy(world)
    const assistant = await world.open([], throughProxy(proxy.url))
    const result = await check(assistant)
    expect(result.split(plain(words.certificateInspected(issuer)))).toHaveLength(4)
    expect(refusedIn(result)).toEqual([])
    await signIn(world, assistant)
  })

  test('not trusted: refused, and its authority is named by the check and by the problem', async () => {
    const world = await openWorld(false)
    const proxy = await openProxy(world)
    const assistant = await world.open([], throughProxy(proxy.url))
    const said = plain(words.certificateUntrusted(issuer, words.error('ERR_CERT_AUTHORITY_INVALID')))
    expect(refusedIn(await check(assistant))).toEqual(Array(3).fill(said))
    await failToSignIn(assistant, sentenceOf('certificate-untrusted', { host: login, issuer }))
    expect(world.live.tenant.requests).toEqual([])
  })
})

describe('a proxy that wants a password', () => {
  test('is given it once, a wrong one is said so and tried once, and it is kept nowhere', async () => {
    const world = await openWorld()
    const proxy = await openPasswordProxy(world)
    const assistant = await world.open([], throughProxy(proxy.url))
    const { window } = assistant
    await heading(window, welcomeWords.fr.heading).waitFor()
    const scan = await createLeakScan(assistant, [assistant.home])
    await beginCheck(assistant)
    await says(window, asks.waiting(proxy.host))
    // Nothing opens by itself.
    expect(await window.locator('fluent-dialog').count()).toBe(0)
    await enterPassword(window, wrongPassword)
    await says(window, asks.refused(proxy.host))
    await scan.lookAtPage()
    expect(proxy.given.filter((header) => header === basic(wrongPassword))).toHaveLength(1)
    await enterPassword(window, password)
    const result = await resultOf(assistant)
    expect(refusedIn(result)).toEqual([])
    expect(result).toContain(plain(words.routeProxy(proxy.host)))
    expect(proxy.given.filter((header) => header === basic(wrongPassword))).toHaveLength(1)

    // It was forgotten on the way home, and is asked for once more.
    await signInAs(world.browser, await beginSignIn(assistant), 'Marie-Ève Tremblay')
    await enterPassword(window, password)
    await heading(window, identityWords.fr.heading).waitFor()
    expect(await window.getByText(asks.open).count()).toBe(0)
    await scan.lookAtPage()
    // Only the window's own message to main holds it, and each was sent when it was entered.
    const secrets = [wrongPassword, password]
    expect(await scan.search(secrets)).toEqual(['ipc', 'ipc'])
    const heard = await assistant.app.evaluate(() => (globalThis as { heardIpc?: string[] }).heardIpc ?? [])
    const holding = heard.filter((message) => secrets.some((secret) => message.includes(secret)))
    expect(holding.map((message) => (JSON.parse(message) as string[])[0])).toEqual([
      'answerProxy',
      'answerProxy',
      'answerProxy',
    ])
  })

  inItsPart('is given it by Digest as well, which does not show it', async () => {
    const world = await openWorld()
    const proxy = await openProxy(world, ({ headers, method, url }) =>
      Promise.resolve(isDigestOf(password, `${method}:${url}`, headers['proxy-authorization']) ? null : digestRefusal),
    )
    const assistant = await world.open([], throughProxy(proxy.url))
    await beginCheck(assistant)
    await enterPassword(assistant.window, password)
    expect(refusedIn(await resultOf(assistant))).toEqual([])
  })

  inItsPart('is said so when the person goes on without, and may be asked about again', async () => {
    const world = await openWorld()
    const proxy = await openPasswordProxy(world)
    const assistant = await world.open([], throughProxy(proxy.url))
    const { window } = assistant
    await beginCheck(assistant)
    await press(window, asks.without)
    const said = plain(words.proxySignIn(proxy.host, ''))
    expect(refusedIn(await resultOf(assistant))).toEqual(Array(3).fill(said))
    expect(world.live.tenant.requests).toEqual([])
    await press(window, words.again)
    await enterPassword(window, password)
    expect(refusedIn(await resultOf(assistant))).toEqual([])
  })

  test('in the middle of a sign-in, the work waits for it behind a button, and ends with a problem without it', async () => {
    const world = await openWorld()
    const proxy = await openPasswordProxy(world)
    const assistant = await world.open([], throughProxy(proxy.url))
    const { window } = assistant
    await heading(window, welcomeWords.fr.heading).waitFor()
    await press(window, welcomeWords.fr.start)
    const page = new URL(await assistant.openedPage())
    const body = new URLSearchParams({ state: page.searchParams.get('state') ?? '', code: 'a-code' })
    await fetch(page.searchParams.get('redirect_uri') ?? '', { method: 'POST', body })
    await press(window, asks.without)
    await says(window, sentenceOf('proxy-sign-in', { host: login }))
    expect(proxy.given.every((header) => header === undefined)).toBe(true)
  })
})

// They need Debian's KDC and squid, and ten seconds of a real clock.
describe.runIf(isWholeRun)('a company’s own proxy', () => {
  test('that wants a Kerberos ticket gets the one of the person’s session, and asks nothing', async () => {
    const world = await openWorld()
    const relay = await openProxy(world)
    const proxy = await openKerberosProxy(Number(new URL(relay.url).port))
    closers.push(proxy.close)
    const assistant = await world.open([], { ...throughProxy(proxy.url), ...proxy.env('ticket') })
    const result = await check(assistant)
    expect(refusedIn(result)).toEqual([])
    expect(result).toContain(plain(words.routeProxy(new URL(proxy.url).host)))
    await signIn(world, assistant)
    expect([...new Set(relay.asked)].sort()).toEqual(microsoftHosts)
  })

  test('that wants a ticket which nobody here has is said so, without a question that no password answers', async () => {
    const world = await openWorld()
    const relay = await openProxy(world)
    const proxy = await openKerberosProxy(Number(new URL(relay.url).port))
    closers.push(proxy.close)
    const assistant = await world.open([], { ...throughProxy(proxy.url), ...proxy.env('no ticket') })
    const said = words.proxySignIn(new URL(proxy.url).host, words.error('ERR_PROXY_AUTH_UNSUPPORTED'))
    expect(refusedIn(await check(assistant))).toEqual(Array(3).fill(plain(said)))
    await failToSignIn(assistant, sentenceOf('proxy-sign-in', { host: login }))
    expect(relay.asked).toEqual([])
  })

  test('that never answers ends the check within its time', async () => {
    const world = await openWorld()
    const proxy = await openProxy(world, () => new Promise(() => undefined))
    const assistant = await world.open([], throughProxy(proxy.url))
    const said = plain(words.noAnswerLine(words.noAnswer['time-limit'], ''))
    expect(refusedIn(await check(assistant))).toEqual(Array(3).fill(said))
  })
})
