import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeFile, outputPath } from './output-file.ts'

describe('outputPath', () => {
  test.each([
    ['C:\\Windows\\System32\\cdid.key', 'folder-of-windows'],
    ['c:\\windows\\cdid.key', 'folder-of-windows'],
    ['C:\\Windows', 'folder-of-windows'],
    ['C:\\WindowsApps\\cdid.key', null],
    ['D:\\keys\\cdid.key', null],
    ['\\\\server\\share\\cdid.key', null],
  ])('%s in Windows: %s', (path, code) => {
    const made = () => outputPath(path, 'win32', 'C:\\Windows')
    if (code === null) expect(made()).toBe(path)
    else expect(made).toThrow(code)
  })

  test('is absolute elsewhere too', () => {
    expect(outputPath('cdid.key', 'linux')).toBe(join(process.cwd(), 'cdid.key'))
  })
})

describe('makeFile', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prextra-output-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('makes a file for its owner alone, and gives it rights before its content', async () => {
    const path = join(folder, 'a')
    const seen: string[] = []
    await makeFile(path, 'content', { prepare: async (made) => void seen.push(await readFile(made, 'utf8')) })
    expect([await readFile(path, 'utf8'), seen]).toEqual(['content', ['']])
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('never replaces a file', async () => {
    const path = join(folder, 'a')
    await makeFile(path, 'first')
    await expect(makeFile(path, 'second')).rejects.toMatchObject({ problem: { code: 'file-exists' } })
    expect(await readFile(path, 'utf8')).toBe('first')
  })

  test('leaves nothing when the rights cannot be given', async () => {
    const prepare = () => Promise.reject(Object.assign(new Error('no'), { code: 'EPERM' }))
    const made = makeFile(join(folder, 'a'), 'content', { prepare })
    await expect(made).rejects.toMatchObject({ problem: { code: 'file-not-writable' } })
    expect(await readdir(folder)).toEqual([])
  })

  test('names a folder that does not exist', async () => {
    const made = makeFile(join(folder, 'none', 'a'), 'content')
    await expect(made).rejects.toMatchObject({ problem: { code: 'folder-not-found' } })
  })
})
