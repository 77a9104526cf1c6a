import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reviewWords } from '#words/screens/review/review.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser } from '#support/browser.ts'
import { press, walkToReview } from '#support/walk.ts'

/** What the planted error notes in the main process. */
interface Noted {
  readonly kept: readonly string[]
  readonly dialogs: readonly {
    readonly message: string
    readonly buttons: readonly string[]
    readonly keptBefore: number
  }[]
}

let assistant: Assistant
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
  assistant = await launchAssistant()
})

afterAll(async () => {
  await assistant.close().catch(() => undefined)
  await browser.close()
})

test('an error between addPassword and the keychain: the secret is kept first, then the person is asked', async () => {
  const { app, window } = assistant
  await walkToReview({ assistant, browser, language: 'fr', look: () => Promise.resolve() })
  await app.evaluate(({ dialog }) => {
    interface Keytar {
      setPassword(service: string, account: string, text: string): Promise<void>
    }
    // oxlint-disable-next-line typescript/no-deprecated -- Electron evaluates this without a require of its own
    const { _cache: loaded } = process.mainModule?.constructor as unknown as {
      readonly _cache: Record<string, { readonly exports: Keytar }>
    }
    const path = Object.keys(loaded).find((one) => /keytar[\\/]lib[\\/]keytar\.js$/.test(one)) ?? ''
    const keytar = loaded[path]?.exports
    if (!keytar) throw new Error('keytar is not loaded')
    const noted = { kept: [] as string[], dialogs: [] as object[] }
    Object.assign(globalThis, { noted })
    const setPassword = keytar.setPassword.bind(keytar)
    keytar.setPassword = async (service, account, text) => {
      if (account.includes('/')) {
        await new Promise<void>((resolve) => {
          process.once('uncaughtException', () => {
            resolve()
          })
          setImmediate(() => {
            throw new Error(`planted, quoting ${text}`)
          })
        })
      }
      await setPassword(service, account, text)
      if (account.includes('/')) noted.kept.push(account)
    }
    // Answered at the end of the test: until then the program stays as it is, to be looked at.
    const agree = dialog.showMessageBox.bind(dialog)
    dialog.showMessageBox = ((options: { message: string; buttons: string[] }, ...of: object[]) => {
      // The plan is confirmed as usual, in front of the window. This dialog has no window that it belongs to.
      if (of.length > 0) return agree(options as never, ...(of as [never]))
      noted.dialogs.push({ message: options.message, buttons: options.buttons, keptBefore: noted.kept.length })
      return new Promise((resolve) => {
        Object.assign(globalThis, { answerClose: () => resolve({ response: 1, checkboxChecked: false }) })
      })
    }) as never
  })
  await press(window, reviewWords.fr.approve)

  const noted = await app.evaluate(
    () =>
      new Promise<Noted>((resolve) => {
        const { noted } = globalThis as unknown as { noted: Noted }
        const look = setInterval(() => {
          if (noted.dialogs.length === 0) return
          clearInterval(look)
          resolve(noted)
        }, 20)
      }),
  )
  const words = mainProcessWords.fr.unforeseen
  expect(noted.dialogs).toEqual([{ message: words.message, buttons: [words.restart, words.close], keptBefore: 1 }])

  // New calls are refused, and what was recorded says where it happened, and nothing that it choked on.
  const refused = await window.evaluate(() => {
    const { assistant: bridge } = globalThis as unknown as {
      assistant: { call: { home(input: object): Promise<{ ok: boolean; problem?: { code: string } }> } }
    }
    return bridge.call.home({})
  })
  expect(refused).toMatchObject({ ok: false, problem: { code: 'internal' } })
  const recorded = readFileSync(join(assistant.home, 'logs', 'errors.jsonl'), 'utf8')
  expect(recorded).toContain('"name":"Error"')
  expect(recorded).not.toContain('planted')

  const left = assistant.left()
  await app.evaluate(() => {
    const { answerClose } = globalThis as unknown as { answerClose: () => void }
    setImmediate(answerClose)
  })
  await left
})
