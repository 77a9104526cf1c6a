import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { atomicWrite } from './atomic-write.ts'

vi.mock('node:fs/promises', { spy: true })
vi.mock('node:timers/promises', () => ({ setTimeout: vi.fn().mockResolvedValue(undefined) }))

const bytes = (text: string) => new TextEncoder().encode(text)
const failure = (code: string) => Object.assign(new Error(code), { code })
const mode = async (path: string) => (await fs.stat(path)).mode & 0o7777

let folder = ''
let path = ''

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'prextra-atomic-'))
  path = join(folder, 'appsettings.json')
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  await fs.rm(folder, { recursive: true })
})

/** Checks that the folder holds only the one file, with this content. */
async function expectOnly(content: string) {
  expect(await fs.readdir(folder)).toEqual(['appsettings.json'])
  expect(await fs.readFile(path, 'utf8')).toBe(content)
}

describe('atomicWrite', () => {
  test('makes a new file that only its owner may read', async () => {
    await atomicWrite(path, bytes('new'))
    await expectOnly('new')
    expect(await mode(path)).toBe(0o600)
  })

  test('gives a new file the mode that is asked for, or the mode of another file', async () => {
    await atomicWrite(path, bytes('new'), { mode: 0o644 })
    expect(await mode(path)).toBe(0o644)
    const backup = join(folder, 'backup')
    await atomicWrite(backup, bytes('old'), { like: path })
    expect(await mode(backup)).toBe(0o644)
  })

  test('keeps the mode and the owner of the file it replaces', async () => {
    await fs.writeFile(path, 'old')
    await fs.chmod(path, 0o640)
    const owner = process.getuid?.() === 0 ? 1234 : process.getuid?.()
    if (owner === 1234) await fs.chown(path, 1234, 1234)
    await atomicWrite(path, bytes('new'), { mode: 0o600 })
    await expectOnly('new')
    expect(await mode(path)).toBe(0o640)
    expect((await fs.stat(path)).uid).toBe(owner)
  })

  test('replaces the target of a symbolic link, not the link', async () => {
    const link = join(folder, 'link')
    await fs.writeFile(path, 'old')
    await fs.symlink(path, link)
    await atomicWrite(link, bytes('new'))
    expect((await fs.lstat(link)).isSymbolicLink()).toBe(true)
    expect(await fs.readFile(path, 'utf8')).toBe('new')
  })

  test.each(['ENOSPC', 'EIO', 'EACCES'])(
    'leaves the old file, and nothing else, when the rename answers %s',
    async (code) => {
      await fs.writeFile(path, 'old')
      vi.mocked(fs.rename).mockRejectedValueOnce(failure(code))
      await expect(atomicWrite(path, bytes('new'))).rejects.toMatchObject({ code })
      await expectOnly('old')
    },
  )

  test.each(['writeFile', 'chmod', 'sync'] as const)(
    'leaves the old file, and nothing else, when %s fails',
    async (step) => {
      await fs.writeFile(path, 'old')
      const { open } = await vi.importActual<typeof fs>('node:fs/promises')
      vi.mocked(fs.open).mockImplementationOnce(async (...args) => {
        const handle = await open(...args)
        vi.spyOn(handle, step).mockRejectedValueOnce(failure('EIO'))
        return handle
      })
      await expect(atomicWrite(path, bytes('new'))).rejects.toMatchObject({ code: 'EIO' })
      await expectOnly('old')
    },
  )

  test('replaces a temporary file of the same name that a killed run left', async () => {
    await fs.writeFile(join(folder, '.left.tmp'), 'half of', { mode: 0o644 })
    await atomicWrite(path, bytes('new'), { temporary: '.left.tmp' })
    await expectOnly('new')
    expect(await mode(path)).toBe(0o600)
  })

  test('gives the temporary file its rights while it is empty, and replaces nothing when that fails', async () => {
    await fs.writeFile(path, 'old')
    await fs.chmod(path, 0o640)
    const seen: string[] = []
    const prepare = async (temporary: string) => {
      seen.push(await fs.readFile(temporary, 'utf8'), (await mode(temporary)).toString(8))
      throw failure('EPERM')
    }
    await expect(atomicWrite(path, bytes('new'), { prepare })).rejects.toMatchObject({ code: 'EPERM' })
    expect(seen).toEqual(['', '640'])
    await expectOnly('old')
  })

  test('replaces nothing when the last check before it fails', async () => {
    await fs.writeFile(path, 'old')
    const beforeReplacing = () => Promise.reject(failure('ELOST'))
    await expect(atomicWrite(path, bytes('new'), { beforeReplacing })).rejects.toMatchObject({ code: 'ELOST' })
    await expectOnly('old')
  })

  test('rejects, and leaves nothing, when there is no folder or the path is a folder', async () => {
    await expect(atomicWrite(join(folder, 'none', 'file'), bytes('new'))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(atomicWrite(folder, bytes('new'))).rejects.toThrow()
    expect(await fs.readdir(folder)).toEqual([])
  })

  test.each(['EPERM', 'EACCES', 'EBUSY'])(
    'on Windows waits while another program holds the file (%s)',
    async (code) => {
      vi.stubGlobal('process', { ...process, platform: 'win32' })
      await fs.writeFile(path, 'old')
      vi.mocked(fs.rename).mockRejectedValueOnce(failure(code)).mockRejectedValueOnce(failure(code))
      await atomicWrite(path, bytes('new'))
      expect(fs.rename).toHaveBeenCalledTimes(3)
      await expectOnly('new')
    },
  )

  test('on Windows gives up in three seconds, with the old file in place', async () => {
    vi.stubGlobal('process', { ...process, platform: 'win32' })
    await fs.writeFile(path, 'old')
    vi.mocked(fs.rename).mockRejectedValue(failure('EBUSY'))
    vi.mocked(wait).mockClear()
    await expect(atomicWrite(path, bytes('new'))).rejects.toMatchObject({ code: 'EBUSY' })
    const waited = vi.mocked(wait).mock.calls.map(([ms]) => ms ?? 0)
    expect(waited).toEqual(waited.toSorted((one, other) => one - other))
    expect(waited.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(3000)
    vi.mocked(fs.rename).mockRestore()
    await expectOnly('old')
  })
})
