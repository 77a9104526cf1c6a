import { fingerprint } from '#core/fingerprint.ts'
import { practiceFileName } from '#core/handoff/document.ts'
import { practiceRecipient } from '#practice/company/reception-key.ts'
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { controlCodeWords, readControlCode } from '#words/format/control-code.ts'
import { exportWords } from '#words/screens/exports.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { doneWords } from '#words/screens/done.ts'
import { renewalWords } from '#words/screens/review/renewal.ts'
import { reviewWords } from '#words/screens/review/review.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { openBrowser } from '#support/browser.ts'
import { readCalendar } from '#support/calendar-lines.ts'
import { holds } from '#support/leaks.ts'
import { openSealed } from '#support/open-sealed.ts'
import { mistakes } from '#support/powershell-tree.ts'
import { printedText } from '#support/printed.ts'
import { approve, handOff, heading, press, prove, removeAll, walkToReview, type Walker } from '#support/walk.ts'

const mailbox = 'accueil@erablieredunord.example'
const folder = mkdtempSync(join(tmpdir(), 'prextra-documents-'))
let browser: Browser
let assistant: Assistant

beforeAll(async () => {
  browser = await openBrowser()
  assistant = await launchAssistant()
})

afterAll(async () => {
  await assistant.close()
  await browser.close()
})

/** The settings of a hidden window that prints, as Electron reports them. */
interface Printer {
  readonly javascript: boolean
  readonly sandbox: boolean
  readonly preload: string | undefined
  readonly shown: boolean
  readonly reached: string
}

test('what a person takes away: printed, complete, in both languages, and without a secret', async () => {
  const { app, window } = assistant
  const walker: Walker = { assistant, browser, language: 'fr', look: () => Promise.resolve() }
  const words = exportWords.fr
  await watchPrinters(assistant)

  await walkToReview(walker)
  await heading(window, reviewWords.fr.heading).waitFor()
  const plan = await save('plan.pdf', words.lines.plan.link)
  expect(printedText(plan).join(' ')).toMatch(
    /plan à approuver.*Exercice · Locataire fictif.*À créer.*full_access_as_app/,
  )
  expect(assistant.tenantWrites()).toEqual([])

  await approve(walker)
  await prove(walker, mailbox)
  const sealed = join(folder, 'PRATIQUE-acces.age')
  await handOff(walker, sealed)
  const { clientSecret, secretKeyId, applicationId, tenantId } = openSealed(sealed)
  const code = readControlCode((await window.locator('.words').innerText()).replaceAll('\n', ' – ')) ?? []

  const report = await saveRow('rapport.pdf', words.rows.report.name)
  const security = await saveRow('securite.pdf', words.rows.security.name)
  const reminder = await saveRow('rappel.ics', words.rows['reminder-secret'].name)
  await press(window, shellWords.fr.otherLanguage)
  await heading(window, doneWords.en.headingPractice).waitFor()
  const english = await saveRow('report.pdf', exportWords.en.rows.report.name, 'en')

  const ids = [tenantId, applicationId, secretKeyId]
  const named = [
    'Érablière du Nord inc.',
    'Marie-Ève Tremblay',
    mailbox,
    'PRATIQUE-acces.age',
    fingerprint(practiceRecipient.publicKey),
  ]
  for (const [path, language] of [
    [report, 'fr'],
    [english, 'en'],
  ] as const) {
    const sheets = printedText(path)
    // It has two sheets with the fonts of Windows. Another Chromium may break pages at other places.
    expect(sheets.length).toBeLessThanOrEqual(3)
    const numbers = sheets.map((_sheet, place) => `${place + 1} / ${sheets.length}`)
    expect(sheets.map((sheet) => /\d \/ \d/.exec(sheet)?.[0])).toEqual(numbers)
    const text = sheets.join(' ')
    const told = [...named, controlCodeWords(code, language).join(' – '), ...ids.map(spread)]
    expect(told.filter((one) => !text.includes(one) && !spread(text).includes(one))).toEqual([])
  }
  expect(code).toHaveLength(8)
  const sheet = printedText(security).join(' ')
  expect(sheet).toMatch(/fiche de sécurité.*full_access_as_app.*login\.microsoftonline\.com/)
  expect(spread(sheet)).toContain(spread(applicationId))
  const calendar = readCalendar(readFileSync(reminder, 'utf8'))
  expect(JSON.stringify(calendar)).toContain(secretKeyId)

  // The hidden windows ran no script and reached no network: this program itself answers what leads out of it.
  const printers = await app.evaluate(() => (globalThis as { printers?: Printer[] }).printers ?? [])
  expect(printers).toHaveLength(4)
  for (const printer of printers) {
    expect(printer).toEqual({ javascript: false, sandbox: true, shown: false, reached: '404' })
  }
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)

  // A file that cannot be written is reported, and nothing of it is left.
  await assistant.savesTo(join(folder, 'nowhere', 'rapport.pdf'))
  await row(exportWords.en.rows.report.name).locator('fluent-button').click()
  await window.getByText(sayProblem({ code: 'file-not-written', at: '' }, 'en').sentence).waitFor()
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)

  await press(window, shellWords.en.otherLanguage)
  await press(window, doneWords.fr.home)
  await walkToReview(walker)
  await heading(window, reviewWords.fr.inPlace.heading).waitFor()
  await window.getByText(renewalWords.fr.removeLink).waitFor()
  await removeAll(walker)
  const script = await save('retirer.ps1', words.lines['withdraw-script'].link)
  const bytes = readFileSync(script)
  // Windows PowerShell 5.1 needs a byte order mark and lines that end in CRLF.
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const text = bytes.subarray(3).toString('utf8')
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(text).toContain(`$ApplicationId = '${applicationId}'`)
  expect(text).toContain('é')
  expect(mistakes(text)).toEqual([])

  const files = readdirSync(folder)
  expect(files.filter((name) => !name.startsWith('PRATIQUE-'))).toEqual(['PRACTICE-report.pdf'])
  expect(files).toHaveLength(7)
  for (const name of files) {
    const path = join(folder, name)
    expect(statSync(path).mode & 0o077).toBe(0)
    expect(holds(readFileSync(path), clientSecret)).toBe(false)
    if (name.endsWith('.pdf')) expect(spread(printedText(path).join(' '))).not.toContain(spread(clientSecret))
  }
})

