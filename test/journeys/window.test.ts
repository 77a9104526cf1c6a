import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callNames, type CallName } from '#contract/names.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { callInPage, takeOver, type Page } from '#support/security/window-calls.ts'

/** The part of the page's globals that the functions run in it use. */
declare const document: { createElement(name: string): { innerHTML: string } }
declare const location: { href: string }
declare const open: (url: string) => unknown
declare const navigator: { permissions: { query(asked: { name: string }): Promise<{ state: string }> } }

/** Calls that belong to a step that is not reached yet. */
const early: readonly (readonly [CallName, unknown])[] = [
  ['approve', { planId: randomUUID(), typed: null }],
  ['prove', { mailbox: 'a@b.example', blockedMailbox: null }],
  ['handOff', { way: 'mail', caseNumber: null, copyTo: null }],
  ['handOffAgain', { way: 'file' }],
  ['keepCopy', { days: 7 }],
  ['goToHandoff', {}],
  ['acceptIdentity', {}],
  ['copy', { fact: 'controlCode' }],
  ['save', { document: 'report' }],
]

let assistant: Assistant

beforeAll(async () => {
  assistant = await launchAssistant()
  await assistant.window.getByRole('heading', { level: 1 }).waitFor()
})

afterAll(() => assistant.close())

test('the window is sandboxed, isolated, and knows neither Node nor Electron', async () => {
  const { app, window } = assistant
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>
    }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  })
  const known = await window.evaluate(() =>
    ['process', 'require', 'module', 'Buffer'].filter((name) => name in globalThis),
  )
  expect(known).toEqual([])
  const offered = await window.evaluate(() => {
    const { assistant: bridge } = globalThis as unknown as { assistant: { call: object } }
    return { bridge: Object.keys(bridge).sort(), calls: Object.keys(bridge.call) }
  })
  expect(offered).toEqual({ bridge: ['call', 'on'], calls: [...callNames] })
})

test('nothing but its own files, under the strict policy: no network, no eval, no navigation, no second window', async () => {
  const { app, window } = assistant
  const tried = await window.evaluate(async () => {
    const outcome = async (attempt: () => unknown) => {
      try {
        await attempt()
        return 'allowed'
      } catch (error) {
        return (error as Error).name
      }
    }
    return {
      network: await outcome(() => fetch('https://graph.microsoft.com/v1.0/me')),
      ownFiles: await outcome(() => fetch('app://assistant/index.html')),
      // This runs in a timer of the page, because the policy does not apply to code that Playwright evaluates.
      evaluation: await new Promise((resolve) => {
        setTimeout(() => {
          // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-call -- it must be refused
          resolve(outcome(() => new Function('return 1')()))
        })
      }),
      markup: await outcome(() => {
        document.createElement('div').innerHTML = '<b>x</b>'
      }),
      opened: open('https://example.org') === null ? 'nothing' : 'a window',
    }
  })
  expect(tried).toEqual({
    network: 'TypeError',
    ownFiles: 'TypeError',
    evaluation: 'EvalError',
    markup: 'TypeError',
    opened: 'nothing',
  })
  const before = window.url()
  await window.evaluate(() => {
    location.href = 'https://example.org/'
  })
  const permission = await window.evaluate(
    async () => (await navigator.permissions.query({ name: 'geolocation' })).state,
  )
  expect(permission).toBe('denied')
  expect(window.url()).toBe(before)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('every call refuses what is not its input, and what is not its turn', async () => {
  const { window } = assistant
  await takeOver(assistant)
  const answers = await window.evaluate(async (names) => {
    const { patient } = globalThis as unknown as Page
    const codes: Record<string, string[]> = {}
    for (const name of names) {
      codes[name] = []
      for (const input of [null, 'x', { toString: 1 }, { __proto__: null, extra: 'x'.repeat(100_000) }, [[]]])
        codes[name].push(await patient(name, input))
    }
    return codes
  }, callNames)
  for (const [name, codes] of Object.entries(answers))
    expect([name, ...codes]).toEqual([name, ...codes.map(() => 'bad-input')])
  for (const [name, input] of early)
    expect([name, await callInPage(assistant, name, input)]).toEqual([name, 'out-of-order'])
})

test('the live world is not built on an Electron the release is not made for', async () => {
  const { app, window } = assistant
  await takeOver(assistant)
  await window.mouse.click(1, 1)
  const code = await callInPage(assistant, 'start', { way: 'automatic' })
  const electron = await app.evaluate(() => process.versions.electron)
  // On the pinned Electron it stops at the next check, because this build has no key of CDID's.
  expect(code).toBe(electron === '25.1.1' ? 'live-unavailable' : 'recipient-missing')
})

test('one that is told to quit while its page loads ends at once, without an error', async () => {
  const early = await launchAssistant()
  try {
    const ended = once(early.app.process(), 'exit')
    // The answer is lost with the process.
    await early.app
      .evaluate(({ app }) => {
        app.quit()
      })
      .catch(() => undefined)
    expect(await ended).toEqual([0, null])
    expect(existsSync(join(early.home, 'logs', 'errors.jsonl'))).toBe(false)
  } finally {
    await early.close()
  }
})
