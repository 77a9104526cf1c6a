import { appendFileSync, mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createJournal } from './journal.ts'

let path = ''

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'prextra-journal-')), 'logs', 'journal.jsonl')
})

test('lines come back newest first, and only their owner may read the file', () => {
  const journal = createJournal(path)
  for (const n of [1, 2, 3]) journal.record({ n })
  expect(createJournal(path).lines()).toEqual([{ n: 3 }, { n: 2 }, { n: 1 }])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a file that is cut at any byte loses only its last line, and the next line is whole', () => {
  const whole = `${JSON.stringify({ n: 1 })}\n${JSON.stringify({ n: 2, name: 'Érablière' })}\n`
  const bytes = Buffer.from(whole)
  const journal = createJournal(path)
  for (let length = 0; length <= bytes.length; length += 1) {
    writeFileSync(path, bytes)
    truncateSync(path, length)
    journal.record({ n: 3 })
    const first = JSON.stringify({ n: 1 }).length
    const second = bytes.length - 1
    expect(journal.lines()).toEqual([
      { n: 3 },
      ...(length >= second ? [{ n: 2, name: 'Érablière' }] : []),
      ...(length >= first ? [{ n: 1 }] : []),
    ])
  }
})

test('bytes that are not JSON are left out', () => {
  const journal = createJournal(path)
  journal.record({ n: 1 })
  appendFileSync(path, Buffer.from([0xff, 0x00, 0x7b, 0x0a]))
  journal.record({ n: 2 })
  expect(journal.lines()).toEqual([{ n: 2 }, { n: 1 }])
})

test('there are at most five files of a megabyte, and the newest lines are kept', () => {
  const journal = createJournal(path)
  const text = 'x'.repeat(100_000)
  for (let n = 0; n < 80; n += 1) journal.record({ n, text })
  const folder = join(path, '..')
  expect(readdirSync(folder).sort()).toEqual([
    'journal.jsonl',
    'journal.jsonl.1',
    'journal.jsonl.2',
    'journal.jsonl.3',
    'journal.jsonl.4',
  ])
  const size = readdirSync(folder).reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0)
  expect(size).toBeLessThan(5.6 * 1024 * 1024)
  const numbers = journal.lines().map((line) => (line as { n: number }).n)
  expect(numbers[0]).toBe(79)
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
})

test('a place that cannot be written loses the line, and nothing is thrown', () => {
  const journal = createJournal(path)
  const blocked = createJournal(join(path, '..', 'folder', 'journal.jsonl'))
  writeFileSync(join(path, '..', 'file'), '')
  expect(() => {
    blocked.record({ n: 1 })
    journal.record({ n: 1 })
  }).not.toThrow()
})
