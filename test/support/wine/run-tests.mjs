import { spawn } from 'node:child_process'
import { openSync, writeSync } from 'node:fs'
import process from 'node:process'

/**
 * Run by Windows' Node under Wine: `node run-tests.mjs LOG ARGUMENTS…` runs vitest with its output in a file, because a pipe
 * of Linux is no handle to a Windows program. Between programs of Windows, pipes work.
 */
const [log = '', ...args] = process.argv.slice(2)
const output = openSync(log, 'w')
const vitest = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], {
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, NODE_OPTIONS: '--import file:///C:/wine/without-keep-alive.mjs' },
})
for (const stream of [vitest.stdout, vitest.stderr]) stream.on('data', (data) => writeSync(output, data))
vitest.on('close', (code) => {
  process.exitCode = code ?? 1
})
