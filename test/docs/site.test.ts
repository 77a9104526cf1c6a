import { AxeBuilder } from '@axe-core/playwright'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { newGuide } from '#core/guide/guide.ts'
import { publicCloud } from '#core/access/cloud.ts'
import { suppliedFacts } from '#support/cdid-facts.ts'
import { chromiumPath } from '#support/gallery/app.ts'
import { identity, now, toDo } from '#support/gallery/facts.ts'
import { doneStage, guideStage, realSessionAt, reviewStage } from '#support/gallery/sessions.ts'
import { isWholeRun } from '#support/share.ts'
import { documentationWords } from '#words/pages/documentation.ts'
import { documentOf } from '#words/pages/session-documents.ts'

const languages = ['fr', 'en'] as const
/** In a run of everything, French stands for both: the pages are made alike. */
const tried = isWholeRun ? languages : (['fr'] as const)
const folder = mkdtempSync(join(tmpdir(), 'prextra-site-'))
let browser: Browser

beforeAll(async () => {
  for (const form of ['site', 'app']) {
    execFileSync(process.execPath, ['build/docs/docs.ts', `--${form}`, join(folder, form)], { stdio: 'inherit' })
  }
  browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Opens a page and notes what it asks for from anywhere but its folder, and what its policy refuses. */
async function open(
  form: 'site' | 'app',
  name: string,
  scheme: 'light' | 'dark' = 'light',
): Promise<{ page: Page; wrong: string[] }> {
  const context = await browser.newContext({ colorScheme: scheme })
  const page = await context.newPage()
  const wrong: string[] = []
  const home = pathToFileURL(join(folder, form)).href
  page.on('request', (request) => {
    if (!request.url().startsWith(home)) wrong.push(request.url())
  })
  page.on('console', (message) => wrong.push(message.text()))
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('requestfailed', (request) => wrong.push(`${request.url()} failed`))
  await page.goto(`${home}/${name}.html`)
  return { page, wrong }
}

describe.each(tried)('the site (%s)', (language) => {
  it('asks for nothing from outside, and shows every picture', async () => {
    const { page, wrong } = await open('site', `${language}/steps/a4`)
    const sizes = await page.locator('img').evaluateAll((pictures) =>
      Promise.all(
        (pictures as unknown as { loading: string; decode(): Promise<void>; naturalWidth: number }[]).map(
          async (picture) => {
            picture.loading = 'eager'
            await picture.decode()
            return picture.naturalWidth
          },
        ),
      ),
    )
    expect(sizes).toEqual([1120, 1120, 1120])
    expect(wrong).toEqual([])
  })

  it.each([
    ['the words of a page', { fr: 'secret expiré', en: 'secret expired' }, 'problems/secret-expired'],
    ['words without their accents', { fr: 'execution arreter', en: 'run stopping' }, 'steps/a3'],
    ['the code of a message', { fr: 'mailbox-alias', en: 'mailbox-alias' }, 'problems/mailbox-alias'],
    ['a number of Microsoft’s', { fr: 'AADSTS50105', en: 'aadsts50105' }, 'problems/sign-in-not-assigned'],
  ] as const)('finds %s', async (_what, typed, name) => {
    const { page } = await open('site', `${language}/index`)
    await page.getByLabel(documentationWords[language].search).fill(typed[language])
    const found = await page
      .locator('#found a')
      .evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href))
    expect(found.some((href) => href.endsWith(`/${language}/${name}.html`))).toBe(true)
    await page.locator('#found a').first().click()
    await page.locator('main h1').waitFor()
  })

  it('says when nothing is found', async () => {
    const { page } = await open('site', `${language}/steps/m5`)
    await page.keyboard.press('/')
    await page.keyboard.type('zzzz')
    expect(await page.locator('#found').innerText()).toBe(documentationWords[language].nothingFound)
  })
})

const looked = ['index', 'before-you-start', 'steps/a4', 'problems/index', 'problems/ews-blocked', 'security']

describe.each(isWholeRun ? (['site', 'app'] as const) : (['app'] as const))('to axe, on the %s', (form) => {
  it.each(isWholeRun ? looked : looked.slice(2, 3))('%s has nothing in the way of anybody', async (name) => {
    for (const language of tried) {
      for (const scheme of ['light', 'dark'] as const) {
        const { page, wrong } = await open(form, `${language}/${name}`, scheme)
        // axe itself asks for the style sheets, which the policy refuses.
        expect(wrong).toEqual([])
        const axe = new AxeBuilder({ page })
        // The colours are all that the dark drawing changes.
        const { violations } = await (scheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
        await page.context().close()
      }
    }
  })

  it('nothing scrolls sideways in a narrow window', async () => {
    for (const name of looked) {
      const { page } = await open(form, `fr/${name}`)
      await page.setViewportSize({ width: 320, height: 640 })
      const width = await page.evaluate('document.documentElement.scrollWidth')
      expect([name, width]).toEqual([name, 320])
      await page.context().close()
    }
  })
})

// The runtime of the tests makes no tagged PDF; this Chromium, as Electron 45's, does.
describe.each(tried)('a document as PDF (%s)', (language) => {
  const entered = newGuide('present', profiles.ews, now, { tenantId: identity.tenantId })
  const world = {
    cloud: publicCloud,
    recipients: [{ id: 'cdid', publicKey: `age1${'q'.repeat(58)}`, notAfter: '2030-01-01' }],
    signInApplication: { clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e', name: 'Sign-in', isOurs: false },
    now: new Date(now),
    cdid: suppliedFacts,
  }
  it.each([
    ['report', realSessionAt(doneStage()), 3],
    ['security', realSessionAt(doneStage()), 4],
    ['plan', realSessionAt(reviewStage({ plan: toDo })), 4],
    ['guide', realSessionAt(guideStage(entered)), 4],
  ] as const)(
    '%s is tagged, titled and in its language, and has no sheet that is nearly empty',
    async (name, session, most) => {
      const ready = documentOf(name, { session, ...world }, language)
      if (!ready) throw new Error('it was to be made')
      const page = await browser.newPage()
      await page.setContent(ready.text)
      const printer = await page.context().newCDPSession(page)
      const { data } = await printer.send('Page.printToPDF', {
        paperWidth: 8.5,
        paperHeight: 11,
        marginTop: 0.75,
        marginBottom: 0.75,
        marginLeft: 0.75,
        marginRight: 0.75,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      })
      const bytes = Buffer.from(data, 'base64')
      const file = join(folder, `${name}-${language}.pdf`)
      writeFileSync(file, bytes)
      const text = bytes.toString('latin1')
      expect(text).toContain('/StructTreeRoot')
      expect(text).toMatch(/\/Marked true/)
      expect(text).toContain(`/Lang (${language}-CA)`)
      const sheets = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1)
      expect(sheets.length).toBeLessThanOrEqual(most)
      const lines = sheets.map((sheet) => sheet.split('\n').filter((line) => line.trim() !== '').length)
      expect(Math.min(...lines)).toBeGreaterThan(8)
      expect(ready.text).toContain(`<title>${ready.title}</title>`)
      await page.close()
    },
  )
})

it('the pages of the application are as many as its screens and messages ask for', () => {
  expect(existsSync(join(folder, 'app/fr/steps/n1.html'))).toBe(true)
  expect(existsSync(join(folder, 'app/fr/reception.html'))).toBe(false)
  expect(existsSync(join(folder, 'app/search.js'))).toBe(false)
})
