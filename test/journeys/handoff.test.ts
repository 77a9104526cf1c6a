import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draftOf } from '#adapters/mail/draft.ts'
import { doneWords } from '#words/screens/done.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser, signInAs } from '#support/browser.ts'
import { createLeakScan, holds } from '#support/leaks.ts'
import { openSealed } from '#support/open-sealed.ts'
import { approve, heading, press, prove, walkToReview, type Walker } from '#support/walk.ts'

const mailbox = 'accueil@erablieredunord.example'
const folder = mkdtempSync(join(tmpdir(), 'prextra-journey-'))
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

test('the sealed file leaves by mail, then as a draft, and the secret is nowhere else', async () => {
  const { window } = assistant
  const scan = await createLeakScan(assistant, [assistant.home, folder])
  const look = () => scan.lookAtPage()
  const walker: Walker = { assistant, browser, language: 'fr', look }
  const words = handoffWords.fr

  await walkToReview(walker)
  await approve(walker)
  await prove(walker, mailbox)
  await press(window, proofWords.fr.passed.go)
  await heading(window, words.heading).waitFor()

  // Another account answers in the browser, so nothing is sealed and the person can try again.
  const made = assistant.tenantWrites()
  await press(window, words.ways.mail.go)
  const refused = await signInAs(browser, await assistant.openedPage(), 'Sophie Gagnon')
  await window.getByText(sayProblem({ code: 'other-account', at: '' }, 'fr').sentence).waitFor()
  await refused.context().close()
  await look()
  expect(assistant.tenantWrites()).toEqual(made)

  await window.locator('input[maxlength="320"]').fill('chef.projet@cdid.example')
  await window.locator('input[maxlength="32"]').fill('CD-2026-114')
  await press(window, words.ways.mail.go)
  const url = await assistant.openedPage()
  await window.getByText(words.allow).waitFor()
  await look()
  const page = await signInAs(browser, url, 'Marie-Ève Tremblay')
  await heading(window, doneWords.fr.headingPractice).waitFor()
  await page.context().close()
  await window.getByText(doneWords.fr.sentOn('technique@cdid.example', '').trim().slice(0, 30)).waitFor()
  await window.getByText('CD-2026-114').waitFor()
  await look()
  const sent = assistant.tenantWrites().slice(made.length)
  expect(sent.map((write) => write.replace(/[0-9a-f-]{36}/, '{id}'))).toEqual([
    'PATCH /v1.0/applications/{id}',
    'POST /v1.0/me/sendMail',
  ])

  // The same access is handed over once more, as a draft.
  await press(window, doneWords.fr.home)
  await walkToReview(walker)
  await press(window, reviewWords.fr.inPlace.go)
  await prove(walker, mailbox)
  await press(window, proofWords.fr.passed.go)
  await heading(window, words.heading).waitFor()
  await window.getByText(words.ways.draft.name).click()
  const draft = join(folder, 'PRATIQUE-brouillon.eml')
  await assistant.savesTo(draft)
  await press(window, words.ways.draft.go)
  await heading(window, doneWords.fr.headingPractice).waitFor()
  await window.getByText('PRATIQUE-brouillon.eml').waitFor()
  await look()
  expect(assistant.tenantWrites().slice(made.length)).toEqual(sent)

  const mail = readFileSync(draft, 'utf8')
  expect(mail).toMatch(/^To: technique@cdid\.example\r$/m)
  expect(mail).toMatch(/^X-Unsent: 1\r$/m)
  const [, base64 = ''] = /filename=\S+\r\n(?:[^\r\n]+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/.exec(mail) ?? []
  const attached = join(folder, 'PRATIQUE-joint.age')
  writeFileSync(attached, Buffer.from(base64, 'base64'))
  const { clientSecret, caseNumber } = openSealed(attached)
  expect(caseNumber).toBeNull()
  expect(await scan.search([clientSecret])).toEqual([])
  await scan.prove()
})

test('a secret in a mail would be found: in its text, and in what it carries', async () => {
  const secret = 'Zz0~PLANTED.in-a_mail~0123456789abcdefghi'
  const plain = { to: [{ address: 'a@b.example' }], subject: 'x', date: new Date(), attachments: [] }
  const attachments = [
    { fileName: 'a.age', contentType: 'text/plain', content: Buffer.from(`${'x'.repeat(50)}${secret}`) },
  ]
  const text = `é ${'x'.repeat(60)} ${secret}`
  for (const draft of [
    { ...plain, text },
    { ...plain, text: '', attachments },
  ]) {
    expect(holds(Buffer.from(await draftOf(draft)), secret)).toBe(true)
  }
})
