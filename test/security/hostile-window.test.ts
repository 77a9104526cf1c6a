import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isActing } from '#contract/calls.ts'
import { callNames, inputMax, type CallName } from '#contract/names.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { journey } from '#support/security/builds.ts'
import {
  callInPage,
  countDeeds,
  inputOf,
  possibleAtWelcome,
  takeOver,
  type Page,
} from '#support/security/window-calls.ts'
import { isWholeRun } from '#support/share.ts'

/**
 * A window that a hostile script has taken over, at the welcome: each call, however it is made. Nobody touches the window,
 * and whoever is asked agrees to nothing.
 */
let assistant: Assistant
let done: () => Promise<readonly string[]>

beforeAll(async () => {
  assistant = await launchAssistant({ executable: journey.executable, args: [] })
  await assistant.window.getByRole('heading', { level: 1 }).waitFor()
  await assistant.agreesTo([])
  await takeOver(assistant)
  done = await countDeeds(assistant)
})

afterAll(async () => {
  expect(await done()).toEqual([])
  expect(await isAlive()).toBe('ok')
  await assistant.close()
})

const isAlive = () => callInPage(assistant, 'look')
/** `close` is the person's way out, which needs no act: with an input of its own it would end the test. */
const harmless = (name: CallName) => (name === 'close' ? { closed: true } : inputOf[name])
const some = isWholeRun ? callNames : callNames.filter((_name, place) => place % 12 === 0)

describe('out of order, while main asks', () => {
  test.each(some)('%s', async (name) => {
    const codes = await assistant.app.evaluate(
      async ({ dialog, BrowserWindow }, [called, text]) => {
        const answered = dialog.showMessageBox.bind(dialog)
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        const inPage = (of: string, json: string) =>
          contents?.executeJavaScript(`patient(${JSON.stringify(of)}, ${json})`) as Promise<string>
        let answer: (value: { response: number }) => void = () => undefined
        const opened = new Promise<void>((resolve) => {
          dialog.showMessageBox = (() => {
            resolve()
            return new Promise((end) => {
              answer = end
            })
          }) as never
        })
        // The journal's folder can be asked for anywhere.
        const asking = inPage('showJournal', '{}')
        const isAsked = await Promise.race([opened.then(() => true), asking.then(() => false)])
        const code = isAsked ? await inPage(called, text) : 'not asked'
        answer({ response: 1 })
        await asking
        dialog.showMessageBox = answered
        ;(globalThis as unknown as { done: string[] }).done.length = 0
        return code
      },
      [name, JSON.stringify(harmless(name))] as const,
    )
    expect(codes).toBe(name === 'look' ? 'ok' : name === 'close' ? 'bad-input' : 'out-of-order')
  })
})

describe('without a person', () => {
  test.each(some)('%s', async (name) => {
    const before = (await assistant.questions()).length
    const code = await callInPage(assistant, name, harmless(name))
    const asked = (await assistant.questions()).slice(before)
    if (!isActing(name)) expect(asked).toEqual([])
    else {
      expect(code).toBe(possibleAtWelcome.includes(name) ? 'not-confirmed' : 'out-of-order')
      expect(asked.length).toBeLessThanOrEqual(possibleAtWelcome.includes(name) ? 1 : 0)
    }
    expect(await done()).toEqual([])
  })
})

describe('ten thousand times at once', () => {
  test.each(some)('%s', async (name) => {
    const { counts, ms } = await assistant.window.evaluate(
      async ([called, input]) => {
        const call = (globalThis as unknown as Page).assistant.call[called]
        if (!call) throw new Error('there is no such call')
        const startedAt = performance.now()
        const replies = await Promise.all(Array.from({ length: 10_000 }, () => call(input)))
        const counted: Record<string, number> = {}
        for (const reply of replies) {
          const code = reply.ok ? 'ok' : (reply.problem?.code ?? 'no answer')
          counted[code] = (counted[code] ?? 0) + 1
        }
        return { counts: counted, ms: performance.now() - startedAt }
      },
      [name, harmless(name)] as const,
    )
    // Sixty at once and thirty more each second are looked at.
    expect(counts['too-many-calls']).toBeGreaterThanOrEqual(10_000 - 60 - Math.ceil((ms / 1000) * 30) - 1)
    expect(await isAlive()).toBe('ok')
    expect(await done()).toEqual([])
  })
})

