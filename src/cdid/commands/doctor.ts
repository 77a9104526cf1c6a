import { access, constants, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { clouds, publicCloud } from '#core/access/cloud.ts'
import { type Finding, sayFinding } from '#words/reception/doctor.ts'
import { backupsOf } from '../configuration/config-file.ts'
import { configurationMaxBytes, findCustomerLists, readConfiguration } from '../configuration/configuration.ts'
import { findOverlays, overlayVariables } from '../configuration/overlays.ts'
import { type Place, readPlace, sayPlace, usualPlace } from '../configuration/place.ts'
import { readContent } from '../files/file-content.ts'
import { systemCode } from '../files/file-problem.ts'
import { inspectLock, lockOf } from '../files/file-lock.ts'
import { realFile } from '../files/real-file.ts'
import { copyWindowsRights, isElevated, othersWithAccess } from '../files/windows-rights.ts'
import { honourCompanyNetwork, proxyVariable } from '../microsoft/network.ts'
import { auditOf } from '../records/audit.ts'
import { ambiguousNames } from '../records/customers.ts'
import { readRecords } from '../records/records.ts'
import { ReceptionError, sentence } from '../reception-problem.ts'
import { type Command, exitCodes, printNext, recordsFile, type Reception } from '../reception.ts'
import { readIdentityFile } from '../sealed/identity-file.ts'
import { printable, printableJson } from '../terminal/printable-text.ts'
import { versionFacts } from './version.ts'

/** One thing that was looked at: how it is, and in words. */
interface Diagnosis {
  readonly area: string
  readonly state: 'good' | 'bad' | 'note'
  readonly text: string
}

/** A clock that is further off than this makes Microsoft refuse a token; milliseconds. */
const clockOffMs = 5 * 60_000
const reachMs = 10_000

/** Looks at everything that a technician's commands depend on, changes nothing, and says what is wrong. */
export const doctorCommand: Command = async (reception) => {
  const { line, terminal } = reception
  const all: Diagnosis[] = []
  const areas = [tool, windows, keys, records, configuration, variables, ...(line.flag('offline') ? [] : [microsoft])]
  for (const area of areas) all.push(...(await area(reception)))
  if (line.flag('json')) terminal.printRaw(printableJson(all))
  else {
    for (const { state, text } of all) terminal.print(`${signOf(reception, state)} ${text}`)
    printNext(reception, line.all('identity').length === 0 ? ['keygen'] : ['list'])
  }
  return all.some(({ state }) => state === 'bad') ? exitCodes.refused : exitCodes.done
}

function signOf({ terminal }: Reception, state: Diagnosis['state']): string {
  if (state === 'good') return terminal.paint('green', '✓')
  return state === 'bad' ? terminal.paint('red', '✗') : '–'
}

/** Makes the diagnoses of one area from findings that words say in the reader's language. */
function diagnosesOf({ language }: Reception, area: string) {
  const say = (finding: Finding) => printable(sayFinding(finding, language))
  return {
    good: (finding: Finding): Diagnosis => ({ area, state: 'good', text: say(finding) }),
    bad: (finding: Finding): Diagnosis => ({ area, state: 'bad', text: say(finding) }),
    note: (finding: Finding): Diagnosis => ({ area, state: 'note', text: say(finding) }),
    problem: (error: unknown): Diagnosis => {
      const problem =
        error instanceof ReceptionError ? error.problem : { code: 'internal' as const, reason: systemCode(error) }
      return { area, state: 'bad', text: sentence(problem, language) }
    },
  }
}

function tool(reception: Reception): Promise<readonly Diagnosis[]> {
  return Promise.resolve([diagnosesOf(reception, 'tool').good({ about: 'version', ...versionFacts() })])
}

/** Whether this is an administrator, and whether Windows' own tool copies rights here. */
async function windows(reception: Reception): Promise<readonly Diagnosis[]> {
  if (process.platform !== 'win32') return []
  const { good, note, problem } = diagnosesOf(reception, 'windows')
  const found: Diagnosis[] = []
  const folder = await mkdtemp(join(tmpdir(), 'prextra-doctor-'))
  try {
    found.push((await isElevated()) ? good({ about: 'elevated' }) : note({ about: 'not-elevated' }))
    const [one, other] = [join(folder, 'a'), join(folder, 'b')]
    await writeFile(one, '')
    await writeFile(other, '')
    await copyWindowsRights(one, other)
    found.push(good({ about: 'rights-copied' }))
  } catch (error) {
    found.push(problem(error))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return found
}

/** Whether the keys can be read, and by whom else. */
async function keys(reception: Reception): Promise<readonly Diagnosis[]> {
  const { good, bad, note, problem } = diagnosesOf(reception, 'key')
  const files = reception.line.all('identity')
  if (files.length === 0) return [note({ about: 'no-key' })]
  const found: Diagnosis[] = []
  for (const file of files) {
    try {
      const { isProtected } = await readIdentityFile(file)
      found.push(isProtected ? good({ about: 'key-protected', file }) : note({ about: 'key-unprotected', file }))
      const others = await othersWhoRead(file)
      if (others.length > 0) found.push(bad({ about: 'key-readable', file, others: others.join(', ') }))
    } catch (error) {
      found.push(problem(error))
    }
  }
  return found
}

async function othersWhoRead(file: string): Promise<readonly string[]> {
  if (process.platform === 'win32') return othersWithAccess(file)
  const { mode } = await stat(file)
  return (mode & 0o077) === 0 ? [] : [(mode & 0o777).toString(8)]
}

/** Whether the records can be read and written, and what is unfinished in them. */
async function records(reception: Reception): Promise<readonly Diagnosis[]> {
  const { good, bad, note, problem } = diagnosesOf(reception, 'records')
  try {
    const from = await recordsFile(reception)
    const { file } = from
    const held = await readRecords(from)
    const { customers, intents } = held
    const found = [good({ about: 'records', file, customers: customers.length })]
    for (const path of [file, auditOf(file)]) {
      if (!(await isWritable(path))) found.push(bad({ about: 'not-writable', file: path }))
    }
    for (const names of ambiguousNames(held)) {
      found.push(note({ about: 'names-alike', names: names.map((name) => `“${name}”`).join(', ') }))
    }
    for (const { customer, config } of intents) {
      found.push(bad({ about: 'unfinished', environment: customer.environment, config }))
    }
    return [...found, ...(await lock(reception, 'records', file))]
  } catch (error) {
    const isUnnamed = error instanceof ReceptionError && error.problem.code === 'usage-missing'
    return [isUnnamed ? note({ about: 'no-records' }) : problem(error)]
  }
}

async function isWritable(path: string): Promise<boolean> {
  const existing = await stat(path).then(
    () => path,
    () => dirname(path),
  )
  return access(existing, constants.W_OK).then(
    () => true,
    () => false,
  )
}

/** Whether the configuration can be read as .NET reads it, and what else .NET lays over its list. */
async function configuration(reception: Reception): Promise<readonly Diagnosis[]> {
  const { line } = reception
  const { good, bad, note, problem } = diagnosesOf(reception, 'configuration')
  const named = line.optional('config')
  if (named === null) return [note({ about: 'no-configuration' })]
  const place = placeOf(reception)
  const found: Diagnosis[] = []
  try {
    const file = await realFile(named)
    const { list, entries, root } = readConfiguration(await readContent(file, configurationMaxBytes), file, place)
    if (list) found.push(good({ about: 'configuration', file, entries: entries.length, list: sayPlace(place) }))
    else {
      found.push(bad({ about: 'no-list', file, list: sayPlace(place) }))
      for (const other of findCustomerLists(root)) {
        found.push(bad({ about: 'list-elsewhere', list: sayPlace(other.place) }))
      }
    }
    const { mode, nlink } = await stat(file)
    if ((mode & 0o222) === 0) found.push(problem(new ReceptionError({ code: 'config-read-only', file })))
    if (nlink > 1) found.push(problem(new ReceptionError({ code: 'config-hard-linked', file })))
    for (const overlay of await findOverlays(file, place)) found.push(bad({ about: 'overlay', ...overlay }))
    found.push(note({ about: 'backups', count: (await backupsOf(file)).length }))
    found.push(...(await lock(reception, 'configuration', file)))
  } catch (error) {
    found.push(problem(error))
  }
  return found
}

function placeOf({ line }: Reception): Place {
  return readPlace(line.optional('at') ?? '') ?? usualPlace
}

/** The lock of a file: one that nobody holds any more stops nobody, and is named so that nobody wonders. */
async function lock(reception: Reception, area: string, file: string): Promise<readonly Diagnosis[]> {
  const { note } = diagnosesOf(reception, area)
  const found = await inspectLock(lockOf(file))
  if (!found) return []
  const { process: id = 0, host = '?' } = found.holder ?? {}
  return [note({ about: found.stale ? 'stale-lock' : 'lock', file: lockOf(file), process: id, host })]
}

/** Environment variables that .NET lays over the list; only their names are shown. */
function variables(reception: Reception): Promise<readonly Diagnosis[]> {
  const { bad } = diagnosesOf(reception, 'variables')
  const names = overlayVariables(Object.keys(reception.environment), placeOf(reception))
  return Promise.resolve(names.map((name) => bad({ about: 'variable', name })))
}

/** Whether Microsoft's hosts answer, through which proxy, and whether this computer's clock agrees with theirs. */
async function microsoft(reception: Reception): Promise<readonly Diagnosis[]> {
  const { good, bad, note, problem } = diagnosesOf(reception, 'microsoft')
  const found: Diagnosis[] = []
  try {
    if (!honourCompanyNetwork(reception.environment)) found.push(bad({ about: 'proxy-ignored' }))
  } catch (error) {
    return [problem(error)]
  }
  const proxy = proxyVariable(reception.environment)
  if (proxy !== null) found.push(note({ about: 'proxy', variable: proxy }))
  for (const host of await hostsOfCustomers(reception)) {
    try {
      const asked = Date.now()
      const answer = await reception.fetch(`https://${host}/`, {
        method: 'HEAD',
        redirect: 'manual',
        signal: AbortSignal.timeout(reachMs),
      })
      found.push(good({ about: 'reached', host }))
      const theirs = Date.parse(answer.headers.get('date') ?? '')
      const off = Number.isNaN(theirs) ? 0 : Math.abs(theirs - asked)
      if (host === publicCloud.login) {
        const minutes = Math.round(off / 60_000)
        found.push(off > clockOffMs ? bad({ about: 'clock-off', minutes }) : good({ about: 'clock' }))
      }
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined
      found.push(bad({ about: 'not-reached', host, reason: systemCode(cause ?? error) }))
    }
  }
  return found
}

/** Returns the hosts of the public cloud, and of every other cloud that a customer of the records is in. */
async function hostsOfCustomers(reception: Reception): Promise<readonly string[]> {
  // What is wrong with the records is said where they are looked at.
  const customers = await recordsFile(reception)
    .then(readRecords)
    .then(
      (held) => held.customers,
      () => [],
    )
  const ids = customers.flatMap(({ deliveries }) => deliveries.map(({ cloud }) => cloud))
  const named = [publicCloud.id, ...ids].map((id) => clouds[id])
  return [...new Set(named.flatMap(({ login, exchange, graph }) => [login, exchange, graph]))]
}
