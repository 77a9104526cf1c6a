import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const nobody = 65534

/** An executable that runs the packaged application as somebody who is not root, on a bus and a keyring of their own. */
export function asOrdinaryUser(packaged: string): { readonly executable: string; readonly home: string } {
  const place = mkdtempSync(join(tmpdir(), 'prextra-user-'))
  chmodSync(place, 0o755)
  const app = join(place, 'app')
  cpSync(packaged, app, { recursive: true })
  execFileSync('chmod', ['-R', 'a+rX', app])
  const home = join(place, 'home')
  for (const folder of ['', 'data', 'run']) mkdirSync(join(home, folder), { recursive: true, mode: 0o700 })
  const authority = process.env.XAUTHORITY
  if (authority !== undefined && existsSync(authority)) copyFileSync(authority, join(home, 'authority'))
  execFileSync('chown', ['-R', `${nobody}:${nobody}`, home])
  const executable = join(place, 'assistant')
  writeFileSync(
    executable,
    `#!/bin/sh
exec setpriv --reuid=${nobody} --regid=${nobody} --clear-groups \\
  env HOME='${home}' XDG_DATA_HOME='${home}/data' XDG_RUNTIME_DIR='${home}/run' XDG_CONFIG_HOME='${home}/config' XAUTHORITY='${home}/authority' \\
  dbus-run-session -- sh -c 'printf "\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"' -- \\
  '${app}/assistant-outlook-prextra' "$@"
`,
    { mode: 0o755 },
  )
  return { executable, home }
}
