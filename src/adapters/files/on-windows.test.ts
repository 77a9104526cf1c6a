import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { holdFile } from '#support/windows/hold-file.ts'
import { atomicWrite } from './atomic-write.ts'
import { forgetFiles } from './forget-files.ts'
import { createGuideFile } from './guide-file.ts'
import { createJournal } from './journal.ts'
import { createSettingsFile } from './settings-file.ts'

describe.runIf(process.platform === 'win32')('files on Windows', () => {
  let folder = ''
  let path = ''
  let release: () => Promise<void> = () => Promise.resolve()
  beforeEach(() => {
    // A person's name, as it is in the path of their profile.
    folder = mkdtempSync(join(tmpdir(), 'Jean-Éric Tremblay '))
    path = join(folder, 'a.json')
    release = () => Promise.resolve()
  })
  afterEach(async () => {
    await release()
    rmSync(folder, { recursive: true })
  })

  test('a file can be replaced again and again', async () => {
    for (const content of ['one', 'two', 'three']) await atomicWrite(path, Buffer.from(content), { mode: 0o400 })
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['three', ['a.json']])
  })

  test('a file that another program holds stays as it was', async () => {
    writeFileSync(path, 'old')
    release = await holdFile(path)
    const codes = ['EBUSY', 'EPERM', 'EACCES']
    const refused = await atomicWrite(path, Buffer.from('new')).catch((error: unknown) => error)
    expect(codes).toContain((refused as NodeJS.ErrnoException).code)
    expect(readdirSync(folder)).toEqual(['a.json'])
    await release()
    expect(readFileSync(path, 'utf8')).toBe('old')
    await atomicWrite(path, Buffer.from('new'))
    expect(readFileSync(path, 'utf8')).toBe('new')
  })

  test('no line of a journal is lost while its file is held', async () => {
    const journal = createJournal(path)
    journal.record({ n: 1 })
    release = await holdFile(path)
    journal.record({ n: 2 })
    await release()
    journal.record({ n: 3 })
    expect(createJournal(path).lines()).toEqual([{ n: 3 }, { n: 2 }, { n: 1 }])
  })

  test('a guide that is held is unavailable, and not unreadable: it is there', async () => {
    writeFileSync(path, '{}')
    const guide = createGuideFile(path)
    release = await holdFile(path)
    expect([guide.read(), await guide.write(null)]).toEqual(['unavailable', false])
    await release()
    expect(guide.read()).toBe('unreadable')
  })

  test('settings that are held stop nothing, and are kept the next time', async () => {
    const settings = createSettingsFile(path)
    await settings.write({ zoom: 2 })
    release = await holdFile(path)
    expect(await settings.write({ zoom: 3 })).toBe(false)
    await release()
    expect(await settings.write({ language: 'en' })).toBe(true)
    expect(createSettingsFile(path).read()).toMatchObject({ zoom: 3, language: 'en' })
  })

  test('a file that is held is told as what could not be deleted', async () => {
    writeFileSync(path, 'A line.')
    release = await holdFile(path)
    expect(forgetFiles({ files: [path], folders: [] })).toBe(false)
    await release()
    expect(forgetFiles({ files: [path], folders: [] })).toBe(true)
  })
})
