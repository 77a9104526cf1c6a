import type { Browser, Locator, Page } from 'playwright-core'
import type { Language } from '#words/format/language.ts'
import { doneWords } from '#words/screens/done.ts'
import { handoffWords } from '#words/screens/handoff.ts'
import { identityWords } from '#words/screens/identity.ts'
import { proofWords } from '#words/screens/proof/proof.ts'
import { removalWords } from '#words/screens/review/removal.ts'
import { removedWords } from '#words/screens/removed.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { runWords } from '#words/screens/run.ts'
import { removalWord } from '#words/screens/review/removal-word.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import type { Assistant } from './assistant.ts'
import { signInAs } from './browser.ts'

/** Called at each screen, before anything is pressed on it. */
export type Look = (screen: string) => Promise<void>

/** A person at the assistant, who reads what is on the screen and presses what it says. */
export interface Walker {
  readonly assistant: Assistant
  readonly browser: Browser
  readonly language: Language
  readonly look: Look
}

export function press(page: Page, name: string): Promise<void> {
  return page
    .locator('fluent-button:not([disabled], [aria-disabled]), fluent-link, button, a')
    .filter({ hasText: name })
    .first()
    .click()
}

export function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { name, exact: true })
}

/** From the welcome screen to the review of the practice tenant. */
export async function walkToReview({ assistant, browser, language, look }: Walker): Promise<void> {
  const { window } = assistant
  await heading(window, welcomeWords[language].heading).waitFor()
  await look('00-welcome')
  await window.getByText(welcomeWords[language].practice.body).click()
  await look('00-welcome-practice')
  await press(window, welcomeWords[language].startPractice)
  const url = await assistant.openedPage()
  await heading(window, signInWords[language].heading).waitFor()
  await window.getByText(signInWords[language].waiting, { exact: true }).first().waitFor()
  await look('A1-sign-in')
  const page = await signInAs(browser, url, 'Marie-Ève Tremblay')
  await heading(window, identityWords[language].heading).waitFor()
  await page.context().close()
  await look('A1-identity')
  await press(window, identityWords[language].yes)
  await heading(window, reviewWords[language].heading)
    .or(heading(window, reviewWords[language].inPlace.heading))
    .waitFor()
}

/** Approves the plan on the screen; ends before the proof. */
export async function approve({ assistant, language, look }: Walker): Promise<void> {
  const { window } = assistant
  await look('A2-review')
  await press(window, reviewWords[language].approve)
  const { present, renewed } = runWords[language].headings
  await heading(window, present).or(heading(window, renewed)).waitFor()
  await look('A3-run')
  await heading(window, proofWords[language].before.heading).waitFor()
}

export async function prove({ assistant, language, look }: Walker, mailbox: string): Promise<void> {
  const { window } = assistant
  await look('A4-proof')
  await window.locator('input').first().fill(mailbox)
  await press(window, proofWords[language].before.prove)
  await passed({ assistant, language, look })
}

/** Proves with another mailbox after a refusal. */
export async function proveAnother(
  { assistant, language, look }: Pick<Walker, 'assistant' | 'language' | 'look'>,
  mailbox: string,
): Promise<void> {
  await assistant.window.locator('input').first().fill(mailbox)
  await press(assistant.window, proofWords[language].tryIt)
  await passed({ assistant, language, look })
}

async function passed({ assistant, language, look }: Pick<Walker, 'assistant' | 'language' | 'look'>): Promise<void> {
  const { window } = assistant
  await heading(window, proofWords[language].passed.heading).waitFor()
  await look('A4-proof-passed')
}

/** Proves with a mailbox that Exchange refuses, and checks that another one can be tried. */
export async function refuse({ assistant, language, look }: Walker, mailbox: string): Promise<void> {
  const { window } = assistant
  await look('A4-proof')
  await window.locator('input').first().fill(mailbox)
  await press(window, proofWords[language].before.prove)
  await window.getByText(shellWords[language].refusal).waitFor()
  await look('A4-proof-refused')
}

/** Seals and saves; ends on the last screen. */
export async function handOff({ assistant, language, look }: Walker, file: string): Promise<void> {
  const { window } = assistant
  await press(window, proofWords[language].passed.go)
  await heading(window, handoffWords[language].heading).waitFor()
  await look('A5-handoff')
  await window.getByText(handoffWords[language].ways.file.name).click()
  await assistant.savesTo(file)
  await press(window, handoffWords[language].ways.file.go)
  await heading(window, doneWords[language].headingPractice).waitFor()
  await look('A6-done')
}

/** From a review where all is in place: the plan of a new secret beside the delivered one. */
export async function renew({ assistant, language, look }: Walker): Promise<void> {
  const { window } = assistant
  await look('A2-in-place')
  await press(window, reviewWords[language].inPlace.renewNow)
  await heading(window, renewalWords[language].heading).waitFor()
}

/** Leaves the plan of a renewal for what is in place. */
export async function keepCurrent({ assistant, language, look }: Walker): Promise<void> {
  const { window } = assistant
  await look('R2-renewal')
  await press(window, renewalWords[language].keep)
  await heading(window, reviewWords[language].inPlace.heading).waitFor()
}

/** Opens a file as CDID's confirmation. The caller checks what comes of it. */
export async function record({ assistant, language, look }: Walker, file: string): Promise<void> {
  await look('A2-awaits-confirmation')
  await assistant.opens(file)
  await press(assistant.window, renewalWords[language].recordLink)
}

/**
 * From a review where all is in place: everything leaves, once the word is typed. What the sign-in has just left may not
 * be visible yet, so the person looks again until it is in the plan.
 */
export async function removeAll({ assistant, language, look }: Walker): Promise<void> {
  const { window } = assistant
  const words = removalWords[language]
  await press(window, renewalWords[language].removeLink)
  await heading(window, words.heading).waitFor()
  const field = window.locator('input[maxlength="64"]')
  await look('R3-removal')
  await field.fill(removalWord[language].toLowerCase())
  await look('R3-removal-typed')
  await field.press('Enter')
  await heading(window, removedWords[language].heading).waitFor()
  await look('R3-removed')
}
