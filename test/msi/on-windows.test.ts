import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  executableName,
  makeVersion,
  payload,
  policyFiles,
  realInstaller,
  root,
  rowsOf,
  writeInto,
} from '#support/msi/installer.ts'
import { isWholeRun } from '#support/share.ts'
import { copyOnto, newWine, type Wine } from '#support/wine/wine.ts'

/**
 * The installer as Windows Installer runs it, as far as Wine is Windows: what Wine does not do is in docs/unproven.md. The one
 * with the real payload is installed first. The others, of the same version and of a newer one, have a small file in place
 * of the program.
 */
const productFolder = 'Program Files/Assistant Outlook-Prextra'
const uninstallKey = String.raw`HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall`
const installedKey = String.raw`HKLM\Software\CDID\PrextraOutlookAssistant`
/** Windows has 1603 in full; Linux gives the last eight bits of what a program of Wine's ends with. */
const fatal = 1603 % 256

/** What Wine itself writes, and the empty keys in which Windows Installer will keep what it knows of the next product. */
const notOurs = [
  /\\Software\\Wine\\/,
  /\\Hardware\\|\\CurrentControlSet\\(Control|Enum|Hardware Profiles)\\/i,
  /\\Installer(\\(Features|Products|UpgradeCodes|UserData(\\S-1-5-18(\\(Components|Products))?)?))?\]$/,
]

