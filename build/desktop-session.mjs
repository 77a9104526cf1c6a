import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const unlockKeyring = `printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"`

/** Stand-ins for the fonts of Windows, so that pictures look like the product. */
export const windowsFonts = { FONTCONFIG_FILE: fileURLToPath(new URL('../test/support/fonts.conf', import.meta.url)) }

/**
 * Runs a command as on a desktop: a real Secret Service on a bus and in a folder of its own, and, where there is none,
 * a display. Resolves with the exit code. On Windows a desktop is already there.
 *
 * @param {readonly string[]} command
 * @param {{ readonly env?: Readonly<Record<string, string>>, readonly ownDisplay?: boolean }} options
 */
export async function runOnDesktop(command, { env = {}, ownDisplay = false } = {}) {
  if (process.platform !== 'linux') return run(command, env)
  const data = mkdtempSync(join(tmpdir(), 'prextra-desktop-'))
  // Without -noreset, the server starts anew when the last window closes, and a window that opens meanwhile is lost.
  const server = '-screen 0 1280x900x24 -noreset'
  const display = ownDisplay || !process.env.DISPLAY ? ['xvfb-run', '-a', '-s', server] : []
  try {
    return await run(['dbus-run-session', '--', 'sh', '-c', unlockKeyring, '--', ...display, ...command], {
      XDG_DATA_HOME: data,
      ...env,
    })
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * Runs a command with this process's own output. Resolves with its exit code, 1 when a signal ended it; rejects when it
 * cannot start.
 *
 * @param {readonly string[]} command
 * @param {Readonly<Record<string, string>>} env
 * @returns {Promise<number>}
 */
export function run([file = '', ...args], env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...env } })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}
