import { Arch, build, Platform } from 'electron-builder'
import { resolve } from 'node:path'
import { wixOnLinux } from './wix.mjs'

/**
 * Makes an installer of a version around a folder that is packaged already, as build/package.mjs leaves one: for tests of
 * upgrades. `node build/msi/other-version.mjs FOLDER VERSION OUTPUT`
 */
const [folder = '', version = '', output = ''] = process.argv.slice(2)
if (process.platform !== 'win32') Object.assign(process.env, wixOnLinux(resolve(output, 'wix')))
const [made] = await build({
  targets: Platform.WINDOWS.createTarget('msi', Arch.x64),
  prepackaged: folder,
  publish: 'never',
  config: {
    extends: 'electron-builder.yml',
    directories: { output },
    extraMetadata: { version },
    artifactName: `\${version}.\${ext}`,
  },
})
console.log(made)
