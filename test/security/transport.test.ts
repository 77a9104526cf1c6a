import { mkdtempSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { serveOverTls, type TlsServer } from '#practice/serving/tls.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { organizationWords } from '#words/screens/organization.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { liveTest } from '#support/security/builds.ts'
import { isWholeRun } from '#support/share.ts'
import { heading, press } from '#support/walk.ts'

/** The live path of the packaged application, against a server under Microsoft's names that means it no good. */

const login = 'login.microsoftonline.com'
const otherHost = 'elsewhere.example'
/** A host of Microsoft's, which the assistant may ask. */
const allowedHost = 'graph.microsoft.com'
const hosts = [login, otherHost, allowedHost]
let assistant: Assistant | undefined
let server: TlsServer | undefined
let home = ''

afterEach(async () => {
  await assistant?.close()
  await server?.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
})

interface Outcome {
  /** The code of the problem that the person is told; `null` when there was none. */
  readonly problem: string | null
  /** The hosts that were asked, in order. */
  readonly asked: readonly string[]
  readonly ms: number
  /** How much more memory main held than before, at most, in bytes. */
  readonly grown: number
}

/** Looks for an organization, whose answer is this one. */
async function lookedFor(answer: () => Response): Promise<Outcome> {
  const asked: string[] = []
  server = await serveOverTls({
    hosts,
    fetch: (request) => {
      asked.push(new URL(request.url).host)
      return Promise.resolve(answer())
    },
  })
  home = mkdtempSync(join(tmpdir(), 'prextra-transport-'))
  trust(home, server.caPem)
  const rules = hosts.map((name) => `MAP ${name} 127.0.0.1:${server?.port ?? 0}`)
  assistant = await launchAssistant({
    executable: liveTest.executable,
    home: join(home, 'assistant'),
    args: [`--host-resolver-rules=${rules.join(', ')}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`],
    env: { HOME: home, XDG_CONFIG_HOME: join(home, 'config') },
  })
  const { app, window } = assistant
  await heading(window, welcomeWords.fr.heading).waitFor()
  await press(window, welcomeWords.fr.fromAnother)
  await heading(window, organizationWords.fr.heading).waitFor()
  await window.locator('input').last().fill('erablieredunord.example')
  await app.evaluate(() => {
    const before = process.memoryUsage.rss()
    const watched = { most: 0 }
    Object.assign(globalThis, { watched })
    setInterval(() => {
      watched.most = Math.max(watched.most, process.memoryUsage.rss() - before)
    }, 20)
  })
  const startedAt = performance.now()
  await press(window, organizationWords.fr.find)
  const problem = await window.evaluate(async () => {
    const { assistant: bridge } = globalThis as unknown as {
      assistant: {
        call: {
          look(input: object): Promise<{ value: { session: { busy: unknown; problem: { code: string } | null } } }>
        }
      }
    }
    for (;;) {
      const { session } = (await bridge.call.look({})).value
      if (!session.busy) return session.problem?.code ?? null
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })
  const grown = await app.evaluate(() => (globalThis as unknown as { watched: { most: number } }).watched.most)
  return { problem, asked, ms: performance.now() - startedAt, grown }
}

function trust(folder: string, caPem: string): void {
  const database = join(folder, '.pki', 'nssdb')
  execFileSync('mkdir', ['-p', database])
  const certutil = (args: readonly string[], input?: string) =>
    execFileSync('certutil', ['-d', `sql:${database}`, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input !== undefined && { input }),
    })
  certutil(['-N', '--empty-password'])
  certutil(['-A', '-n', 'hostile', '-t', 'C,,', '-a'], caPem)
}

/** A body of so many pieces of 1 MiB. */
function large(pieces: number): ReadableStream<Uint8Array> {
  const piece = new Uint8Array(1024 * 1024).fill(32)
  let left = pieces
  return new ReadableStream({
    pull(controller) {
      left -= 1
      if (left < 0) controller.close()
      else controller.enqueue(piece)
    },
  })
}

const json = { 'content-type': 'application/json' }

const redirects = [301, 302, 303, 307, 308].flatMap((status) => [
  [status, otherHost] as const,
  [status, allowedHost] as const,
])

test.runIf(isWholeRun).for(redirects)('a redirect (%i) to %s is not followed', async ([status, to]) => {
  const { problem, asked } = await lookedFor(
    () => new Response(null, { status, headers: { location: `https://${to}/` } }),
  )
  expect(problem).not.toBeNull()
  expect(asked).not.toContain(to)
})

test.runIf(isWholeRun)('a body of 200 MB is not taken into memory', async () => {
  const { problem, grown } = await lookedFor(() => new Response(large(200), { headers: json }))
  expect(problem).not.toBeNull()
  expect(grown).toBeLessThan(100 * 1024 * 1024)
})

test.runIf(isWholeRun)('a small body that unpacks to 200 MB is not taken into memory', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 32))
  const { problem, grown } = await lookedFor(
    () => new Response(new Uint8Array(bomb), { headers: { ...json, 'content-encoding': 'gzip' } }),
  )
  expect(problem).not.toBeNull()
  expect(grown).toBeLessThan(100 * 1024 * 1024)
})

