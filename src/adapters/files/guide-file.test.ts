import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { guideIn, newGuide, type GuideView } from '#core/guide/guide.ts'
import { createGuideFile } from './guide-file.ts'

const guide: GuideView = {
  ...newGuide('present', profiles.graph, '2026-11-25T12:00:00Z', {
    applicationId: '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943',
    organization: 'Érablière du Nord',
  }),
  step: 'consent',
  reached: 'secret',
  secretReceivedAt: '2026-11-25T12:30:00Z',
  limited: true,
  awaited: { since: '2026-11-25T12:00:00Z', until: '2026-11-26T12:00:00Z', mailbox: 'accueil@nord.example' },
}
let folder = ''
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prextra-guide-'))
  path = join(folder, 'guide.json')
})

test('a guide comes back as it was left', async () => {
  expect(await createGuideFile(path).write(guide)).toBe(true)
  expect(createGuideFile(path).read()).toEqual(guide)
})

test('a guide in another cloud comes back in it, and one of before there were others in the public cloud', async () => {
  const inChina = guideIn(guide, 'china')
  await createGuideFile(path).write(inChina)
  expect(createGuideFile(path).read()).toEqual(inChina)
  const { cloud, ...older } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  expect(cloud).toBe('china')
  writeFileSync(path, JSON.stringify(older))
  expect(createGuideFile(path).read()).toMatchObject({ cloud: 'public', profile: profiles.graph })
})

test('what was wrong with an entry is not kept', async () => {
  await createGuideFile(path).write({ ...guide, issues: { applicationId: { code: 'not-an-id' } }, unchecked: true })
  expect(createGuideFile(path).read()).toMatchObject({ issues: {}, unchecked: false })
})

test('a file that cannot be read now is no damaged one: it stays, and nothing is written over it', async () => {
  // A folder in its place is what root cannot read either.
  mkdirSync(path)
  const file = createGuideFile(path)
  expect(file.read()).toBe('unavailable')
  expect(await file.write(guide)).toBe(false)
  expect(await file.write(null)).toBe(false)
  expect(readdirSync(folder)).toEqual(['guide.json'])
})

test('without a file there is no guide', () => {
  expect(createGuideFile(path).read()).toBeNull()
})

test('a guide that is over leaves no file', async () => {
  const file = createGuideFile(path)
  await file.write(guide)
  expect(await file.write(null)).toBe(true)
  expect(readdirSync(folder)).toEqual([])
})

test('of several writes at once the last one counts', async () => {
  const file = createGuideFile(path)
  const steps = ['registration', 'ids', 'permission'] as const
  await Promise.all(steps.map((step) => file.write({ ...guide, step })))
  expect(file.read()).toMatchObject({ step: 'permission' })
})

test.each([
  ['another version', JSON.stringify({ format: 'prextra-guide', version: 2 })],
  ['half a file', '{"format":"prextra-guide","version":1,'],
  ['a file that is too large', JSON.stringify({ text: 'x'.repeat(70_000) })],
])('%s is unreadable, and is kept beside the new one', async (_name, text) => {
  writeFileSync(path, text)
  const file = createGuideFile(path)
  expect(file.read()).toBe('unreadable')
  expect(await file.write(guide)).toBe(true)
  expect(file.read()).toEqual(guide)
  expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(text)
})

test('a file from before limits and waits has none', async () => {
  await createGuideFile(path).write(guide)
  const { limited, awaited, ...old } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  expect([limited, awaited]).toEqual([true, guide.awaited])
  writeFileSync(path, JSON.stringify(old))
  expect(createGuideFile(path).read()).toMatchObject({ limited: false, awaited: null })
})

test('a place that cannot be written answers so, and rejects nothing', async () => {
  const blocked = join(folder, 'no such folder', 'guide.json')
  expect(await createGuideFile(blocked).write(guide)).toBe(false)
  expect(existsSync(blocked)).toBe(false)
})
