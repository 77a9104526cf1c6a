import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getRawHeader, listPackage } from '@electron/asar'
import { describe, expect, test } from 'vitest'
import { readExecutable, readIconSizes } from '../../build/msi/executable.mjs'
import { executableName, packaged, payload, realInstaller, root } from '#support/msi/installer.ts'
import { isWholeRun } from '#support/share.ts'

/** What is in the package for Windows: the executable's resources and fuses, the archive, the native modules. */

describe.runIf(isWholeRun && process.platform === 'linux')('the package for Windows', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const facts = isWholeRun
    ? readExecutable(join(payload, executableName))
    : { strings: {}, iconSizes: [], integrity: '' }
  const summary = () =>
    JSON.parse(readFileSync(join(packaged, 'summary.json'), 'utf8')) as {
      readonly fuses: Readonly<Record<string, string>>
      readonly asar: string
      readonly failures: readonly string[]
      readonly starts: boolean | null
    }

  test('packaging found nothing wrong, and did not claim that it starts', () => {
    expect([summary().failures, summary().starts]).toEqual([[], null])
  })

  test.each([
    ['ProductName', 'Assistant Outlook-Prextra'],
    ['FileDescription', 'Assistant Outlook-Prextra'],
    ['CompanyName', 'CDID Inc.'],
    ['LegalCopyright', '© CDID Inc.'],
    ['InternalName', 'assistant-outlook-prextra'],
  ])('the executable says %s', (name, value) => {
    expect(facts.strings).toMatchObject({ [name]: value })
  })

  test('the executable has the version of package.json', () => {
    const { FileVersion, ProductVersion } = facts.strings
    expect(FileVersion?.startsWith(version.replace(/-.*/, ''))).toBe(true)
    expect(ProductVersion?.startsWith(version.replace(/-.*/, ''))).toBe(true)
  })

  test('the executable has the icon of the application in every size', () => {
    expect(facts.iconSizes).toEqual(readIconSizes(join(root, 'build/icon.ico')))
  })

  test('the executable holds the hash of the archive that it may load', () => {
    const hash = createHash('sha256')
      .update(getRawHeader(join(payload, 'resources/app.asar')).headerString)
      .digest('hex')
    expect(JSON.parse(facts.integrity)).toEqual([{ file: String.raw`resources\app.asar`, alg: 'SHA256', value: hash }])
    expect(summary().asar).toBe(hash)
  })

  test.each([
    ['RunAsNode', 'off'],
    ['EnableCookieEncryption', 'on'],
    ['EnableNodeOptionsEnvironmentVariable', 'off'],
    ['EnableNodeCliInspectArguments', 'off'],
    ['EnableEmbeddedAsarIntegrityValidation', 'on'],
    ['OnlyLoadAppFromAsar', 'on'],
    ['LoadBrowserProcessSpecificV8Snapshot', 'off'],
    ['GrantFileProtocolExtraPrivileges', 'off'],
    ['WasmTrapHandlers', 'on'],
  ])('fuse %s is %s', (name, state) => {
    expect(summary().fuses[name]).toBe(state)
  })

  test('no other language of Chromium’s is in it, and no loader of a development Electron', () => {
    expect(readdirSync(join(payload, 'locales')).toSorted()).toEqual(['en-GB.pak', 'en-US.pak', 'fr.pak'])
    expect(existsSync(join(payload, 'resources/default_app.asar'))).toBe(false)
  })

  test('the native modules are those of Windows', () => {
    const unpacked = join(payload, 'resources/app.asar.unpacked')
    const native = readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.node'))
    expect(native).not.toEqual([])
    for (const name of native) {
      expect(name).toMatch(/win32-x64/)
      expect(readFileSync(join(unpacked, name)).subarray(0, 2).toString()).toBe('MZ')
    }
  })

  test('the archive holds no source map, no source and nothing of reception', () => {
    const files = listPackage(join(payload, 'resources/app.asar'), { isPack: false })
    expect(files).toContain('/out/app/main/index.cjs')
    expect(files.filter((name) => /\.(map|ts|svelte)$|\/cdid\//.test(name))).toEqual([])
  })

  test('what is not signed says so in its name, and carries no signature', () => {
    expect(realInstaller().path).toMatch(/-stand-in-unsigned\.msi$/)
    const verified = execFileSync('sh', [
      '-c',
      'osslsigncode verify "$1" 2>&1 || true',
      'sh',
      join(payload, executableName),
    ])
    expect(verified.toString()).toMatch(/No signature found/)
  })

  test('the licences of what is in it are beside it', () => {
    for (const name of ['LICENSE.txt', 'LICENSE.electron.txt', 'LICENSES.chromium.html', 'THIRD-PARTY-NOTICES.txt']) {
      expect(readFileSync(join(payload, name), 'utf8')).not.toBe('')
    }
  })
})
