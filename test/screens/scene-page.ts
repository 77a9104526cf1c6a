import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import type { View } from '#contract/calls.ts'
import { newSession } from '#core/session/session.ts'
import { now, scenes, viewOf, type Scene } from '#support/gallery/views.ts'
import { networkStage, realSessionAt } from '#support/gallery/sessions.ts'
import type { CheckName, Looked } from './in-page/checks.ts'
import { checksIn, type Take } from './takes.ts'

/** What a check found in one scene of one take: a sentence for each fault. */
export type Found = Readonly<Record<string, readonly string[]>>

/** A page that stays open while scene after scene is shown in it. */
export interface ScenePage {
  readonly page: Page
  /** Makes a page that was loaded again ready for scenes. */
  prepare(): Promise<void>
  show(scene: Scene): Promise<void>
  look(scene: Scene, names?: readonly CheckName[]): Promise<Found>
  /** Returns what axe finds in what is shown. */
  axe(rules: 'all' | 'drawn'): Promise<readonly string[]>
  /** Messages of the console, and breaches of the page's policy, since they were last taken. */
  takeMessages(): readonly string[]
}

/** The globals of the page that are called from here: test/screens/in-page, and axe. */
interface PageGlobals {
  readonly screens: {
    look(looked: Looked, names: readonly CheckName[]): Record<string, readonly string[]>
    show(before: View, view: View): Promise<void>
    settled(): Promise<void>
  }
  readonly axe: {
    run(options: object): Promise<{
      readonly violations: readonly {
        readonly id: string
        readonly help: string
        readonly nodes: readonly { readonly html: string }[]
      }[]
    }>
  }
}

const folder = resolve(import.meta.dirname, 'in-page')
let inPage: Promise<string> | undefined

/** The script of test/screens/in-page, and axe before it. */
async function pageScript(): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(folder, 'index.ts'), formats: ['iife'], name: 'inPage', fileName: 'in-page' },
    },
  })) as Rolldown.RolldownOutput[]
  const chunk = output[0]?.output[0]
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  return `${axe};${chunk?.code ?? ''}`
}

export async function openScenePage(browser: Browser, url: string, take: Take): Promise<ScenePage> {
  inPage ??= pageScript()
  const context = await browser.newContext({
    viewport: { width: take.width, height: take.height },
    colorScheme: take.scheme,
    forcedColors: take.forced ? 'active' : 'none',
    reducedMotion: 'reduce',
    timezoneId: 'America/Toronto',
  })
  const page = await context.newPage()
  let messages: string[] = []
  page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => messages.push(error.message))
  await page.clock.setFixedTime(now)
  await page.addInitScript({ content: await inPage })
  await page.goto(url)
  const share = take.share ?? false
  const draw = (before: Scene, scene: Scene) =>
    page.evaluate(
      ([first, second]) => (globalThis as unknown as PageGlobals).screens.show(first as View, second as View),
      [viewOf(before, take.language, share), viewOf(scene, take.language, share)],
    )

  const settled = () => page.evaluate(() => (globalThis as unknown as PageGlobals).screens.settled())

  /** Each screen's file is read once before anything is looked at. */
  async function prepare(): Promise<void> {
    const stages = new Map(scenes.map((scene) => [scene.session.at, scene]))
    for (const scene of stages.values()) {
      await draw(atWelcome, scene)
      await page.locator('h1').waitFor()
      await page.waitForLoadState('networkidle')
    }
  }
  await prepare()

  return {
    page,
    prepare,
    async show(scene) {
      await page.keyboard.press('Escape')
      await draw(scene.session.at === 'welcome' ? atNetwork : atWelcome, scene)
      if (scene.session.busy && scene.name.includes('reading')) {
        await page.clock.setFixedTime(Date.parse(now) + 2000)
        await page.locator('[data-waits]').first().waitFor()
      }
      if (take.language === 'fr') for (const text of scene.press ?? []) await press(page, text)
      if (scene.type !== undefined) await page.locator('input:not([type=radio])').first().fill(scene.type)
      // A dialog opens in a frame of its own, and a button that can be pressed now changes its colour.
      if (scene.press || scene.type !== undefined) await settled()
    },
    look: (scene, names = checksIn(take)) =>
      page.evaluate(
        ([looked, wanted]) =>
          (globalThis as unknown as PageGlobals).screens.look(looked as Looked, wanted as readonly CheckName[]),
        [
          {
            inView: take.inView ?? 'beginning',
            untouched: (scene.press ?? []).length === 0 && scene.type === undefined,
            hidden,
          },
          names,
        ],
      ),
    axe: (rules) =>
      page.evaluate(
        async (only) => {
          const runOnly = only === null ? {} : { runOnly: { type: 'rule', values: only } }
          const { violations } = await (globalThis as unknown as PageGlobals).axe.run({
            resultTypes: ['violations'],
            ...runOnly,
          })
          return violations.map(
            ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
          )
        },
        rules === 'all' ? null : drawnRules,
      ),
    takeMessages() {
      const taken = messages
      messages = []
      return taken
    },
  }
}

/** The rules of axe that colours and sizes decide. */
const drawnRules = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']

const atWelcome: Scene = { name: 'between', session: newSession }
const atNetwork: Scene = { name: 'between', session: realSessionAt(networkStage()) }

/** What the scenes hold that a shared screen must not: the ends that are shown are not all of it. */
const hidden = [
  'erablieredunord.example',
  'me.tremblay@',
  'tremblay',
  '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
  '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24',
  'b41d7c02-6e5f-4d19-8a3c-f9027d6e1b58',
  '6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13',
  '0a1b2c3d-4e5f-4678-9abc-def012345678',
]

/** Presses what the text names, as a person would: a key, a fold, or a button. */
async function press(page: Page, text: string): Promise<void> {
  if (/^F\d$/.test(text)) {
    await page.keyboard.press(text)
    return
  }
  // Some of the spaces on screen do not break.
  const name = new RegExp(`^${text.replaceAll(' ', '\\s')}`)
  const fold = page.locator('fluent-accordion-item').filter({ hasText: name }).locator('button')
  if ((await fold.count()) > 0) {
    await fold.first().click()
    return
  }
  const named = page
    .getByLabel(name)
    .or(page.locator('fluent-button, button, [slot=heading]').filter({ hasText: name }))
  // In a narrow window the steps and what is below them are a menu.
  if (!(await named.first().isVisible())) await page.locator('nav > button[aria-expanded]').click()
  await named.first().click({ force: true, timeout: 3000 })
}
