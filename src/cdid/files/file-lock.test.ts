import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from './file-lock.ts'

let folder = ''
let file = ''
let lock = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prextra-lock-'))
  file = join(folder, 'a.json')
  lock = `${file}.prextra-lock`
})
afterEach(() => rm(folder, { recursive: true }))

const holder = (facts: object) =>
  JSON.stringify({ token: crypto.randomUUID(), process: process.pid, startedAt: null, host: hostname(), ...facts })
const startOfThis = async () => {
  const text = await readFile('/proc/self/stat', 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

test('lets one in at a time and leaves no file', async () => {
  const seen: string[] = []
  const work = (name: string) =>
    withLock(file, async (held) => {
      seen.push(`${name} in`)
      await new Promise((resolve) => setImmediate(resolve))
      await held.check()
      seen.push(`${name} out`)
    })
  await Promise.all(['a', 'b', 'c'].map(work))
  expect(seen.map((line) => line.slice(2))).toEqual(['in', 'out', 'in', 'out', 'in', 'out'])
  expect(await readdir(folder)).toEqual([])
})

test('is removed when the work fails', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await readdir(folder)).toEqual([])
})

test.each([
  ['whose process has ended', () => holder({ process: 2 ** 22 + 1 })],
  ['whose process number is now another’s', () => holder({ startedAt: '1' })],
])('a lock %s is taken over', async (_, text) => {
  await writeFile(lock, text())
  expect(await withLock(file, () => Promise.resolve('done'))).toBe('done')
  expect(await readdir(folder)).toEqual([])
})

test('an empty lock is taken over after a second', async () => {
  await writeFile(lock, '')
  await expect(withLock(file, () => Promise.resolve('done'), { patience: 0 })).rejects.toMatchObject({
    problem: { code: 'file-locked' },
  })
  await utimes(lock, new Date(), new Date(Date.now() - 2_000))
  expect(await withLock(file, () => Promise.resolve('done'), { patience: 0 })).toBe('done')
})

test.each([
  ['a process that runs', async () => holder({ startedAt: await startOfThis() })],
  ['another computer', () => Promise.resolve(holder({ process: 2 ** 22 + 1, host: 'another' }))],
])('the lock of %s is left alone', async (_, text) => {
  const written = await text()
  await writeFile(lock, written)
  const refused = withLock(file, () => Promise.resolve('done'), { patience: 100 })
  await expect(refused).rejects.toMatchObject({ problem: { code: 'file-locked', lock } })
  expect(await readFile(lock, 'utf8')).toBe(written)
})

test('the check rejects when another process has taken the lock over', async () => {
  const work = withLock(file, async (held) => {
    await writeFile(lock, holder({}))
    await held.check()
  })
  await expect(work).rejects.toMatchObject({ problem: { code: 'file-locked' } })
  expect(await readdir(folder)).toEqual(['a.json.prextra-lock'])
})