test.runIf(isWholeRun)('a body of one byte a second ends with the time limit', { timeout: 100_000 }, async () => {
  const drip = () => {
    let timer: NodeJS.Timeout | undefined
    return new ReadableStream<Uint8Array>({
      start(controller) {
        timer = setInterval(() => {
          controller.enqueue(new Uint8Array([32]))
        }, 1_000)
      },
      cancel() {
        clearInterval(timer)
      },
    })
  }
  const { problem, ms } = await lookedFor(() => new Response(drip(), { headers: json }))
  expect(problem).not.toBeNull()
  expect(ms).toBeLessThan(70_000)
})

test.runIf(isWholeRun)('cookies that a server sets are not sent back', async () => {
  const cookies: (string | null)[] = []
  let count = 0
  const { asked } = await lookedFor(() => {
    count += 1
    return new Response('{}', { status: 400, headers: { ...json, 'set-cookie': `a=${count}; Secure` } })
  })
  expect(asked.length).toBeGreaterThan(0)
  const kept = await assistant?.app.evaluate(({ session }) => session.fromPartition('network').cookies.get({}))
  cookies.push(...(kept ?? []).map(({ name }) => name))
  expect(cookies).toEqual([])
})

test
  .runIf(isWholeRun)
  .for([
    'http://login.microsoftonline.com/',
    'https://elsewhere.example/',
    'https://login.microsoftonline.com.elsewhere.example/',
  ])('the session for Microsoft’s hosts refuses %s', async (url) => {
  await lookedFor(() => new Response('{}', { status: 400, headers: json }))
  const refused = await assistant?.app.evaluate(
    ({ net, session }, address) =>
      new Promise<string>((resolve) => {
        const request = net.request({ url: address, session: session.fromPartition('network') })
        request.on('error', ({ message }) => resolve(message))
        request.on('response', ({ statusCode }) => resolve(`answered ${statusCode}`))
        request.end()
      }),
    url,
  )
  expect(refused).toMatch(/ERR_BLOCKED_BY_CLIENT/)
})

test.runIf(isWholeRun)('a client certificate is sent by choice only, and each host is asked about once', async () => {
  await lookedFor(() => new Response('{}', { status: 400, headers: json }))
  const answers = await assistant?.app.evaluate(async ({ app, dialog }) => {
    const asked: (readonly string[])[] = []
    let choice = 0
    dialog.showMessageBox = ((_window: unknown, options: { buttons: string[] }) => {
      asked.push(options.buttons)
      return Promise.resolve({ response: choice, checkboxChecked: false })
    }) as unknown as typeof dialog.showMessageBox
    const [ours] = app.listeners('select-client-certificate').slice(-1)
    const certificate = { subjectName: 'Marie-Ève', issuerName: 'Company' }
    const request = (url: string) =>
      new Promise<{ prevented: boolean; sent: string | null }>((resolve) => {
        const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) }
        const answer = (sent?: { subjectName: string }) =>
          resolve({ prevented: event.defaultPrevented, sent: sent?.subjectName ?? null })
        ours?.(event, null, url, [certificate], answer)
      })
    const none = await request('https://one.example/')
    choice = 1
    const still = await request('https://one.example/again')
    const chosen = await request('https://two.example/')
    return { none, still, chosen, asked: asked.length }
  })
  expect(answers).toEqual({
    none: { prevented: true, sent: null },
    still: { prevented: true, sent: null },
    chosen: { prevented: true, sent: 'Marie-Ève' },
    asked: 2,
  })
})
