import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { exportWords } from '#words/screens/exports.ts'
import { delegationWords } from '#words/screens/delegation.ts'
import { identityWords } from '#words/screens/identity.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { roles } from '#words/portal/roles.ts'
import { planItemWords } from '#words/screens/review/plan-items.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { unsupportedWords } from '#words/screens/review/unsupported.ts'
import { runWords } from '#words/screens/run.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { smallCompany } from '#practice/company/seed.ts'
import type { Assistant } from '#support/assistant.ts'
import { signInAs } from '#support/browser.ts'
import { readCalendar, unescaped, valueOf } from '#support/calendar-lines.ts'
import { consent } from '#support/ews/portal.ts'
import { openLiveWorld, type LiveWorld } from '#support/live-assistant.ts'
import { isWholeRun } from '#support/share.ts'
import { approve, heading, press, type Walker } from '#support/walk.ts'

/**
 * Steps that somebody else must do: a page for that person, and a wait that goes on when the assistant is opened again.
 */

const mailbox = 'accueil@erablieredunord.example'
let world: LiveWorld | undefined

afterEach(async () => {
  await world?.close()
  world = undefined
})

async function signIn({ browser }: LiveWorld, assistant: Assistant, account: string): Promise<void> {
  const page = await signInAs(browser, await assistant.openedPage(), account)
  await heading(assistant.window, identityWords.fr.heading).waitFor()
  await page.context().close()
  await press(assistant.window, identityWords.fr.yes)
}

test('an administrator without Exchange rights: two clicks from the red proof to the page, then green on another day', async () => {
  const exchange = { ...smallCompany.exchange, ewsAllowsNewApplications: false }
  world = await openLiveWorld({ trusted: true, seed: { ...smallCompany, exchange } })
  const { live, browser } = world
  const { proof, delegation } = { proof: proofWords.fr, delegation: delegationWords.fr }

  const today = await world.open()
  const { window } = today
  await press(window, welcomeWords.fr.start)
  await signIn(world, today, 'Marie-Ève Tremblay')
  await heading(window, reviewWords.fr.heading).waitFor()
  const walker: Walker = { assistant: today, browser, language: 'fr', look: () => Promise.resolve() }
  await approve(walker)
  await window.locator('input').first().fill(mailbox)
  await press(window, proof.before.prove)
  await window.getByText(shellWords.fr.refusal).waitFor()

  // The person saves the script for whoever runs it, and a calendar entry for the day to come back.
  for (const [name, document] of [
    ['liste.ps1', 'allow-list-script'],
    ['rappel.ics', 'reminder-check'],
  ] as const) {
    await today.savesTo(join(today.home, name))
    await press(window, exportWords.fr.lines[document].link)
    await window.getByText(name).first().waitFor()
  }
  expect(readFileSync(join(today.home, 'liste.ps1'), 'utf8')).toMatch(/^\uFEFF#Requires -Version 5\.1\r\n/)
  const [reminder] = readCalendar(readFileSync(join(today.home, 'rappel.ics'), 'utf8')).inside
  expect(reminder && unescaped(valueOf(reminder, 'DESCRIPTION'))).toContain(mailbox)

  // Two clicks lead from the refusal to the saved page.
  const page = join(today.home, 'exchange.eml')
  await today.savesTo(page)
  await press(window, proof.blocked.delegation)
  await heading(window, delegation.headings['allow-list']).waitFor()
  await press(window, delegation.save)
  await window.getByText('exchange.eml').waitFor()

  const mail = readFileSync(page, 'latin1')
  const appId = live.tenant.state.applications[0]?.appId ?? ''
  expect(mail).toMatch(/^X-Unsent: 1\r$/m)
  expect(mail).toContain('prextra-liste-ews.ps1')
  expect(mail).toContain(appId)

  // The list was changed and Microsoft has not applied it yet, so the administrator closes the window.
  await press(window, delegation.wait['allow-list'])
  await heading(window, proof.waiting.heading).waitFor()
  // The window may close before Playwright knows that the click is over.
  await Promise.all([press(window, proof.waiting.later).catch(() => undefined), today.left()])

  live.tenant.exchange.ewsAllowedAppIds.push(appId)
  const tomorrow = await world.open()
  await tomorrow.window.getByText(smallCompany.name).first().waitFor()
  const before = live.tenant.requests.length
  await press(tomorrow.window, welcomeWords.fr.resume)
  await signIn(world, tomorrow, 'Marie-Ève Tremblay')
  // Nothing starts by itself: the proof is where it was left.
  await heading(tomorrow.window, proof.waiting.heading).waitFor()
  expect(live.tenant.requests.slice(before).some(({ host }) => host === 'outlook.office365.com')).toBe(false)
  await press(tomorrow.window, proof.waiting.check)
  await heading(tomorrow.window, proof.passed.heading).waitFor()
  await tomorrow.window.getByText(mailbox).first().waitFor()
})

test.runIf(isWholeRun)(
  'the consent to Graph is handed over: the plan, the page, and on by itself once it is given',
  async () => {
    world = await openLiveWorld({ trusted: true })
    const { live } = world
    const { review, run, delegation, proof } = {
      review: reviewWords.fr,
      run: runWords.fr,
      delegation: delegationWords.fr,
      proof: proofWords.fr,
    }
    const assistant = await world.open()
    const { window } = assistant
    await press(window, welcomeWords.fr.start)
    await signIn(world, assistant, 'Marie-Ève Tremblay')
    await heading(window, review.heading).waitFor()

    await window.locator('fluent-dropdown').first().click()
    await window.locator('fluent-option').filter({ hasText: planItemWords.fr.permission.profiles.graph }).click()
    await window.getByText('Calendars.ReadWrite', { exact: true }).waitFor()
    // Prextra does not use these yet, so the plan needs a yes of its own.
    await window.getByRole('checkbox', { name: unsupportedWords.fr.accept }).click()
    await press(window, review.approve)
    // A Cloud Application Administrator may not grant these: a refusal, with who may.
    await heading(window, run.stopped.headings.present).waitFor()
    await window.getByText(roles.fr['privileged-role-administrator']).first().waitFor()
    await press(window, run.stopped.delegation)
    // The secret is made by now: only the consent is missing.
    await heading(window, review.delegation.heading).waitFor()
    await press(window, review.delegation.prepareMessage)
    await heading(window, delegation.headings.consent).waitFor()
    const page = join(assistant.home, 'consentement.eml')
    await assistant.savesTo(page)
    await press(window, delegation.save)
    await window.getByText('consentement.eml').waitFor()
    await press(window, delegation.wait.consent)
    await window.getByText(delegation.waiting.title).waitFor()

    await consent(live, 'graph')
    await heading(window, proof.before.heading).waitFor()
    await window.locator('input').first().fill(mailbox)
    await press(window, proof.before.prove)
    await heading(window, proof.passed.heading).waitFor()
    await window.getByText(proof.checks.calendar.name, { exact: true }).waitFor()
  },
)
