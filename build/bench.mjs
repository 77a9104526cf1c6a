import { run, runOnDesktop, windowsFonts } from './desktop-session.mjs'
import { electronEnv, setUp } from './set-up.mjs'

const electron = await setUp('window', 'tests')
const built = await run(['electron-vite', 'build', '--logLevel', 'warn'])
process.exitCode =
  built !== 0
    ? built
    : await runOnDesktop([process.execPath, 'test/bench/bench.ts', ...process.argv.slice(2)], {
        env: { ...electronEnv(electron), ...windowsFonts },
        ownDisplay: true,
      })
