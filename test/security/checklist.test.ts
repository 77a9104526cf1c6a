import { readFileSync } from 'node:fs'
import { extractFile, listPackage } from '@electron/asar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callNames } from '#contract/names.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { journey } from '#support/security/builds.ts'
import electronPackage from '../../node_modules/electron/package.json' with { type: 'json' }
import ourPackage from '../../package.json' with { type: 'json' }

/** The twenty items of Electron's own list (electronjs.org/docs/latest/tutorial/security), on the packaged application. */

/** What the functions that run in the page know of it. */
declare const navigator: { permissions: { query(asked: { name: string }): Promise<{ state: string }> } }
declare const open: (url: string) => unknown

let assistant: Assistant
let answers: Readonly<Record<string, string>>

beforeAll(async () => {
  assistant = await launchAssistant({ executable: journey.executable, args: [] })
  await assistant.window.getByRole('heading', { level: 1 }).waitFor()
  answers = await assistant.app.evaluate(async ({ session }) => {
    const { headers } = await session.fromPartition('assistant').fetch('app://assistant/index.html')
    return Object.fromEntries(headers.entries())
  })
})

afterAll(() => assistant.close())

const preferences = () =>
  assistant.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>
    }
    return contents.getLastWebPreferences()
  })

/** The code of the application, as it is in the archive. */
const shipped = listPackage(journey.archive, { isPack: false })
  .map((path) => path.slice(1))
  .filter((path) => /^out\/app\/(main|preload)\/.*\.cjs$/.test(path))
  .map((path) => extractFile(journey.archive, path).toString('utf8'))
  .join('\n')

test('1 · only its own files are loaded', async () => {
  const loaded = await assistant.window.evaluate<string[]>(
    `[...document.querySelectorAll('script, link, img, iframe')].map(({ src, href }) => new URL(src || href).protocol)`,
  )
  expect(new Set(loaded)).toEqual(new Set(['app:']))
})

test('2 · no Node in the page', async () => {
  const known = await assistant.window.evaluate(() =>
    ['process', 'require', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in globalThis),
  )
  expect(known).toEqual([])
})

test.for([
  ['3 · context isolation', { contextIsolation: true }],
  ['4 · the sandbox', { sandbox: true }],
  ['6 · web security', { webSecurity: true }],
  ['8 · no insecure content', { allowRunningInsecureContent: false }],
  ['9 · no experimental features', { experimentalFeatures: false }],
  ['11 · no webviews', { webviewTag: false }],
  ['12 · no Node in frames of the page', { nodeIntegration: false, nodeIntegrationInSubFrames: false }],
] as const)('%s', async ([, wanted]) => {
  expect(await preferences()).toMatchObject(wanted)
})

test('6 · no developer tools open', async () => {
  const isOpened = await assistant.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // They open half a second later, where they may.
    const opened = new Promise<boolean>((resolve) => {
      contents?.once('devtools-opened', () => resolve(true))
      setTimeout(() => resolve(false), 3000)
    })
    contents?.openDevTools({ mode: 'detach' })
    return opened
  })
  expect(isOpened).toBe(false)
})

test('5 · permissions are refused, asked for or looked up', async () => {
  const names = ['geolocation', 'notifications', 'midi', 'camera', 'microphone', 'clipboard-read', 'persistent-storage']
  const states = await assistant.window.evaluate(
    (asked) => Promise.all(asked.map(async (name) => (await navigator.permissions.query({ name })).state)),
    names,
  )
  expect(states).toEqual(names.map(() => 'denied'))
})

test.for([
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'sandbox allow-scripts allow-same-origin',
])('7 · the policy says %s', (directive) => {
  const policy = answers['content-security-policy'] ?? ''
  expect(policy.split('; ')).toContain(directive)
  expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)|https?:|\*/)
})

test.for([
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['x-dns-prefetch-control', 'off'],
] as const)('7 · the header %s is %s', ([name, value]) => {
  expect(answers[name]).toBe(value)
})

test('7 · each feature that the Permissions-Policy names is denied', () => {
  const policy = (answers['permissions-policy'] ?? '').split(', ')
  expect(policy.length).toBeGreaterThan(30)
  expect(policy.filter((feature) => !feature.endsWith('=()'))).toEqual([])
})

test('10 · no feature of Blink is switched on', () => {
  expect(shipped).not.toMatch(/enableBlinkFeatures|enable-blink-features/)
})

test('12 · a webview that is attached all the same is refused', async () => {
  const refused = await assistant.app.evaluate(({ BrowserWindow }) => {
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) }
    BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {})
    return event.defaultPrevented
  })
  expect(refused).toBe(true)
})

test.for(['will-navigate', 'will-frame-navigate', 'will-redirect'])('13 · %s is prevented', async (name) => {
  const refused = await assistant.app.evaluate(({ BrowserWindow }, event) => {
    const details = { defaultPrevented: false, preventDefault: () => (details.defaultPrevented = true) }
    BrowserWindow.getAllWindows()[0]?.webContents.emit(event, details, 'https://elsewhere.example/')
    return details.defaultPrevented
  }, name)
  expect(refused).toBe(true)
})

