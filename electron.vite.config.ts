import { execFileSync } from 'node:child_process'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import icons from 'unplugin-icons/vite'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundledPackages } from './build/bundled-packages.mjs'
import { helpPages } from './build/docs/help-pages.mjs'
import { fluentTheme } from './build/fluent-theme.mjs'
import packageJson from './package.json' with { type: 'json' }

/**
 * A build for the journey on the live path (build/live-test.mjs): the same source, but made for the Electron that is
 * here, and sealing to the practice key. Nothing packages it.
 */
const liveTest = process.env.PREXTRA_LIVE_TEST
/** Set by build/dev.mjs: the port of the dev server that the window loads its sources from. */
const devPort = process.env.PREXTRA_DEV_PORT
const out = devPort !== undefined ? 'out/dev/app' : liveTest === undefined ? 'out/app' : 'out/live-test/app'
/** The page's own address is `app://assistant`, from which Vite cannot guess where its socket is. */
const devServer = (port: number) => ({
  host: '127.0.0.1',
  port,
  strictPort: true,
  hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: port },
})
const practiceCdid = fileURLToPath(new URL('test/support/cdid.live-test.json', import.meta.url))

/** The native modules that are shipped, each by what it must be to be loaded (src/adapters/keychain/native-module.ts). */
const keychainModules = Object.fromEntries(
  ['win32-x64', 'linux-x64'].map((place) => {
    const file = `node_modules/keytar/prebuilds/${place}/keytar.node`
    return [place, createHash('sha256').update(readFileSync(file)).digest('hex')]
  }),
)

/** The commit that is built, and its day: the same for every build of it. `null` where git does not tell. */
function built(): { readonly commit: string; readonly day: string } | null {
  try {
    const [commit = '', day = ''] = execFileSync('git', ['log', '-1', '--format=%h %cs'], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
      .trim()
      .split(' ')
    return { commit, day }
  } catch {
    return null
  }
}

/** Whose code each bundle holds, for the notices that build/package.mjs makes. */
const bundled = (name: string) => bundledPackages(`${out}/../bundled/${name}.json`)

/**
 * Main and preload are CommonJS and carry everything but the native keychain: they run on the pinned Electron and on
 * the fallback's Node 18 alike, and the installer holds no node_modules but keytar's.
 */
const commonJs = (input: string) => ({
  externalizeDeps: false,
  target: 'node18.15',
  minify: false,
  // Made for reading a stack trace; build/package.mjs keeps them beside a release.
  sourcemap: 'hidden' as const,
  rolldownOptions: {
    input,
    external: ['electron', 'keytar'],
    output: {
      format: 'cjs' as const,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
      // A process keeps the text of what it runs: nobody reads the comments there.
      comments: false,
    },
  },
})

export default defineConfig({
  main: {
    plugins: [bundled('main'), helpPages(`${out}/help`)],
    define: {
      __DEVELOPMENT__: JSON.stringify(devPort !== undefined),
      __VERSION__: JSON.stringify(packageJson.version),
      __BUILT__: JSON.stringify(built()),
      __ELECTRON__: JSON.stringify(liveTest ?? packageJson.devDependencies.electron),
      __KEYCHAIN_MODULES__: JSON.stringify(keychainModules),
    },
    resolve: { alias: liveTest === undefined ? [] : [{ find: /^.*\/build\/cdid\.json$/, replacement: practiceCdid }] },
    build: { ...commonJs('src/main/index.ts'), outDir: `${out}/main` },
  },
  preload: { plugins: [bundled('preload')], build: { ...commonJs('src/preload/index.ts'), outDir: `${out}/preload` } },
  renderer: {
    root: 'src/renderer',
    ...(devPort !== undefined && { server: devServer(Number(devPort)) }),
    plugins: [fluentTheme(), svelte(), icons({ compiler: 'svelte' }), bundled('renderer')],
    build: {
      outDir: `${out}/renderer`,
      target: 'chrome114',
      minify: true,
      sourcemap: 'hidden',
      // The CSP has no inline anything: style sheets and scripts are files, and no asset becomes a data address.
      assetsInlineLimit: 0,
      // One style sheet: a screen that is loaded later is drawn with its styles from the first.
      cssCodeSplit: false,
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []),
      },
      rolldownOptions: {
        input: fileURLToPath(new URL('src/renderer/index.html', import.meta.url)),
        // What the first screen needs is one file: main serves it at once.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  },
})
