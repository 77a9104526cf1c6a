import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { merge } from '#cdid/configuration/merge.ts'
import { counted } from '#support/counted.ts'
import { unrecorded } from '#support/unrecorded-changes.ts'
import { slowness } from '#support/windows/started-node.ts'

const limitMs = 300 * slowness
const row = counted('scale')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prextra-scale-'))
})
afterAll(async () => {
  row.write()
  await rm(folder, { recursive: true })
})

function configuration(entries: number): string {
  const guid = (number: number, group: string) => `${group}-0000-4000-8000-${String(number).padStart(12, '0')}`
  const all = Array.from(
    { length: entries },
    (_, number) => `    {
      // client ${number}
      "Environment": "client-${number}",
      "ApplicationId": "${guid(number, 'aaaaaaaa')}",
      "ClientSecret": "SECRET-FICTIF-${number}-${'x'.repeat(24)}",
      "TenantId": "${guid(number, 'bbbbbbbb')}"
    }`,
  )
  return `{\n  "A": 1,\n  "Exchange": [\n${all.join(',\n')}\n  ]\n}\n`
}

/**
 * The milliseconds of processor time of a whole merge into so many entries, from reading to verifying: the quickest of `times`
 * runs. Time on the clock would measure what else the machine does.
 */
async function mergeTime(entries: number, times: number): Promise<number> {
  const config = join(folder, `${entries}.json`)
  await writeFile(config, configuration(entries))
  let best = Infinity
  for (let time = 0; time < times; time++) {
    const secret = new Secret(`a-new-secret-${time}`)
    const desired = { environment: 'acme', tenantId: 'T', applicationId: 'A', secret }
    const startedAt = process.cpuUsage()
    const { change } = await merge({
      config,
      place: ['Exchange'],
      desired,
      replace: false,
      also: false,
      now: new Date(2026, 1, 1, 1, 1, time),
      approve: () => Promise.resolve(true),
      journal: () => unrecorded,
    })
    const { user, system } = process.cpuUsage(startedAt)
    best = Math.min(best, (user + system) / 1000)
    expect(change).toBe(time === 0 ? 'added' : 'updated')
  }
  expect(await readFile(config, 'utf8')).toContain(`a-new-secret-${times - 1}`)
  return best
}

test('10,000 customers take less than 300 ms, and the time grows with their number', { timeout: 120_000 }, async () => {
  await mergeTime(1_000, 3)
  const [small, large, larger] = [await mergeTime(2_500, 7), await mergeTime(10_000, 15), await mergeTime(20_000, 5)]
  process.stdout.write(`scale: ${[small, large, larger].map((ms) => `${Math.round(ms)} ms`).join(', ')}\n`)
  row.cell(large < limitMs, `10,000 entries: ${large} ms`)
  // Time grows in proportion to the number of entries, not to its square.
  row.cell(larger / large < 4, `20,000 entries: ${larger} ms`)
  row.cell(large / small < 8, `2,500 entries: ${small} ms`)
  expect(row.failures).toEqual([])
})
