import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ProblemError } from '#core/problem.ts'
import { savePlaceAt } from './save-place.ts'

const clock = { now: () => new Date('2026-11-23T14:00:00Z') }
const bytes = new TextEncoder().encode('sealed')
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'save-place-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

test('a file is written whole, and takes the place of one that was there', async () => {
  const path = join(folder, 'handoff.age')
  await writeFile(path, 'an earlier and longer file')
  await savePlaceAt(path, clock).write(bytes)
  expect(await readFile(path, 'utf8')).toBe('sealed')
  expect(await readdir(folder)).toEqual(['handoff.age'])
})

test('what is shown of a place is the name of the file, and no folder', () => {
  expect(savePlaceAt(join(folder, 'handoff.age'), clock).fileName).toBe('handoff.age')
})

test('a place that cannot be written rejects with its code, names no path, and leaves what is there', async () => {
  const path = join(folder, 'handoff.age')
  // A folder of that name cannot be replaced by a file.
  await mkdir(path)
  await writeFile(join(path, 'inside'), 'stays')
  const error: unknown = await savePlaceAt(path, clock)
    .write(bytes)
    .catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ProblemError)
  expect(error).toMatchObject({ problem: { code: 'file-not-written', at: '2026-11-23T14:00:00.000Z' } })
  expect(JSON.stringify((error as ProblemError).problem)).not.toContain(folder)
  expect(await readdir(folder)).toEqual(['handoff.age'])
  expect(await readFile(join(path, 'inside'), 'utf8')).toBe('stays')
})

test('a folder that is gone is no place to write to', async () => {
  const place = savePlaceAt(join(folder, 'gone', 'handoff.age'), clock)
  await expect(place.write(bytes)).rejects.toMatchObject({ problem: { code: 'file-not-written' } })
})