/** Saves by a link in the text, and waits until the screen says so. */
async function save(name: string, link: string): Promise<string> {
  await assistant.savesTo(join(folder, name))
  await press(assistant.window, link)
  // It is told to a screen reader as well.
  await assistant.window.getByText(`PRATIQUE-${name}`).first().waitFor()
  return join(folder, `PRATIQUE-${name}`)
}

async function saveRow(name: string, document: string, language: 'fr' | 'en' = 'fr'): Promise<string> {
  await assistant.savesTo(join(folder, name))
  await row(document).locator('fluent-button').click()
  const file = practiceFileName(name, language)
  await row(document).getByText(file).first().waitFor()
  await row(document).locator('fluent-button').filter({ hasText: exportWords[language].again }).waitFor()
  return join(folder, file)
}

function row(document: string) {
  return assistant.window.locator('li').filter({ hasText: document })
}

/** Returns a text without spaces, because a printed id may be broken over two lines. */
function spread(text: string): string {
  return text.replace(/\s/g, '')
}

/** Records the settings of every window as it is made, and lets it try to reach the network. */
async function watchPrinters({ app }: Assistant): Promise<void> {
  await app.evaluate(({ app: electron }) => {
    const printers: unknown[] = []
    Object.assign(globalThis, { printers })
    electron.on('browser-window-created', (_event, made) => {
      const { webContents } = made
      const preferences = (
        webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences()
      const { javascript, sandbox, preload } = preferences
      const printer = { javascript, sandbox, preload, shown: made.isVisible(), reached: 'not tried' }
      printers.push(printer)
      void webContents.session.fetch('https://example.org/').then(
        ({ status }) => Object.assign(printer, { reached: `${status}` }),
        (error: unknown) => Object.assign(printer, { reached: (error as Error).message }),
      )
    })
  })
}
