import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { skippedOnWindows, whySkipped } from '#support/windows/skipped.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

test.each(skippedOnWindows)('$why', ({ instead, tests }) => {
  expect(read(instead.file)).toContain(instead.title)
  for (const { file, title, given } of tests) {
    const text = read(file)
    for (const part of title.split('%s')) expect(text).toContain(part)
    if (given !== undefined) expect(text).toContain(given)
    // What asserts in its place is not skipped itself.
    expect(whySkipped(instead.file, instead.title)).toBeNull()
  }
})

test('a test is skipped by its own name, and its neighbour is not', () => {
  const file = 'Z:\\app\\src\\adapters\\files\\atomic-write.test.ts'
  const answering = (code: string) => `leaves the old file, and nothing else, when the rename answers ${code}`
  expect(whySkipped(file, answering('EACCES'))).not.toBeNull()
  expect(whySkipped(file, answering('ENOSPC'))).toBeNull()
  expect(whySkipped('src/another.test.ts', answering('EACCES'))).toBeNull()
})
