#!/usr/bin/env node
import { ProblemError } from '#core/problem.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { helpOn, overview } from './commands/help.ts'
import { systemCode } from './files/file-problem.ts'
import { exitCodeOf, problemText } from './microsoft/microsoft-problem.ts'
import { type Command, exitCodes } from './reception.ts'
import { ReceptionError, type ReceptionProblem, sentence } from './reception-problem.ts'
import { type CommandLine, readCommandLine, readLanguage, typedCommand } from './terminal/command-line.ts'
import { createTerminal, Interrupted } from './terminal/terminal.ts'

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

/** Runs the command that was typed, and sets the exit code. Every problem becomes a sentence here. */
export async function run(): Promise<void> {
  const args = process.argv.slice(2)
  const language = readLanguage(args, process.env, Intl.DateTimeFormat().resolvedOptions().locale)
  const terminal = createTerminal(process.stdin, process.stdout, process.stderr, process.env)
  try {
    const line = readCommandLine(args, process.env)
    const now = () => new Date()
    const command = await commands[line.command]()
    process.exitCode = await command({ line, language, terminal, environment: process.env, now, fetch })
  } catch (error) {
    if (error instanceof Interrupted) {
      process.exitCode = exitCodes.refused
      return
    }
    if (error instanceof ProblemError) {
      terminal.tell(problemText(error.problem, language))
      process.exitCode = exitCodeOf(sayProblem(error.problem, language).nature)
      return
    }
    const problem: ReceptionProblem =
      error instanceof ReceptionError ? error.problem : { code: 'internal', reason: systemCode(error) }
    terminal.tell(sentence(problem, language))
    process.exitCode = passing.includes(problem.code) ? exitCodes.notNow : exitCodes.refused
    if (!problem.code.startsWith('usage-')) return
    const command = typedCommand(args)
    terminal.tell(`\n${command ? helpOn({ language, terminal }, command) : overview({ language, terminal })}`)
    process.exitCode = exitCodes.misused
  }
}

void run()
