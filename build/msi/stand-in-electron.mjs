import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pinnedVersion } from '../electron-runtime.mjs'
import { windowsNode } from '../windows-node.mjs'

// Its declarations bring those of browsers, which the build scripts are checked without.
const { NtExecutable } = createRequire(import.meta.url)('resedit')

/** What @electron/fuses looks for in an executable, and the nine fuses, of version 1, as Electron is delivered. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fusesAsDelivered = '110001101'

/** The names that Electron's own download for Windows has beside its executable. */
const files = [
  'ffmpeg.dll',
  'libEGL.dll',
  'libGLESv2.dll',
  'd3dcompiler_47.dll',
  'dxcompiler.dll',
  'dxil.dll',
  'vk_swiftshader.dll',
  'vulkan-1.dll',
  'icudtl.dat',
  'resources.pak',
  'chrome_100_percent.pak',
  'chrome_200_percent.pak',
  'v8_context_snapshot.bin',
  'snapshot_blob.bin',
  'vk_swiftshader_icd.json',
  'LICENSE',
  'LICENSES.chromium.html',
  'locales/en-US.pak',
  'locales/en-GB.pak',
  'locales/fr.pak',
  'locales/de.pak',
]

/**
 * Makes a folder that packaging takes for Electron for Windows, where the real one cannot be had: Windows' Node in place of
 * its executable, with Electron's fuses at its end, and files that bear Electron's names. Nothing made of it starts as the
 * application; it shows what an installer does with one.
 *
 * @param {string} folder
 * @returns {import('../electron-runtime.mjs').Runtime}
 */
export function standInElectron(folder) {
  rmSync(folder, { recursive: true, force: true })
  for (const name of files) {
    const path = join(folder, ...name.split('/'))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `In place of Electron's ${name}.\n`.repeat(20))
  }
  const executable = join(folder, 'electron.exe')
  const node = NtExecutable.from(readFileSync(windowsNode()), { ignoreCert: true })
  writeFileSync(
    executable,
    Buffer.concat([
      Buffer.from(node.generate()),
      Buffer.from(fuseSentinel),
      Buffer.from([1, fusesAsDelivered.length]),
      Buffer.from(fusesAsDelivered),
    ]),
  )
  writeFileSync(join(folder, 'version'), pinnedVersion)
  return { folder, executable, version: pinnedVersion, pinned: true }
}