describe.runIf(isWholeRun && process.platform === 'linux')('the installer on Windows', () => {
  let wine: Wine
  let work: string
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }
  const [major = '', minor = '', patch = ''] = version.replace(/-.*/, '').split('.')
  const current = `${major}.${minor}.${patch}`
  const newer = `${major}.${minor}.${Number(patch) + 1}`
  /** The payload with a small program. */
  let small: string
  /** The payload of the newer version: one file has changed, one is gone and one is new. */
  let later: string
  /** What was there before anything was installed. */
  let before: { readonly files: readonly string[]; readonly registry: readonly string[] }

  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'prextra-installers-'))
    small = join(work, 'small')
    cpSync(payload, small, { recursive: true })
    writeFileSync(join(small, executableName), 'A small program.\n')
    later = join(work, 'later')
    cpSync(small, later, { recursive: true })
    writeFileSync(join(later, executableName), 'A small program of the newer version.\n')
    writeFileSync(join(later, 'resources/app.asar'), 'The application of the newer version.\n')
    rmSync(join(later, 'icudtl.dat'))
    writeInto(later, 'locales/new.pak', 'New in the newer version.\n')
    wine = newWine()
    copyOnto(wine, realInstaller().path, 'm/release.msi')
    copyOnto(wine, makeVersion(small, current, join(work, 'made')), 'm/again.msi')
    copyOnto(wine, makeVersion(later, newer, join(work, 'made')), 'm/newer.msi')
    before = { files: files(), registry: registry() }
  }, 600_000)
  afterAll(() => {
    wine.remove()
    rmSync(work, { recursive: true })
  })

  function msiexec(...args: readonly string[]): number | null {
    return wine.run('msiexec', [...args, '/qn', '/norestart', '/l*v', String.raw`C:\m\log.txt`]).exitCode
  }
  const install = (name: string, ...properties: readonly string[]) => msiexec('/i', `C:\\m\\${name}`, ...properties)

  /** Every file of drive C but what the tests themselves put there. */
  function files(): readonly string[] {
    // Folders of the user are links of Wine's out of drive C, which are not followed.
    return execFileSync('find', ['.', '-type', 'f'], { cwd: wine.path(''), encoding: 'utf8' })
      .split('\n')
      .map((name) => name.replace('./', ''))
      .filter((name) => !/^($|m\/|stdout$|stderr$)/.test(name))
      .toSorted()
  }

  /** Every value of the registry of the computer and of the user, a line each. */
  function registry(): readonly string[] {
    return ['HKLM', 'HKCU']
      .flatMap((hive) => {
        wine.run('reg', ['export', hive, `C:\\m\\${hive}.reg`, '/y'])
        let key = ''
        return readFileSync(wine.path(`m/${hive}.reg`), 'utf16le')
          .split(/\r?\n/)
          .flatMap((line) => {
            if (line.startsWith('[')) key = line
            return line === '' || line.startsWith('[') ? [line] : [`${key} ${line}`]
          })
      })
      .filter((line) => line !== '' && !notOurs.some((pattern) => pattern.test(line)))
      .toSorted()
  }
  const added = () => {
    const there = new Set(before.registry)
    return registry().filter((line) => !there.has(line))
  }

  /** A value of the registry: text, or a number as reg.exe exports it. */
  function value(key: string, name: string): string | undefined {
    rmSync(wine.path('m/key.reg'), { force: true })
    wine.run('reg', ['export', key, String.raw`C:\m\key.reg`, '/y'])
    if (!existsSync(wine.path('m/key.reg'))) return undefined
    const text = readFileSync(wine.path('m/key.reg'), 'utf16le')
    const [, found] = new RegExp(`^"${name}"=(.*)$`, 'm').exec(text) ?? []
    const value = found?.trim()
    return value?.startsWith('"') ? value.slice(1, -1).replaceAll('\\\\', '\\') : value
  }

  /** The product codes under *Programs and features*. */
  function listed(): readonly string[] {
    const { stdout } = wine.run('reg', ['query', uninstallKey])
    const codes = [...stdout.matchAll(/Uninstall\\(\{[0-9A-F-]+\})/gi)].map(([, code = '']) => code)
    return codes.filter((code) => value(`${uninstallKey}\\${code}`, 'DisplayName') === 'Assistant Outlook-Prextra')
  }
  const codeOf = (name: string) =>
    rowsOf(wine.path(`m/${name}`), 'Property').find(({ Property }) => Property === 'ProductCode')?.['Value']

  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
  /** The files of a folder, each with its hash. */
  function contentOf(folder: string): ReadonlyMap<string, string> {
    return new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(folder, path), hash(path)]),
    )
  }
  const installed = (folder = productFolder) => contentOf(wine.path(folder))
  const shortcuts = () => files().filter((name) => name.endsWith('.lnk') && /Start Menu/.test(name))

  describe('installed silently', () => {
    test('it ends well', () => {
      expect(install('release.msi')).toBe(0)
    })

    test('every file is there, as it was packaged', () => {
      expect(installed()).toEqual(contentOf(payload))
    })

    test.each(policyFiles)('the templates for policies are laid: %s', (name) => {
      expect(statSync(wine.path(join(productFolder, name))).size).toBeGreaterThan(1000)
    })

    test('it writes nowhere else but a shortcut and Windows Installer’s own copies', () => {
      const added = files().filter((name) => !before.files.includes(name) && !name.startsWith(productFolder))
      const others = added.filter((name) => !/^windows\/Installer\//.test(name) && !/Start Menu.*\.lnk$/.test(name))
      expect(others).toEqual([])
    })

    test('the shortcut opens the program', () => {
      expect(shortcuts()).toHaveLength(1)
      const link = readFileSync(wine.path(shortcuts()[0] ?? ''))
      expect(link.toString('latin1') + link.toString('utf16le')).toContain(executableName)
    })

    test('it is listed once, under its product code', () => {
      expect(listed()).toEqual([codeOf('release.msi')])
    })

    test.each([
      ['DisplayName', 'Assistant Outlook-Prextra'],
      ['DisplayVersion', `${current}.0`],
      ['Publisher', 'CDID Inc.'],
      ['HelpLink', 'mailto:technique@cdid.com'],
      ['Contact', 'technique@cdid.com'],
      ['NoModify', 'dword:00000001'],
      ['WindowsInstaller', 'dword:00000001'],
    ])('Programs and features says %s', (name, expected) => {
      expect(value(`${uninstallKey}\\${codeOf('release.msi') ?? ''}`, name)).toBe(expected)
    })

    test('where it is, and which version, is in the registry, for software distribution', () => {
      expect([value(installedKey, 'Folder'), value(installedKey, 'Version')]).toEqual([
        'C:\\Program Files\\Assistant Outlook-Prextra\\',
        `${current}.0`,
      ])
    })

    test('nothing starts with Windows, and no file type is taken', () => {
      expect(added().filter((line) => /CurrentVersion\\Run|\\Services\\|\.age|shell\\open/i.test(line))).toEqual([])
    })

    test('for the person there is no setting yet', () => {
      expect(added().filter((line) => line.startsWith('[HKEY_CURRENT_USER') && /CDID|Prextra/.test(line))).toEqual([])
    })
  })

  describe('the same version, built again', () => {
    test('replaces it', () => {
      expect(codeOf('again.msi')).not.toBe(codeOf('release.msi'))
      expect(install('again.msi')).toBe(0)
      expect(listed()).toEqual([codeOf('again.msi')])
    })

    test('every file is there', () => {
      expect(installed()).toEqual(contentOf(small))
    })
  })

  describe('a newer version', () => {
    test('replaces it', () => {
      expect(install('newer.msi')).toBe(0)
      expect(listed()).toEqual([codeOf('newer.msi')])
    })

    test('what changed, came and went has done so', () => {
      expect(installed()).toEqual(contentOf(later))
      expect(installed().has('icudtl.dat')).toBe(false)
    })

    test('the registry says so, and there is one shortcut', () => {
      expect(value(installedKey, 'Version')).toBe(`${newer}.0`)
      expect(shortcuts()).toHaveLength(1)
    })
  })

  describe('an older version', () => {
    test('is refused', () => {
      expect(install('release.msi')).toBe(fatal)
    })

    test('nothing has changed', () => {
      expect(listed()).toEqual([codeOf('newer.msi')])
      expect(installed()).toEqual(contentOf(later))
    })
  })

  describe('repaired', () => {
    const repair = () => install('newer.msi', 'REINSTALL=ALL', 'REINSTALLMODE=amus')

    test.each([
      ['a file was deleted', 'resources.pak'],
      ['the archive was deleted', 'resources/app.asar'],
      ['a template for policies was deleted', policyFiles[0] ?? ''],
      ['the program was deleted', executableName],
    ])('%s', (_what, name) => {
      rmSync(wine.path(join(productFolder, name)))
      expect(repair()).toBe(0)
      expect(installed()).toEqual(contentOf(later))
    })

    test.each([
      ['the archive was spoiled', 'resources/app.asar'],
      ['a library was spoiled', 'ffmpeg.dll'],
      ['a template for policies was spoiled', policyFiles[1] ?? ''],
    ])('%s', (_what, name) => {
      writeFileSync(wine.path(join(productFolder, name)), 'spoiled', { mode: 0o644 })
      expect(repair()).toBe(0)
      expect(installed()).toEqual(contentOf(later))
    })

    test('a registry value was deleted', () => {
      wine.run('reg', ['delete', installedKey, '/v', 'Version', '/f'])
      expect(repair()).toBe(0)
      expect(value(installedKey, 'Version')).toBe(`${newer}.0`)
    })

    test('it is still listed once', () => {
      expect(listed()).toEqual([codeOf('newer.msi')])
    })
  })

  describe('removed', () => {
    test('it ends well, by its product code alone', () => {
      expect(msiexec('/x', codeOf('newer.msi') ?? '')).toBe(0)
    })

    test('no file is left', () => {
      expect(files().filter((name) => !before.files.includes(name))).toEqual([])
      expect(existsSync(wine.path(productFolder))).toBe(false)
    })

    test('nothing is left in the registry', () => {
      expect(added()).toEqual([])
    })

    test('nothing that was there is missing', () => {
      expect(before.files.filter((name) => !files().includes(name))).toEqual([])
    })

    test('a second removal says that it is not installed', () => {
      expect(msiexec('/x', codeOf('newer.msi') ?? '')).toBe(1605 % 256)
    })
  })

  describe('in a folder with a space and an accent', () => {
    const folder = 'Outils réseau/Assistant de Prextra'
    const windowsFolder = String.raw`C:\Outils réseau\Assistant de Prextra`

    test('it is installed there', () => {
      expect(install('again.msi', `APPLICATIONFOLDER=${windowsFolder}`)).toBe(0)
      expect(installed(folder)).toEqual(contentOf(small))
      expect(existsSync(wine.path(productFolder))).toBe(false)
    })

    test('the registry names it', () => {
      expect(value(installedKey, 'Folder')).toBe(`${windowsFolder}\\`)
    })

    test('an upgrade stays there without being told', () => {
      expect(install('newer.msi')).toBe(0)
      expect(installed(folder)).toEqual(contentOf(later))
      expect(existsSync(wine.path(productFolder))).toBe(false)
    })

    test('a removal leaves what somebody else has put there', () => {
      writeFileSync(wine.path(join(folder, 'a note.txt')), 'not ours')
      expect(msiexec('/x', codeOf('newer.msi') ?? '')).toBe(0)
      expect([...installed(folder).keys()]).toEqual(['a note.txt'])
      rmSync(wine.path('Outils réseau'), { recursive: true })
    })

    test('nothing else is left', () => {
      expect(files().filter((name) => !before.files.includes(name))).toEqual([])
      expect(added()).toEqual([])
    })
  })

  describe('on a Windows that is too old', () => {
    const currentVersion = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
    const setBuild = (build: string) =>
      wine.run('reg', ['add', currentVersion, '/v', 'CurrentBuildNumber', '/d', build, '/f'])
    let build = ''
    beforeAll(() => {
      build = value(currentVersion, 'CurrentBuildNumber') ?? ''
    })
    afterAll(() => {
      setBuild(build)
    })

    test.each([
      ['Windows 7', '7601'],
      ['Windows 10 version 1803', '17134'],
      ['the build before the first one', '17762'],
    ])('%s is refused', (_what, number) => {
      setBuild(number)
      expect(install('again.msi')).toBe(fatal)
      expect(listed()).toEqual([])
      expect(existsSync(wine.path(productFolder))).toBe(false)
    })

    test('Windows 10 version 1809 is accepted', () => {
      setBuild('17763')
      expect(install('again.msi')).toBe(0)
    })

    test('it can be removed although Windows was set back', () => {
      setBuild('7601')
      expect(msiexec('/x', codeOf('again.msi') ?? '')).toBe(0)
      expect(listed()).toEqual([])
    })
  })
})
