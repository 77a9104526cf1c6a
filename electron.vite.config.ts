import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import icons from 'unplugin-icons/vite'
import packageJson from './package.json' with { type: 'json' }

/**
 * Main and preload are CommonJS and carry everything but the native keychain: they run on the pinned Electron and on
 * the fallback's Node 18 alike, and the installer holds no node_modules but keytar's.
 */
const commonJs = (input: string) => ({
  externalizeDeps: false,
  target: 'node18.15',
  minify: false,
  rolldownOptions: {
    input,
    external: ['electron', 'keytar'],
    output: { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
  },
})

export default defineConfig({
  main: {
    define: {
      __VERSION__: JSON.stringify(packageJson.version),
      __ELECTRON__: JSON.stringify(packageJson.devDependencies.electron),
    },
    build: { ...commonJs('src/main/index.ts'), outDir: 'out/app/main' },
  },
  preload: { build: { ...commonJs('src/preload/index.ts'), outDir: 'out/app/preload' } },
  renderer: {
    root: 'src/renderer',
    plugins: [svelte(), icons({ compiler: 'svelte' })],
    build: {
      outDir: 'out/app/renderer',
      target: 'chrome114',
      // The CSP has no inline anything: style sheets and scripts are files, and no asset becomes a data address.
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
})
