import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { realFile, samePath } from './real-file.ts'

let folder = ''
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'prextra-real-')))
  await mkdir(join(folder, 'server'))
  await writeFile(join(folder, 'server/a.json'), '{}')
})
afterEach(() => rm(folder, { recursive: true }))

test('is one path, however the file is named', async () => {
  const real = join(folder, 'server/a.json')
  await symlink(real, join(folder, 'link.json'))
  await symlink(join(folder, 'server'), join(folder, 'folder'))
  const names = [real, join(folder, 'link.json'), join(folder, 'folder/a.json'), `${folder}/server/../server//a.json`]
  for (const name of [...names, relative(process.cwd(), real)]) expect(await realFile(name)).toBe(real)
})

test('of a file that does not exist yet, it is the real path of its folder', async () => {
  await symlink(join(folder, 'server'), join(folder, 'folder'))
  expect(await realFile(join(folder, 'folder/new.json'))).toBe(join(folder, 'server/new.json'))
  expect(await realFile(join(folder, 'none/new.json'))).toBe(join(folder, 'none/new.json'))
})

test('a loop of links is a problem, and not waited for', async () => {
  await symlink('loop', join(folder, 'loop'))
  await expect(realFile(join(folder, 'loop'))).rejects.toMatchObject({ problem: { code: 'file-not-read' } })
})

test('Windows’ file names ignore case', () => {
  expect(samePath('C:\\Prextra\\A.json', 'c:\\prextra\\a.json', 'win32')).toBe(true)
  expect(samePath('/Prextra/A.json', '/prextra/a.json', 'linux')).toBe(false)
})
