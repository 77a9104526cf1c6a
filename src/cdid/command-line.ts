import { parseArgs } from 'node:util'
import type { Language } from '#words/language.ts'
import { ReceptionError } from './reception-problem.ts'

type Need = 'required' | 'optional' | 'flag'

interface CommandShape {
  /** It takes one file to open. */
  readonly file: boolean
  readonly options: Readonly<Record<string, Need>>
}

const everywhere = { language: 'optional', help: 'flag' } as const satisfies Record<string, Need>

const commands = {
  keygen: { file: false, options: { out: 'optional', practice: 'flag' } },
  open: {
    file: true,
    options: { identity: 'required', 'control-code': 'optional', practice: 'flag', json: 'flag' },
  },
  merge: {
    file: true,
    options: {
      identity: 'required',
      config: 'required',
      environment: 'required',
      tenant: 'required',
      practice: 'flag',
      replace: 'flag',
      also: 'flag',
    },
  },
} as const satisfies Record<string, CommandShape>

type CommandName = keyof typeof commands

export interface CommandLine {
  readonly command: CommandName | 'help'
  readonly file: string
  /** A required option. */
  text(option: string): string
  optional(option: string): string | null
  flag(option: string): boolean
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What an option's value must look like; the rest is free text. */
const shapes: Readonly<Record<string, RegExp>> = {
  language: /^(fr|en)$/,
  tenant: guid,
  environment: /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,64}$/u,
}

/** Reads the command line, or rejects it with a `usage-…` problem. Values are not repeated in a problem: one could be a secret. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const command = args[0] ?? 'help'
  const { values, positionals } = readOptions(args.slice(1))
  if (['help', '--help', '-h'].includes(command) || values.has('help')) return commandLine('help', '', values)
  if (!isCommand(command)) throw new ReceptionError({ code: 'usage-command', command })

  const { file, options }: CommandShape = commands[command]
  const known: Readonly<Record<string, Need>> = { ...options, ...everywhere }
  for (const [option, value] of values) {
    const need = Object.hasOwn(known, option) ? known[option] : undefined
    if (need === undefined) throw new ReceptionError({ code: 'usage-option', option })
    const fits = need === 'flag' ? value === null : value !== null && (shapes[option]?.test(value) ?? value !== '')
    if (!fits) throw new ReceptionError({ code: 'usage-value', option })
  }
  if (positionals.length !== (file ? 1 : 0)) throw new ReceptionError({ code: 'usage-file' })
  for (const [option, need] of Object.entries(options)) {
    if (need === 'required' && !values.has(option)) throw new ReceptionError({ code: 'usage-missing', option })
  }
  return commandLine(command, positionals[0] ?? '', values)
}

/** `--language`, else the first of the environment's locales that is French or English, else French. */
export function readLanguage(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  locale: string,
): Language {
  const asked = readOptions(args).values.get('language')
  for (const name of [asked, environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG'], locale]) {
    const language = /^(fr|en)(?![a-z])/i.exec(name ?? '')?.[1]?.toLowerCase()
    if (language === 'fr' || language === 'en') return language
  }
  return 'fr'
}

type Values = ReadonlyMap<string, string | null>

/** Loosely, so that every complaint is ours and in the reader's language. A value that begins with `-` is written `--option=value`. */
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
    values.set(token.name, swallowed ? null : (token.value ?? null))
  }
  return { values, positionals }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

function commandLine(command: CommandLine['command'], file: string, values: Values): CommandLine {
  return {
    command,
    file,
    text: (option) => values.get(option) ?? '',
    optional: (option) => values.get(option) ?? null,
    flag: (option) => values.has(option),
  }
}
