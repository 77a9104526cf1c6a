import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** `npm run tenant`, as a person starts it: the command line itself, in a process of its own. */
export interface TenantProcess {
  readonly port: number
  readonly caFile: string
  readonly greeting: string
  readonly errors: () => string
  /** Asks it to stop, and gives its exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function start(args: readonly string[]) {
  const child = spawn(process.execPath, ['src/practice/cli.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const written = { out: '', err: '' }
  child.stdout.on('data', (data: Buffer) => (written.out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (written.err += data.toString()))
  return { child, written }
}

export async function startTenant(...args: readonly string[]): Promise<TenantProcess> {
  const { child, written } = start(['--port', '0', ...args])
  const ended = once(child, 'close')
  while (!written.out.includes('SSL_CERT_FILE')) {
    await Promise.race([
      once(child.stdout, 'data'),
      ended.then(() => {
        throw new Error(`the tenant did not start: ${written.err}`)
      }),
    ])
  }
  return {
    port: Number(/127\.0\.0\.1:(\d+)/.exec(written.out)?.[1]),
    caFile: /SSL_CERT_FILE='([^']+)'/.exec(written.out)?.[1] ?? '',
    greeting: written.out,
    errors: () => written.err,
    stop: async (signal = 'SIGINT') => {
      child.kill(signal)
      const [code] = (await ended) as [number | null]
      return code
    },
  }
}

/** Runs `npm run tenant` with options that it refuses, and resolves to what it printed. */
export async function runTenant(...args: readonly string[]): Promise<Ended> {
  const { child, written } = start(args)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...written }
}
