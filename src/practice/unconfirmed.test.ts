import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { unconfirmed } from './unconfirmed.ts'

const here = new URL('.', import.meta.url)
const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'unconfirmed.ts',
)
const said = files.flatMap((file) => {
  const text = readFileSync(new URL(file, here), 'utf8')
  return Array.from(text.matchAll(/UNCONFIRMED(?:\(([\w-]+)\))?/g), ([, id]) => ({
    id,
    file: file.replaceAll('\\', '/'),
  }))
})

test('every unconfirmed statement has an id in the list, and every id stands where the list says', () => {
  expect(said.filter(({ id }) => id === undefined)).toEqual([])
  const sorted = (pairs: readonly string[]) => [...new Set(pairs)].sort()
  expect(sorted(said.map(({ id, file }) => `${id ?? ''} ${file}`))).toEqual(
    sorted(unconfirmed.map(({ id, where }) => `${id} ${where}`)),
  )
})

test('the list names each statement once, in a sentence', () => {
  const ids = unconfirmed.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(unconfirmed.filter(({ what }) => !what.endsWith('.') && !what.endsWith('.”'))).toEqual([])
})
