import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sayProblem } from '#words/problems/problems.ts'
import { delegationWords } from '#words/screens/delegation.ts'
import { doneWords } from '#words/screens/done.ts'
import { exportWords } from '#words/screens/exports.ts'
import { guideWords } from '#words/screens/guide/guide.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { historyWords } from '#words/screens/history.ts'
import { identityWords } from '#words/screens/identity.ts'
import { networkWords } from '#words/screens/network.ts'
import { organizationWords } from '#words/screens/organization.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { humanQuestionWords } from '#words/screens/shell/human-questions.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser, signInAs } from '#support/browser.ts'
import { openLiveWorld } from '#support/live-assistant.ts'
import { accessible, pressByName } from '#support/screen-reader.ts'
import { isWholeRun } from '#support/share.ts'
import { clickInDialog, pressInDialog } from '#support/system-dialog.ts'
import { approve, heading, press, prove, walkToReview, type Walker } from '#support/walk.ts'

const guide = guideWords.fr
const { questions } = humanQuestionWords.fr.unseen
type Call = keyof typeof questions
const folder = mkdtempSync(join(tmpdir(), 'prextra-human-'))
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

/** The part of the page's globals that is used in it. */
declare const document: {
  addEventListener(name: 'click', listener: (event: { readonly isTrusted: boolean }) => void): void
}

/** A person whose screen reader presses what they choose. Main then asks, because no input came to the window. */
function reader(assistant: Assistant) {
  const { window } = assistant
  /** Presses a button whose call acts, and checks that main asked about that call. */
  const act = async (name: string, call: Call) => {
    const before = (await assistant.questions()).length
    await pressByName(name)
    await expect
      .poll(async () => (await assistant.questions()).slice(before), { timeout: 20_000 })
      .toMatchObject([{ type: 'warning', message: questions[call] }])
  }
  const at = (name: string) => heading(window, name).waitFor()
  return { act, at, window }
}

