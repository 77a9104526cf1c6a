import type { Fetch } from '#adapters/microsoft/transport.ts'
import { ProblemError } from '#core/problem.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { helpOn, overview } from './commands/help.ts'
import { systemCode } from './files/file-problem.ts'
import { exitCodeOf, problemText } from './microsoft/microsoft-problem.ts'
import { type Command, exitCodes } from './reception.ts'
import { ReceptionError, type ReceptionProblem, sentence } from './reception-problem.ts'
import {
  type CommandLine,
  type Environment,
  readCommandLine,
  readLanguage,
  typedCommand,
} from './terminal/command-line.ts'
import { Interrupted, type Terminal } from './terminal/terminal.ts'

/** Loads each command only when it is used, so that opening a file does not wait for the libraries of the others. */
const commands: Readonly<Record<CommandLine['command'], () => Promise<Command>>> = {
  help: async () => (await import('./commands/help.ts')).helpCommand,
  keygen: async () => (await import('./commands/keygen.ts')).keygenCommand,
  open: async () => (await import('./commands/open.ts')).openCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  merge: async () => (await import('./commands/merge.ts')).mergeCommand,
  confirm: async () => (await import('./commands/confirm.ts')).confirmCommand,
  list: async () => (await import('./commands/list.ts')).listCommand,
  undo: async () => (await import('./commands/undo.ts')).undoCommand,
  customer: async () => (await import('./commands/customer.ts')).customerCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
  completion: async () => (await import('./commands/completion.ts')).completionCommand,
  version: async () => (await import('./commands/version.ts')).versionCommand,
}

/** Problems that pass: another program is in the way, and the same command may work in a moment. */
const passing: readonly ReceptionProblem['code'][] = [
  'file-locked',
  'file-held',
  'config-changed',
  'change-under-way',
  'records-not-completed',
]

/** What one run is given by the computer that it runs on. */
export interface Computer {
  readonly terminal: Terminal
  readonly environment: Environment
  /** The locale of the system, when no variable names one. */
  readonly locale: string
  readonly now: () => Date
  readonly fetch: Fetch
  /** How long another command is waited for, in milliseconds. */
  readonly patience?: number
}

/** Runs the command that was typed, and resolves to the exit code. Every problem becomes a sentence here. */
export async function runReception(args: readonly string[], computer: Computer): Promise<number> {
  const { terminal, environment, locale, ...rest } = computer
  const language = readLanguage(args, environment, locale)
  try {
    const line = readCommandLine(args, environment)
    const command = await commands[line.command]()
    return await command({ line, language, terminal, environment, ...rest })
  } catch (error) {
    if (error instanceof Interrupted) return exitCodes.refused
    if (error instanceof ProblemError) {
      terminal.tell(problemText(error.problem, language))
      return exitCodeOf(sayProblem(error.problem, language).nature)
    }
    const problem: ReceptionProblem =
      error instanceof ReceptionError ? error.problem : { code: 'internal', reason: systemCode(error) }
    terminal.tell(sentence(problem, language))
    if (!problem.code.startsWith('usage-')) {
      return passing.includes(problem.code) ? exitCodes.notNow : exitCodes.refused
    }
    const command = typedCommand(args)
    terminal.tell(`\n${command ? helpOn({ language, terminal }, command) : overview({ language, terminal })}`)
    return exitCodes.misused
  }
}
