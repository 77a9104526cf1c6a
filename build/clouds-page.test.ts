import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cloudHosts, clouds } from '#core/access/cloud.ts'

const page = readFileSync(new URL('../docs/clouds.md', import.meta.url), 'utf8')
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test.each(Object.values(clouds))('docs/clouds.md says of $id what the table says', (cloud) => {
  const row = rows.find((cells) => cells.includes(`\`${cloud.id}\``)) ?? []
  const hosts = cloudHosts.map(
    (name) => `\`${cloud[name]}\`${cloud.unconfirmed.includes(name) ? ' (unconfirmed)' : ''}`,
  )
  expect(row.slice(3, -1)).toEqual([...hosts, `\`${cloud.exchangeEnvironment}\``])
})

test('docs/clouds.md names no other cloud', () => {
  expect(rows).toHaveLength(Object.keys(clouds).length + 2)
})
