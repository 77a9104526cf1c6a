import { build } from 'vite'
import { bundledPackages } from './bundled-packages.mjs'

/**
 * Bundles `src/cdid` and all it uses into one file.
 *
 * @param {object} wanted
 * @param {string} wanted.folder
 * @param {string} wanted.name
 * @param {'es' | 'cjs'} wanted.format Node's single executables run CommonJS.
 * @param {string} wanted.bundled Where the names of the packages in it are written.
 */
export async function bundleReception({ folder, name, format, bundled }) {
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [bundledPackages(bundled)],
    // Nothing is left to be found at run time but Node's own modules.
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: 'src/cdid/cli.ts',
      outDir: folder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: format === 'es' ? 'hidden' : false,
      rolldownOptions: { output: { format, entryFileNames: name, codeSplitting: false } },
    },
  })
}
