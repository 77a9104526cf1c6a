import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { noSettings } from '#core/kept-settings.ts'
import { createSettingsFile } from './settings-file.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prextra-settings-'))
  path = join(folder, 'settings.json')
})

test('what was chosen comes back, and what was not stays as it was', async () => {
  const file = createSettingsFile(path)
  expect(file.read()).toEqual(noSettings)
  expect(await file.write({ language: 'en' })).toBe(true)
  expect(await file.write({ zoom: 1.5 })).toBe(true)
  expect(createSettingsFile(path).read()).toEqual({ language: 'en', zoom: 1.5, window: null })
  expect(readdirSync(folder)).toEqual(['settings.json'])
})

test('of several writes at once nothing is lost', async () => {
  const file = createSettingsFile(path)
  const window = { x: -1920, y: 0, width: 1120, height: 760, isMaximized: true }
  void file.write({ zoom: 2 })
  void file.write({ window })
  void file.write({ language: 'fr' })
  await file.idle()
  expect(createSettingsFile(path).read()).toEqual({ language: 'fr', zoom: 2, window })
})

test.each([
  ['half a file', '{"format":'],
  ['a size that is none', '{"format":"prextra-settings","version":1,"language":null,"zoom":1e9,"window":null}'],
  ['another version', '{"format":"prextra-settings","version":2,"language":"en","zoom":1,"window":null}'],
  ['a file that is too large', ' '.repeat(20_000)],
])('%s counts for nothing', (_what, text) => {
  writeFileSync(path, text)
  expect(createSettingsFile(path).read()).toEqual(noSettings)
})

test('a place that cannot be written stops nothing', async () => {
  const file = createSettingsFile(join(path, 'below', 'settings.json'))
  expect(await file.write({ zoom: 2 })).toBe(false)
})

test('once it was stopped, nothing is written any more', async () => {
  const file = createSettingsFile(path)
  await file.write({ zoom: 2 })
  await file.stop()
  rmSync(path)
  await file.write({ zoom: 3 })
  expect([file.read().zoom, readdirSync(folder)]).toEqual([3, []])
})
