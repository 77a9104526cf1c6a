import { readFileSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser } from '#support/browser.ts'
import { asOrdinaryUser } from '#support/ordinary-user.ts'
import { approve, handOff, prove, walkToReview, type Walker } from '#support/walk.ts'

let browser: Browser
let assistant: Assistant

beforeAll(async () => {
  browser = await openBrowser()
  const { executable, home } = asOrdinaryUser(join('out', 'package-journey', 'linux-unpacked'))
  assistant = await launchAssistant({ executable, home, args: [], sandbox: true })
})

afterAll(async () => {
  await assistant.close()
  await browser.close()
})

test('the packaged application, by an ordinary user, in the real Chromium sandbox', async () => {
  const { app, home } = assistant
  const facts = await app.evaluate(({ app: running, BrowserWindow }) => ({
    user: process.getuid?.(),
    packaged: running.isPackaged,
    noSandbox: running.commandLine.hasSwitch('no-sandbox'),
    main: process.pid,
    window: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  }))
  expect(facts).toMatchObject({ user: 65534, packaged: true, noSandbox: false })
  const status = readFileSync(`/proc/${facts.window}/status`, 'utf8')
  // The sandbox filters system calls, forbids new privileges, and has its own process namespace.
  expect(/^Seccomp:\s+2$/m.test(status)).toBe(true)
  expect(/^NoNewPrivs:\s+1$/m.test(status)).toBe(true)
  expect(readlinkSync(`/proc/${facts.window}/ns/pid`)).not.toBe(readlinkSync(`/proc/${facts.main}/ns/pid`))

  const walker: Walker = { assistant, browser, language: 'fr', look: () => Promise.resolve() }
  await walkToReview(walker)
  await approve(walker)
  await prove(walker, 'accueil@erablieredunord.example')
  const file = join(home, 'PRATIQUE-essai.age')
  await handOff(walker, file)
  expect(statSync(file).uid).toBe(65534)
  expect(readFileSync(file, 'latin1').startsWith('age-encryption.org/v1\n')).toBe(true)
})
