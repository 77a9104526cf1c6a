import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ProblemCode } from '#core/problem.ts'
import type { TenantOptions } from '#practice/tenant/tenant.ts'
import type { Language } from '#words/format/language.ts'
import { problemsInEnglish } from '#words/problems/english.ts'
import { problemsInFrench } from '#words/problems/french.ts'
import { identityWords } from '#words/screens/identity.ts'
import { organizationWords } from '#words/screens/organization.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { signInWords } from '#words/screens/sign-in.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import type { Assistant } from './assistant.ts'
import { openLiveWorld, type LiveWorld } from './live-assistant.ts'
import { PageWalker, type Person } from './page-walker.ts'
import { heading, press } from './walk.ts'

const pictures = join('out', 'sign-in')

/** How a person comes to Microsoft's page: for their own organization, or for one that they name by this text. */
export type WayIn = 'own' | { readonly named: string }

/** The fields of Microsoft's answer to the loopback address. `state` is that of the page. */
export type PageAnswer = Readonly<Record<string, string>>

/** Somebody who signs in at the assistant's live path, over real TLS, and in a browser that is driven here. */
export class Technician {
  readonly world: LiveWorld
  readonly assistant: Assistant
  readonly language: Language

  private constructor(world: LiveWorld, assistant: Assistant, language: Language) {
    this.world = world
    this.assistant = assistant
    this.language = language
  }

  static async open(
    options: TenantOptions & { readonly trusted?: boolean; readonly args?: readonly string[] } = {},
  ): Promise<Technician> {
    const { trusted = true, args = [], ...tenant } = options
    const world = await openLiveWorld({ trusted, ...tenant })
    const assistant = await world.open(args)
    // What is not on the screen after that is not coming.
    assistant.window.setDefaultTimeout(20_000)
    return new Technician(world, assistant, 'fr')
  }

  get window(): Page {
    return this.assistant.window
  }

  close(): Promise<void> {
    return this.world.close()
  }

  /** Goes back to the welcome, from wherever a sign-in has ended. */
  async welcome(): Promise<void> {
    const welcome = heading(this.window, welcomeWords[this.language].heading)
    const back = this.window.locator('fluent-button:visible').filter({ hasText: shellWords[this.language].back })
    const cancel = this.window.locator('fluent-button:visible').filter({ hasText: signInWords[this.language].cancel })
    await welcome.or(back).or(cancel).first().waitFor()
    if (await welcome.isVisible()) return
    if (await cancel.isVisible()) await cancel.click()
    await back.click()
    await welcome.waitFor()
  }

  /** From the welcome to Microsoft's page. Returns its address. */
  async start(way: WayIn): Promise<URL> {
    await this.welcome()
    const words = organizationWords[this.language]
    if (way === 'own') await press(this.window, welcomeWords[this.language].start)
    else {
      await this.name(way.named)
      await this.window.getByText(words.found, { exact: true }).waitFor()
      await press(this.window, words.signIn)
    }
    const page = new URL(await this.assistant.openedPage())
    await heading(this.window, signInWords[this.language].heading).waitFor()
    return page
  }

  /** From the welcome: names an organization, and looks for it. */
  async name(text: string): Promise<void> {
    const words = organizationWords[this.language]
    await press(this.window, welcomeWords[this.language].fromAnother)
    await heading(this.window, words.heading).waitFor()
    await this.window.locator('input:not([type=radio])').first().fill(text)
    await press(this.window, words.find)
  }

  /** Enters the number of an error that Microsoft's page shows, and does not send back. */
  async enter(number: string): Promise<void> {
    const { title, explain } = signInWords[this.language].code
    await this.window.locator('fluent-accordion-item', { hasText: title }).click({ position: { x: 20, y: 20 } })
    await this.window.locator('input:not([type=radio])').last().fill(number)
    await this.window.getByText(explain, { exact: true }).click()
  }

  /** Sends what Microsoft's page would send to the assistant. Returns the page that the browser then shows. */
  async answer(page: URL, fields: PageAnswer): Promise<string> {
    const redirect = page.searchParams.get('redirect_uri') ?? ''
    const body = new URLSearchParams({ state: page.searchParams.get('state') ?? '', ...fields })
    return (await fetch(redirect, { method: 'POST', body })).text()
  }

  /** Goes through Microsoft's pages as a person does, and hands the answer over. Returns the last page. */
  async walk(page: URL, person: Person): Promise<string> {
    const { tenant } = this.world.live
    const walked = await new PageWalker(tenant.fetch).signIn(page.href, person)
    if (walked.address === undefined) return walked.lastPage
    const body = new URLSearchParams(walked.answer)
    return (await fetch(walked.address, { method: 'POST', body })).text()
  }

  /** Waits for the card of the organization, and takes its picture. */
  async arrives(picture: string): Promise<string> {
    await heading(this.window, identityWords[this.language].heading).waitFor()
    await this.photograph(picture)
    return this.window.locator('main').innerText()
  }

  /** Waits for the sentence of this problem: the only one, with one thing to do next. Takes a picture of it. */
  async ends(picture: string, code: ProblemCode, next: string): Promise<void> {
    const { sentence } = (this.language === 'fr' ? problemsInFrench : problemsInEnglish)[code]
    const alert = this.window.locator('[data-refusal]')
    await alert.first().waitFor()
    const said = plain(await alert.first().innerText())
    for (const part of partsOf(sentence)) expect(said, code).toContain(part)
    expect((await alert.allInnerTexts()).map(plain)).toEqual([said])
    await this.hasOneNext(next)
    await this.photograph(picture)
  }

  /** Checks that one button is the next step, and that it is called this. */
  async hasOneNext(name: string): Promise<void> {
    const primary = this.window.locator('fluent-button[appearance=primary]:visible')
    await primary.first().waitFor()
    expect((await primary.allInnerTexts()).map(plain)).toEqual([plain(name)])
  }

  photograph(name: string): Promise<void> {
    return photographSignIn(this.window, name)
  }
}

/** Takes a picture of a screen that a sign-in has ended on, into `out/sign-in`. */
export async function photographSignIn(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
}

/** The text without its markup and with ordinary spaces. */
function plain(text: string): string {
  return text
    .replaceAll(/\*\*|`/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Returns what a sentence says around the facts that stand in it. */
function partsOf(sentence: string): readonly string[] {
  return sentence
    .split(/\{\w+\}/)
    .map(plain)
    .filter((part) => part.length > 3)
}
