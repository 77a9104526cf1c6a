import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import keytar from 'keytar'
import type { Aim } from '#core/provision/step.ts'
import type { TenantImage } from '#practice/tenant/image.ts'
import type { TenantState } from '#practice/tenant/state.ts'
import { hostNames } from '#practice/serving/tls.ts'
import { openBridge } from './bridge.ts'
import type { CrashPoint } from './crash-points.ts'
import type { Cell, Outcome } from './row.ts'
import { openSite, type Site } from './site.ts'
import { openTrial, type Trial, type TrialOptions } from './trial.ts'

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url))
const compileCache = join(tmpdir(), 'prextra-faults-compiled')

/** How a process ended, and what it said. */
interface Ended {
  readonly killed: boolean
  readonly out: string
  readonly err: string
}

async function runChild(site: Site, folder: string, service: string, aim: Aim, at: number): Promise<Ended> {
  const bridge = await openBridge(site)
  try {
    return await new Promise<Ended>((resolve, reject) => {
      const running = spawn(process.execPath, [child], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          NODE_COMPILE_CACHE: compileCache,
          CRASH_AT: String(at),
          CRASH_BRIDGE: String(bridge.port),
          CRASH_FOLDER: folder,
          CRASH_SERVICE: service,
          CRASH_AIM: aim,
        },
      })
      const output = { out: '', err: '' }
      running.stdout.on('data', (data: Buffer) => (output.out += data.toString()))
      running.stderr.on('data', (data: Buffer) => (output.err += data.toString()))
      running.on('error', reject)
      running.on('close', (_code, signal) => {
        resolve({ killed: signal === 'SIGKILL', ...output })
      })
    })
  } finally {
    bridge.close()
  }
}

/** Whether this place is passed while the proof and the reads go on side by side. */
function isBesideProof({ step }: CrashPoint): boolean {
  return step === 'S9'
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'prextra-faults-'))
const newService = () => `prextra-faults-${crypto.randomUUID()}`

/** The job done once, for a removal to follow. */
async function deliver(site: Site, folder: string, service: string): Promise<void> {
  const computer = openTrial({ site }).computer({ folder, vaultService: service }, () => new Map())
  await computer.signIn()
  await computer.job()
}

/** Runs one process to its end and gives every place it passed: as many cells as there are places. */
export async function findCrashPoints(aim: Aim): Promise<readonly CrashPoint[]> {
  const site = openSite()
  const folder = newFolder()
  const service = newService()
  if (aim === 'removed') await deliver(site, folder, service)
  const { killed, out, err } = await runChild(site, folder, service, aim, 0)
  await forget(service)
  if (killed || err !== '') throw new Error(`the process that should not die: ${err}`)
  return JSON.parse(out) as readonly CrashPoint[]
}

/** What is left of a process: in the tenant, on the disk, in the keyring. */
interface Wreck {
  readonly image: TenantImage
  readonly before: TenantState
  readonly heard: readonly string[]
  readonly files: ReadonlyMap<string, Buffer>
  readonly copies: ReadonlyMap<string, string>
  /** Where it died. Beside the proof, reads pass their places in no fixed order, so the place of a number may be another one. */
  readonly died: CrashPoint
  readonly unmet: readonly string[]
}

async function crash(aim: Aim, point: CrashPoint): Promise<Wreck> {
  const site = openSite()
  const folder = newFolder()
  const service = newService()
  if (aim === 'removed') await deliver(site, folder, service)
  const { killed, out, err } = await runChild(site, folder, service, aim, point.n)
  const copies = await entriesOf(service)
  await forget(service)
  const died = killed ? (JSON.parse(out) as CrashPoint) : point
  const isThere = isBesideProof(died) ? died.n === point.n : JSON.stringify(died) === JSON.stringify(point)
  return {
    died,
    image: site.tenant.save(),
    before: site.before,
    heard: site.heard,
    copies,
    files: new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])),
    unmet: [
      ...(killed ? [] : ['the process was not killed']),
      ...(err === '' ? [] : [`it said ${err.slice(0, 300)}`]),
      ...(isThere ? [] : [`it died elsewhere: ${out}`]),
      ...[...site.hosts].filter((host) => !hostNames.some((name) => name === host)).map((host) => `it asked ${host}`),
    ],
  }
}

/** Two cells of one crash: what it left is recovered as it is, and with what was not yet safely on the disk lost. */
export function crashCells(aim: Aim, point: CrashPoint): readonly Cell[] {
  const { step, when, what, n } = point
  const name = `${aim === 'removed' ? 'removal-' : ''}${step}-${when}-${what.replaceAll(' ', '-')}-${n}`
  let wreck: Promise<Wreck> | undefined
  return [false, true].map((lost) => ({
    id: `${name}-${lost ? 'unsynced-lost' : 'killed'}`,
    run: async (open) => {
      const left = await (wreck ??= crash(aim, point))
      return recover(left, open, aim, lost ? left.died : null)
    },
  }))
}

async function recover(
  wreck: Wreck,
  open: (options?: TrialOptions) => Trial,
  aim: Aim,
  lost: CrashPoint | null,
): Promise<Outcome> {
  const trial = open({ image: wreck.image, before: wreck.before })
  const folder = newFolder()
  const vaultService = newService()
  for (const [name, bytes] of wreck.files) writeFileSync(join(folder, name), bytes)
  if (lost) loseUnsynced(folder, lost)
  for (const [account, password] of wreck.copies) await keytar.setPassword(vaultService, account, password)
  trial.site.heard.push(...wreck.heard)
  let copies: ReadonlyMap<string, string> = new Map()
  try {
    const computer = trial.computer({ folder, vaultService }, () => copies)
    await trial.signIn(computer)
    await trial.converge(computer, aim)
    copies = await entriesOf(vaultService)
    return { observed: trial.observe(), unmet: wreck.unmet }
  } finally {
    await forget(vaultService)
    rmSync(folder, { recursive: true })
  }
}

async function entriesOf(service: string): Promise<ReadonlyMap<string, string>> {
  const found = await keytar.findCredentials(service)
  return new Map(found.map(({ account, password }) => [account, password]))
}

/**
 * Power went: of the last line as much is there as the disk had time for, and of a file that was not flushed nothing.
 */
function loseUnsynced(folder: string, { n, what }: CrashPoint): void {
  const journal = join(folder, 'journal.jsonl')
  if (existsSync(journal)) {
    const bytes = readFileSync(journal)
    const start = bytes.subarray(0, -1).lastIndexOf(10) + 1
    // Flushed lines stay; a place that is told by its number decides how much of the last is left.
    const left = what === 'journal' ? start + (n % Math.max(1, bytes.length - start)) : bytes.length
    truncateSync(journal, left)
  }
  for (const name of readdirSync(folder)) if (name.endsWith('.tmp')) truncateSync(join(folder, name), 0)
}

async function forget(service: string): Promise<void> {
  for (const { account } of await keytar.findCredentials(service)) await keytar.deletePassword(service, account)
}
