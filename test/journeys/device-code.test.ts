import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInWords } from '#words/screens/sign-in.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser } from '#support/browser.ts'
import { heading, press } from '#support/walk.ts'
import { identityWords } from '#words/screens/identity.ts'
import { welcomeWords } from '#words/screens/welcome.ts'

const words = signInWords.fr
let browser: Browser
let assistant: Assistant

beforeAll(async () => {
  browser = await openBrowser()
  assistant = await launchAssistant()
})

afterAll(async () => {
  await assistant.close()
  await browser.close()
})

test('a code is typed on the page of another browser, and leads from the welcome to the identity card', async () => {
  const { app, window } = assistant
  await window.getByText(welcomeWords.fr.practice.body).click()
  await press(window, welcomeWords.fr.startPractice)
  // The browser does not come back: the person signs in with a code instead.
  await assistant.openedPage()
  await window.locator('fluent-accordion-item').filter({ hasText: words.toCode.title }).locator('button').click()
  await press(window, words.toCode.go)
  await heading(window, words.byCode.heading).waitFor()

  await press(window, words.byCode.copy)
  await window.getByText(words.byCode.copied).first().waitFor()
  const code = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(code).toMatch(/^[A-Z2-9]{9}$/)
  await window.getByText(code.slice(0, 3), { exact: true }).waitFor()

  await press(window, words.byCode.open)
  const address = await assistant.openedPage()
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/common\/oauth2\/deviceauth$/)
  await window.getByText(address).waitFor()

  const page = await (await browser.newContext({ locale: 'fr-CA' })).newPage()
  await page.goto(address)
  await page.getByRole('textbox').fill(code)
  await page.getByRole('button', { name: 'Suivant' }).click()
  await page.getByRole('button', { name: 'Marie-Ève Tremblay' }).click()
  await page.getByRole('button', { name: 'Accepter' }).click()
  await page.getByRole('heading', { name: 'Session ouverte' }).waitFor()

  await heading(window, identityWords.fr.heading).waitFor()
  await window.getByText('Marie-Ève Tremblay').first().waitFor()
  expect(assistant.tenantWrites()).toEqual([])
})

test('what was signed in is nowhere on the disk once the assistant is closed', async () => {
  const { app, home } = assistant
  const gone = assistant.left()
  await app.close()
  await gone
  // A token is a JSON Web Token: every one begins with the same letters.
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(5)
  const holding = files.filter(({ parentPath, name }) =>
    /eyJ[\w-]{20,}\./.test(readFileSync(join(parentPath, name), 'latin1')),
  )
  expect(holding.map(({ name }) => name)).toEqual([])
})
