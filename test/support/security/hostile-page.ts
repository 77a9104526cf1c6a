import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchAssistant } from '../assistant.ts'
import { recordNetwork } from '../recorded-network.ts'
import { journey } from './builds.ts'

/**
 * What a script in the window reaches when it tries every way out that a page has, in a network namespace with a recorder.
 * Prints, as JSON, the names that were asked for and the packets that went elsewhere.
 */

/** What the function that runs in the page knows of it. */
declare const document: {
  createElement(name: string): Record<string, unknown>
  readonly head: { append(node: unknown): void }
}
declare const RTCPeerConnection: new (options: object) => {
  createDataChannel(name: string): void
  createOffer(): Promise<unknown>
  setLocalDescription(offer: unknown): Promise<void>
}
declare const Image: new () => { src: string }
declare const WebTransport: new (url: string) => unknown
declare const EventSource: new (url: string) => unknown
declare const Worker: new (url: string) => unknown
declare const SharedWorker: new (url: string) => unknown
declare const navigator: {
  sendBeacon(url: string): boolean
  readonly serviceWorker: { register(url: string): Promise<unknown> }
}

const network = await recordNetwork([])
const home = mkdtempSync(join(tmpdir(), 'prextra-hostile-'))
const assistant = await launchAssistant({ executable: journey.executable, home, args: [] })
await assistant.window.getByRole('heading', { level: 1 }).waitFor()

/** It is sent to the window as text, and run there by main: Playwright loses a page in which a frame was refused. */
const tryEverything = async () => {
  const out = (name: string) => `https://${name}.elsewhere.example/`
  const link = (rel: string, as = '') => {
    const made = document.createElement('link')
    Object.assign(made, { rel, href: out(rel), ...(as !== '' && { as }) })
    document.head.append(made)
  }
  const element = (name: string, attributes: object) => {
    const made = Object.assign(document.createElement(name), attributes)
    document.head.append(made)
  }
  const gathered = async (urls: string) => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls, username: 'a', credential: 'b' }] })
    connection.createDataChannel('out')
    await connection.setLocalDescription(await connection.createOffer())
  }
  const ways: Record<string, () => unknown> = {
    'stun by name': () => gathered('stun:stun.elsewhere.example:3478'),
    'stun over UDP': () => gathered('stun:203.0.113.7:3478'),
    'turn over TCP': () => gathered('turn:203.0.113.8:3479?transport=tcp'),
    'dns-prefetch': () => link('dns-prefetch'),
    preconnect: () => link('preconnect'),
    prefetch: () => link('prefetch'),
    preload: () => link('preload', 'script'),
    modulepreload: () => link('modulepreload'),
    prerender: () => link('prerender'),
    stylesheet: () => link('stylesheet'),
    icon: () => link('icon'),
    manifest: () => link('manifest'),
    fetch: () => fetch(out('fetch'), { mode: 'no-cors' }),
    beacon: () => navigator.sendBeacon(out('beacon')),
    image: () => {
      new Image().src = out('image')
    },
    websocket: () => new WebSocket('wss://websocket.elsewhere.example/'),
    transport: () => new WebTransport(out('transport')),
    events: () => new EventSource(out('events')),
    worker: () => new Worker(out('worker')),
    'shared-worker': () => new SharedWorker(out('shared-worker')),
    'service-worker': () => navigator.serviceWorker.register(out('service-worker')),
    script: () => element('script', { src: out('script') }),
    frame: () => element('iframe', { src: out('frame') }),
    object: () => element('object', { data: out('object') }),
    embed: () => element('embed', { src: out('embed') }),
    video: () => element('video', { src: out('video') }),
    speculation: () =>
      element('script', {
        type: 'speculationrules',
        textContent: `{"prefetch":[{"source":"list","urls":["${out('speculation')}"]}]}`,
      }),
  }
  for (const way of Object.values(ways)) {
    try {
      await Promise.resolve(way())
    } catch {
      // It was refused in the page already.
    }
  }
  // A server that does not answer is asked again and again, at first after a quarter of a second.
  await new Promise((resolve) => {
    setTimeout(resolve, 5_000)
  })
  return Object.keys(ways)
}
const tried = await assistant.app.evaluate(
  ({ BrowserWindow }, code) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code, true) as Promise<string[]>,
  `(${tryEverything.toString()})()`,
)
// Last, because what runs in the page may end with it.
const left = await assistant.app.evaluate(async ({ BrowserWindow }) => {
  const leaving: Record<string, string> = {
    form: `const form = document.createElement('form'); form.action = 'https://form.elsewhere.example/'
      document.body.append(form); form.submit()`,
    window: `open('https://window.elsewhere.example/')`,
    navigation: `location.href = 'https://navigation.elsewhere.example/'`,
  }
  const contents = BrowserWindow.getAllWindows()[0]?.webContents
  for (const body of Object.values(leaving)) {
    await contents?.executeJavaScript(`void (() => { ${body} })()`, true)
  }
  return Object.keys(leaving)
})
await assistant.close()
await network.close()
process.stdout.write(
  JSON.stringify({ tried: [...tried, ...left], names: [...network.names], strangers: [...network.strangers] }),
)
process.exit()
