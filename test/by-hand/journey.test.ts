import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import keytar from 'keytar'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guideCodes } from '#words/screens/shell/step-codes.ts'
import { fixButton } from '#words/problems/fixes.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { doneWords } from '#words/screens/done.ts'
import { guideWords } from '#words/screens/guide/guide.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { sayEntryIssue } from '#words/screens/guide/entry-issues.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { secretIn } from '#support/faults/memory-keychain.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser } from '#support/browser.ts'
import { openSealed } from '#support/open-sealed.ts'
import { heading, press } from '#support/walk.ts'

const service = 'Assistant Outlook-Prextra (exercice)'
const mailbox = 'accueil@erablieredunord.example'
const words = guideWords.fr
const proof = proofWords.fr
let browser: Browser
let assistant: Assistant
let portal: Page

beforeAll(async () => {
  browser = await openBrowser()
  assistant = await launchAssistant()
})

afterAll(async () => {
  await assistant.close()
  await browser.close()
})

/** Puts a text on the clipboard, as the portal's copy button or any other program does. */
async function copyInAnotherProgram(text: string): Promise<void> {
  await assistant.app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied) as unknown, text)
}
const clipboard = () =>
  assistant.app.evaluate(async ({ clipboard: board }) => (await (board.readText() as unknown)) as string)
const field = (name: string) => assistant.window.getByLabel(name, { exact: true })
const said = (text: string) => assistant.window.getByText(text).first().waitFor()
const onPortal = async (selector: string) => (await portal.locator(selector).last().textContent())?.trim() ?? ''
const continueOn = () => press(assistant.window, words.next)

async function at(step: keyof typeof words.steps): Promise<void> {
  await heading(assistant.window, words.steps[step].heading).waitFor()
}

/** The page the assistant opens in the administrator's browser. */
async function openPage(): Promise<void> {
  await press(assistant.window, words.openPractice)
  await portal.goto(await assistant.openedPage())
}

/** Presses a copy button of the assistant, and returns what is then on the clipboard. */
async function copied(button: string): Promise<string> {
  const before = 'nothing of ours'
  await copyInAnotherProgram(before)
  await press(assistant.window, button)
  await expect.poll(clipboard).not.toBe(before)
  return clipboard()
}

/** Proves with a mailbox, checks the sentence of the refusal, and goes to the step that puts it right. */
async function backTo(step: 'ids' | 'consent' | 'secret', code: string, name: string): Promise<void> {
  await press(assistant.window, fixButton.fr(code, name))
  await at(step)
}

async function prove(): Promise<void> {
  const { window } = assistant
  await press(window, words.toProof)
  // The page before has a field as well: the proof's own button says that its page is there.
  await window.locator('fluent-button').filter({ hasText: proof.before.prove }).first().waitFor()
  await window.locator('input').first().fill(mailbox)
  await press(window, proof.before.prove)
}

