import { run } from '../desktop-session.mjs'

/**
 * A plugin for Vite that makes, beside the application, the pages of the documentation that it shows. A mistake in them
 * ends the build.
 *
 * @param {string} folder
 * @returns {import('vite').Plugin}
 */
export function helpPages(folder) {
  return {
    name: 'help-pages',
    apply: 'build',
    async closeBundle() {
      const code = await run([process.execPath, 'build/docs/docs.ts', '--app', folder])
      if (code !== 0) throw new Error('the documentation has mistakes')
    },
  }
}
