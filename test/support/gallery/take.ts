/**
 * Pictures of every screen and state, from the built renderer under the real Content-Security-Policy, with made-up
 * views in place of the main process. Ends with 1 on any console message, policy violation or axe violation.
 * `npm run gallery -- [part-of-a-scene-name] [part-of-a-take-name]` → out/gallery/*.png
 */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { openGalleryApp, openViewer } from './app.ts'
import { now, scenes, viewOf, type Scene } from './views.ts'

/** What the functions that run in the page know of it. */
interface Box {
  readonly scrollWidth: number
  readonly clientWidth: number
}
declare const document: { querySelector(selector: string): Box | null; readonly documentElement: Box }
declare const innerWidth: number

const root = resolve(import.meta.dirname, '../../..')
const pictures = join(root, 'out/gallery')

interface Take {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
  readonly language: 'fr' | 'en'
  readonly share?: boolean
  readonly forced?: boolean
  readonly axe?: boolean
  /** Only the scenes whose name has one of these. */
  readonly only?: RegExp
}

const large = { width: 1120, height: 760 }
const someScenes = /^(01|03|04|05c|06|07c|08|10|11|13|20|21|22|22d|23|24)-|^23c/
const takes: readonly Take[] = [
  { name: 'fr-light', ...large, scheme: 'light', language: 'fr', axe: true },
  { name: 'fr-dark', ...large, scheme: 'dark', language: 'fr' },
  { name: 'en-light', ...large, scheme: 'light', language: 'en' },
  { name: 'en-dark', ...large, scheme: 'dark', language: 'en', axe: true },
  { name: 'fr-small', width: 720, height: 560, scheme: 'light', language: 'fr', axe: true },
  { name: 'en-share', ...large, scheme: 'dark', language: 'en', share: true, only: someScenes },
  { name: 'fr-share', ...large, scheme: 'light', language: 'fr', share: true, only: someScenes },
  { name: 'fr-narrow', width: 360, height: 640, scheme: 'light', language: 'fr', only: someScenes },
  { name: 'fr-forced', ...large, scheme: 'dark', language: 'fr', forced: true, only: someScenes },
]

async function press(page: Page, text: string): Promise<void> {
  // Some of the spaces on screen do not break.
  const name = new RegExp(`^${text.replaceAll(' ', '\\s')}`)
  const details = page.locator('fluent-accordion-item').filter({ hasText: name }).locator('button')
  if ((await details.count()) > 0) return details.first().click()
  const named = page
    .getByLabel(name)
    .or(page.locator('fluent-button, button, [slot=heading]').filter({ hasText: name }))
  await named.first().click({ force: true, timeout: 3000 })
  await page.waitForTimeout(250)
}

async function takeAll(
  browser: Browser,
  url: string,
  take: Take,
  wanted: readonly Scene[],
): Promise<readonly string[]> {
  const wrong: string[] = []
  const context = await browser.newContext({
    viewport: { width: take.width, height: take.height },
    colorScheme: take.scheme,
    forcedColors: take.forced ? 'active' : 'none',
    reducedMotion: 'no-preference',
    timezoneId: 'America/Toronto',
  })
  let name = ''
  const show = await openViewer(context, url, (page) => {
    page.on('console', (message) => wrong.push(`${name}: console ${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => wrong.push(`${name}: ${error.message}`))
  })
  for (const scene of wanted.filter(({ name: one }) => take.only?.test(one) ?? true)) {
    name = `${scene.name}-${take.name}`
    const page = await show(viewOf(scene, take.language, take.share ?? false))
    if (scene.session.busy && scene.name.includes('reading')) {
      await page.clock.setFixedTime(Date.parse(now) + 2000)
      await page.waitForTimeout(1200)
    }
    if (take.language === 'fr' && !take.forced) for (const text of scene.press ?? []) await press(page, text)
    if (scene.type !== undefined) await page.locator('input').first().fill(scene.type)
    await page.screenshot({ path: join(pictures, `${name}.png`) })
    const sideways = await page.evaluate(() => {
      const column = document.querySelector('.column')
      return (
        document.documentElement.scrollWidth > innerWidth ||
        (column !== null && column.scrollWidth > column.clientWidth)
      )
    })
    if (sideways) wrong.push(`${name}: scrolls sideways`)
    if (take.axe) {
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const { id, help, nodes } of violations)
        wrong.push(`${name}: axe ${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
    }
  }
  await context.close()
  return wrong
}

const only = process.argv[2] ?? ''
const onlyTake = process.argv[3] ?? ''
const wanted = scenes.filter(({ name }) => name.includes(only))
if (only === '' && onlyTake === '') await rm(pictures, { recursive: true, force: true })
await mkdir(pictures, { recursive: true })
const { browser, url, close } = await openGalleryApp()
const wrong: string[] = []
try {
  const all = await Promise.all(
    takes.filter(({ name }) => name.includes(onlyTake)).map((take) => takeAll(browser, url, take, wanted)),
  )
  wrong.push(...all.flat())
} finally {
  await close()
}
for (const line of new Set(wrong)) process.stdout.write(`${line}\n`)
process.stdout.write(`gallery: ${wanted.length} scenes, ${wrong.length} problems, ${pictures}\n`)
process.exitCode = wrong.length === 0 ? 0 : 1
