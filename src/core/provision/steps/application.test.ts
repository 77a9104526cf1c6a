import { describe, expect, test } from 'vitest'
import { lost, openMemoryTenant, ourApplication, refused } from '#support/memory-tenant.ts'
import { desiredFor, permissions } from '#support/observed-tenant.ts'
import { profiles } from '../../access/profile.ts'
import type { DesiredState, ObservedState } from '../step.ts'
import { adoptedTag, deliveredTag, scopedTag } from '../tags.ts'
import { applicationStep } from './application.ts'

const desired = desiredFor(profiles.ews)
const { tag, displayName, redirectUris } = profiles.ews
const ews = 'full_access_as_app'
const create = { kind: 'create-application', displayName, redirectUris, permissions: [ews] } as const
const update = { kind: 'update-application', applicationId: 'app-object', redirectUris: [], permissions: [], tags: [] }
const deleted = [{ ...ourApplication({ id: 'in-bin', appId: 'bin-client' }), deletedAt: '2026-11-20T00:00:00Z' }]

describe('what is decided', () => {
  test.each([
    ['nothing yet', {}, {}, [create]],
    ['all there', { application: ourApplication() }, {}, []],
    ['all is removed', {}, { aim: 'removed' }, []],
    ['one in the recycle bin, not wanted back', { deleted }, {}, [create]],
    [
      'one in the recycle bin, wanted back',
      { deleted },
      { restore: 'in-bin' },
      [{ kind: 'restore-application', applicationId: 'in-bin', appId: 'bin-client' }],
    ],
    [
      'the redirect address is missing',
      { application: ourApplication({ redirectUris: [] }) },
      {},
      [{ ...update, redirectUris }],
    ],
    ['the tag is missing', { application: ourApplication({ tags: [] }) }, {}, [{ ...update, tags: [tag] }]],
    [
      'a permission is missing',
      { application: ourApplication({ permissions: [] }) },
      {},
      [{ ...update, permissions: [ews] }],
    ],
    [
      'adopted',
      { application: ourApplication({ tags: [] }) },
      { adopt: 'app-object' },
      [{ ...update, tags: [tag, adoptedTag] }],
    ],
    [
      'limited from now on',
      { application: ourApplication() },
      { reach: 'limited' },
      [{ ...update, tags: [scopedTag] }],
    ],
    [
      'limited: Exchange grants it, so the manifest need not ask for it',
      { application: ourApplication({ permissions: [], tags: [tag, scopedTag] }) },
      {},
      [],
    ],
    [
      'open for all mailboxes again',
      { application: ourApplication({ permissions: [], tags: [tag, scopedTag] }) },
      { reach: 'everywhere' },
      [
        { kind: 'widen-application', applicationId: 'app-object' },
        { ...update, permissions: [ews] },
      ],
    ],
  ] satisfies [string, ObservedState, Partial<DesiredState>, object[]][])('%s', (_name, observed, change, changes) => {
    expect(applicationStep.decide(observed, { ...desired, ...change })).toEqual(changes)
  })
})

