import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { forgetFiles } from './forget-files.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prextra-forget-'))
  mkdirSync(join(folder, 'logs'))
  for (const name of ['guide.json', 'another.json', 'logs/ledger.jsonl', 'logs/ledger.jsonl.1']) {
    writeFileSync(join(folder, name), 'A line.\n')
  }
})

test('what is named is gone, and nothing else', () => {
  const files = [join(folder, 'guide.json'), join(folder, 'never.json')]
  expect(forgetFiles({ files, folders: [join(folder, 'logs'), join(folder, 'never')] })).toBe(true)
  expect(readdirSync(folder)).toEqual(['another.json', 'logs'])
  expect(readdirSync(join(folder, 'logs'))).toEqual([])
})

// Root of Linux writes in spite of a mode.
test.skipIf(process.getuid?.() === 0)('a file that stays is told, and the rest is gone', () => {
  chmodSync(join(folder, 'logs'), 0o500)
  expect(forgetFiles({ files: [join(folder, 'guide.json')], folders: [join(folder, 'logs')] })).toBe(false)
  expect(readdirSync(folder)).not.toContain('guide.json')
})
