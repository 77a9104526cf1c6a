import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shellWords } from '#words/screens/shell/shell.ts'
import type { Language } from '#words/format/language.ts'
import type { Assistant } from './assistant.ts'
import { press } from './walk.ts'

/** The screen as it stands: French and English, light and dark. Leaves it in French and light. Returns the file names. */
export async function photograph(assistant: Assistant, folder: string, screen: string): Promise<readonly string[]> {
  const { window } = assistant
  const names: string[] = []
  // Chromium's own call takes a third of Playwright's time. A person who wants no motion sees what is drawn at its end.
  const chromium = await window.context().newCDPSession(window)
  for (const language of ['fr', 'en'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const name = `${screen}-${language}-${colorScheme}.png`
      const { data } = await chromium.send('Page.captureScreenshot', { optimizeForSpeed: true })
      writeFileSync(join(folder, name), Buffer.from(data, 'base64'))
      names.push(name)
    }
    await switchFrom(assistant, language)
  }
  await window.emulateMedia({ colorScheme: 'light', reducedMotion: null })
  await chromium.detach()
  return names
}

/** The other language's name, at the foot of the rail. */
async function switchFrom({ window }: Assistant, language: Language): Promise<void> {
  await press(window, shellWords[language].otherLanguage)
  await window.locator(`html[lang^=${language === 'fr' ? 'en' : 'fr'}]`).waitFor({ state: 'attached' })
}
