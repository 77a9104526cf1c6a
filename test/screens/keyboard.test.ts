import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser, signInAs } from '#support/browser.ts'
import { openLiveWorld } from '#support/live-assistant.ts'
import { openSealed } from '#support/open-sealed.ts'
import { isWholeRun } from '#support/share.ts'
import { heading } from '#support/walk.ts'
import { doneWords } from '#words/screens/done.ts'
import { guideWords } from '#words/screens/guide/guide.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { historyWords } from '#words/screens/history.ts'
import { identityWords } from '#words/screens/identity.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import { welcomeWords } from '#words/screens/welcome.ts'

const mailbox = 'accueil@erablieredunord.example'
/** The most buttons that a person presses from the welcome to the sealed file, besides Microsoft's own pages. */
const pressesMax = { automatic: 12, byHand: 24 }
/** The most places that the focus goes through on one screen. */
const stopsMax = 80

let browser: Browser
let assistant: Assistant
let presses = 0

const { fr: guide } = guideWords
const { fr: proof } = proofWords
const file = (name: string) => join(mkdtempSync(join(tmpdir(), 'prextra-keyboard-')), name)
const button = (name: string) =>
  assistant.window
    .locator('fluent-button:not([disabled], [aria-disabled]), button')
    .filter({ hasText: new RegExp(`^\\s*${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`) })
    .first()
const at = (name: string) => heading(assistant.window, name).waitFor()

/** Goes with Tab to what a locator names. */
async function reach(target: Locator): Promise<void> {
  await target.waitFor()
  const isReached = () =>
    target.evaluate((element) => (element as unknown as { matches(_: string): boolean }).matches(':focus-within'))
  for (let stops = 0; !(await isReached()); stops += 1) {
    if (stops > stopsMax) throw new Error(`Tab does not lead to ${target.toString()}`)
    await assistant.window.keyboard.press('Tab')
  }
}

async function press(name: string): Promise<void> {
  await reach(button(name))
  await assistant.window.keyboard.press('Enter')
  presses += 1
}

async function enter(label: string, text: string): Promise<void> {
  await reach(assistant.window.getByLabel(label, { exact: true }).first())
  await assistant.window.keyboard.press('Control+a')
  await assistant.window.keyboard.type(text)
}

/** Chooses the way or the place that is so many cards below the chosen one. */
async function choose(below: number): Promise<void> {
  await reach(assistant.window.locator('fluent-radio-group').first())
  for (let moved = 0; moved < below; moved += 1) await assistant.window.keyboard.press('ArrowDown')
}

async function copyInAnotherProgram(text: string): Promise<void> {
  await assistant.app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied) as unknown, text)
}

const clipboard = () =>
  assistant.app.evaluate(async ({ clipboard: board }) => (await (board.readText() as unknown)) as string)

/** Enter on a card begins its way. */
async function begin(way: number): Promise<void> {
  await choose(way)
  await assistant.window.keyboard.press('Enter')
  presses += 1
}

/** Signs in in the browser, and says yes to the organization. */
async function identify(inBrowser: Browser): Promise<void> {
  const page = await signInAs(inBrowser, await assistant.openedPage(), 'Marie-Ève Tremblay')
  await at(identityWords.fr.heading)
  await page.context().close()
  await press(identityWords.fr.yes)
}

/** From the plan that is shown to the sealed file, whose path is returned. */
async function approveProveAndSeal(name: string, finished: string): Promise<string> {
  await press(reviewWords.fr.approve)
  await at(proof.before.heading)
  await enter(proof.mailbox, mailbox)
  await assistant.window.keyboard.press('Enter')
  presses += 1
  await at(proof.passed.heading)
  await press(proof.passed.go)
  await at(handoffWords.fr.heading)
  const saved = file(name)
  await assistant.savesTo(saved)
  await choose(2)
  await press(handoffWords.fr.ways.file.go)
  await at(finished)
  return saved
}

