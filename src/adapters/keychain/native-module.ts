import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type keytar from 'keytar'

/** The SHA-256 of each native module that the build was made with, by platform and processor. The build writes it in. */
declare const __KEYCHAIN_MODULES__: Readonly<Record<string, string>> | undefined

/**
 * Loads keytar. In a packaged application its native part stands beside the archive, where the archive's own integrity does
 * not reach: it is loaded only when it is the file that the build was made with. Rejects otherwise.
 */
export async function loadKeytar(): Promise<typeof keytar> {
  const { resourcesPath: resources } = process as { readonly resourcesPath?: string }
  if (typeof __KEYCHAIN_MODULES__ !== 'undefined' && resources !== undefined) {
    if (existsSync(join(resources, 'app.asar'))) await refuseOther(resources, __KEYCHAIN_MODULES__)
  }
  // `import` finds nothing in an archive before Electron 28; the fallback is older.
  return createRequire(import.meta.url)('keytar') as typeof keytar
}

async function refuseOther(resources: string, known: Readonly<Record<string, string>>): Promise<void> {
  const place = `${process.platform}-${process.arch}`
  const keytarFolder = join(resources, 'app.asar.unpacked', 'node_modules', 'keytar')
  const content = await readFile(join(keytarFolder, 'prebuilds', place, 'keytar.node'))
  const found = createHash('sha256').update(content).digest('hex')
  if (found !== known[place]) throw new Error('the native module is not the one of this build')
}
