import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInWords } from '#words/screens/sign-in.ts'
import { documentationWords } from '#words/pages/documentation.ts'
import { shellWords } from '#words/screens/shell/shell.ts'
import { welcomeWords } from '#words/screens/welcome.ts'
import { launchAssistant, type Assistant } from '#support/assistant.ts'
import { heading, press } from '#support/walk.ts'

let assistant: Assistant

beforeAll(async () => {
  assistant = await launchAssistant()
})

afterAll(() => assistant.close())

/** The window of the documentation as Electron sees it; `null` when it is not open. */
interface HelpWindow {
  readonly url: string
  readonly title: string
  readonly preload: string | null
  readonly javascript: boolean
  readonly sandbox: boolean
}

function helpWindow(): Promise<HelpWindow | null> {
  return assistant.app.evaluate(({ webContents }) => {
    const contents = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://help/'))
    if (!contents) return null
    const { preload, javascript, sandbox } = (
      contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences()
    return {
      url: contents.getURL(),
      title: contents.getTitle(),
      preload: typeof preload === 'string' && preload !== '' ? preload : null,
      javascript: javascript === true,
      sandbox: sandbox === true,
    }
  })
}

/** Presses keys as the system does, in the window of the assistant or of its documentation. */
function pressKeys(where: 'assistant' | 'help', ...keys: readonly string[]): Promise<void> {
  return assistant.app.evaluate(
    ({ webContents }, [host, ...pressed]) => {
      const contents = webContents.getAllWebContents().find((one) => one.getURL().startsWith(`app://${host}/`))
      contents?.focus()
      for (const keyCode of pressed) {
        contents?.sendInputEvent({ type: 'keyDown', keyCode })
        if (keyCode === 'Enter') contents?.sendInputEvent({ type: 'char', keyCode: '\r' })
        contents?.sendInputEvent({ type: 'keyUp', keyCode })
      }
    },
    [where, ...keys] as const,
  )
}

const shows = (url: string) => expect.poll(async () => (await helpWindow())?.url, { timeout: 20_000 }).toBe(url)

test('F1 opens the page of the step, in the language of the window, where nothing runs and nothing is reached', async () => {
  const { window } = assistant
  await heading(window, welcomeWords.fr.heading).waitFor()
  await pressKeys('assistant', 'F1')
  await shows('app://help/fr/steps/00.html')
  await expect.poll(async () => (await helpWindow())?.title).toMatch(/^00\s· Accueil/)
  expect(await helpWindow()).toMatchObject({ preload: null, javascript: false, sandbox: true })
  const reached = await assistant.app.evaluate(async ({ session }) => {
    const help = session.fromPartition('help', { cache: false })
    const answers = ['https://learn.microsoft.com/', 'app://assistant/index.html', 'app://help/../main/index.cjs'].map(
      (url) =>
        help.fetch(url).then(
          (answer) => `${answer.status}`,
          (error: unknown) => (error as Error).message,
        ),
    )
    return Promise.all(answers)
  })
  expect(reached).toEqual(['404', '404', '404'])

  // The same window shows the page of the step that comes next, and a link leads to the other language.
  await press(window, welcomeWords.fr.startPractice)
  await heading(window, signInWords.fr.heading).waitFor()
  await pressKeys('assistant', 'F1')
  await shows('app://help/fr/steps/a1.html')
  const help = assistant.app.windows().find((one) => one.url().startsWith('app://help/'))
  await help?.getByRole('link', { name: documentationWords.fr.otherLanguage }).click()
  await shows('app://help/en/steps/a1.html')
  const windows = await assistant.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(windows).toBe(2)

  // Alt+Left leads back to the page that was left, and Escape closes.
  await assistant.app.evaluate(({ webContents }) => {
    const contents = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://help/'))
    contents?.sendInputEvent({ type: 'keyDown', keyCode: 'Left', modifiers: ['alt'] })
  })
  await shows('app://help/fr/steps/a1.html')
  await pressKeys('help', 'Escape')
  await expect.poll(helpWindow, { timeout: 20_000 }).toBeNull()
  await press(window, shellWords.fr.otherLanguage)
  await window.locator('html[lang^=en]').waitFor({ state: 'attached' })
  await pressKeys('assistant', 'F1')
  await shows('app://help/en/steps/a1.html')
})