describe.runIf(isWholeRun)('with the keyboard alone, from the welcome to the sealed file', () => {
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    presses = 0
    assistant = await launchAssistant()
    await at(welcomeWords.fr.heading)
  })
  afterEach(() => assistant.close())

  test('the exercise', async () => {
    await begin(0)
    await at(signInWords.fr.heading)
    await identify(browser)
    await at(reviewWords.fr.heading)
    const saved = await approveProveAndSeal('PRATIQUE-acces.age', doneWords.fr.headingPractice)
    expect(openSealed(saved).practice).toBe(true)
    expect(presses).toBeLessThanOrEqual(pressesMax.automatic)
  })

  test('the automatic way, and then a renewal from the history', async () => {
    const world = await openLiveWorld({ trusted: true })
    try {
      await assistant.close()
      assistant = await world.open()
      await at(welcomeWords.fr.heading)
      await begin(0)
      await identify(world.browser)
      await at(reviewWords.fr.heading)
      const first = openSealed(await approveProveAndSeal('prextra-acces.age', doneWords.fr.headings.file))
      expect(presses).toBeLessThanOrEqual(pressesMax.automatic)

      await press(doneWords.fr.home)
      await at(welcomeWords.fr.heading)
      presses = 0
      await begin(2)
      await at(historyWords.fr.heading)
      await press(historyWords.fr.renew)
      await identify(world.browser)
      await at(renewalWords.fr.heading)
      const second = openSealed(await approveProveAndSeal('prextra-renouvele.age', doneWords.fr.headings.file))
      expect(second.applicationId).toBe(first.applicationId)
      expect(second.secretKeyId).not.toBe(first.secretKeyId)
      expect(presses).toBeLessThanOrEqual(pressesMax.automatic)
    } finally {
      await world.close()
    }
  })

  test('the guide by hand, in practice, with the portal beside it', async () => {
    const { window } = assistant
    const portal = await (await browser.newContext({ locale: 'fr-CA' })).newPage()
    const onPortal = async (selector: string) => (await portal.locator(selector).last().textContent())?.trim() ?? ''
    const openPortal = async () => {
      await press(guide.openPractice)
      await portal.goto(await assistant.openedPage())
    }
    const copied = async (name: string) => {
      await copyInAnotherProgram('')
      await press(name)
      await expect.poll(clipboard).not.toBe('')
      return clipboard()
    }
    await press(welcomeWords.fr.practiceByHand)

    await at(guide.steps.registration.heading)
    await openPortal()
    await portal.getByLabel('Nom').fill(await copied(guide.copy.applicationName))
    await portal.getByLabel('Types de comptes pris en charge').selectOption('AzureADMyOrg')
    await portal.locator('select[name=platform]').selectOption('publicClient')
    await portal.locator('input[name=redirect]').fill(await copied(guide.copy.redirectAddress))
    await portal.getByRole('button', { name: 'Inscrire' }).click()
    const [appId, tenantId] = [await onPortal('#application-id'), await onPortal('#tenant-id')]
    await press(guide.next)

    await at(guide.steps.ids.heading)
    await enter(guide.fields.applicationId.name, appId)
    await enter(guide.fields.tenantId.name, tenantId)
    await press(guide.next)

    await at(guide.steps.permission.heading)
    await openPortal()
    const manifest = portal.locator('textarea')
    await manifest.fill(`${await copied(guide.copy.manifest)},\n${await manifest.inputValue()}`)
    await portal.getByRole('button', { name: 'Enregistrer' }).click()
    await portal.getByText('full_access_as_app').waitFor()
    await press(guide.next)

    await at(guide.steps.consent.heading)
    await openPortal()
    await portal.getByRole('button', { name: 'Accorder un consentement' }).click()
    await portal.getByText('· Accordé').waitFor()
    await press(guide.next)

    await at(guide.steps.secret.heading)
    await openPortal()
    await portal.getByLabel('Description').fill('Prextra')
    await portal.getByRole('button', { name: 'Nouveau secret client' }).click()
    await enter(guide.fields.secretKeyId.name, await onPortal('.key-id'))
    const endsOn = new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10)
    await enter(guide.fields.secretExpiresAt.name, endsOn)
    await copyInAnotherProgram(await onPortal('.value'))
    await press(guide.secret.paste)
    await window.getByText(guide.secret.received).first().waitFor()
    await press(guide.toProof)

    await at(proof.before.heading)
    await enter(proof.mailbox, mailbox)
    await window.keyboard.press('Enter')
    presses += 1
    await at(proof.passed.heading)
    await press(proof.passed.go)
    await at(guide.steps.contact.heading)
    await enter(guide.fields.organization.name, 'Érablière du Nord inc.')
    await enter(guide.fields.domain.name, 'erablieredunord.example')
    await enter(guide.fields.contactName.name, 'Marie-Ève Tremblay')
    await enter(guide.fields.contactEmail.name, 'me.tremblay@erablieredunord.example')
    await press(guide.toHandoff)

    await at(handoffWords.fr.heading)
    const saved = file('PRATIQUE-main.age')
    await assistant.savesTo(saved)
    await choose(1)
    await press(handoffWords.fr.ways.file.go)
    await at(doneWords.fr.headingPractice)
    expect(openSealed(saved).applicationId).toBe(appId)
    expect(presses).toBeLessThanOrEqual(pressesMax.byHand)
  })
})