test.for(['default', 'assistant', 'documents', 'network'])(
  'a download of the session %s is prevented',
  async (name) => {
    const refused = await assistant.app.evaluate(({ session }, partition) => {
      const own = partition === 'default' ? session.defaultSession : session.fromPartition(partition)
      const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) }
      own.emit('will-download', event, {}, {})
      return event.defaultPrevented
    }, name)
    expect(refused).toBe(true)
  },
)

test('14 · no second window', async () => {
  expect(await assistant.window.evaluate(() => open('app://assistant/index.html') === null)).toBe(true)
  expect(await assistant.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('15 · main opens a page in one place, which has a list of its own', () => {
  expect(shipped.match(/shell\.openExternal\(/g)).toHaveLength(1)
})

test('16 · the Electron that is pinned is one of the three newest majors of its lock file’s day', () => {
  expect(ourPackage.devDependencies.electron).toBe(electronPackage.version)
  expect(ourPackage.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/)
  expect(Number(electronPackage.version.split('.')[0])).toBeGreaterThanOrEqual(45)
})

test('17 · a call from another frame than the window’s own is refused', async () => {
  const outcome = await assistant.app.evaluate(
    async ({ BrowserWindow, ipcMain }, names) => {
      const { _invokeHandlers: handlers } = ipcMain as unknown as {
        _invokeHandlers: Map<string, (event: object, input: unknown) => Promise<unknown>>
      }
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const strangers = [
        { sender: contents, senderFrame: null },
        { sender: contents, senderFrame: { url: 'app://assistant/index.html' } },
        { sender: {}, senderFrame: contents?.mainFrame },
      ]
      const served: string[] = []
      for (const name of names) {
        for (const event of strangers) {
          try {
            await handlers.get(name)?.(event, {})
            served.push(name)
          } catch {
            // It was refused.
          }
        }
      }
      return { served, known: [...handlers.keys()].filter((name) => !names.includes(name)) }
    },
    [...callNames] as string[],
  )
  expect(outcome).toEqual({ served: [], known: [] })
})

test('18 · only files of the window are served, whatever the path', async () => {
  const statuses = await assistant.app.evaluate(async ({ session }) => {
    const own = session.fromPartition('assistant')
    const paths = [
      '../main/index.cjs',
      '%2e%2e/main/index.cjs',
      '..%2fmain%2findex.cjs',
      'package.json',
      'index.html.map',
      '/etc/hostname',
    ]
    const answered = await Promise.all(
      paths.map((path) => own.fetch(`app://assistant/${path}`).catch(() => ({ status: 0 }))),
    )
    const other = await own.fetch('app://elsewhere/index.html').catch(() => ({ status: 0 }))
    return [...answered, other].map(({ status }) => status)
  })
  expect(statuses.filter((status) => status === 200)).toEqual([])
})

test('19 · the fuses are written down in one place', () => {
  expect(readFileSync('build/after-pack.mjs', 'utf8')).toContain('setFuses')
})

test('20 · the page gets two functions, and nothing of Electron', async () => {
  const bridge = await assistant.window.evaluate(() => {
    const { assistant: given } = globalThis as unknown as { assistant: { call: Record<string, unknown>; on: unknown } }
    return {
      given: Object.keys(given).sort(),
      calls: Object.keys(given.call),
      kinds: [...new Set(Object.values(given.call).map((one) => typeof one))],
    }
  })
  expect(bridge).toEqual({ given: ['call', 'on'], calls: [...callNames], kinds: ['function'] })
})

/** What becomes of a request in each session: one that draws pages answers by itself, before it asks anybody (`closeSchemes`). */
const becomes: readonly [string, string][] = [
  ['default', 'net::ERR_BLOCKED_BY_CLIENT'],
  ['assistant', '404, of 0 bytes'],
  ['documents', 'net::ERR_BLOCKED_BY_CLIENT'],
]

test.for(becomes)('the session %s has a dead proxy, and lets nothing out', async ([name, outcome]) => {
  const found = await assistant.app.evaluate(async ({ net, session }, partition) => {
    const own = partition === 'default' ? session.defaultSession : session.fromPartition(partition)
    const blocked = await new Promise<string>((resolve) => {
      const request = net.request({ url: 'https://elsewhere.example/', session: own })
      request.on('error', ({ message }) => resolve(message))
      request.on('response', (response) => {
        let bytes = 0
        response.on('data', (data) => (bytes += data.length))
        response.on('end', () => resolve(`${response.statusCode}, of ${bytes} bytes`))
      })
      request.end()
    })
    return {
      proxy: await own.resolveProxy('https://elsewhere.example/'),
      blocked,
      spelling: own.isSpellCheckerEnabled(),
      dictionaries: own.getSpellCheckerLanguages(),
    }
  }, name)
  expect(found).toEqual({
    proxy: 'PROXY 127.0.0.1:0',
    blocked: outcome,
    spelling: false,
    dictionaries: [],
  })
})
