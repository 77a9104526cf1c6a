import { type Help, receptionHelp } from '#words/reception/help.ts'
import { type CommandName, commands, type CommandShape, everywhere } from '../terminal/command-table.ts'
import { type Command, exitCodes, type Reception } from '../reception.ts'

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

function helpOn({ language, terminal }: Told, name: CommandName): string {
  const help: Help = receptionHelp[language]
  const { usage, does, more } = help.commands[name]
  const { options }: CommandShape = commands[name]
  const names = Object.keys({ ...options, language: everywhere.language })
  const width = Math.max(...names.map((option) => option.length)) + 2
  const lines = names.map((option) => `  ${`--${option}`.padEnd(width)}  ${help.options[option] ?? ''}`)
  const title = terminal.paint('bold', `prextra-reception ${usage}`)
  return [
    title,
    '',
    does,
    ...(more === undefined ? [] : [more]),
    '',
    `${help.optionsTitle}${language === 'fr' ? '\u00a0' : ''}:`,
    ...lines,
  ].join('\n')
}
