#!/usr/bin/env node
import { ProblemError } from '#core/problem.ts'
import { sayProblem } from '#words/problems/problems.ts'
import { overview } from './commands/help.ts'
import { exitCodeOf, problemText } from './microsoft/microsoft-problem.ts'
import { readCommandLine, readLanguage } from './terminal/command-line.ts'
import type { CommandLine } from './terminal/command-line.ts'
import { systemCode } from './files/file-content.ts'
import { type Command, exitCodes } from './reception.ts'
import { ReceptionError, sentence } from './reception-problem.ts'
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
  completion: async () => (await import('./commands/completion.ts')).completionCommand,
}

const args = process.argv.slice(2)
const language = readLanguage(args, process.env, Intl.DateTimeFormat().resolvedOptions().locale)
const terminal = createTerminal(process.stdin, process.stdout, process.stderr)

// Every problem ends up here, becomes a sentence, and decides the exit code.
try {
  const line = readCommandLine(args, process.env)
  const now = () => new Date()
  const command = await commands[line.command]()
  process.exitCode = await command({ line, language, terminal, environment: process.env, now, fetch })
} catch (error) {
  process.exitCode = fail(error)
}

function fail(error: unknown): number {
  if (error instanceof Interrupted) return exitCodes.refused
  if (error instanceof ProblemError) {
    terminal.tell(problemText(error.problem, language))
    return exitCodeOf(sayProblem(error.problem, language).nature)
  }
  const problem =
    error instanceof ReceptionError ? error.problem : { code: 'internal' as const, reason: systemCode(error) }
  const misused = problem.code.startsWith('usage-')
  terminal.tell(`${sentence(problem, language)}${misused ? `\n\n${overview({ language, terminal })}` : ''}`)
  if (misused) return exitCodes.misused
  return problem.code === 'file-locked' || problem.code === 'config-changed' ? exitCodes.notNow : exitCodes.refused
}
