import { readFileSync, writeFileSync } from 'node:fs'
import { run } from './desktop-session.mjs'

/** Builds out/live-test: the live path, for the Electron that is here, sealing to the practice key. For journeys only. */
export async function buildLiveTest(electron) {
  const code = await run(['electron-vite', 'build', '--logLevel', 'warn'], { PREXTRA_LIVE_TEST: electron.version })
  const { name, productName, version } = JSON.parse(readFileSync('package.json', 'utf8'))
  writeFileSync(
    'out/live-test/package.json',
    JSON.stringify({
      name: `${name}-live-test`,
      productName: `${productName} (live test)`,
      version,
      main: 'app/main/index.cjs',
    }),
  )
  return code
}
