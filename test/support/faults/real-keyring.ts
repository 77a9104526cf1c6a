import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openBridge } from './bridge.ts'
import type { Cell } from './row.ts'

/** The states of the operating system's keyring in which a process is run. */
export const keyringStates = ['open', 'locked', 'without-a-service', 'without-a-bus'] as const

type KeyringState = (typeof keyringStates)[number]

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url))

const unlock = `printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null`
const lock =
  'gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets ' +
  '--method org.freedesktop.Secret.Service.Lock "[objectpath \'/org/freedesktop/secrets/collection/login\']" >/dev/null'

const scripts: Readonly<Record<KeyringState, string>> = {
  open: `${unlock}; exec "$@"`,
  locked: `${unlock}; ${lock}; exec "$@"`,
  'without-a-service': 'exec "$@"',
  'without-a-bus': 'DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent exec "$@"',
}

/** The job in a process whose desktop session has such a keyring: it is done, or it says why before a secret exists. */
export function keyringCell(state: KeyringState): Cell {
  return {
    id: `real/${state}`,
    async run(open) {
      const trial = open()
      const { tenant } = trial.site
      const data = mkdtempSync(join(tmpdir(), 'prextra-faults-keyring-'))
      const bridge = await openBridge(trial.site)
      const { code, err } = await runIn(scripts[state], {
        XDG_DATA_HOME: data,
        XDG_RUNTIME_DIR: data,
        CRASH_BRIDGE: String(bridge.port),
        CRASH_FOLDER: mkdtempSync(join(tmpdir(), 'prextra-faults-')),
        CRASH_SERVICE: `prextra-faults-${crypto.randomUUID()}`,
        CRASH_IMPATIENT: '1',
      })
      bridge.close()
      rmSync(data, { recursive: true, force: true })
      const secrets = tenant.requests.filter(({ path }) => path.endsWith('/addPassword')).length
      const unmet =
        state === 'open'
          ? [...(code === 0 ? [] : [`it ended with ${code ?? 'a signal'}: ${err.slice(-300)}`])]
          : [
              ...(err.includes('vault-unavailable') ? [] : [`it said ${err.slice(-300)}`]),
              ...(secrets === 0 ? [] : ['a secret was made that nothing could keep']),
            ]
      // The keyring is gone with the copy of the delivered secret, so another computer goes on by renewing.
      const aim = state === 'open' ? 'renewed' : 'present'
      const computer = trial.computer()
      await trial.signIn(computer)
      await trial.run(computer, aim)
      await (aim === 'renewed' ? trial.rest(computer) : trial.converge(computer))
      return { observed: trial.observe(aim === 'renewed' ? 2 : 1), unmet }
    },
  }
}

function runIn(
  script: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number | null; readonly err: string }> {
  return new Promise((resolve, reject) => {
    const session = ['-c', 'exec dbus-run-session -- sh -c "$@"', '--', script, '--', process.execPath, child]
    const running = spawn('sh', session, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, CRASH_AT: '0', CRASH_AIM: 'present', ...env },
    })
    let err = ''
    running.stderr.on('data', (data: Buffer) => (err += data.toString()))
    running.on('error', reject)
    running.on('close', (code) => {
      resolve({ code, err })
    })
  })
}
