import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

/** How different a pixel may be before it counts, and how many may count: text is drawn a little differently each time. */
const threshold = 0.1
const pixelsMax = 40

/** What a picture depends on besides the screens. */
export interface DrawnWith {
  readonly browser: string
  /** A digest of the files of the fonts. */
  readonly fonts: string
}

export function drawnWith(browserVersion: string): DrawnWith {
  const env = { ...process.env, FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf') }
  const hash = createHash('sha256')
  for (const name of ['Segoe UI', 'Segoe UI:bold', 'Segoe UI:weight=180', 'Cascadia Mono']) {
    hash.update(readFileSync(execFileSync('fc-match', ['-f', '%{file}', name], { env, encoding: 'utf8' })))
  }
  return { browser: browserVersion, fonts: hash.digest('hex').slice(0, 16) }
}

/** Whether pictures were drawn with the same browser and the same fonts, so that a difference means something. */
export function isDrawnAlike(one: DrawnWith, other: DrawnWith): boolean {
  return one.browser === other.browser && one.fonts === other.fonts
}

/** Returns how two pictures differ, and a picture of that; `null` when a person would see them as one. */
export function difference(
  before: Buffer,
  now: Buffer,
): { readonly what: string; readonly picture: Buffer | null } | null {
  const [old, fresh] = [PNG.sync.read(before), PNG.sync.read(now)]
  if (old.width !== fresh.width || old.height !== fresh.height) {
    return { what: `${old.width} × ${old.height} px were ${fresh.width} × ${fresh.height}`, picture: null }
  }
  const shown = new PNG({ width: old.width, height: old.height })
  const pixels = pixelmatch(old.data, fresh.data, shown.data, old.width, old.height, { threshold })
  return pixels <= pixelsMax ? null : { what: `${pixels} pixels differ`, picture: PNG.sync.write(shown) }
}

/** Returns a picture in half the bytes: in 16 shades of each colour, which is less than what counts as a difference. */
export function packed(picture: Buffer): Buffer {
  const png = PNG.sync.read(picture)
  png.data.forEach((shade, at) => {
    png.data[at] = Math.round(shade / 17) * 17
  })
  return PNG.sync.write(png, { deflateLevel: 9, deflateStrategy: 0, filterType: 0, colorType: 2 })
}
