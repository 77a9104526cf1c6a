import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { Readable, Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { runReception } from '#cdid/run-reception.ts'
import { createTerminal, type Terminal } from '#cdid/terminal/terminal.ts'
import { widthOf } from '#cdid/terminal/text-width.ts'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import type { Handoff } from '#core/handoff/document.ts'
import type { Language } from '#words/format/language.ts'
import { isWholeRun } from './share.ts'
import { expectNoSecret, handoff, newReceptionFolder, type ReceptionFolder } from './reception-folder.ts'

/** What a technician has around a command, besides its arguments. */
export interface Around {
  /** What is typed at each question, in turn; with it, the command runs at a console. */
  readonly answers?: readonly string[]
  /** A console of which something is redirected, so that nobody can be asked. */
  readonly redirected?: boolean
  /** Standard input. */
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly now?: Date
  readonly fetch?: Fetch
  /** How wide the console is; 80 columns unless it is given. */
  readonly columns?: number
}

/** How a command ended, and what was read: lines as they were printed, no-break spaces as spaces. */
export interface Said {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** Everything on one line, so that it does not matter where lines were broken. */
  readonly text: string
  readonly asked: readonly string[]
  /** Everything in the order in which it was on the screen, with the answers that can be seen. */
  readonly screen: string
}

/** A technician with CDID's key, records and a configuration in a folder, whose commands run in this process. */
export interface Technician {
  readonly language: Language
  readonly folder: ReceptionFolder
  readonly config: string
  readonly records: string
  path(name: string): string
  /** Seals the usual handoff with some facts of its own, as the file `name`. */
  sealed(name: string, facts?: Partial<Handoff>): Promise<string>
  /** Runs a command as a script does. */
  run(...args: readonly string[]): Promise<Said>
  runWith(around: Around, ...args: readonly string[]): Promise<Said>
  /** Registers the usual customer, merges the file and fails if that was refused. */
  merged(file: string, ...more: readonly string[]): Promise<Said>
  /** Whether a text says what is meant, in this technician's language. */
  says(said: Said | string, fr: RegExp | string, en: RegExp | string): void
  /** The names of the backups, temporary files and locks in the folder. */
  litter(): Promise<readonly string[]>
  backups(): Promise<readonly string[]>
  readConfig(): Promise<string>
  readRecords(): Promise<RecordsContent>
  remove(): Promise<void>
}

/** The records as JSON, as far as tests look into them. */
export interface RecordsContent {
  readonly customers: readonly {
    readonly environment: string
    readonly tenantId: string
    readonly mailbox: string | null
    readonly deliveries: readonly {
      readonly digest: string
      readonly ticket: string | null
      readonly confirmedAt: string | null
      readonly merged: {
        readonly config: string
        readonly written: string | null
        readonly backup: string | null
        readonly backupDigest: string | null
        readonly removedAt: string | null
        readonly unchecked: string | null
      } | null
    }[]
    readonly removals: readonly { readonly backup: string }[]
  }[]
  readonly intents: readonly { readonly kind: string; readonly before: string; readonly after: string }[]
}

/** The day of these tests. */
export const today = new Date('2026-11-27T15:00:00Z')

export const merging = ['--environment', 'acme', '--tenant', handoff.tenantId, '--unchecked', 'a test'] as const

const usualColumns = 80
/** Waiting for a slow disk at every flush proves nothing more. */
const memory = process.platform === 'linux' && existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const noNetwork: Fetch = () => Promise.reject(new TypeError('this test has no network'))

export async function newTechnician(language: Language): Promise<Technician> {
  const folder = await newReceptionFolder(memory)
  const path = (name: string) => folder.path(name)
  const config = path('appsettings.json')
  const records = path('prextra-records.json')
  await writeFile(config, '{\n  "Exchange": []\n}\n')

  const runWith = async (around: Around, ...args: readonly string[]): Promise<Said> => {
    const { terminal, printed, asked } = terminalOf(around)
    const environment = {
      PREXTRA_IDENTITY: folder.identity,
      PREXTRA_CONFIG: config,
      LC_ALL: language === 'fr' ? 'fr_CA.UTF-8' : 'en_CA.UTF-8',
      ...around.env,
    }
    const exitCode = await runReception(args, {
      terminal,
      environment,
      locale: 'de',
      now: () => around.now ?? today,
      fetch: around.fetch ?? noNetwork,
      patience: 0,
    })
    const said = {
      exitCode,
      stdout: plain(printed.stdout),
      stderr: plain(printed.stderr),
      asked: asked.map(plain),
      screen: plain(printed.screen),
    }
    expectNoSecret(printed.screen)
    const isForPrograms = args.includes('--json') || args.includes('--ics') || args[0] === 'completion'
    if (!isForPrograms && around.columns === undefined) expectToFit(said)
    return { ...said, text: oneLine(`${said.stderr} ${said.stdout}`) }
  }
  const run = (...args: readonly string[]) => runWith({}, ...args)
  const names = () => readdir(path('.'))
  return {
    language,
    folder,
    config,
    records,
    path,
    sealed: (name, facts = {}) => folder.sealed(name, { ...handoff, ...facts }),
    run,
    runWith,
    merged: async (file, ...more) => {
      const said = await run('merge', file, ...merging, ...more)
      expect([said.exitCode, said.stderr]).toEqual([0, expect.any(String)])
      return said
    },
    says: (said, fr, en) => {
      const wanted = language === 'fr' ? fr : en
      const text = typeof said === 'string' ? oneLine(plain(said)) : said.text
      if (typeof wanted === 'string') expect(text).toContain(wanted)
      else expect(text).toMatch(wanted)
    },
    litter: async () => (await names()).filter((name) => /\.bak$|\.tmp$|\.now$|prextra-lock/.test(name)),
    backups: async () => (await names()).filter((name) => name.endsWith('.bak')).sort(),
    readConfig: () => readFile(config, 'utf8'),
    readRecords: async () => JSON.parse(await readFile(records, 'utf8')) as RecordsContent,
    remove: () => folder.remove(),
  }
}

/** The real terminal on streams of this test; answers are typed in the place of a person. */
function terminalOf({ answers, redirected = false, input = '', columns = usualColumns }: Around) {
  const printed = { stdout: '', stderr: '', screen: '' }
  const into = (name: 'stdout' | 'stderr') =>
    new Writable({
      write: (data: Buffer, _encoding, done) => {
        printed[name] += data.toString()
        printed.screen += data.toString()
        done()
      },
    })
  const asked: string[] = []
  const left = [...(answers ?? [])]
  const real = createTerminal(Readable.from([Buffer.from(input)]), into('stdout'), into('stderr'), {
    COLUMNS: String(columns),
  })
  const terminal: Terminal = {
    ...real,
    interactive: answers !== undefined,
    isConsole: answers !== undefined || redirected,
    ask: (question, hidden = false) => {
      asked.push(question)
      const answer = left.shift()
      printed.screen += `${question}${hidden ? '' : (answer ?? '')}\n`
      return answer === undefined ? Promise.reject(new Error(`asked too much: ${question}`)) : Promise.resolve(answer)
    },
  }
  return { terminal, printed, asked }
}

/** Fails when a line is wider than the console, unless it is a command to paste, the key's JSON, or one word that cannot be broken. */
function expectToFit({ stdout, stderr }: Pick<Said, 'stdout' | 'stderr'>): void {
  for (const line of `${stdout}\n${stderr}`.split('\n')) {
    const isWhole = /^ {2}prextra-reception |^\{ "id"/.test(line) || !line.trim().includes(' ')
    if (!isWhole) expect(widthOf(line), line).toBeLessThanOrEqual(usualColumns)
  }
}

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** A sentence that is held to, and what a technician does to see it so. */
export type Row = readonly [sentence: string, holds: (technician: Technician) => Promise<void>]

/**
 * Makes a test of each row in French and in English, each with a technician of its own; within all the tests, in one of them, row
 * by row.
 */
export function inBothLanguages(about: string, rows: readonly Row[]): void {
  describe.each(['fr', 'en'] as const)(`${about} · %s`, (language) => {
    const own = rows.filter((_, at) => isWholeRun || (at % 2 === 0) === (language === 'fr'))
    test.each(own)('%s', async (_, holds) => {
      const technician = await newTechnician(language)
      try {
        await holds(technician)
      } finally {
        await technician.remove()
      }
    })
  })
}
