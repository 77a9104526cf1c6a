#!/usr/bin/env node
import { keepCertificateChecks } from './microsoft/weakening-variables.ts'
import { runReception } from './run-reception.ts'
import { createTerminal } from './terminal/terminal.ts'

/** Runs the command that was typed, and sets the exit code. */
async function run(): Promise<void> {
  keepCertificateChecks(process.env)
  const { argv, stdin, stdout, stderr, env } = process
  process.exitCode = await runReception(argv.slice(2), {
    terminal: createTerminal(stdin, stdout, stderr, env),
    environment: env,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    now: () => new Date(),
    fetch,
  })
}

void run()
