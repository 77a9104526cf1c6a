import { expect, test } from 'vitest'
import { openMemoryTenant, ourApplication } from '#support/memory-tenant.ts'
import { desiredFor } from '#support/observed-tenant.ts'
import { profiles } from '../../access/profile.ts'
import type { Application } from '../../directory.ts'
import { adoptedTag, deliveredTag } from '../tags.ts'
import { findApplications } from './find-application.ts'

const desired = desiredFor(profiles.ews)
const { uniqueName, displayName, tag } = profiles.ews
const none = { duplicates: [], namesakes: [], deleted: [] }
const namesake = ourApplication({ id: 'namesake', tags: [] })
const secretOfOthers = { keyId: 'k-9', displayName: 'made by hand', startsAt: '', endsAt: '' }

test('by its uniqueName, although its tag was taken away', async () => {
  const { context } = openMemoryTenant()
  const { directory } = context.world
  const body = { displayName, redirectUris: [], permissions: [] }
  await directory.upsertApplication(uniqueName, body, context.signal)
  const found = await findApplications(context, desired)
  expect(found).toMatchObject({ ...none, application: { tags: [] } })
})

test('by its tag, although it has no uniqueName', async () => {
  const { context } = openMemoryTenant({ applications: [namesake, ourApplication()] })
  expect(await findApplications(context, desired)).toEqual({ ...none, application: ourApplication() })
})

test('found by uniqueName and by tag, it is one application', async () => {
  const { context, applications } = openMemoryTenant()
  const { directory } = context.world
  const body = { displayName, redirectUris: [], permissions: [] }
  await directory.upsertApplication(uniqueName, body, context.signal)
  const id = applications[0]?.id ?? ''
  await directory.patchApplication(id, { tags: [tag] }, context.signal)
  expect(await findApplications(context, desired)).toMatchObject({ application: { id }, duplicates: [] })
})

test('by an id that this computer noted, and only if it has our tag', async () => {
  const tenant = openMemoryTenant({ applications: [ourApplication(), namesake] })
  tenant.noted = ['gone', 'namesake', 'app-object']
  // The list of tagged applications lags behind: it does not show the application yet.
  const { directory } = tenant.context.world
  const context = {
    ...tenant.context,
    world: {
      ...tenant.context.world,
      directory: { ...directory, applicationsByTag: () => Promise.resolve({ done: [] }) },
    },
  }
  expect(await findApplications(context, desired)).toMatchObject({ application: { id: 'app-object' } })
})

test('one that only has our name is a namesake, and ours once the person has said so', async () => {
  const { context } = openMemoryTenant({ applications: [namesake] })
  expect(await findApplications(context, desired)).toEqual({ ...none, application: null, namesakes: [namesake] })
  const adopting = desiredFor(profiles.ews, { adopt: 'namesake' })
  expect(await findApplications(context, adopting)).toEqual({ ...none, application: namesake })
})

test('in the recycle bin, only what we made counts', async () => {
  const inBin = (id: string, tags: readonly string[]) => ({ ...ourApplication({ id, tags }), deletedAt: '2026-11-20' })
  const { context } = openMemoryTenant({
    deleted: [inBin('ours', [tag]), inBin('adopted', [tag, adoptedTag]), inBin('namesake', [])],
  })
  const { application, deleted } = await findApplications(context, desired)
  expect(application).toBeNull()
  expect(deleted?.map(({ id }) => id)).toEqual(['ours'])
})

test('the recycle bin is not read while there is the application that is expected', async () => {
  const { context, calls } = openMemoryTenant({ applications: [ourApplication()] })
  await findApplications(context, desired, true)
  expect(calls).not.toContain('deletedApplications')
})

test.each([
  ['a delivered secret', { tags: [tag, deliveredTag('k-1')] }],
  ['an adoption', { tags: [tag, adoptedTag] }],
  ['a secret that somebody else made', { passwords: [secretOfOthers] }],
] satisfies [string, Partial<Application>][])('of two, the one with %s is chosen', async (_name, change) => {
  const inUse = ourApplication({ id: 'in-use', ...change })
  const { context } = openMemoryTenant({ applications: [ourApplication(), inUse] })
  const { application, duplicates } = await findApplications(context, desired)
  expect([application?.id, duplicates?.map(({ id }) => id)]).toEqual(['in-use', ['app-object']])
})

test('two that are in use stop the run, and are named', async () => {
  const tags = [tag, adoptedTag]
  const { context } = openMemoryTenant({
    applications: [ourApplication({ tags }), ourApplication({ id: 'other', appId: 'other-client', tags })],
  })
  await expect(findApplications(context, desired)).rejects.toMatchObject({
    problem: { code: 'several-applications', facts: { ids: 'app-client, other-client' } },
  })
})
