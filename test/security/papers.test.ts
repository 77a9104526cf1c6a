import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clouds } from '#core/access/cloud.ts'
import { hostsToAllow } from '#core/network/hosts.ts'
import { mutations } from './mutations.ts'

/** What the papers on security say, where a machine can tell. */

const read = (path: string) => readFileSync(path, 'utf8')
const threats = [...read('docs/threat-model.md').matchAll(/^\| (T\d+) .*\| `([^`]+)` · (.+?) +\|/gm)].map(
  ([, id = '', file = '', name = '']) => ({ id, file, name }),
)

test('every threat has a number of its own', () => {
  expect(threats.map(({ id }) => id)).toEqual(threats.map((_threat, place) => `T${place + 1}`))
  expect(threats.length).toBeGreaterThan(10)
})

test.for(threats)('$id is held by a test that exists', ({ file, name }) => {
  expect(read(join('test/security', file))).toContain(name)
})

test('the page for networks names the hosts of every cloud, and no other', () => {
  const named = [...read('docs/network.md').matchAll(/`([a-z0-9-]+(?:\.[a-z0-9-]+)+)`/g)].map(([, host]) => host)
  const hosts = Object.values(clouds).flatMap((cloud) => hostsToAllow(cloud).map(({ host }) => host))
  expect(new Set(named)).toEqual(new Set(hosts))
})

test('each mutation names a test that exists', () => {
  for (const { check } of mutations) expect(existsSync(join('test/security', check.file))).toBe(true)
})

test('the links of the papers lead somewhere', () => {
  for (const file of ['SECURITY.md', 'docs/threat-model.md', 'docs/network.md']) {
    const folder = file.includes('/') ? 'docs' : '.'
    const links = [...read(file).matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => join(folder, link))
    expect(links.filter((link) => !existsSync(link))).toEqual([])
  }
})

test('the text for security.txt has what RFC 9116 asks for, and is not out of date', () => {
  const text = read('docs/security.txt')
  expect(text).toMatch(/^Contact: mailto:technique@cdid\.com$/m)
  const [, expires = ''] = /^Expires: (.+)$/m.exec(text) ?? []
  expect(new Date(expires).getTime()).toBeGreaterThan(new Date('2027-01-01').getTime())
})
