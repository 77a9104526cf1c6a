import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  executableName,
  longName,
  realInstaller,
  root,
  rowsOf,
  smallInstaller,
  tableNames,
} from '#support/msi/installer.ts'
import { isWholeRun } from '#support/share.ts'

/**
 * What the installer says it does, read from its tables: in `npm test` of one around small files, in `npm run test:msi` of
 * the one around the real payload. What Windows Installer then does is test/msi/on-windows.test.ts.
 */
describe.runIf(process.platform === 'linux')('the tables of the installer', () => {
  let installer: { readonly path: string; readonly payload: string; remove?(): void }
  let rows: (table: string) => ReturnType<typeof rowsOf>

  beforeAll(() => {
    installer = isWholeRun ? realInstaller() : smallInstaller()
    rows = (table) => rowsOf(installer.path, table)
  }, 120_000)
  afterAll(() => {
    installer.remove?.()
  })

  const property = (name: string) => rows('Property').find(({ Property: found }) => found === name)?.['Value']
  const version = () =>
    isWholeRun ? (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version : '1.2.3'

  test.each([
    ['ProductName', 'Assistant Outlook-Prextra'],
    ['Manufacturer', 'CDID Inc.'],
    ['UpgradeCode', '{7C1F4E52-3B0A-4D7E-9A68-51C2D90B3E17}'],
    ['ALLUSERS', '1'],
    ['ARPNOMODIFY', '1'],
    ['ARPHELPLINK', 'mailto:technique@cdid.com'],
    ['ARPCONTACT', 'technique@cdid.com'],
    ['ARPPRODUCTICON', 'assistantoutlookprextraIcon.exe'],
  ])('property %s', (name, value) => {
    expect(property(name)).toBe(value)
  })

  test('the version is the one of package.json', () => {
    expect(property('ProductVersion')?.replace(/\.0$/, '')).toBe(version().replace(/-.*/, ''))
  })

  test.each(['MSIINSTALLPERUSER', 'WixAppFolder', 'WIXUI_INSTALLDIR', 'DISABLEADVTSHORTCUTS', 'INSTALLDIR'])(
    'there is no property %s, which only an installation for one person or with dialogs has',
    (name) => {
      expect(property(name)).toBeUndefined()
    },
  )

  test('the folder can be chosen on the command line, also by an elevated installation', () => {
    expect(property('SecureCustomProperties')?.split(';')).toEqual(
      expect.arrayContaining(['APPLICATIONFOLDER', 'WINDOWSBUILD', 'WIX_DOWNGRADE_DETECTED', 'WIX_UPGRADE_DETECTED']),
    )
  })

  test('it is a package for x64', () => {
    const summary = new Map(rows('_SummaryInformation').map((row) => Object.values(row) as [string, string]))
    expect(summary.get('7')).toBe('x64;1033')
    // 2: compressed, long names, and with elevated rights.
    expect(summary.get('15')).toBe('2')
    expect(summary.get('14')).toBe('500')
  })

  test.each([
    'CustomAction',
    'Binary',
    'ServiceInstall',
    'ServiceControl',
    'Extension',
    'ProgId',
    'Verb',
    'MIME',
    'Environment',
    'IniFile',
    'ODBCDriver',
    'Dialog',
    'SelfReg',
  ])('it has nothing in table %s', (name) => {
    expect(rows(name)).toEqual([])
  })

  test('it knows its tables all by the schema of Windows Installer', () => {
    const described = new Set(rows('_Validation').map(({ Table }) => Table))
    const own = tableNames(installer.path).filter((name) => !name.startsWith('_'))
    expect(own.filter((name) => !described.has(name))).toEqual([])
  })

  describe('Windows 10 version 1809', () => {
    test('its build is read from the 64-bit registry', () => {
      const search = rows('RegLocator').find(({ Signature_ }) => Signature_ === 'WindowsBuild')
      expect(search).toMatchObject({
        Root: '2',
        Key: String.raw`SOFTWARE\Microsoft\Windows NT\CurrentVersion`,
        Name: 'CurrentBuildNumber',
        // 2: the value as it is. 16: in the 64-bit registry.
        Type: '18',
      })
      expect(rows('AppSearch')).toContainEqual({ Property: 'WINDOWSBUILD', Signature_: 'WindowsBuild' })
    })

    test('an older one is refused in French and English, but never a removal', () => {
      const [condition] = rows('LaunchCondition').filter(({ Condition = '' }) => Condition.includes('WINDOWSBUILD'))
      expect(condition?.['Condition']).toBe('Installed OR WINDOWSBUILD >= 17763')
      expect(condition?.['Description']).toMatch(
        /^Windows 10 version 1809 ou plus récent .* \/ Windows 10 version 1809 or/,
      )
    })
  })

  describe('versions', () => {
    test('an older and the same version are replaced', () => {
      const upgrade = rows('Upgrade').find(({ ActionProperty }) => ActionProperty === 'WIX_UPGRADE_DETECTED')
      expect(upgrade?.['VersionMax']?.replace(/\.0$/, '')).toBe(version().replace(/-.*/, ''))
      // 1: features are migrated. 512: the maximum itself is included.
      expect(upgrade?.['Attributes']).toBe('513')
    })

    test('a newer version is told, in French and English, and never replaced', () => {
      const newer = rows('Upgrade').find(({ ActionProperty }) => ActionProperty === 'WIX_DOWNGRADE_DETECTED')
      // 2: only detected.
      expect([newer?.['Attributes'], newer?.['VersionMax']]).toEqual(['2', ''])
      const [condition] = rows('LaunchCondition').filter(({ Condition = '' }) => Condition.includes('DOWNGRADE'))
      expect(condition?.['Description']).toMatch(/^Une version plus récente .* \/ A newer version .*/)
    })

    test('the earlier one leaves before the new one comes', () => {
      const order = (action: string) =>
        Number(rows('InstallExecuteSequence').find(({ Action }) => Action === action)?.['Sequence'])
      expect(order('FindRelatedProducts')).toBeLessThan(order('LaunchConditions'))
      expect(order('AppSearch')).toBeLessThan(order('LaunchConditions'))
      expect(order('InstallValidate')).toBeLessThan(order('RemoveExistingProducts'))
      expect(order('RemoveExistingProducts')).toBeLessThan(order('InstallInitialize'))
    })

    test('an upgrade stays in the folder of the earlier version', () => {
      expect(rows('AppSearch')).toContainEqual({ Property: 'APPLICATIONFOLDER', Signature_: 'EarlierFolder' })
      const search = rows('RegLocator').find(({ Signature_ }) => Signature_ === 'EarlierFolder')
      expect(search).toMatchObject({
        Root: '2',
        Key: String.raw`Software\CDID\PrextraOutlookAssistant`,
        Name: 'Folder',
      })
    })
  })

  describe('folders and files', () => {
    test('everything is in Program Files\\Assistant Outlook-Prextra', () => {
      const folder = rows('Directory').find(({ Directory }) => Directory === 'APPLICATIONFOLDER')
      expect(folder?.['Directory_Parent']).toBe('ProgramFiles64Folder')
      expect(longName(folder?.['DefaultDir'])).toBe('Assistant Outlook-Prextra')
    })

    test('no folder but that one, the start menu and those below', () => {
      const own = rows('Directory').filter(({ Directory_Parent = '' }) => Directory_Parent === 'TARGETDIR')
      expect(own.map(({ Directory }) => Directory).toSorted()).toEqual(['ProgramFiles64Folder', 'ProgramMenuFolder'])
    })

    test('exactly the files of the packaged folder', () => {
      const folders = new Map(rows('Directory').map((row) => [row['Directory'] ?? '', row]))
      const pathOf = (id: string): string => {
        if (id === 'APPLICATIONFOLDER') return ''
        const { Directory_Parent = '', DefaultDir } = folders.get(id) ?? {}
        return join(pathOf(Directory_Parent), longName(DefaultDir))
      }
      const components = new Map(rows('Component').map((row) => [row['Component'], row['Directory_'] ?? '']))
      const inInstaller = rows('File').map(({ Component_, FileName }) =>
        join(pathOf(components.get(Component_) ?? ''), longName(FileName)),
      )
      const onDisk = readdirSync(installer.payload, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(installer.payload, join(entry.parentPath, entry.name)))
      expect(inInstaller.toSorted()).toEqual(onDisk.toSorted())
    })

    test('each file is a component of its own, which is 64-bit and has an id of its own', () => {
      const components = rows('Component')
      const ids = components.map(({ ComponentId }) => ComponentId)
      expect(new Set(ids).size).toBe(ids.length)
      expect(rows('File')).toHaveLength(components.length - 1)
      for (const { Attributes } of components) expect(Number(Attributes) & 256).toBe(256)
    })

    test('every component belongs to the one feature, which cannot be left out', () => {
      expect(rows('Feature')).toHaveLength(1)
      expect(rows('Feature')[0]).toMatchObject({ Level: '1', Attributes: '16' })
      expect(rows('FeatureComponents')).toHaveLength(rows('Component').length)
    })

    test('what is installed and where is told in the registry of the computer', () => {
      const key = { Root: '2', Key: String.raw`Software\CDID\PrextraOutlookAssistant`, Component_: 'Installed' }
      expect(rows('Registry')).toEqual([
        expect.objectContaining({ ...key, Name: 'Folder', Value: '[APPLICATIONFOLDER]' }),
        expect.objectContaining({ ...key, Name: 'Version', Value: '[ProductVersion]' }),
      ])
    })

    test('one compressed cabinet, inside the file', () => {
      expect(rows('Media').map(({ Cabinet }) => Cabinet)).toEqual(['#cab1.cab'])
    })
  })

  describe('the shortcut', () => {
    const shortcut = () => rows('Shortcut')[0]

    test('there is one, in the start menu', () => {
      expect(rows('Shortcut')).toHaveLength(1)
      expect(shortcut()?.['Directory_']).toBe('ProgramMenuFolder')
      expect(longName(shortcut()?.['Name'])).toBe('Assistant Outlook-Prextra')
    })

    test('it names the program, and is not advertised', () => {
      expect(shortcut()?.['Target']).toBe('[#mainExecutable]')
      const program = rows('File').find(({ File }) => File === 'mainExecutable')
      expect(longName(program?.['FileName'])).toBe(executableName)
    })

    test('it has the id under which Windows groups the windows and notifications of the application', () => {
      const main = readFileSync(join(root, 'src/main/index.ts'), 'utf8')
      const [, id] = /setAppUserModelId\('([^']+)'\)/.exec(main) ?? []
      expect(rows('MsiShortcutProperty')).toEqual([
        expect.objectContaining({
          Shortcut_: 'startMenuShortcut',
          PropertyKey: 'System.AppUserModel.ID',
          PropVariantValue: id,
        }),
      ])
    })

    test('it has the icon of the application', () => {
      expect(rows('Icon').map(({ Name }) => Name)).toContain(shortcut()?.['Icon_'])
    })
  })
})
