import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How the start of a packaged application ended. */
export interface Started {
  /** Its exit code; `null` when its window appeared, and it was then ended. */
  readonly code: number | null
  readonly ms: number
  readonly stderr: string
  /** What it wrote into its own folder of data, and into the folder that the arguments name. */
  readonly written: readonly string[]
}

const isRoot = process.getuid?.() === 0
const windowTitle = 'Assistant Outlook'
const startLimitMs = 60_000

/**
 * Starts a packaged application in a home of its own, and ends it once its window appears. `@` in an argument or a variable
 * stands for a folder that is empty.
 */
export async function startPackaged(
  executable: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const place = mkdtempSync(join(tmpdir(), 'prextra-started-'))
  const data = mkdtempSync(join(place, 'data-'))
  const named = mkdtempSync(join(place, 'named-'))
  const filled = (text: string) => text.replaceAll('@', named)
  const startedAt = performance.now()
  const child = spawn(executable, [...(isRoot ? ['--no-sandbox'] : []), ...args.map(filled)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      HOME: place,
      XDG_CONFIG_HOME: data,
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)])),
    },
  })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  let code: number | null | undefined
  child.on('exit', (exitCode) => (code = exitCode ?? -1))
  try {
    while (code === undefined && performance.now() - startedAt < startLimitMs) {
      if (isShown()) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const ms = performance.now() - startedAt
    if (code === undefined && ms >= startLimitMs) throw new Error('neither did it end nor did its window appear')
    const written = [data, named].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    return { code: code ?? null, ms, stderr, written }
  } finally {
    await ended(child.pid ?? 0)
    rmSync(place, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Whether a window of the application is there. xwininfo fails when a window closes as it looks, and then looks again. */
function isShown(triesLeft = 20): boolean {
  try {
    return execFileSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8', stdio: 'pipe' }).includes(windowTitle)
  } catch (error) {
    if (triesLeft === 0) throw error
    return isShown(triesLeft - 1)
  }
}

/** Kills a process and its children, and resolves once their windows are gone. Rejects when one stays: it is another's. */
async function ended(pid: number): Promise<void> {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of them have ended.
  }
  const killedAt = performance.now()
  while (isShown()) {
    if (performance.now() - killedAt > startLimitMs) throw new Error('a window stays: another assistant is open')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
