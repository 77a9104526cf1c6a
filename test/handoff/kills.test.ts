import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { counted } from '#support/counted.ts'
import { killVariable } from '#support/kill-at.ts'
import { cli, type ReceptionFolder, handoff, newReceptionFolder, secret } from '#support/reception-folder.ts'
import { isWholeRun } from '#support/share.ts'
import { startedNode, wasKilled } from '#support/windows/started-node.ts'

const preload = new URL('../support/kill-at.ts', import.meta.url).href
const sample = await readFile(join(import.meta.dirname, '../support/appsettings.sample.json'), 'utf8')

const row = counted('kills')
afterAll(() => {
  row.write()
})
let folder: ReceptionFolder
beforeEach(async () => {
  folder = await newReceptionFolder()
})
afterEach(() => folder.remove())

/** Runs a merge in the folder `home` and kills it before its nth change to the file system; 0 does not kill it. */
function merge(home: string, sealed: string, killAt: number): Promise<{ code: number | null; signal: string | null }> {
  const args = ['merge', sealed, '--identity', folder.identity, '--config', join(home, 'appsettings.json')]
  const records = ['--records', join(home, 'records.json'), '--unchecked', 'a test']
  const customer = ['--environment', 'acme', '--tenant', handoff.tenantId]
  const env = { ...startedNode, PATH: process.env['PATH'], LC_ALL: 'en_CA.UTF-8', [killVariable]: String(killAt) }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--import', preload, cli, ...args, ...records, ...customer],
      { env },
      () => resolve({ code: child.exitCode, signal: child.signalCode }),
    )
  })
}

test(
  'killed anywhere, a merge leaves the old file or the new one, whole; run again, it is done',
  { timeout: 170_000 },
  async () => {
    const sealed = await folder.sealed('a.age', handoff)
    const prepare = async (name: string) => {
      const home = folder.path(name)
      await mkdir(home)
      await writeFile(join(home, 'appsettings.json'), sample, { mode: 0o640 })
      return home
    }
    const whole = await prepare('whole')
    await merge(whole, sealed, 0)
    const done = await readFile(join(whole, 'appsettings.json'), 'utf8')
    expect(done).toContain(JSON.stringify(secret))

    /** Kills one merge and runs it again; resolves to false when the merge ended before it could be killed. */
    const killed = async (killAt: number): Promise<boolean> => {
      const home = await prepare(`killed-${killAt}`)
      if (!wasKilled(await merge(home, sealed, killAt))) return false
      const left = await readFile(join(home, 'appsettings.json'), 'utf8')
      row.cell(left === sample || left === done, `after ${killAt} changes: neither the old file nor the new one`)
      const { code } = await merge(home, sealed, 0)
      const again = await readFile(join(home, 'appsettings.json'), 'utf8')
      row.cell(code === 0 && again === done, `after ${killAt} changes: run again, ${code}`)
      const names = await readdir(home)
      // A lock may be left by a run that was killed after its last write; the next run that writes takes it over.
      const litter = names.filter((name) => name.endsWith('.tmp') || (left === sample && name.includes('prextra-lock')))
      row.cell(litter.length === 0, `after ${killAt} changes: ${litter.join(', ')}`)
      const backups = names.filter((name) => name.endsWith('.bak'))
      const kept = await Promise.all(backups.map((name) => readFile(join(home, name), 'utf8')))
      row.cell(kept.includes(sample), `after ${killAt} changes: no backup of the old file`)
      const records = await readFile(join(home, 'records.json'), 'utf8')
      row.cell(/"merged": \{/.test(records) && !records.includes('PLANTED'), `after ${killAt} changes: records`)
      await rm(home, { recursive: true })
      return true
    }

    const every = isWholeRun ? 1 : 4
    let last = 1
    for (let more = true; more; last += 4 * every) {
      more = (await Promise.all([0, 1, 2, 3].map((step) => killed(last + step * every)))).every(Boolean)
    }
    expect(row.failures).toEqual([])
    // Lock, backup, configuration and records are each opened, written, flushed, closed and renamed: more than thirty changes.
    expect(row.ran).toBeGreaterThan((5 * 30) / every)
  },
)
