import { existsSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { playWindows, windowsUser } from '#support/windows-tools.ts'
import { copyWindowsRights, isElevated, keepToOwner, readSddl, type RunProgram } from './windows-rights.ts'

beforeEach(() => {
  vi.stubEnv('SystemRoot', '/windows')
})
afterEach(() => {
  vi.unstubAllEnvs()
})

describe('copyWindowsRights', () => {
  const rights = '\r\nD:PAI(A;;FA;;;SY)(A;;FA;;;BA)\r\n'

  test.each(['', '\uFEFF'])(
    'saves the list, gives it the name of the new file, and restores it (mark %j)',
    async (mark) => {
      const { run, calls, restored } = playWindows([`${mark}appsettings.json${rights}`])
      await copyWindowsRights('/prextra/appsettings.json', '/prextra/.appsettings.json.prextra.tmp', run)
      expect(calls).toEqual([
        ['/windows/System32/icacls.exe', '/prextra/appsettings.json', '/save', 'LIST', '/q'],
        ['/windows/System32/icacls.exe', '/prextra', '/restore', 'LIST', '/q'],
      ])
      expect(restored).toEqual([`.appsettings.json.prextra.tmp${rights}`])
    },
  )

  test('rejects when icacls saves nothing, and leaves no file', async () => {
    let list = ''
    const run: RunProgram = (_, args) => {
      list = args[2] ?? ''
      writeFileSync(list, '', 'utf16le')
      return Promise.resolve({ stdout: '' })
    }
    await expect(copyWindowsRights('/a/b', '/a/c', run)).rejects.toMatchObject({
      problem: { code: 'rights-refused', file: '/a/b', reason: 'icacls /save' },
    })
    expect(existsSync(list)).toBe(false)
  })

  test('rejects when icacls says that it is done and has done nothing', async () => {
    const run: RunProgram = () => Promise.resolve({ stdout: '' })
    await expect(copyWindowsRights('/a/b', '/a/c', run)).rejects.toMatchObject({
      problem: { code: 'rights-refused', reason: 'icacls /save' },
    })
  })

  test('names the exit code of an icacls that refuses', async () => {
    const run: RunProgram = () => Promise.reject(Object.assign(new Error('Accès refusé.'), { code: 5 }))
    await expect(copyWindowsRights('/a/b', '/a/c', run)).rejects.toMatchObject({
      problem: { code: 'rights-refused', file: '/a/b', reason: 'icacls 5' },
    })
  })
})

describe('keepToOwner', () => {
  const own = `cdid.key\r\nD:PAI(A;;FA;;;SY)(A;;FA;;;${windowsUser})\r\n`

  test('grants by SID, without the folder’s rights, and reads the list back', async () => {
    const { run, calls } = playWindows([own])
    await keepToOwner('/keys/cdid.key', run)
    expect(calls.find((call) => call.includes('/grant:r'))).toEqual([
      '/windows/System32/icacls.exe',
      '/keys/cdid.key',
      '/inheritance:r',
      '/grant:r',
      `*${windowsUser}:F`,
      '*S-1-5-18:F',
      '/q',
    ])
  })

  test.each([
    ['another account', `k\r\nD:PAI(A;;FA;;;SY)(A;;FA;;;BU)(A;;FA;;;${windowsUser})\r\n`],
    ['the folder’s rights', `k\r\nD:AI(A;ID;FA;;;SY)(A;ID;FA;;;${windowsUser})\r\n`],
    ['no list at all', 'k\r\n'],
  ])('rejects when the list read back has %s', async (_, list) => {
    await expect(keepToOwner('/keys/k', playWindows([list]).run)).rejects.toMatchObject({
      problem: { code: 'rights-refused', file: '/keys/k' },
    })
  })

  test('knows the computer’s own administrator by its abbreviation', async () => {
    const administrator = 'S-1-5-21-1004336348-1177238915-682003330-500'
    await keepToOwner('/keys/k', playWindows(['k\r\nD:PAI(A;;FA;;;SY)(A;;FA;;;LA)\r\n'], administrator).run)
  })

  test('names an account only once when the user is SYSTEM', async () => {
    const { run, calls } = playWindows(['k\r\nD:P(A;;FA;;;SY)\r\n'], 'S-1-5-18')
    await keepToOwner('/keys/k', run)
    expect(calls.find((call) => call.includes('/grant:r'))?.slice(4, 5)).toEqual(['*S-1-5-18:F'])
  })
})

test('reads SDDL with an owner before the list', () => {
  expect(readSddl('a.json\r\nO:BAG:SYD:P(A;;FA;;;SY)(D;;0x1f01ff;;;WD)\r\n')).toEqual({
    isProtected: true,
    entries: [
      { type: 'A', rights: 'FA', sid: 'SY' },
      { type: 'D', rights: '0x1f01ff', sid: 'WD' },
    ],
  })
})

test.each([
  ['"Étiquette obligatoire\\Niveau élevé","Étiquette","S-1-16-12288",""', true],
  ['"Mandatory Label\\Medium","Label","S-1-16-8192",""', false],
])('tells an administrator by the integrity level: %s', async (stdout, elevated) => {
  expect(await isElevated(() => Promise.resolve({ stdout }))).toBe(elevated)
})
