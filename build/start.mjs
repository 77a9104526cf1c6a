import { run, runOnDesktop } from './desktop-session.mjs'
import { npmCommand } from './npm-command.mjs'
import { electronEnv, setUp } from './set-up.mjs'

const electron = await setUp('window')
const built = await run([...npmCommand('electron-vite'), 'build', '--logLevel', 'warn'])
if (built !== 0) process.exit(built)
if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  console.error(
    'There is no display here, so no window can be shown. «npm run demo» does the whole job on a display of its own and leaves pictures in out/demo/.',
  )
  process.exit(1)
}
const root = process.platform === 'linux' && process.getuid?.() === 0
const command = [electron.executable, '.', ...(root ? ['--no-sandbox'] : [])]
process.exitCode = process.env.DBUS_SESSION_BUS_ADDRESS
  ? await run(command, electronEnv(electron))
  : await runOnDesktop(command, { env: electronEnv(electron) })
