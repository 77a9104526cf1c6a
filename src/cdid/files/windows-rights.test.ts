import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { copyWindowsRights, type RunProgram } from './windows-rights.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const rights = '\r\nD:PAI(A;;FA;;;SY)(A;;FA;;;BA)\r\n'

test.each(['', '\uFEFF'])(
  'saves the list, gives it the name of the new file, and restores it there (mark %j)',
  async (mark) => {
    vi.stubEnv('SystemRoot', '/windows')
    const lines: (readonly string[])[] = []
    let restored = ''
    const run: RunProgram = (file, args) => {
      lines.push([file, ...args])
      const saved = args[1] === '/save' ? (args[2] ?? '') : ''
      if (saved !== '') writeFileSync(saved, `${mark}appsettings.json${rights}`, 'utf16le')
      else restored = readFileSync(args[2] ?? '', 'utf16le')
      return Promise.resolve()
    }
    await copyWindowsRights('/prextra/appsettings.json', '/prextra/.appsettings.json.prextra.tmp', run)
    const saved = lines[0]?.[3] ?? ''
    expect(lines).toEqual([
      ['/windows/System32/icacls.exe', '/prextra/appsettings.json', '/save', saved, '/q'],
      ['/windows/System32/icacls.exe', '/prextra', '/restore', saved, '/q'],
    ])
    expect(restored).toBe(`${mark}.appsettings.json.prextra.tmp${rights}`)
    expect(existsSync(saved)).toBe(false)
  },
)

test('rejects when icacls saves nothing, and leaves no file', async () => {
  let saved = ''
  const run: RunProgram = (_, args) => {
    saved = args[2] ?? ''
    writeFileSync(saved, '', 'utf16le')
    return Promise.resolve()
  }
  await expect(copyWindowsRights('/a/b', '/a/c', run)).rejects.toThrow('icacls')
  expect(existsSync(saved)).toBe(false)
})
