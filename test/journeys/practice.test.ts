import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import keytar from 'keytar'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doneWords } from '#words/screens/done.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser } from '#support/browser.ts'
import { openSealed } from '#support/open-sealed.ts'
import { approve, handOff, heading, press, prove, walkToReview, type Walker } from '#support/walk.ts'

const service = 'Assistant Outlook-Prextra (exercice)'
const mailbox = 'accueil@erablieredunord.example'
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

test('the wizard, three times against one tenant: made once, then nothing is written', async () => {
  const walker: Walker = { assistant, browser, language: 'fr', look: () => Promise.resolve() }
  const { window } = assistant
  const folder = mkdtempSync(join(tmpdir(), 'prextra-journey-'))
  const words = reviewWords.fr

  await walkToReview(walker)
  await heading(window, words.heading).waitFor()
  expect(assistant.tenantWrites()).toEqual([])
  await approve(walker)
  await prove(walker, mailbox)
  // A click that comes before the browser knows that the button is disabled does nothing.
  const go = window.locator('fluent-button[aria-disabled]').filter({ hasText: proofWords.fr.passed.go })
  await go.evaluate((button: { removeAttribute(name: string): void; click(): void }) => {
    button.removeAttribute('disabled')
    button.click()
  })
  await window.locator('fluent-button:not([aria-disabled])').filter({ hasText: proofWords.fr.passed.go }).waitFor()
  expect(await window.locator('[data-refusal]').count()).toBe(0)
  const file = join(folder, 'PRATIQUE-premier.age')
  await handOff(walker, file)
  const opened = openSealed(file)
  expect(opened).toMatchObject({ practice: true, tenantId: '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24' })
  expect(statSync(file).mode & 0o077).toBe(0)
  const made = assistant.tenantWrites()
  expect(made.map((write) => write.replace(/[0-9a-f-]{36}/g, '{id}'))).toEqual([
    "PATCH /v1.0/applications(uniqueName='cdid-prextra-outlook-sync')",
    'PATCH /v1.0/applications/{id}',
    'POST /v1.0/servicePrincipals',
    'POST /v1.0/applications/{id}/addPassword',
    'POST /v1.0/servicePrincipals/{id}/appRoleAssignedTo',
    'PATCH /v1.0/applications/{id}',
  ])

  // A second time, everything is in place, and the same secret is sealed once more.
  await press(window, doneWords.fr.home)
  await walkToReview(walker)
  await heading(window, words.inPlace.heading).waitFor()
  await press(window, words.inPlace.go)
  await prove(walker, mailbox)
  const second = join(folder, 'PRATIQUE-second.age')
  await handOff(walker, second)
  expect(openSealed(second)).toMatchObject({ secretKeyId: opened.secretKeyId, clientSecret: opened.clientSecret })
  expect(assistant.tenantWrites()).toEqual(made)

  // Without this computer's copy, the delivered secret stays, as it may be in production, and a renewal is offered.
  const account = `${opened.tenantId}/${opened.applicationId}/${opened.secretKeyId}`
  expect(await keytar.deletePassword(service, account)).toBe(true)
  await press(window, doneWords.fr.home)
  await walkToReview(walker)
  await heading(window, words.inPlace.heading).waitFor()
  await window.getByText('déjà été remis à CDID').waitFor()
  await window.locator('fluent-button').filter({ hasText: words.inPlace.renew }).waitFor()
  expect(await window.locator('fluent-button').filter({ hasText: words.inPlace.go }).count()).toBe(0)
  expect(assistant.tenantWrites()).toEqual(made)

  // The renewal adds a secret beside the delivered one.
  await press(window, words.inPlace.renew)
  await heading(window, renewalWords.fr.heading).waitFor()
  await approve(walker)
  await prove(walker, mailbox)
  const renewed = join(folder, 'PRATIQUE-renouvele.age')
  await handOff(walker, renewed)
  expect(openSealed(renewed).secretKeyId).not.toBe(opened.secretKeyId)
  expect(
    assistant
      .tenantWrites()
      .slice(made.length)
      .map((write) => write.split('/').at(-1)?.slice(0, 11)),
  ).toEqual(['addPassword', expect.any(String)])
})
