import { expect, test } from 'vitest'
import { appId, identity } from '#support/gallery/facts.ts'
import { guideStage } from '#support/gallery/sessions.ts'
import { atIds, withIds } from '#support/memory-guide.ts'
import { openMemorySession } from '#support/memory-session.ts'
import { no } from '#support/proof-ports.ts'
import { clouds } from '../access/cloud.ts'
import { enter, openPortal } from './fill-guide.ts'
import { goToStep } from './guide-moves.ts'

const { tenantId } = identity

test('past the ids, asks Microsoft what they are', async () => {
  const session = await openMemorySession(guideStage(atIds))
  const asked: string[] = []
  session.told.tenantOf = (id) => {
    asked.push(id)
    return Promise.resolve({ done: id })
  }
  await goToStep(session.context, { step: 'permission' })
  expect(asked).toEqual([tenantId])
  expect(session.facts().guide).toMatchObject({ step: 'permission', unchecked: false })
})

test.each<[string, (id: string) => string | null, object]>([
  [
    'ids that were entered for each other',
    (id) => (id === appId ? appId : null),
    { code: 'swapped', other: 'applicationId' },
  ],
  ['a tenant that Microsoft does not know', () => null, { code: 'tenant-unknown' }],
])('past the ids, stays for %s', async (_what, known, issue) => {
  const session = await openMemorySession(guideStage(atIds))
  session.told.tenantOf = (id) => Promise.resolve({ done: known(id) })
  await goToStep(session.context, { step: 'permission' })
  expect(session.facts().guide).toMatchObject({ step: 'ids', issues: { tenantId: issue } })
})

test('past the ids, goes on without an answer, as the guide works offline', async () => {
  const session = await openMemorySession(guideStage(atIds))
  session.told.tenantOf = () => Promise.resolve(no('unreachable'))
  await goToStep(session.context, { step: 'permission' })
  expect(session.facts().guide).toMatchObject({ step: 'permission', unchecked: true, issues: {} })
})

test('past the ids, waits ten seconds at most', async () => {
  const session = await openMemorySession(guideStage(atIds))
  session.told.tenantOf = (_id, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error)
      })
      session.tenant.clock.ringAlarms()
    })
  await goToStep(session.context, { step: 'permission' })
  expect(session.facts().guide).toMatchObject({ step: 'permission', unchecked: true })
})

test('a tenant that was found by its domain is shown before the guide goes on', async () => {
  const session = await openMemorySession(guideStage({ ...atIds, entries: { ...withIds, tenantId: null } }))
  enter(session.context, { tenantId: 'ErabliereDuNord.example' })
  expect(session.facts().guide?.issues).toEqual({ tenantId: { code: 'domain-to-find' } })
  session.told.tenantOf = (domain) => Promise.resolve({ done: domain === 'erablieredunord.example' ? tenantId : null })
  await goToStep(session.context, { step: 'permission' })
  expect(session.facts().guide).toMatchObject({
    step: 'ids',
    entries: { tenantId },
    issues: {},
    foundBy: 'erablieredunord.example',
  })
})

test.each<[string, 'unknown' | 'offline' | 'same', object]>([
  ['that Microsoft does not know', 'unknown', { tenantId: { code: 'domain-unknown' } }],
  ['that nobody could be asked about', 'offline', { tenantId: { code: 'domain-offline' } }],
  ['whose tenant has the id of the application', 'same', { applicationId: { code: 'same-as', other: 'tenantId' } }],
])('a domain %s stays at the ids', async (_what, how, issues) => {
  const session = await openMemorySession(guideStage({ ...atIds, entries: { ...withIds, tenantId: null } }))
  enter(session.context, { tenantId: 'nord.example' })
  const answers = { unknown: { done: null }, offline: no('unreachable'), same: { done: appId } }
  session.told.tenantOf = () => Promise.resolve(answers[how])
  await goToStep(session.context, { step: 'permission' })
  expect(session.facts().guide).toMatchObject({ step: 'ids', issues })
})

test('the cloud in which the tenant is found is that of the guide, of its pages and of what is proven', async () => {
  const session = await openMemorySession(guideStage({ ...atIds, entries: withIds }), { cloud: 'gcc-high' })
  await goToStep(session.context, { step: 'permission' })
  const cloud = clouds['gcc-high']
  expect(session.facts().guide).toMatchObject({
    step: 'permission',
    cloud: 'gcc-high',
    profile: { redirectUris: [`https://${cloud.login}/common/oauth2/nativeclient`] },
  })
  expect(session.context.workplace().world.cloud).toBe(cloud)
  await openPortal(session.context)
  expect(new URL(session.pages[0] ?? '').host).toBe(cloud.entra)
})
