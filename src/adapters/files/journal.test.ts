import { appendFileSync, mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as fs from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createJournal } from './journal.ts'

/** The files that another program holds, as Windows has it: they cannot be opened, moved or deleted. */
const held = vi.hoisted(() => new Set<string>())
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  const refusing =
    <Call extends (...paths: never[]) => unknown>(call: Call) =>
    (...args: Parameters<Call>) => {
      if (args.some((path) => held.has(String(path)))) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' })
      return call(...args)
    }
  const calls = {
    openSync: refusing(real.openSync),
    renameSync: refusing(real.renameSync),
    rmSync: refusing(real.rmSync),
  }
  return { ...real, ...calls, default: { ...real, ...calls } }
})
afterEach(() => {
  held.clear()
})

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

const numbers = (lines: readonly unknown[]) => lines.map((line) => (line as { readonly n: number }).n)
const large = 'x'.repeat(1024 * 1024)

test.each([1, 2, 3, 4])('no line is lost while another program holds the rotated file .%i', (index) => {
  const journal = createJournal(path)
  for (let n = 1; n <= 5; n += 1) journal.record({ n, large })
  held.add(`${path}.${index}`)
  for (let n = 6; n <= 12; n += 1) journal.record({ n })
  // The oldest one leaves with the first rotation, as always.
  expect(numbers(journal.lines()).slice(0, 11)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
  held.clear()
  journal.record({ n: 13 })
  expect(numbers(journal.lines()).slice(0, 9)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5])
})

test('lines wait while another program holds the file itself, and are written with the next one', () => {
  const journal = createJournal(path)
  journal.record({ n: 1 })
  held.add(path)
  for (let n = 2; n <= 4; n += 1) createJournal(path).record({ n })
  expect(numbers(journal.lines())).toEqual([4, 3, 2, 1])
  held.clear()
  journal.record({ n: 5 })
  expect(numbers(createJournal(path).lines())).toEqual([5, 4, 3, 2, 1])
  expect(readFileSync(path, 'utf8').match(/\n/g)).toHaveLength(5)
})

test('a bounded number of lines waits', () => {
  held.add(path)
  const journal = createJournal(path)
  for (let n = 1; n <= 500; n += 1) journal.record({ n })
  expect(numbers(journal.lines())).toHaveLength(200)
  expect(numbers(journal.lines())[0]).toBe(500)
})
