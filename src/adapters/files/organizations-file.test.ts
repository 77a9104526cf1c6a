import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createOrganizationsFile } from './organizations-file.ts'

const nord = { domain: 'nord.example', tenantId: '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24' }
const sud = { domain: 'sud.example', tenantId: '91c4e7d0-2a6b-4f38-8e5d-7b0f3c9a1642' }

function open() {
  const path = join(mkdtempSync(join(tmpdir(), 'prextra-organizations-')), 'organizations.json')
  return { path, file: createOrganizationsFile(path) }
}

test('what is written is read again, and an empty list leaves no file', async () => {
  const { path, file } = open()
  expect(file.read()).toEqual([])
  await file.write([nord, sud])
  expect(createOrganizationsFile(path).read()).toEqual([nord, sud])
  expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')) as object)).toEqual(['format', 'version', 'organizations'])
  await file.write([])
  expect(existsSync(path)).toBe(false)
})

test('writes that overtake each other end with the last one', async () => {
  const { file } = open()
  await Promise.all([file.write([nord]), file.write([sud]), file.write([sud, nord])])
  expect(file.read()).toEqual([sud, nord])
})

test.each([
  'not JSON',
  '{}',
  JSON.stringify({ format: 'prextra-organizations', version: 2, organizations: [] }),
  JSON.stringify({ format: 'prextra-organizations', version: 1, organizations: [{ ...nord, domain: 'x y' }] }),
  `{ "format": "prextra-organizations", "version": 1, "organizations": [], "x": "${'x'.repeat(20_000)}" }`,
])('a file that is not ours is read as none', (text) => {
  const { path, file } = open()
  writeFileSync(path, text)
  expect(file.read()).toEqual([])
})

test('a place where nothing can be written is told', async () => {
  expect(await createOrganizationsFile('/dev/null/organizations.json').write([nord])).toBe(false)
})
