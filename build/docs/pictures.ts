import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { languages, type Language } from '#core/language.ts'
import { chromiumPath, openGalleryApp, openViewer } from '#support/gallery/app.ts'
import { scenes, viewOf } from '#support/gallery/views.ts'

/** The part of a page's own world that compares two pictures; the tests' types know no browser. */
declare function createImageBitmap(blob: Blob): Promise<{ readonly width: number; readonly height: number }>
declare class OffscreenCanvas {
  constructor(width: number, height: number)
  getContext(kind: '2d'): {
    drawImage(picture: unknown, x: number, y: number): void
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray }
  } | null
}

/** What the pictures were taken of, and by what. The pixels of another Chromium, or of other fonts, say nothing. */
interface PictureRecord {
  readonly chromium: string
  /** The digest of the text of each screen, by language and scene: `fr/04-review`. */
  readonly texts: Readonly<Record<string, string>>
}

const viewport = { width: 1120, height: 760 }
/** A pixel differs when one of its colours is this far off; a picture is old when so many of its pixels differ. */
const tolerance = { colour: 32, share: 0.002 }

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
      await page.screenshot({ path: join(folder, 'pictures', language, `${scene}.png`), animations: 'disabled' })
    })
    const record: PictureRecord = { chromium: app.browser.version(), texts: sorted(texts) }
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
  const isSame = app.browser.version() === record.chromium
  let compared = 0
  try {
    const blank = await app.browser.newPage()
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
        const share = await differing(blank, readFileSync(file), await page.screenshot({ animations: 'disabled' }))
        if (share > tolerance.share)
          wrong.push(`docs/pictures/${name}.png is ${again} (${(share * 100).toFixed(1)} % differs)`)
      }
    })
  } finally {
    await app.close()
  }
  const how = isSame ? 'words and drawing' : `words only: Chromium ${app.browser.version()}, not ${record.chromium}`
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

/** Returns the share of the pixels in which two pictures differ; all of them when they are not of one size. */
async function differing(page: Page, one: Buffer, two: Buffer): Promise<number> {
  const pictures = [one, two].map((picture) => `data:image/png;base64,${picture.toString('base64')}`)
  return page.evaluate(
    async ([first = '', second = '', colour]) => {
      const pixels = async (address: string) => {
        const bitmap = await createImageBitmap(await (await fetch(address)).blob())
        const drawing = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
        drawing?.drawImage(bitmap, 0, 0)
        return drawing?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray()
      }
      const [before, after] = [await pixels(first as string), await pixels(second as string)]
      if (before.length !== after.length) return 1
      let count = 0
      for (let at = 0; at < before.length; at += 4) {
        const off = [0, 1, 2].some(
          (part) => Math.abs((before[at + part] ?? 0) - (after[at + part] ?? 0)) > (colour as number),
        )
        if (off) count += 1
      }
      return count / (before.length / 4)
    },
    [...pictures, tolerance.colour] as const,
  )
}

function sorted<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).toSorted(([one], [two]) => one.localeCompare(two)))
}