test('the whole guide by hand, each classic mistake made once and named, to a file that CDID can open', async () => {
  const { window } = assistant
  portal = await (await browser.newContext({ locale: 'fr-CA' })).newPage()
  await heading(window, welcomeWords.fr.heading).waitFor()
  await window.getByText(welcomeWords.fr.practice.body).click()
  await press(window, welcomeWords.fr.practiceByHand)

  // M1. The portal's own page, with what the assistant copies.
  await at('registration')
  await openPage()
  await portal.getByLabel('Nom').fill(await copied(words.copy.applicationName))
  await portal.getByLabel('Types de comptes pris en charge').selectOption('AzureADMyOrg')
  await portal.locator('select[name=platform]').selectOption('publicClient')
  await portal.locator('input[name=redirect]').fill(await copied(words.copy.redirectAddress))
  await portal.getByRole('button', { name: 'Inscrire' }).click()
  await portal.getByRole('heading', { name: 'Prextra – Synchronisation Outlook' }).waitFor()
  const appId = await onPortal('#application-id')
  const objectId = await onPortal('#object-id')
  const tenantId = await onPortal('#tenant-id')
  await continueOn()

  // M2. A word, a cut id, the same id twice, the two swapped, the object id, a domain, and then it is right.
  await at('ids')
  const [application, tenant] = [field(words.fields.applicationId.name), field(words.fields.tenantId.name)]
  await application.fill('Prextra')
  await said('Ce n’est pas un ID.')
  await application.fill(appId.slice(1))
  await said('Il y a 35 caractères, et un ID en a 36.')
  await application.fill(` ${appId}\u200b`)
  await tenant.fill(appId)
  await said('C’est la même valeur que l’ID d’application (client).')
  await tenant.fill('')
  await application.fill(tenantId)
  await tenant.fill(appId)
  await continueOn()
  await said('Les deux ID sont inversés')
  await application.fill(appId)
  await tenant.fill(objectId)
  await continueOn()
  await said('Microsoft ne connaît aucun locataire de cet ID.')
  await tenant.fill('erablieredunord.example')
  await said('C’est un domaine, pas un ID.')
  await continueOn()
  await said(words.foundBy('erablieredunord.example'))
  expect(await tenant.inputValue()).toBe(tenantId)
  // The object id is entered in place of the application's id, which only the proof can notice.
  await application.fill(objectId)
  await continueOn()

  // M3 and M4. The manifest is forgotten, so there is nothing to consent to.
  await at('permission')
  await continueOn()
  await at('consent')
  await continueOn()

  // M5. The page of that id does not exist; the application's own does.
  await at('secret')
  await openPage()
  await portal.getByText('Aucune application n’a cet ID').waitFor()
  await portal.goto(`${new URL(portal.url()).origin}/?appId=${appId}`)
  await portal.getByLabel('Description').fill('Prextra')
  await portal.getByRole('button', { name: 'Nouveau secret client' }).click()
  await portal.locator('.value').waitFor()
  const [keyId, value] = [await onPortal('.key-id'), await onPortal('.value')]
  const endsOn = new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10)

  const [key, expires] = [field(words.fields.secretKeyId.name), field(words.fields.secretExpiresAt.name)]
  await key.fill(value)
  await said(sayEntryIssue({ code: 'value-here' }, 'fr'))
  expect(await key.inputValue()).toBe('')
  await expires.fill('2020-01-01')
  await said('Cette date est passée')
  await expires.fill('04/05/2027')
  await said('Le jour et le mois peuvent se confondre.')
  await expires.fill(endsOn)
  await key.fill(appId)
  await key.fill(keyId)

  for (const [wrong, sentence] of [
    [keyId, 'C’est l’ID du secret, pas sa valeur.'],
    [`${value.slice(0, 3)}******************`, 'Microsoft ne montre plus cette valeur'],
    [value.slice(0, 12), 'C’est trop court'],
    [`Prextra ${value}`, 'Il y a des espaces ou plusieurs lignes.'],
    [tenantId, 'C’est l’ID de l’annuaire (locataire), pas la valeur du secret.'],
  ] as const) {
    await copyInAnotherProgram(wrong)
    await press(window, words.secret.paste)
    await said(sentence)
  }
  await copyInAnotherProgram(`${value}\r\n`)
  await press(window, words.secret.paste)
  await said(words.secret.received)
  expect(await clipboard()).toBe('')

  // M6. Each refusal leads to the step that puts it right.
  await prove()
  await said('Microsoft ne trouve pas cette application dans ce locataire.')
  await backTo('ids', guideCodes.ids, shellWords.fr.steps.M2)
  await application.fill(appId)
  await continueOn()
  await at('permission')
  await continueOn()
  await at('consent')
  await continueOn()
  await at('secret')
  await prove()
  await said('Le jeton ne porte pas l’autorisation')
  await backTo('consent', guideCodes.consent, shellWords.fr.steps.M4)
  await press(window, shellWords.fr.back)
  await at('permission')
  await openPage()
  const written = portal.locator('textarea')
  const before = await written.inputValue()
  // The lines are pasted without the comma that the note asks for, and then with it.
  const lines = await copied(words.copy.manifest)
  await written.fill(`${lines}\n${before}`)
  await portal.getByRole('button', { name: 'Enregistrer' }).click()
  await portal.getByText('Le manifeste n’est pas enregistré').waitFor()
  await written.fill(`${lines},\n${before}`)
  await portal.getByRole('button', { name: 'Enregistrer' }).click()
  await portal.getByText('full_access_as_app').waitFor()
  await continueOn()
  await at('consent')
  await openPage()
  await portal.getByRole('button', { name: 'Accorder un consentement' }).click()
  await portal.getByText('· Accordé').waitFor()
  await continueOn()
  await at('secret')
  // The mailbox that was refused is still on the page, so one click tries it again.
  await press(window, words.toProof)
  await press(window, proof.again)
  await heading(window, proof.passed.heading).waitFor()

  // M7. The person enters who hands over, and saves a sealed file of the usual kind.
  await press(window, proof.passed.go)
  await at('contact')
  await field(words.fields.organization.name).fill('Érablière du Nord inc.')
  await field(words.fields.contactName.name).fill('Marie-Ève Tremblay')
  await field(words.fields.contactEmail.name).fill('marie-ève')
  await said(sayEntryIssue({ code: 'not-an-address' }, 'fr'))
  await field(words.fields.contactEmail.name).fill('me.tremblay@erablieredunord.example')
  await press(window, words.toHandoff)
  await heading(window, handoffWords.fr.heading).waitFor()
  await said(handoffWords.fr.markedByHand)
  const writes = assistant.tenantWrites().length
  const file = join(mkdtempSync(join(tmpdir(), 'prextra-journey-')), 'PRATIQUE-main.age')
  await assistant.savesTo(file)
  await window.getByText(handoffWords.fr.ways.file.notePractice).click()
  await press(window, handoffWords.fr.ways.file.go)
  await heading(window, doneWords.fr.headingPractice).waitFor()
  expect(openSealed(file)).toMatchObject({
    practice: true,
    setUp: 'by-hand',
    applicationId: appId,
    tenantId,
    secretKeyId: keyId,
    clientSecret: value,
    organization: { domain: 'erablieredunord.example' },
  })
  expect(assistant.tenantWrites()).toHaveLength(writes)

  // The value is in the keychain and in the sealed file, and nowhere else.
  expect(secretIn((await keytar.getPassword(service, `${tenantId}/${appId}/${keyId}`)) ?? '')).toBe(value)
  expect(await keytar.getPassword(service, 'guide')).toBeNull()
  expect(await window.content()).not.toContain(value)
  expect(assistant.output()).not.toContain(value)
  for (const name of readdirSync(join(assistant.home, 'logs'))) {
    expect(readFileSync(join(assistant.home, 'logs', name), 'utf8')).not.toContain(value)
  }
})

test('the printed guide is a PDF with what was entered', async () => {
  const { window } = assistant
  await press(window, doneWords.fr.home)
  await heading(window, welcomeWords.fr.heading).waitFor()
  await window.getByText(welcomeWords.fr.practice.body).click()
  await press(window, welcomeWords.fr.practiceByHand)
  await at('registration')
  await continueOn()
  await at('ids')
  await field(words.fields.applicationId.name).fill('8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943')
  const file = join(mkdtempSync(join(tmpdir(), 'prextra-journey-')), 'PRATIQUE-guide.pdf')
  await assistant.savesTo(file)
  await press(window, words.print)
  await expect.poll(() => readIfThere(file)?.subarray(0, 5).toString('latin1'), { timeout: 20_000 }).toBe('%PDF-')
  expect(readIfThere(file)?.length).toBeGreaterThan(20_000)
})

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}