test.runIf(isWholeRun)(
  'with a screen reader alone: every button works, and main asks before those that act',
  async () => {
    const assistant = await launchAssistant({ args: ['.', ...accessible] })
    await assistant.agreesTo(['question', 'warning'])
    const { act, at, window } = reader(assistant)

    await at(welcomeWords.fr.heading)
    await pressByName(welcomeWords.fr.practice.name)
    await act(shellWords.fr.checkConnection, 'checkConnection')
    await window.getByText(networkWords.fr.again).waitFor()
    await act(networkWords.fr.copy, 'copy')
    await pressByName(shellWords.fr.back)
    await at(welcomeWords.fr.heading)
    await pressByName(welcomeWords.fr.practice.name)
    await act(welcomeWords.fr.startPractice, 'start')

    await assistant.openedPage()
    await act(signInWords.fr.copyLink, 'copyLink')
    await act(signInWords.fr.reopen, 'reopenPage')
    await assistant.openedPage()
    await pressByName(signInWords.fr.toCode.title)
    await act(signInWords.fr.toCode.go, 'changeWay')
    await act(signInWords.fr.byCode.copy, 'copyCode')
    await act(signInWords.fr.toBrowser, 'changeWay')
    await assistant.openedPage()
    await pressByName(signInWords.fr.cancel)
    await at(signInWords.fr.failed.heading)
    await act(organizationWords.fr.signIn, 'signIn')
    const page = await signInAs(browser, await assistant.openedPage(), 'Marie-Ève Tremblay')
    await at(identityWords.fr.heading)
    await page.context().close()
    await pressByName(identityWords.fr.yes)

    await at(reviewWords.fr.heading)
    await assistant.savesTo(join(folder, 'plan.pdf'))
    await act(exportWords.fr.lines.plan.link, 'save')
    const before = (await assistant.questions()).length
    await pressByName(reviewWords.fr.approve)
    await at(proofWords.fr.before.heading)
    // What is confirmed is asked once, not twice.
    expect((await assistant.questions()).slice(before).map(({ type }) => type)).toEqual(['question'])

    // What Playwright fills in comes without input as well.
    await window.locator('input').first().fill('accueil@erablieredunord.example')
    await pressByName(proofWords.fr.before.prove)
    await at(proofWords.fr.passed.heading)
    await pressByName(proofWords.fr.passed.go)
    await at(handoffWords.fr.heading)
    await pressByName(handoffWords.fr.ways.file.name)
    await assistant.savesTo(join(folder, 'PRATIQUE-lecteur.age'))
    await act(handoffWords.fr.ways.file.go, 'handOff')
    await at(doneWords.fr.headingPractice)
    await act(shellWords.fr.copyFact(doneWords.fr.code), 'copy')
    await assistant.savesTo(join(folder, 'rapport.pdf'))
    await act(exportWords.fr.saveFact(exportWords.fr.rows.report.name), 'save')
    await expect.poll(() => existsSync(join(folder, 'PRATIQUE-rapport.pdf')), { timeout: 20_000 }).toBe(true)

    await pressByName(shellWords.fr.help.open)
    await act(shellWords.fr.help.journal, 'showJournal')
    await pressByName(shellWords.fr.help.close)
    await pressByName(doneWords.fr.home)
    await at(welcomeWords.fr.heading)
    await pressByName(welcomeWords.fr.practice.name)
    await act(welcomeWords.fr.practiceByHand, 'start')
    await at(guide.steps.registration.heading)
    await act(guide.openPractice, 'openPortal')
    await assistant.openedPage()
    await pressByName(guide.next)
    await at(guide.steps.ids.heading)
    const field = (name: string) => window.getByLabel(name, { exact: true })
    await field(guide.fields.applicationId.name).fill(crypto.randomUUID())
    await field(guide.fields.tenantId.name).fill('erablieredunord.example')
    await pressByName(guide.next)
    await window.getByText(guide.foundBy('erablieredunord.example')).waitFor()
    await pressByName(guide.next)
    await at(guide.steps.permission.heading)
    await pressByName(guide.next)
    await at(guide.steps.consent.heading)
    await pressByName(guide.delegation)
    await assistant.savesTo(join(folder, 'page.eml'))
    await act(delegationWords.fr.save, 'savePage')
    await pressByName(shellWords.fr.back)
    await at(guide.steps.consent.heading)
    await pressByName(guide.next)
    await at(guide.steps.secret.heading)
    await act(guide.secret.paste, 'pasteSecret')
    await assistant.close()
  },
  240_000,
)

