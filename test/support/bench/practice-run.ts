import { join } from 'node:path'
import type { Assistant } from '#support/assistant.ts'
import { visitPages } from '#support/page-walker.ts'
import { heading, press } from '#support/walk.ts'
import { doneWords } from '#words/screens/done.ts'
import { exportWords } from '#words/screens/exports.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { identityWords } from '#words/screens/identity.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { removalWords } from '#words/screens/review/removal.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { removalWord } from '#words/screens/review/removal-word.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { removedWords } from '#words/screens/removed.ts'
import { welcomeWords } from '#words/screens/welcome.ts'

const account = '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90'
const language = 'fr'

/** Signs in to the practice tenant from the welcome, without a browser, up to the review. */
async function walkToReview(assistant: Assistant): Promise<void> {
  const { window } = assistant
  await heading(window, welcomeWords[language].heading).waitFor()
  await window.getByText(welcomeWords[language].practice.body).click()
  await press(window, welcomeWords[language].startPractice)
  await visitPages(await assistant.openedPage(), account)
  await heading(window, identityWords[language].heading).waitFor()
  await press(window, identityWords[language].yes)
  const { heading: planned, inPlace } = reviewWords[language]
  await heading(window, planned).or(heading(window, inPlace.heading)).waitFor()
}

/** A whole run in the practice tenant, from the welcome to the sealed file, saved in `folder`. */
export async function setUpOnce(assistant: Assistant, folder: string): Promise<void> {
  const { window } = assistant
  await walkToReview(assistant)
  await press(window, reviewWords[language].approve)
  await heading(window, proofWords[language].before.heading).waitFor()
  await window.locator('input').first().fill('accueil@erablieredunord.example')
  await press(window, proofWords[language].before.prove)
  await heading(window, proofWords[language].passed.heading).waitFor()
  await press(window, proofWords[language].passed.go)
  await heading(window, handoffWords[language].heading).waitFor()
  await window.getByText(handoffWords[language].ways.file.name).click()
  await assistant.savesTo(join(folder, `PRATIQUE-${crypto.randomUUID()}.age`))
  await press(window, handoffWords[language].ways.file.go)
  await heading(window, doneWords[language].headingPractice).waitFor()
}

/** Removes all that a run has made, from its last screen, and goes back to the welcome. */
export async function removeWhatWasMade(assistant: Assistant): Promise<void> {
  const { window } = assistant
  await press(window, doneWords[language].home)
  await walkToReview(assistant)
  await press(window, renewalWords[language].removeLink)
  await heading(window, removalWords[language].heading).waitFor()
  const field = window.locator('input[maxlength="64"]')
  await field.fill(removalWord[language])
  await field.press('Enter')
  await heading(window, removedWords[language].heading).waitFor()
  await press(window, removedWords[language].home)
}

/** Saves the report as PDF, on the last screen of a run. */
export async function saveReport(assistant: Assistant, folder: string): Promise<void> {
  const { report } = exportWords[language].rows
  await assistant.savesTo(join(folder, `PRATIQUE-${crypto.randomUUID()}.pdf`))
  const row = assistant.window.locator('li').filter({ hasText: report.name })
  await row.locator('fluent-button').click()
  await row.locator('p', { hasText: /PRATIQUE-/ }).waitFor()
}
