import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { languages, type Language } from '#core/language.ts'
import { chromiumPath, openGalleryApp, openViewer } from '#support/gallery/app.ts'
import { scenes, viewOf } from '#support/gallery/views.ts'
import { difference, drawnWith, isDrawnAlike, packed, type DrawnWith } from '#support/pictures.ts'

/** What the pictures were taken of, and by what. The pixels of another Chromium, or of other fonts, say nothing. */
interface PictureRecord {
  readonly drawnWith: DrawnWith
  /** The digest of the text of each screen, by language and scene: `fr/04-review`. */
  readonly texts: Readonly<Record<string, string>>
}

const viewport = { width: 1120, height: 760 }

const recordOf = (folder: string) => join(folder, 'pictures', 'scenes.json')

/** The scenes that the documentation shows, by the names of the pictures in it. */
function scenesShown(folder: string): readonly string[] {
  const pages = readdirSync(join(folder, 'fr'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  )
  const shown = pages.flatMap((file) =>
    Array.from(
      readFileSync(join(folder, 'fr', file), 'utf8').matchAll(/!\[[^\]]*\]\(([\w-]+)\.png\)/g),
      ([, name = '']) => name,
    ),
  )
  return [...new Set(shown)].toSorted()
}

/** Takes the pictures of every scene that the documentation shows, and removes those that it shows no longer. */
export async function takePictures(folder: string): Promise<string> {
  const texts: Record<string, string> = {}
  const app = await openGalleryApp()
  try {
    for (const language of languages) {
      rmSync(join(folder, 'pictures', language), { recursive: true, force: true })
      mkdirSync(join(folder, 'pictures', language), { recursive: true })
    }
    await eachScene(app, scenesShown(folder), async (page, language, scene) => {
      texts[`${language}/${scene}`] = await textDigest(page)
      writeFileSync(join(folder, 'pictures', language, `${scene}.png`), packed(await picture(page)))
    })
    const record: PictureRecord = { drawnWith: drawnWith(app.browser.version()), texts: sorted(texts) }
    writeFileSync(recordOf(folder), `${JSON.stringify(record, null, 2)}\n`)
  } finally {
    await app.close()
  }
  return `${Object.keys(texts).length} pictures taken`
}

/**
 * Compares the pictures with the screens as they are now: the text of each, and what is drawn where the same Chromium draws
 * it. Says what was compared.
 */
export async function comparePictures(
  folder: string,
): Promise<{ readonly said: string; readonly wrong: readonly string[] }> {
  if (!existsSync(chromiumPath)) return { said: 'pictures not compared: no Chromium here', wrong: [] }
  const record = JSON.parse(readFileSync(recordOf(folder), 'utf8')) as PictureRecord
  const app = await openGalleryApp()
  const wrong: string[] = []
  const now = drawnWith(app.browser.version())
  const isSame = isDrawnAlike(now, record.drawnWith)
  let compared = 0
  try {
    await eachScene(app, scenesShown(folder), async (page, language, scene) => {
      const name = `${language}/${scene}`
      const file = join(folder, 'pictures', `${name}.png`)
      compared += 1
      const again = 'older than its screen: run «npm run docs -- --pictures»'
      if (!existsSync(file) || record.texts[name] === undefined)
        wrong.push(`docs/pictures/${name}.png was never taken: run «npm run docs -- --pictures»`)
      else if ((await textDigest(page)) !== record.texts[name])
        wrong.push(`docs/pictures/${name}.png says something else and is ${again}`)
      else if (isSame) {
        const found = difference(readFileSync(file), await picture(page))
        if (found) wrong.push(`docs/pictures/${name}.png is ${again} (${found.what})`)
      }
    })
  } finally {
    await app.close()
  }
  const how = isSame
    ? 'words and drawing'
    : `words only: ${now.browser} with fonts ${now.fonts} draws otherwise than ${record.drawnWith.browser}`
  return { said: `${compared} pictures compared (${how})`, wrong }
}

async function eachScene(
  { browser, url }: Awaited<ReturnType<typeof openGalleryApp>>,
  names: readonly string[],
  look: (page: Page, language: Language, scene: string) => Promise<void>,
): Promise<void> {
  const inLanguage = async (language: Language) => {
    const context = await browser.newContext({
      viewport,
      colorScheme: 'light',
      reducedMotion: 'reduce',
      timezoneId: 'America/Toronto',
    })
    const show = await openViewer(context, url)
    for (const name of names) {
      const scene = scenes.find((one) => one.name === name)
      if (!scene) throw new Error(`the documentation shows ${name}, which is no scene of the gallery`)
      // A person sees the real set-up, not the practice that most scenes are in.
      const view = viewOf({ ...scene, session: { ...scene.session, practice: false } }, language, false)
      await look(await show({ ...view, electron: 'pinned' }), language, name)
    }
    await context.close()
  }
  await Promise.all(languages.map(inLanguage))
}

async function textDigest(page: Page): Promise<string> {
  const text = await page.locator('body').innerText()
  return createHash('sha256').update(text.replace(/\s+/g, ' ')).digest('hex').slice(0, 16)
}

const picture = (page: Page) => page.screenshot({ animations: 'disabled', caret: 'hide' })

function sorted<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).toSorted(([one], [two]) => one.localeCompare(two)))
}
