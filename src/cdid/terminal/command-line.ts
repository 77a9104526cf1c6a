import { delimiter } from 'node:path'
import { parseArgs } from 'node:util'
import type { Language } from '#words/format/language.ts'
import { ReceptionError } from '../reception-problem.ts'
import {
  type CommandName,
  commands,
  type CommandShape,
  everywhere,
  fromEnvironment,
  type Need,
  problemOf,
} from './command-table.ts'

export interface CommandLine {
  readonly command: CommandName | 'help'
  /** The file or word after the command; for `help`, the command to explain, or an empty text. */
  readonly argument: string
  /** Every file after a command that takes several. */
  readonly arguments: readonly string[]
  /** The options that were typed, and not taken from the environment. */
  readonly typed: ReadonlySet<string>
  /** The value of a required option. */
  text(option: string): string
  /** Every value of an option that can be repeated. */
  all(option: string): readonly string[]
  optional(option: string): string | null
  flag(option: string): boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads the command line. Throws a `usage-…` problem, which never repeats a value, because a value could be a secret. */
export function readCommandLine(args: readonly string[], environment: Environment = {}): CommandLine {
  const command = args[0] ?? 'help'
  if (command === '--version') return commandLine('version', [], new Map())
  // Windows' own programs explain themselves when they are asked `/?`.
  const asksHelp = args.includes('/?')
  const { values, positionals } = readOptions(args.slice(1).filter((arg) => arg !== '/?'))
  if (['help', '--help', '-h', '/?'].includes(command)) return helpOn(positionals[0] ?? '')
  if (!isCommand(command)) throw new ReceptionError({ code: 'usage-command', command })
  if (asksHelp || values.has('help')) return helpOn(command)

  const { takes, options }: CommandShape = commands[command]
  const known: Readonly<Record<string, Need>> = { ...options, ...everywhere }
  for (const [option, given] of values) {
    const need = Object.hasOwn(known, option) ? known[option] : undefined
    if (need === undefined) throw new ReceptionError({ code: 'usage-option', option })
    for (const value of given) checkValue(option, need, value)
  }
  const all = new Map(values)
  for (const [option, need] of Object.entries(options)) {
    const usual = environment[fromEnvironment[option] ?? '']
    if (!all.has(option) && usual)
      all.set(option, need === 'repeated' || need === 'several' ? usual.split(delimiter) : [usual])
    const isNeeded = need === 'required' || (need === 'repeated' && !all.has('remove'))
    if (isNeeded && !all.has(option)) throw new ReceptionError({ code: 'usage-missing', option })
  }
  return commandLine(command, readArguments(takes, positionals, all), all, new Set(values.keys()))
}

/** Returns the command that is typed, if it is one, so that a mistake can be answered with that command's help. */
export function typedCommand(args: readonly string[]): CommandName | null {
  const [command = ''] = args
  return isCommand(command) ? command : null
}

/** Returns the language of `--language`, else of the first locale that is French or English, else French. */
export function readLanguage(args: readonly string[], environment: Environment, locale: string): Language {
  const asked = readOptions(args).values.get('language')?.at(-1) ?? undefined
  for (const name of [asked, environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG'], locale]) {
    const language = /^(fr|en)(?![a-z])/i.exec(name ?? '')?.[1]?.toLowerCase()
    if (language === 'fr' || language === 'en') return language
  }
  return 'fr'
}

/** The values of each option, in the order they were typed; a flag has `null`. */
type Values = ReadonlyMap<string, readonly (string | null)[]>

/** Parses without Node's own errors, which are in English. A value that begins with `-` must be written `--option=value`. */
function readOptions(args: readonly string[]): { readonly values: Values; readonly positionals: readonly string[] } {
  const all = Object.values(commands).flatMap(({ options }) => Object.entries(options))
  const options = Object.fromEntries(
    [...all, ...Object.entries(everywhere)].map(([name, need]) => [
      name,
      { type: need === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const values = new Map<string, (string | null)[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const isSwallowed = token.inlineValue === false && token.value.startsWith('-')
    const name = token.name === 'h' ? 'help' : token.name
    const value = isSwallowed ? null : (token.value ?? null)
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return { values, positionals }
}

function checkValue(option: string, need: Need, value: string | null): void {
  if (need === 'flag') {
    if (value !== null) throw new ReceptionError({ code: 'usage-value', option })
    return
  }
  if (value === null) throw new ReceptionError({ code: 'usage-value', option })
  const problem = problemOf(option, value)
  if (problem) throw new ReceptionError(problem)
}

function readArguments(
  takes: CommandShape['takes'],
  positionals: readonly string[],
  values: Values,
): readonly string[] {
  const [first, ...more] = positionals
  if (takes === 'file-unless-removing' && values.has('remove')) {
    if (first !== undefined) throw new ReceptionError({ code: 'usage-word', words: '' })
    return []
  }
  if (typeof takes === 'string') {
    if (first === undefined) throw new ReceptionError({ code: 'usage-file' })
    if (takes !== 'files' && more.length > 0) throw new ReceptionError({ code: 'usage-file' })
    return positionals
  }
  if (takes.length === 0 && first === undefined) return []
  if (first === undefined || more.length > 0 || !takes.includes(first)) {
    throw new ReceptionError({ code: 'usage-word', words: takes.join(', ') })
  }
  return positionals
}

function helpOn(command: string): CommandLine {
  if (command !== '' && !isCommand(command)) throw new ReceptionError({ code: 'usage-command', command })
  return commandLine('help', [command], new Map())
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

function commandLine(
  command: CommandLine['command'],
  given: readonly string[],
  values: Values,
  typed: ReadonlySet<string> = new Set(),
): CommandLine {
  const all = (option: string) => (values.get(option) ?? []).filter((value) => value !== null)
  return {
    command,
    argument: given[0] ?? '',
    arguments: given,
    typed,
    text: (option) => all(option).at(-1) ?? '',
    all,
    optional: (option) => all(option).at(-1) ?? null,
    flag: (option) => values.has(option),
  }
}
