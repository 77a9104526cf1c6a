import { expect, test } from 'vitest'
import { openMemoryTenant, ourApplication, type MemoryTenant } from '#support/memory-tenant.ts'
import { desiredFor } from '#support/observed-tenant.ts'
import { profiles, secretNamePrefix } from '../access/profile.ts'
import type { Application } from '../directory.ts'
import { apply, plan, verify } from './run.ts'
import { deliveredTag } from './tags.ts'

const desired = desiredFor(profiles.ews)

/** Sets an empty tenant up, makes something be there a second time, and waits until reads agree. */
async function run(spoil: (tenant: MemoryTenant) => void): Promise<MemoryTenant> {
  const tenant = openMemoryTenant()
  const { changes } = (await plan(tenant.context, desired)).plan
  await apply(tenant.context, desired, changes)
  spoil(tenant)
  await verify(tenant.context, desired, changes).catch((error: unknown) => tenant.events.push(error as never))
  return tenant
}

function twinOf(tenant: MemoryTenant, change: Partial<Application> = {}): void {
  const [made] = tenant.applications
  tenant.applications.unshift(
    ourApplication({ id: 'twin', appId: 'twin-client', createdAt: made?.createdAt ?? null, ...change }),
  )
}

test('an application that the approved creation made a second time is removed', async () => {
  const tenant = await run((one) => {
    twinOf(one)
  })
  expect(tenant.applications.map(({ id }) => id)).not.toContain('twin')
  expect(tenant.applications).toHaveLength(1)
})

test.each<[string, Partial<Application>]>([
  ['has a secret', { passwords: [{ keyId: 'k', displayName: `${secretNamePrefix}x`, startsAt: '', endsAt: '' }] }],
  ['was handed over', { tags: [profiles.ews.tag, deliveredTag('k')] }],
  ['was made minutes before', { createdAt: '2026-11-23T13:50:00Z' }],
  ['has another name', { displayName: 'Prextra' }],
])('one that %s is nobody’s twin: it stays until somebody approves its removal', async (_what, change) => {
  const tenant = await run((one) => {
    twinOf(one, change)
  })
  expect(tenant.applications.map(({ id }) => id)).toContain('twin')
})

test('nothing is removed that no approved creation made', async () => {
  const tenant = openMemoryTenant()
  const { changes } = (await plan(tenant.context, desired)).plan
  await apply(tenant.context, desired, changes)
  twinOf(tenant)
  await expect(verify(tenant.context, desired, [])).rejects.toMatchObject({ problem: { code: 'microsoft-slow' } })
  expect(tenant.applications).toHaveLength(2)
})
