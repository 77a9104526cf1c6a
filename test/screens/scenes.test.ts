import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { scenes } from '#support/gallery/views.ts'
import { difference, drawnWith } from '#support/pictures.ts'
import { isWholeRun } from '#support/share.ts'
import { lookAtScenes, type LookedAt } from './look-at-scenes.ts'
import { overviewPage } from './overview.ts'
import { areComparable, referenceOf, references, referencesMaxBytes, writeReferences } from './references.ts'
import { takes } from './takes.ts'

/** A cut for `npm test`: a scene of each screen, where there is least room and in the other language. */
const someTakes = takes.filter(({ name }) => ['fr-125', 'en-dark'].includes(name))
const someScenes = /^(01-w|02-s|03-i|04-r|06-run-w|08-p|10-h|11b|20-h|23b|34b|52-l)/

/** Set by `npm run test:screens -- --update`: the pictures that are drawn become the ones that are committed. */
const updates = process.env['PREXTRA_UPDATE_PICTURES'] !== undefined

const shownTakes = updates ? takes.slice(0, 1) : isWholeRun ? takes : someTakes
const shownScenes = isWholeRun ? scenes : scenes.filter(({ name }) => someScenes.test(name))
const folder = join('out', 'screens')
let lookedAt: LookedAt
/** What a picture is compared with: the committed one, or, where that was drawn with something else, one of this run. */
let before: (scene: string) => Buffer | null | undefined

beforeAll(async () => {
  if (isWholeRun) for (const what of ['index.html', 'differences', ...takes.map(({ name }) => name)]) remove(what)
  lookedAt = await lookAtScenes(shownTakes, shownScenes, isWholeRun ? folder : null)
  if (!isWholeRun) return
  writeFileSync(join(folder, 'index.html'), overviewPage(shownTakes, shownScenes, lookedAt))
  const now = drawnWith(lookedAt.browserVersion)
  if (updates || areComparable(now)) {
    before = referenceOf
    return
  }
  const { pictures } = await lookAtScenes(shownTakes.slice(0, 1), shownScenes, null)
  before = (scene) => pictures.get(scene)
  process.stdout.write(
    `screens · pictures compared within this run alone: ${now.browser} with the fonts ${now.fonts} drew no committed one\n`,
  )
}, 900_000)

function remove(what: string): void {
  rmSync(join(folder, what), { recursive: true, force: true })
}

test.each(shownTakes.flatMap((take) => shownScenes.map((scene) => [take.name, scene.name, take, scene] as const)))(
  '%s: %s',
  (_take, _scene, take, scene) => {
    const faults = lookedAt.faultsOf(take, scene)
    expect(faults, faults.join('\n')).toEqual([])
  },
)

if (isWholeRun) {
  test.each(shownScenes)('$name looks as it did', ({ name }) => {
    const drawn = lookedAt.pictures.get(name)
    if (updates) return
    const earlier = before(name)
    if (!drawn || !earlier) throw new Error('there is no picture of it')
    const found = difference(earlier, drawn)
    if (found?.picture) {
      mkdirSync(join(folder, 'differences'), { recursive: true })
      writeFileSync(join(folder, 'differences', `${name}.png`), found.picture)
    }
    expect(found?.what ?? null).toBeNull()
  })

  test('each committed picture is of a scene, and together they stay within their weight', () => {
    if (updates) writeReferences(lookedAt.pictures, drawnWith(lookedAt.browserVersion))
    const { scenes: pictured, bytes } = references()
    expect(pictured.filter((name) => !scenes.some((scene) => scene.name === name))).toEqual([])
    expect(bytes).toBeLessThanOrEqual(referencesMaxBytes)
  })
}
