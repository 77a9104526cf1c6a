import { type Help, receptionHelp } from '#words/reception/help.ts'
import { type Command, exitCodes, type Reception } from '../reception.ts'
import { type CommandName, commands, type CommandShape, everywhere } from '../terminal/command-table.ts'
import { padTo, widthOf } from '../terminal/text-width.ts'
import { wrapped } from '../terminal/wrapped-text.ts'

export const helpCommand: Command = (reception) => {
  const { line, terminal } = reception
  terminal.print(line.argument === '' ? overview(reception) : helpOn(reception, line.argument as CommandName))
  return Promise.resolve(exitCodes.done)
}

type Told = Pick<Reception, 'language' | 'terminal'>

/** Returns the list of commands with what each does, and the exit codes. */
export function overview({ language, terminal }: Told): string {
  const help = receptionHelp[language]
  const said = Object.values(help.commands).map(
    ({ usage, does }) => `  ${terminal.paint('bold', `prextra-reception ${usage}`)}\n      ${does}`,
  )
  return [help.title, '', ...said, '', help.more].join('\n')
}

/** Returns how one command is written, what it does, and its options. */
export function helpOn({ language, terminal }: Told, name: CommandName): string {
  const help: Help = receptionHelp[language]
  const { usage, does, more } = help.commands[name]
  const { options }: CommandShape = commands[name]
  const names = Object.keys({ ...options, language: everywhere.language })
  const width = Math.max(...names.map((option) => widthOf(option))) + 2
  const lines = names.flatMap((option) => {
    const [first = '', ...rest] = wrapped(help.options[option] ?? '', terminal.columns - width - 4).split('\n')
    return [`  ${padTo(`--${option}`, width)}  ${first}`, ...rest.map((text) => `${' '.repeat(width + 4)}${text}`)]
  })
  return [
    terminal.paint('bold', `prextra-reception ${usage}`),
    '',
    does,
    ...(more === undefined ? [] : [more]),
    '',
    `${help.optionsTitle}${language === 'fr' ? '\u00a0' : ''}:`,
    ...lines,
  ].join('\n')
}
