import { createServer } from 'node:net'
import { writeAppManifest } from './app-manifest.mjs'
import { run, runOnDesktop } from './desktop-session.mjs'
import { npmCommand } from './npm-command.mjs'
import { electronEnv, setUp } from './set-up.mjs'

/**
 * The window with hot reload: a change in `src/renderer` or `src/words` shows at once, a change in `src/main` starts
 * the application again. F12 opens the developer tools. `--headless` makes a display of its own where there is none;
 * what else is on the command line is for `electron-vite dev`.
 */
const headless = process.argv.includes('--headless')
const electron = headless ? await setUp('window', 'tests') : await setUp('window')
if (!headless && process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  console.error(
    'There is no display here, so no window can be shown. «npm run dev -- --headless» gives it a display of its own.',
  )
  process.exit(1)
}
writeAppManifest('out/dev', 'development')
const env = {
  ...electronEnv(electron),
  ELECTRON_EXEC_PATH: electron.executable,
  PREXTRA_DEV_PORT: String(await freePort()),
}
const root = process.platform === 'linux' && process.getuid?.() === 0
const command = [
  ...npmCommand('electron-vite'),
  'dev',
  '--watch',
  '--sourcemap',
  '--entry',
  'out/dev',
  ...(root ? ['--noSandbox'] : []),
  ...process.argv.slice(2).filter((argument) => argument !== '--headless'),
]
const ownBus = headless || !process.env.DBUS_SESSION_BUS_ADDRESS
process.exitCode = ownBus ? await runOnDesktop(command, { env, ownDisplay: headless }) : await run(command, env)

/** @returns {Promise<number>} A port that nothing listens on at this moment. */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 5173))
    })
  })
}
