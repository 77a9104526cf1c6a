import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDrawnAlike, packed, type DrawnWith } from '#support/pictures.ts'

/** The pictures that are committed, and what they were drawn with. */
const folder = 'test/screens/references'
const keyFile = join(folder, 'drawn-with.json')

/** The most that all of them may weigh, in bytes. */
export const referencesMaxBytes = 10_000_000

/** Whether the committed pictures were drawn as those of this run are. */
export function areComparable(now: DrawnWith): boolean {
  return existsSync(keyFile) && isDrawnAlike(JSON.parse(readFileSync(keyFile, 'utf8')) as DrawnWith, now)
}

/** Replaces all committed pictures. */
export function writeReferences(pictures: ReadonlyMap<string, Buffer>, now: DrawnWith): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [scene, picture] of pictures) writeFileSync(join(folder, `${scene}.png`), packed(picture))
  writeFileSync(keyFile, `${JSON.stringify(now, null, 2)}\n`)
}

/** Returns the committed picture of a scene; `null` when there is none. */
export function referenceOf(scene: string): Buffer | null {
  const path = join(folder, `${scene}.png`)
  return existsSync(path) ? readFileSync(path) : null
}

/** The scenes that have a committed picture, and what all of these weigh, in bytes. */
export function references(): { readonly scenes: readonly string[]; readonly bytes: number } {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.png')) : []
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  return { scenes: files.map((name) => name.replace(/\.png$/, '')), bytes }
}