describe('with 100 MB', () => {
  test.each(some)('%s', async (name) => {
    await assistant.app.evaluate(() => {
      const before = process.memoryUsage.rss()
      const memory = { most: 0 }
      const watch = () => {
        memory.most = Math.max(memory.most, process.memoryUsage.rss() - before)
      }
      Object.assign(globalThis, { memory, watching: setInterval(watch, 5) })
    })
    const code = await assistant.window.evaluate(
      (called) => (globalThis as unknown as Page).patient(called, { text: 'x'.repeat(100_000_000) }),
      name,
    )
    expect(code).toBe('bad-input')
    const grown = await assistant.app.evaluate(() => {
      const { memory, watching } = globalThis as unknown as { memory: { most: number }; watching: NodeJS.Timeout }
      clearInterval(watching)
      return memory.most
    })
    expect(grown).toBeLessThan(64 * 1024 * 1024)
  })
})

describe('with odd shapes', () => {
  test.each(some)('%s', async (name) => {
    const codes = await assistant.window.evaluate(async (called) => {
      const { patient } = globalThis as unknown as Page
      const circle: Record<string, unknown> = {}
      circle['itself'] = circle
      const deep = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)) as unknown
      const odd: Record<string, unknown> = {
        nothing: undefined,
        null: null,
        text: 'x',
        number: 1,
        big: 10n,
        list: [[]],
        circle,
        deep,
        prototype: JSON.parse('{"__proto__":{"way":"practice"},"constructor":1}'),
        date: new Date(),
        bytes: new Uint8Array(200_000),
        function: () => 'practice',
        symbol: Symbol('practice'),
        // What JSON makes an empty object of is inside another one, which is then none that a call takes.
        map: { map: new Map([['way', 'practice']]) },
        error: { error: new Error('practice') },
        promise: { promise: Promise.resolve({}) },
        proxy: { more: 1, proxy: new Proxy({ x: 1 }, {}) },
        getter: {
          more: 1,
          get way(): string {
            throw new Error('practice')
          },
        },
        more: { more: 1 },
      }
      const answers: Record<string, string> = {}
      for (const [shape, input] of Object.entries(odd)) {
        try {
          answers[shape] = await patient(called, input)
        } catch {
          answers[shape] = 'not passed'
        }
      }
      return answers
    }, name)
    for (const [shape, code] of Object.entries(codes)) {
      expect([shape, ['bad-input', 'not passed'].includes(code) ? 'refused' : code]).toEqual([shape, 'refused'])
    }
    expect(await done()).toEqual([])
  })
})

/** What does not come through the preload: a renderer that runs machine code of its own can send anything to main. */
describe('past the preload', () => {
  test.each(some)('%s', async (name) => {
    const codes = await assistant.app.evaluate(
      async ({ ipcMain, BrowserWindow }, [called, max]) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        const { _invokeHandlers: handlers } = ipcMain as unknown as {
          readonly _invokeHandlers: Map<string, (event: object, input: unknown) => Promise<unknown>>
        }
        const event = { sender: contents, senderFrame: contents?.mainFrame }
        const sent = [undefined, null, 1, {}, [], new Uint8Array(100_000_000), 'x', '', 'x'.repeat(100_000_000)]
        const padded = `{}${' '.repeat(max - 1)}`
        const found: string[] = []
        for (const input of [...sent, padded]) {
          const code = async (): Promise<string> => {
            const reply = (await handlers.get(called)?.(event, input)) as { problem?: { code: string } }
            return reply.problem?.code ?? 'ok'
          }
          let answer = await code()
          while (answer === 'too-many-calls') {
            await new Promise((resolve) => setTimeout(resolve, 200))
            answer = await code()
          }
          found.push(answer)
        }
        return found
      },
      [name, inputMax] as const,
    )
    expect(codes).toEqual(codes.map(() => 'bad-input'))
  })
})