test.runIf(isWholeRun)(
  'with a screen reader alone, in the live world: every button after the handoff works, and main asks before it acts',
  async () => {
    const world = await openLiveWorld({ trusted: true })
    try {
      const assistant = await world.open(accessible)
      const { act, at, window } = reader(assistant)
      const manage = async () => {
        await at(welcomeWords.fr.heading)
        await pressByName(welcomeWords.fr.manage.name)
        await act(welcomeWords.fr.start, 'start')
        await at(historyWords.fr.heading)
      }
      const signIn = async () => {
        const page = await signInAs(world.browser, await assistant.openedPage(), 'Marie-Ève Tremblay')
        await at(identityWords.fr.heading)
        await page.context().close()
        await pressByName(identityWords.fr.yes)
      }
      await at(welcomeWords.fr.heading)
      await press(window, welcomeWords.fr.start)
      await signIn()
      await at(reviewWords.fr.heading)
      const walker: Walker = { assistant, browser: world.browser, language: 'fr', look: () => Promise.resolve() }
      await approve(walker)
      await prove(walker, 'accueil@erablieredunord.example')
      await press(window, proofWords.fr.passed.go)
      await at(handoffWords.fr.heading)
      await window.getByText(handoffWords.fr.ways.file.name).click()
      await assistant.savesTo(join(folder, 'prextra-lecteur.age'))
      await press(window, handoffWords.fr.ways.file.go)
      await at(doneWords.fr.headings.file)

      await assistant.agreesTo(['question', 'warning'])
      await act(doneWords.fr.showFile, 'showFile')
      await assistant.savesTo(join(folder, 'prextra-lecteur.eml'))
      await act(doneWords.fr.draft, 'handOffAgain')
      await assistant.savesTo(join(folder, 'rapport-lecteur.pdf'))
      await act(exportWords.fr.saveFact(exportWords.fr.rows.report.name), 'save')
      await expect.poll(() => existsSync(join(folder, 'rapport-lecteur.pdf')), { timeout: 20_000 }).toBe(true)
      await pressByName(shellWords.fr.help.open)
      await assistant.savesTo(join(folder, 'soutien.json'))
      await act(shellWords.fr.help.file.save, 'saveSupport')
      await act(shellWords.fr.help.licences, 'showLicences')
      await pressByName(shellWords.fr.help.close)
      await pressByName(doneWords.fr.home)

      await at(welcomeWords.fr.heading)
      await assistant.opens(join(folder, 'soutien.json'))
      await act(welcomeWords.fr.openAnswer, 'openConfirmation')
      await at(historyWords.fr.heading)
      await pressByName(shellWords.fr.back)
      await manage()
      await act(historyWords.fr.file, 'showFile')
      await act(historyWords.fr.openAnswer, 'openConfirmation')
      await act(historyWords.fr.byHand, 'renewByHand')
      await at(guide.steps.ids.heading)
      await pressByName(shellWords.fr.back)
      await manage()
      await act(historyWords.fr.finish, 'signIn')
      await signIn()
      await at(reviewWords.fr.inPlace.heading)
      await act(renewalWords.fr.recordLink, 'recordConfirmation')
      await pressByName(shellWords.fr.back)
      await at(identityWords.fr.heading)
      await pressByName(shellWords.fr.back)
      await manage()
      await act(historyWords.fr.forget, 'forgetRow')
    } finally {
      await world.close()
    }
  },
  240_000,
)

test('the real dialog: Enter and Cancel change nothing, the button that says so does; and the whole way is ten clicks', async () => {
  const assistant = await launchAssistant({ realDialogs: true })
  const { window } = assistant
  const walker: Walker = { assistant, browser, language: 'fr', look: () => Promise.resolve() }
  let clicks = 0
  await window.exposeFunction('clicked', () => (clicks += 1))
  await window.evaluate(() => {
    const { clicked } = globalThis as unknown as { readonly clicked: () => void }
    document.addEventListener('click', ({ isTrusted }) => {
      if (isTrusted) clicked()
    })
  })
  const agree = async () => {
    await clickInDialog('yes')
    clicks += 1
  }
  const isRefused = async () => {
    await window.getByText(sayProblem({ code: 'not-confirmed', at: '' }, 'fr').sentence).waitFor()
    expect(assistant.tenantWrites()).toEqual([])
  }

  await walkToReview(walker)
  const counted = clicks
  for (const answer of [
    () => clickInDialog('no'),
    () => pressInDialog('Return'),
    () => pressInDialog('space'),
    () => pressInDialog('Escape'),
  ]) {
    await press(window, reviewWords.fr.approve)
    await answer()
    await isRefused()
  }
  clicks = counted

  await press(window, reviewWords.fr.approve)
  await agree()
  await heading(window, proofWords.fr.before.heading).waitFor()
  await prove(walker, 'accueil@erablieredunord.example')
  await press(window, proofWords.fr.passed.go)
  await heading(window, handoffWords.fr.heading).waitFor()
  await press(window, handoffWords.fr.ways.mail.go)
  await agree()
  const page = await signInAs(browser, await assistant.openedPage(), 'Marie-Ève Tremblay')
  await heading(window, doneWords.fr.headingPractice).waitFor()
  await page.context().close()
  // Two of them choose practice in place of the real tenant, and begin. Microsoft's own pages are not counted.
  expect(clicks).toBeLessThanOrEqual(10)
  await assistant.close()
}, 240_000)
