import { run, runOnDesktop, windowsFonts } from './desktop-session.mjs'
import { npmCommand } from './npm-command.mjs'
import { electronEnv, setUp } from './set-up.mjs'

const electron = await setUp('window', 'tests')
const built = await run([...npmCommand('electron-vite'), 'build', '--logLevel', 'warn'])
process.exitCode =
  built !== 0
    ? built
    : await runOnDesktop([process.execPath, 'test/demo/demo.ts'], {
        env: { ...electronEnv(electron), ...windowsFonts },
      })
