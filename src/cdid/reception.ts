import { dirname, join } from 'node:path'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import type { Language } from '#words/format/language.ts'
import { receptionWords } from '#words/reception/reception.ts'
import type { CommandLine, Environment } from './terminal/command-line.ts'
import { createAskPassphrase, type PassphraseSource } from './sealed/passphrase.ts'
import { ReceptionError } from './reception-problem.ts'
import type { RecordsFile } from './records/records.ts'
import type { SealedFile } from './sealed/sealed-file.ts'
import type { Terminal } from './terminal/terminal.ts'

/** What one run of the tool works with: the command line, the terminal, the environment, the clock and the network. */
export interface Reception {
  readonly line: CommandLine
  readonly language: Language
  readonly terminal: Terminal
  readonly environment: Environment
  readonly now: () => Date
  readonly fetch: Fetch
}

/** Runs a command and resolves to its exit code. Rejects with a problem, which `cli.ts` prints. */
export type Command = (reception: Reception) => Promise<number>

export const exitCodes = { done: 0, refused: 1, misused: 2, accessRefused: 3, notNow: 4 } as const

/** Returns the sealed file of the command line and the key that opens it. */
export function sealedFile(reception: Reception): SealedFile {
  const { line, language } = reception
  return {
    file: line.argument,
    identity: line.text('identity'),
    practice: line.flag('practice'),
    askPassphrase: createAskPassphrase(passphraseSource(reception), receptionWords[language].askPassphrase),
  }
}

export function passphraseSource({ line, terminal, environment }: Reception): PassphraseSource {
  const file = environment['PREXTRA_PASSPHRASE_FILE']
  return { terminal, file: file === '' ? undefined : file, fromStdin: line.flag('passphrase-stdin') }
}

/** Returns the file of CDID's records: the one that was named, else the one beside the key. Practice has a file of its own. */
export function recordsFile({ line }: Reception): RecordsFile {
  const practice = line.flag('practice')
  const identity = line.optional('identity')
  const beside =
    identity === null ? null : join(dirname(identity), `${practice ? 'PRATIQUE-' : ''}prextra-records.json`)
  const file = line.optional('records') ?? beside
  if (file === null) throw new ReceptionError({ code: 'usage-missing', option: 'records' })
  return { file, practice }
}

/** Resolves to whether something may be written: a person is asked, unless `--yes` was given; a script is not asked. */
export async function agreed({ line, terminal, language }: Reception): Promise<boolean> {
  if (line.flag('dry-run')) return false
  if (line.flag('yes') || !terminal.interactive) return true
  const { write, yesNo, yes } = receptionWords[language]
  return yes.test((await terminal.ask(`${write} ${yesNo} `)).trim())
}
