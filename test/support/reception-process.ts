import { spawn } from 'node:child_process'
import { cli } from './reception-folder.ts'
import { startedNode } from './windows/started-node.ts'

/** How a run of `prextra-reception` ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

export interface ProcessOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** A file of test/support that is loaded before the tool: it makes its file system misbehave. */
  readonly preload?: string
  /** Kills the process after so many milliseconds. */
  readonly killAfterMs?: number
}

/** Runs the tool as a process of its own, and kills it if asked to. */
export function runProcess(args: readonly string[], options: ProcessOptions = {}): Promise<Ended> {
  const { preload, killAfterMs } = options
  const imports = preload === undefined ? [] : ['--import', new URL(preload, import.meta.url).href]
  const env = { ...startedNode, PATH: process.env['PATH'], LC_ALL: 'en_CA.UTF-8', COLUMNS: '1000', ...options.env }
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...imports, cli, ...args], { cwd: options.cwd, env })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  child.stdin.end()
  const killing = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(killing)
      resolve({ code, signal, stdout, stderr, ms: performance.now() - startedAt })
    })
  })
}
