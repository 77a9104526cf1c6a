import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ProblemError } from '#core/problem.ts'
import type { Computer } from '#support/faults/computer.ts'
import { diskErrors, spoilDisk, type DiskFault } from '#support/faults/disk.ts'
import { endedWith } from '#support/faults/observation.ts'
import { openAtReception } from '#support/faults/reception.ts'
import { runRow, type Cell } from '#support/faults/row.ts'
import { openTrial, type Trial } from '#support/faults/trial.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'prextra-faults-'))
const nowhere = Number.POSITIVE_INFINITY

/** Checks that the sealed file is whole, whether old or new, and that no temporary file is left. */
async function isWhole({ folder, sealedFile }: Computer, old: Buffer | null): Promise<readonly string[]> {
  const left = readdirSync(folder).filter((name) => name.endsWith('.tmp'))
  const unmet = left.map((name) => `${name} is left`)
  try {
    const now = readFileSync(sealedFile)
    if (old === null || !now.equals(old)) await openAtReception(sealedFile)
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (!missing || old !== null) unmet.push(`neither the old file nor the new one: ${String(error)}`)
  }
  return unmet
}

/** Returns a cell with a job on a faulty disk, in a folder with or without an older sealed file. */
function spoiltCell(fault: DiskFault, replaces = false): Cell {
  const { of, nth, error, lasting = false } = fault
  return {
    id: `${of.replace(' ', '-')}/${nth}-${error}${lasting ? '-lasting' : ''}${replaces ? '-over-an-old-one' : ''}`,
    async run(open) {
      const trial: Trial = open()
      const computer = trial.computer()
      await trial.signIn(computer)
      if (replaces) await trial.run(computer)
      const old = replaces ? readFileSync(computer.sealedFile) : null
      const disk = spoilDisk(computer.folder, fault)
      const { error: met } = await trial.run(computer)
      disk.fix()
      const unmet: string[] = []
      const code = met instanceof ProblemError ? met.problem.code : null
      // A journal that cannot be written must not stop the work.
      if (of === 'journal' && met !== null) unmet.push(endedWith(met))
      if (of === 'sealed file' && met !== null && code !== 'file-not-written') unmet.push(endedWith(met))
      // On a disk that refuses everything, a temporary file cannot be removed, so it may stay.
      if (!(lasting && of === 'sealed file')) unmet.push(...(await isWhole(computer, old)))
      await trial.converge(computer)
      return { observed: trial.observe(), unmet }
    },
  }
}

async function countCalls(of: DiskFault['of']): Promise<number> {
  const trial = openTrial()
  const computer = trial.computer()
  await computer.signIn()
  const disk = spoilDisk(computer.folder, { of, nth: nowhere, error: 'EIO' })
  await computer.job()
  disk.fix()
  return disk.calls.length
}

/** Returns a cell with a journal that a crash or a disk has damaged: it must be read past and written on. */
function tornCell(name: string, spoil: (bytes: Buffer) => Buffer): Cell {
  return {
    id: `torn/${name}`,
    async run(open) {
      const trial = open()
      const first = trial.computer()
      await trial.signIn(first)
      await trial.run(first)
      writeFileSync(first.journal, spoil(readFileSync(first.journal)))
      const { writes } = trial.site.tenant
      const { plan } = await first.look()
      const unmet = plan.changes.length === 0 && trial.site.tenant.writes === writes ? [] : ['it planned again']
      await trial.converge(first)
      const whole = readFileSync(first.journal, 'utf8').trimEnd().split('\n').at(-1) ?? ''
      if (!isJson(whole)) unmet.push(`the last line is torn: ${whole.slice(0, 80)}`)
      return { observed: trial.observe(), unmet }
    },
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Returns a cell in which the operating system itself refuses, without any replaced function. */
function realCell(name: string, prepare: (folder: string) => string | null, sealed: 'done' | 'refused'): Cell {
  return {
    id: `real/${name}`,
    async run(open) {
      const trial = open()
      const folder = newFolder()
      const inside = prepare(folder)
      const computer = trial.computer({ folder: inside ?? folder })
      await trial.signIn(computer)
      const { error } = await trial.run(computer)
      const code = error instanceof ProblemError ? error.problem.code : null
      const unmet = (sealed === 'done' ? error === null : code === 'file-not-written') ? [] : [endedWith(error)]
      const other = trial.computer({ folder: newFolder(), ...(computer.keychain && { keychain: computer.keychain }) })
      await trial.signIn(other)
      await trial.run(other)
      await trial.converge(other)
      return { observed: trial.observe(), unmet }
    },
  }
}

const calls = { journal: await countCalls('journal'), sealed: await countCalls('sealed file') }
const upTo = (count: number) => Array.from({ length: count }, (_, place) => place + 1)
const errorAt = (nth: number) => diskErrors[nth % diskErrors.length] ?? 'EIO'

runRow('disk', [
  ...upTo(calls.sealed).flatMap((nth) =>
    [...diskErrors, 'EPERM' as const, 'EBUSY' as const].map((error) =>
      spoiltCell({ of: 'sealed file', nth, error }, nth % 2 === 0),
    ),
  ),
  ...upTo(calls.sealed).map((nth) =>
    spoiltCell({ of: 'sealed file', nth, error: 'ENOSPC', lasting: true }, nth % 2 === 1),
  ),
  // The journal makes the same six calls for each line. The cells cover each call and each line, but not each pair.
  ...upTo(calls.journal)
    .filter((nth) => nth % 5 === 1)
    .map((nth) => spoiltCell({ of: 'journal', nth, error: errorAt(nth) })),
  ...diskErrors.flatMap((error) => [1, 50, 200].map((nth) => spoiltCell({ of: 'journal', nth, error, lasting: true }))),
  spoiltCell({ of: 'journal', nth: 1, error: 'short', lasting: true }),
  ...[0, 1, 2, 7, 40, 80, 120].map((bytes) =>
    tornCell(`${bytes}-bytes-short`, (whole) => whole.subarray(0, whole.length - bytes)),
  ),
  ...[0, 1, 100, 1000].map((bytes) => tornCell(`only-${bytes}-bytes`, (whole) => whole.subarray(0, bytes))),
  tornCell('zeros-at-the-end', (whole) => Buffer.concat([whole, Buffer.alloc(512)])),
  tornCell(
    'a-flipped-bit-in-each-line',
    (whole) => whole.map((byte, place) => (place % 97 === 0 ? byte ^ 1 : byte)) as Buffer,
  ),
  realCell(
    'a-folder-where-the-journal-should-be',
    (folder) => (mkdirSync(join(folder, 'journal.jsonl')), null),
    'done',
  ),
  realCell(
    'a-folder-where-the-file-should-be',
    (folder) => (mkdirSync(join(folder, 'PRATIQUE-sealed.age')), null),
    'refused',
  ),
  realCell(
    'no-folder-can-be-made',
    (folder) => {
      writeFileSync(join(folder, 'file'), '')
      return join(folder, 'file', 'inside')
    },
    'refused',
  ),
])
