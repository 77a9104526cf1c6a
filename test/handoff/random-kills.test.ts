import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counted } from '#support/counted.ts'
import { handoff, newReceptionFolder, type ReceptionFolder, secret } from '#support/reception-folder.ts'
import { runProcess } from '#support/reception-process.ts'
import { knows, readState } from '#support/reception-state.ts'
import { seededRandom } from '#support/seeded-random.ts'
import { isWholeRun } from '#support/share.ts'

/** A command that changes the configuration, in a folder that is prepared for it. */
interface Scenario {
  readonly name: string
  readonly args: readonly string[]
  /** The configuration before and after it, and how many backups there are. */
  readonly before: string
  readonly after: string
  readonly backups: readonly [before: number, after: number]
  readonly template: string
  /** How long it takes when nothing kills it. */
  readonly ms: number
}

const sample = await readFile(join(import.meta.dirname, '../support/appsettings.sample.json'), 'utf8')
const row = counted('random-kills')
let folder: ReceptionFolder
let scenarios: readonly Scenario[] = []

beforeAll(async () => {
  folder = await newReceptionFolder()
  const first = await folder.sealed('a.age', { ...handoff, clientSecret: `${secret}-old` })
  const second = await folder.sealed('b.age', { ...handoff, createdAt: '2026-11-23T19:07:00Z' })
  const merging = (file: string) => ['merge', file, '--unchecked', 'a test', '--tenant', handoff.tenantId]
  const template = async (name: string, from: string | null, args: readonly string[]): Promise<Scenario> => {
    const start = folder.path(`${name}-before`)
    if (from === null) {
      await mkdir(start)
      await writeFile(join(start, 'appsettings.json'), sample)
    } else await copyState(from, start)
    const end = folder.path(`${name}-after`)
    await copyState(start, end)
    const states = [await readState(start)]
    const { code, ms, stderr } = await run(end, args)
    if (code !== 0) throw new Error(`${name}: ${stderr}`)
    states.push(await readState(end))
    const [before, after] = states.map(({ config, backups }) => ({ config, count: backups.length }))
    return {
      name,
      args,
      before: before?.config ?? '',
      after: after?.config ?? '',
      backups: [before?.count ?? 0, after?.count ?? 0],
      template: start,
      ms,
    }
  }
  const added = await template('added', null, merging(first))
  const updated = await template('updated', folder.path('added-after'), merging(second))
  const undone = await template('undone', folder.path('updated-after'), ['undo'])
  const removed = await template('removed', folder.path('updated-after'), ['merge', '--remove'])
  scenarios = [added, updated, undone, removed]
}, 120_000)
afterAll(async () => {
  row.write()
  await folder.remove()
})

function run(home: string, args: readonly string[], killAfterMs?: number) {
  const common = ['--identity', folder.identity, '--records', join(home, 'records.json')]
  const config = ['--config', join(home, 'appsettings.json')]
  const environment = args[0] === 'merge' ? ['--environment', 'acme'] : []
  const all = args[0] === 'list' ? [...args, ...common] : [...args, ...common, ...config, ...environment]
  return runProcess(all, killAfterMs === undefined ? {} : { killAfterMs })
}

/** Copies a folder, with the paths in its records and its audit file written for the copy. */
async function copyState(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true })
  for (const name of ['records.json', 'records.audit.jsonl']) {
    const text = await readFile(join(to, name), 'utf8').catch(() => null)
    if (text !== null) await writeFile(join(to, name), text.replaceAll(`${from}/`, `${to}/`))
  }
}

/** Kills one run, lets another settle what is left, and finishes the work. Returns what is wrong; `null` when nothing is. */
async function killOnce(scenario: Scenario, home: string, afterMs: number): Promise<string | null> {
  const { before, after, backups } = scenario
  await copyState(scenario.template, home)
  await run(home, scenario.args, afterMs)
  const killed = await readState(home).catch((error: unknown) => String(error))
  if (typeof killed === 'string') return `the records cannot be read: ${killed}`
  if (killed.config !== before && killed.config !== after) return 'neither the old configuration nor the new one'

  // A list writes nothing of its own: it only settles.
  const listed = await run(home, ['list', '--json'])
  if (listed.code !== 0) return `list: ${listed.stderr}`
  const settled = await readState(home)
  const isDone = settled.config === after
  if (settled.config !== killed.config) return 'settling has changed the configuration'
  // What an undo puts back was written by an earlier merge, so the records are asked for the one that it takes out.
  const isKnown = scenario.name === 'undone' ? !knows(settled, before) : knows(settled, after)
  if (isKnown !== isDone) return `written: ${isDone}, and in the records: ${isKnown}`
  if (killed.unsettled > 0 && isDone && !/restart/i.test(listed.stderr))
    return `nobody was told to restart: ${listed.stderr}`

  const finished = isDone ? settled : await again(scenario, home)
  if (typeof finished === 'string') return finished
  if (finished.config !== after) return 'run again, it is not done'
  if (finished.temporary.length > 0) return `left: ${finished.temporary.join(', ')}`
  if (finished.backups.length !== backups[1]) return `${finished.backups.length} backups`
  return finished.unsettled === 0 || isDone ? null : `${finished.unsettled} unsettled`
}

async function again(scenario: Scenario, home: string) {
  const { code, stderr } = await run(home, scenario.args)
  return code === 0 ? readState(home) : `run again: ${code} ${stderr}`
}

/** At least 200 when this part is asked for; a cut within all the tests. */
const total = isWholeRun ? 208 : 12
const atOnce = 4

test('killed at any instant, configuration and records agree once they are settled', { timeout: 900_000 }, async () => {
  const { next } = seededRandom(20261127)
  for (let start = 0; start < total; start += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, async (_, turn) => {
        const scenario = scenarios[(start + turn) % scenarios.length]
        if (!scenario) throw new RangeError('no scenario')
        // The first half of a run is Node's own start.
        const afterMs = scenario.ms * (0.5 + next())
        const home = folder.path(`kill-${start + turn}`)
        const wrong = await killOnce(scenario, home, afterMs)
        row.cell(wrong === null, `${scenario.name}, killed after ${Math.round(afterMs)} ms: ${wrong ?? ''}`)
        await rm(home, { recursive: true })
      }),
    )
  }
  expect(row.failures).toEqual([])
})
