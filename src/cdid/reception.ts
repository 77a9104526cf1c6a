import { basename, dirname, join } from 'node:path'
import type { Fetch } from '#adapters/microsoft/transport.ts'
import { practiceFileName, practiceLanguageOf } from '#core/handoff/document.ts'
import type { Language } from '#words/format/language.ts'
import { receptionWords } from '#words/reception/reception.ts'
import type { LockOptions } from './files/file-lock.ts'
import { realFile } from './files/real-file.ts'
import { ReceptionError } from './reception-problem.ts'
import type { RecordsFile } from './records/records.ts'
import { createAskPassphrase, type PassphraseSource } from './sealed/passphrase.ts'
import type { SealedFile } from './sealed/sealed-file.ts'
import type { CommandLine, Environment } from './terminal/command-line.ts'
import { type CommandName, commands, everywhere, type Need } from './terminal/command-table.ts'
import { commandText } from './terminal/command-text.ts'
import { printable } from './terminal/printable-text.ts'
import type { Terminal } from './terminal/terminal.ts'

/** What one run of the tool works with: the command line, the terminal, the environment, the clock and the network. */
export interface Reception {
  readonly line: CommandLine
  readonly language: Language
  readonly terminal: Terminal
  readonly environment: Environment
  readonly now: () => Date
  readonly fetch: Fetch
  /** How long another command is waited for, in milliseconds; a few seconds unless it is given. */
  readonly patience?: number
}

/** Runs a command and resolves to its exit code. Rejects with a problem, which `run-reception.ts` prints. */
export type Command = (reception: Reception) => Promise<number>

export const exitCodes = { done: 0, refused: 1, misused: 2, accessRefused: 3, notNow: 4, wouldChange: 5 } as const

/** Returns the sealed file of the command line and the keys that may open it. */
export function sealedFile(reception: Reception, file = reception.line.argument): SealedFile {
  const { line, language } = reception
  const words = receptionWords[language]
  return {
    file,
    identities: line.all('identity'),
    practice: line.flag('practice'),
    unlocked: new Map(),
    askPassphrase: createAskPassphrase(passphraseSource(reception), {
      ask: (key) => words.askPassphrase(printable(key)),
      wrong: words.wrongPassphrase,
    }),
  }
}

export function passphraseSource({ line, terminal, environment }: Reception): PassphraseSource {
  const file = environment['PREXTRA_PASSPHRASE_FILE']
  return { terminal, file: file === '' ? undefined : file, fromStdin: line.flag('passphrase-stdin') }
}

/**
 * Returns the file of CDID's records: the one that was named, else the one beside the key. Practice has a file of its own,
 * whose prefix is that of the key, so that it is found again in either language.
 */
export async function recordsFile(reception: Reception): Promise<RecordsFile> {
  const { line, language, now } = reception
  const practice = line.flag('practice')
  const [identity] = line.all('identity')
  const nameBeside = (key: string) =>
    practice
      ? practiceFileName('prextra-records.json', practiceLanguageOf(basename(key)) ?? language)
      : 'prextra-records.json'
  const beside = identity === undefined ? null : join(dirname(identity), nameBeside(identity))
  const file = line.optional('records') ?? beside
  if (file === null) throw new ReceptionError({ code: 'usage-missing', option: 'records' })
  return { file: await realFile(file), practice, auditor: { now }, lock: lockOptions(reception) }
}

/** Returns the ticket that was typed, to be kept with the file; nothing when none was, so that what is known stays. */
export function ticketOf({ line }: Reception): { readonly ticket?: string } {
  const ticket = line.optional('ticket')
  return ticket === null ? {} : { ticket }
}

/** Returns how locks are waited for, and how a person hears that one was taken over from another computer. */
export function lockOptions({ terminal, language, patience }: Reception): LockOptions {
  return {
    ...(patience !== undefined && { patience }),
    takenOver: ({ process, host }) => {
      terminal.tell(receptionWords[language].lockTakenOver(process, printable(host)))
    },
  }
}

/**
 * Resolves to whether something may be written. A person is asked unless `--yes` was given; a script, where nobody could be asked,
 * is not. Throws `answer-needed` at a console that is partly redirected, so that nothing is written there unasked.
 */
export async function agreed(reception: Reception): Promise<boolean> {
  const { line, terminal, language } = reception
  if (line.flag('dry-run')) return false
  if (line.flag('yes') || !terminal.isConsole) return true
  return asked(reception, receptionWords[language].write)
}

/** Resolves to a person's yes or no. Throws `answer-needed` when nobody can be asked. */
export async function asked({ terminal, language }: Reception, question: string): Promise<boolean> {
  const { yesNo, yes } = receptionWords[language]
  if (!terminal.interactive) throw new ReceptionError({ code: 'answer-needed' })
  return yes.test((await terminal.ask(`${question} ${yesNo} `)).trim())
}

/** The options that the next command needs as well, if they were typed and it has them. */
const carried = ['identity', 'records', 'config', 'at', 'practice', 'language'] as const

/** Prints the command that comes next, ready to be pasted, with the options of this one that it needs as well. */
export function printNext(reception: Reception, args: readonly [CommandName, ...string[]]): void {
  const { terminal, language } = reception
  terminal.print(receptionWords[language].next)
  terminal.printRaw(`  ${nextCommand(reception, args)}`)
}

/** Returns the command that registers a customer, with the reader's words for what is to be filled in. */
export function newCustomer({ language }: Reception): readonly [CommandName, ...string[]] {
  const { name, tenant } = receptionWords[language].example
  return ['customer', 'add', '--environment', name, '--tenant', tenant]
}

/** Prints this command again as the one that comes next, without `--dry-run`. */
export function printAgain(reception: Reception): void {
  const { line, terminal, language } = reception
  if (line.command === 'help') return
  const typed = [...line.typed].filter((option) => option !== 'dry-run')
  terminal.print(receptionWords[language].next)
  terminal.printRaw(`  ${commandText([line.command, ...line.arguments, ...optionsOf(line, line.command, typed)])}`)
}

/** Returns that command as text. */
function nextCommand({ line }: Reception, args: readonly [CommandName, ...string[]]): string {
  const typed = carried.filter((option) => line.typed.has(option))
  return commandText([...args, ...optionsOf(line, args[0], typed)])
}

/** Returns options of this command line, with their values, as far as a command has them. */
function optionsOf(line: CommandLine, command: CommandName, options: readonly string[]): readonly string[] {
  const known: Readonly<Record<string, Need>> = { ...commands[command].options, ...everywhere }
  return options.flatMap((option) => {
    if (!Object.hasOwn(known, option)) return []
    if (known[option] === 'flag') return [`--${option}`]
    return line.all(option).flatMap((value) => [`--${option}`, value])
  })
}