describe('creating', () => {
  test('an upsert first, our tag afterwards', async () => {
    const tenant = openMemoryTenant()
    const { observed, id } = await applicationStep.make(create, {}, tenant.context, desired)
    expect(tenant.writes()).toEqual(['upsertApplication', 'patchApplication'])
    expect(tenant.applications).toEqual([observed.application])
    expect(observed.application).toMatchObject({ appId: id, tags: [tag], displayName })
  })

  test('made twice after a lost answer, it is one application', async () => {
    const tenant = openMemoryTenant()
    tenant.answerAfter('upsertApplication', { notYet: 'busy', problem: { code: 'microsoft-busy', at: '' } })
    await applicationStep.make(create, {}, tenant.context, desired)
    expect(tenant.applications).toHaveLength(1)
    expect(tenant.writes()).toEqual(['upsertApplication', 'upsertApplication', 'patchApplication'])
  })

  test('one that existed unseen and has a secret is another plan', async () => {
    const tenant = openMemoryTenant()
    await applicationStep.make(create, {}, tenant.context, desired)
    const { directory } = tenant.context.world
    const id = tenant.applications[0]?.id ?? ''
    await directory.addPassword(id, { displayName: 'x', endsAt: '2027-04-01T05:00:00Z' }, tenant.context.signal)
    await expect(applicationStep.make(create, {}, tenant.context, desired)).rejects.toMatchObject({
      problem: { code: 'plan-changed' },
    })
  })

  test('where the upsert is refused, a POST that carries our tag', async () => {
    const tenant = openMemoryTenant()
    tenant.upsertSupported = false
    const { observed } = await applicationStep.make(create, {}, tenant.context, desired)
    expect(tenant.writes()).toEqual(['upsertApplication', 'createApplication'])
    expect(observed.application?.tags).toEqual([tag])
  })

  test('a POST whose answer was lost is looked for by its tag, and never repeated', async () => {
    const tenant = openMemoryTenant()
    tenant.upsertSupported = false
    tenant.answerAfter('createApplication', lost)
    const { observed } = await applicationStep.make(create, {}, tenant.context, desired)
    expect(observed.application?.id).toBe(tenant.applications[0]?.id)
    expect(tenant.applications).toHaveLength(1)
  })

  test('a POST that was lost on its way ends the run', async () => {
    const tenant = openMemoryTenant()
    tenant.upsertSupported = false
    tenant.answer('createApplication', lost)
    await expect(applicationStep.make(create, {}, tenant.context, desired)).rejects.toMatchObject({
      problem: { code: 'answer-lost' },
    })
    expect(tenant.writes().filter((call) => call === 'createApplication')).toHaveLength(1)
  })

  test('a refusal ends the run', async () => {
    const tenant = openMemoryTenant()
    tenant.answer('upsertApplication', refused('not-allowed'))
    await expect(applicationStep.make(create, {}, tenant.context, desired)).rejects.toMatchObject({
      problem: { code: 'not-allowed' },
    })
  })
})

describe('adding what is missing', () => {
  test('keeps what somebody has added since the plan was made', async () => {
    const planned = ourApplication({ permissions: [], tags: [] })
    const mail = permissions['Mail.ReadWrite'] ?? { resourceAppId: '', appRoleId: '' }
    const now = {
      ...planned,
      permissions: [mail],
      tags: [deliveredTag('k-1')],
      redirectUris: ['https://other.example'],
    }
    const tenant = openMemoryTenant({ applications: [now] })
    const change = { ...update, redirectUris, permissions: [ews], tags: [tag] } as const
    await applicationStep.make(
      { ...change, kind: 'update-application' },
      { application: planned },
      tenant.context,
      desired,
    )
    expect(tenant.applications[0]).toMatchObject({
      redirectUris: ['https://other.example', ...redirectUris],
      permissions: [mail, permissions[ews]],
      tags: [deliveredTag('k-1'), tag],
    })
  })

  test('an application that is opened for all mailboxes keeps its other tags', async () => {
    const application = ourApplication({ tags: [tag, scopedTag, deliveredTag('k-1')] })
    const tenant = openMemoryTenant({ applications: [application] })
    const change = { kind: 'widen-application', applicationId: 'app-object' } as const
    await applicationStep.make(change, { application }, tenant.context, desired)
    expect(tenant.applications[0]?.tags).toEqual([tag, deliveredTag('k-1')])
  })
})

describe('restoring', () => {
  const change = { kind: 'restore-application', applicationId: 'in-bin', appId: 'bin-client' } as const

  test('it is back, as a read shows', async () => {
    const tenant = openMemoryTenant({ deleted })
    const { observed, id } = await applicationStep.make(change, { deleted }, tenant.context, desired)
    expect([observed.application?.id, id]).toEqual(['in-bin', 'bin-client'])
    expect(tenant.deleted).toEqual([])
  })

  test('after a lost answer it is read, and not restored twice', async () => {
    const tenant = openMemoryTenant({ deleted })
    tenant.answerAfter('restoreApplication', lost)
    await applicationStep.make(change, { deleted }, tenant.context, desired)
    expect(tenant.writes()).toEqual(['restoreApplication'])
  })
})
