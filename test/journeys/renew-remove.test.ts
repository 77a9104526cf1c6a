import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import keytar from 'keytar'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirm } from '#core/handoff/confirmation.ts'
import { Secret } from '#core/secret.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { doneWords } from '#words/screens/done.ts'
import { questionWords } from '#words/screens/review/questions.ts'
import { removedWords } from '#words/screens/removed.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser } from '#support/browser.ts'
import { openSealed } from '#support/open-sealed.ts'
import { approve, handOff, heading, press, prove, record, removeAll, renew, walkToReview } from '#support/walk.ts'

const service = 'Assistant Outlook-Prextra (exercice)'
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

test('a secret is renewed, the old one leaves on CDID’s word alone, and everything leaves on the person’s', async () => {
  const walker = { assistant, browser, language: 'fr', look: () => Promise.resolve() } as const
  const { window } = assistant
  const words = reviewWords.fr
  const inPlace = heading(window, words.inPlace.heading)

  await walkToReview(walker)
  await approve(walker)
  await prove(walker, mailbox)
  const first = await handedOff('PRATIQUE-premier.age')

  // The new secret is made beside the delivered one, which is unchanged.
  await press(window, doneWords.fr.home)
  await walkToReview(walker)
  await renew(walker)
  await approve(walker)
  await prove(walker, mailbox)
  const second = await handedOff('PRATIQUE-renouvele.age')
  expect(second.secretKeyId).not.toBe(first.secretKeyId)
  await press(window, doneWords.fr.home)
  await walkToReview(walker)
  await inPlace.waitFor()
  await window.getByText(renewalWords.fr.stays).waitFor()
  expect(await window.getByText(words.inPlace.renewNow).count()).toBe(0)

  // Only somebody with the new secret can confirm it. A confirmation made with the old one is refused.
  const written = assistant.tenantWrites()
  await record(walker, confirmation('fausse.json', second, first.clientSecret))
  await window.getByText(sayProblem({ code: 'confirmation-forged', at: '' }, 'fr').sentence).waitFor()
  expect(assistant.tenantWrites()).toEqual(written)
  await record(walker, confirmation('vraie.json', second, second.clientSecret))
  await heading(window, words.heading).waitFor()
  await window.getByText(renewalWords.fr.recordedOld).waitFor()
  // CDID has confirmed, so this computer's copy, which was kept only for that, is deleted.
  expect(await copies(second)).toEqual([first.secretKeyId])
  await press(window, words.approve)
  await inPlace.waitFor()
  // The tag of the old secret is removed with it.
  expect(since(written)).toEqual([
    'PATCH applications/{id}',
    'POST applications/{id}/removePassword',
    'PATCH applications/{id}',
  ])
  expect(await copies(second)).toEqual([])

  const before = assistant.tenantWrites()
  await removeAll(walker)
  expect(since(before)).toEqual([
    'POST applications/{id}/removePassword',
    'PATCH applications/{id}',
    'DELETE applications/{id}',
    'DELETE servicePrincipals/{id}',
  ])
  expect(await copies(second)).toEqual([])

  // Nothing of ours is left in the tenant, so the plan makes everything again or restores it.
  await press(window, removedWords.fr.home)
  await walkToReview(walker)
  await heading(window, words.heading).waitFor()
  await window.getByText(words.leadNew).waitFor()
  await window.getByText(questionWords.fr.restore, { exact: true }).waitFor()

  async function handedOff(name: string) {
    const file = join(folder, name)
    await handOff(walker, file)
    return openSealed(file)
  }
})

type Opened = ReturnType<typeof openSealed>

function confirmation(name: string, { id, secretKeyId }: Opened, secret: string): string {
  const file = join(folder, name)
  const what = { id, keyId: secretKeyId, at: new Date().toISOString() }
  writeFileSync(file, JSON.stringify(confirm(what, new Secret(secret))))
  return file
}

function since(before: readonly string[]): readonly string[] {
  const writes = assistant.tenantWrites().slice(before.length)
  return writes.map((write) => write.replace('/v1.0/', '').replace(/[0-9a-f-]{36}/g, '{id}'))
}

/** Returns the key ids of the application's secrets whose value is in this computer's keychain. */
async function copies({ tenantId, applicationId }: Opened): Promise<readonly string[]> {
  const prefix = `${tenantId}/${applicationId}/`
  const accounts = (await keytar.findCredentials(service)).map(({ account }) => account)
  return accounts.filter((account) => account.startsWith(prefix)).map((account) => account.slice(prefix.length))
}
