import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isWholeRun } from '#support/share.ts'
import { comparePictures } from '../../build/docs/pictures.ts'

// Drawing every screen takes minutes: in a run of everything, the texts of the pictures' names are enough (documentation.test.ts).
const folder = mkdtempSync(join(tmpdir(), 'prextra-pictures-'))

beforeAll(() => {
  for (const part of ['fr', 'en', 'pictures']) cpSync(join('docs', part), join(folder, part), { recursive: true })
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

it.runIf(isWholeRun)('no picture is older than its screen', { timeout: 600_000 }, async () => {
  const { wrong, said } = await comparePictures('docs')
  expect(wrong).toEqual([])
  expect(said).toMatch(/^\d\d pictures compared/)
})

it.runIf(isWholeRun)(
  'a picture that is older, of other words, or was never taken, is found',
  { timeout: 600_000 },
  async () => {
    const record = join(folder, 'pictures/scenes.json')
    const kept = JSON.parse(readFileSync(record, 'utf8')) as { texts: Record<string, string> }
    const texts: Record<string, string> = { ...kept.texts, 'fr/04-review': 'other words' }
    delete texts['en/20-history']
    writeFileSync(record, JSON.stringify({ ...kept, texts }))
    cpSync(join(folder, 'pictures/fr/10-handoff.png'), join(folder, 'pictures/fr/01-welcome.png'))
    const { wrong, said } = await comparePictures(folder)
    expect(wrong).toContainEqual(expect.stringContaining('fr/04-review.png says something else'))
    expect(wrong).toContainEqual(expect.stringContaining('en/20-history.png was never taken'))
    // Pixels are compared where the same Chromium took the pictures.
    const drawn = said.includes('words and drawing')
    expect(wrong.filter((line) => line.includes('fr/01-welcome.png is older'))).toHaveLength(drawn ? 1 : 0)
    expect(wrong).toHaveLength(drawn ? 3 : 2)
  },
)
