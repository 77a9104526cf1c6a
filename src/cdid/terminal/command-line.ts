import { parseArgs } from 'node:util'
import type { Language } from '#words/format/language.ts'
import {
  type CommandName,
  commands,
  type CommandShape,
  everywhere,
  fromEnvironment,
  type Need,
  shapes,
} from './command-table.ts'
import { ReceptionError } from '../reception-problem.ts'

export interface CommandLine {
  readonly command: CommandName | 'help'
  /** The file or word after the command; for `help`, the command to explain, or an empty text. */
  readonly argument: string
  /** The value of a required option. */
  text(option: string): string
  optional(option: string): string | null
  flag(option: string): boolean
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads the command line. Throws a `usage-…` problem, which never repeats a value, because a value could be a secret. */
export function readCommandLine(args: readonly string[], environment: Environment = {}): CommandLine {
  const command = args[0] ?? 'help'
  const { values, positionals } = readOptions(args.slice(1))
  if (['help', '--help', '-h'].includes(command)) return helpOn(positionals[0] ?? '', values)
  if (!isCommand(command)) throw new ReceptionError({ code: 'usage-command', command })
  if (values.has('help')) return helpOn(command, values)

  const { takes, options }: CommandShape = commands[command]
  const known: Readonly<Record<string, Need>> = { ...options, ...everywhere }
  for (const [option, value] of values) {
    const need = Object.hasOwn(known, option) ? known[option] : undefined
    if (need === undefined) throw new ReceptionError({ code: 'usage-option', option })
    const fits = need === 'flag' ? value === null : value !== null && isShaped(option, value)
    if (!fits) throw new ReceptionError({ code: 'usage-value', option })
  }
  const argument = readArgument(takes, positionals)
  const all = new Map(values)
  for (const [option, need] of Object.entries(options)) {
    const usual = environment[fromEnvironment[option] ?? '']
    if (!all.has(option) && usual) all.set(option, usual)
    if (need === 'required' && !all.has(option)) throw new ReceptionError({ code: 'usage-missing', option })
  }
  return commandLine(command, argument, all)
}

/** Returns the language of `--language`, else of the first locale that is French or English, else French. */
export function readLanguage(args: readonly string[], environment: Environment, locale: string): Language {
  const asked = readOptions(args).values.get('language')
  for (const name of [asked, environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG'], locale]) {
    const language = /^(fr|en)(?![a-z])/i.exec(name ?? '')?.[1]?.toLowerCase()
    if (language === 'fr' || language === 'en') return language
  }
  return 'fr'
}

type Values = ReadonlyMap<string, string | null>

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
  const values = new Map<string, string | null>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const swallowed = token.inlineValue === false && token.value.startsWith('-')
    values.set(token.name === 'h' ? 'help' : token.name, swallowed ? null : (token.value ?? null))
  }
  return { values, positionals }
}

function readArgument(takes: CommandShape['takes'], positionals: readonly string[]): string {
  const [first, ...more] = positionals
  if (takes === 'file') {
    if (first === undefined || more.length > 0) throw new ReceptionError({ code: 'usage-file' })
    return first
  }
  if (takes.length === 0 && first === undefined) return ''
  if (first === undefined || more.length > 0 || !takes.includes(first)) {
    throw new ReceptionError({ code: 'usage-word', words: takes.join(', ') })
  }
  return first
}

function helpOn(command: string, values: Values): CommandLine {
  if (command !== '' && !isCommand(command)) throw new ReceptionError({ code: 'usage-command', command })
  return commandLine('help', command, values)
}

function isShaped(option: string, value: string): boolean {
  return shapes[option]?.(value) ?? value !== ''
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

function commandLine(command: CommandLine['command'], argument: string, values: Values): CommandLine {
  return {
    command,
    argument,
    text: (option) => values.get(option) ?? '',
    optional: (option) => values.get(option) ?? null,
    flag: (option) => values.has(option),
  }
}
