import { describe, expect, test } from 'vitest'
import {
  openMemoryTenant,
  ourApplication,
  refused,
  servicePrincipalOf,
  type MemoryTenant,
} from '#support/memory-tenant.ts'
import { desiredFor } from '#support/observed-tenant.ts'
import { profiles, secretNamePrefix } from '../access/profile.ts'
import type { Application, ServicePrincipal } from '../directory.ts'
import { ProblemError } from '../problem.ts'
import { Secret } from '../secret.ts'
import { vaultAccount } from '../vault-account.ts'
import { applyAndVerify } from '#support/applied.ts'
import { observeAndPlan, plan } from './run.ts'
import type { DesiredState } from './step.ts'
import { confirmedTag, deliveredTag } from './tags.ts'

const desired = desiredFor(profiles.ews)
const everything = ['create-application', 'create-service-principal', 'create-secret', 'grant']
const kindsOf = (changes: readonly { readonly kind: string }[]) => changes.map(({ kind }) => kind)

/** Plans, approves all of it, and makes it. */
async function run({ context }: MemoryTenant, change: Partial<DesiredState> = {}) {
  const wanted = { ...desired, ...change }
  const { changes } = (await plan(context, wanted)).plan
  return applyAndVerify(context, wanted, changes)
}

/** A tenant in which everything is in place; `deliveredSecrets` of them were handed over, newest first. */
async function inPlace(deliveredSecrets = 0): Promise<MemoryTenant> {
  const tenant = openMemoryTenant()
  await run(tenant)
  const { directory } = tenant.context.world
  const application = tenant.applications[0] ?? ourApplication()
  const older = Array.from({ length: Math.max(0, deliveredSecrets - 1) }, (_, index) => ({
    keyId: `older-${index}`,
    displayName: `${secretNamePrefix}older ${index}`,
    startsAt: `2026-1${index}-01T00:00:00Z`,
    endsAt: '2027-04-01T00:00:00Z',
  }))
  tenant.applications[0] = { ...application, passwords: [...application.passwords, ...older] }
  const delivered = tenant.applications[0].passwords.slice(0, deliveredSecrets).map(({ keyId }) => deliveredTag(keyId))
  await directory.patchApplication(
    application.id,
    { tags: [...application.tags, ...delivered] },
    new AbortController().signal,
  )
  tenant.calls.splice(0)
  tenant.events.splice(0)
  return tenant
}

/** Disables our service principal as an administrator does, and returns it as it was. */
function disable({ servicePrincipals, applications }: MemoryTenant): ServicePrincipal {
  const index = servicePrincipals.findIndex(({ appId }) => appId === applications[0]?.appId)
  const enabled = servicePrincipals[index] ?? servicePrincipalOf('')
  servicePrincipals[index] = { ...enabled, disabled: { by: 'administrator' } }
  return enabled
}

describe('planning', () => {
  test('an empty tenant needs everything, in the order of the steps, and nothing is written', async () => {
    const tenant = openMemoryTenant()
    const { plan: made, observed } = await plan(tenant.context, desired)
    expect(kindsOf(made.changes)).toEqual(everything)
    expect(made.found).toMatchObject({ application: null, granted: [], consented: false, secret: null })
    expect(observed.application).toBeNull()
    expect(tenant.writes()).toEqual([])
  })

  test('a restored application is a plan by itself', async () => {
    const inBin = { ...ourApplication({ id: 'in-bin' }), deletedAt: '2026-11-20T00:00:00Z' }
    const tenant = openMemoryTenant({ deleted: [inBin] })
    const made = await plan(tenant.context, { ...desired, restore: 'in-bin' })
    expect(kindsOf(made.plan.changes)).toEqual(['restore-application'])
    expect(made.plan.found.deleted).toMatchObject([{ id: 'in-bin', deletedAt: inBin.deletedAt }])
  })

  test('a service principal that is disabled is told, and enabled only when that is asked for', async () => {
    const tenant = await inPlace()
    const enabled = disable(tenant)
    const asked = await plan(tenant.context, { ...desired, enableServicePrincipal: true })
    const { changes, found } = (await plan(tenant.context, desired)).plan
    expect(found.servicePrincipal).toEqual({ id: enabled.id, createdAt: null, disabled: { by: 'administrator' } })
    expect(changes).toEqual([])
    expect(asked.plan.changes).toEqual([{ kind: 'enable-service-principal', servicePrincipalId: enabled.id }])
    await expect(
      applyAndVerify(tenant.context, { ...desired, enableServicePrincipal: true }, []),
    ).rejects.toMatchObject({
      problem: { code: 'plan-changed' },
    })
    expect(tenant.writes()).toEqual([])
  })

  test('a colleague grants the consent: no change is a grant', async () => {
    const tenant = openMemoryTenant()
    const made = await plan(tenant.context, { ...desired, consentDelegated: true })
    expect(kindsOf(made.plan.changes)).toEqual(everything.filter((kind) => kind !== 'grant'))
  })

  test('each plan has an id of its own', async () => {
    const tenant = openMemoryTenant()
    const [first, second] = [await plan(tenant.context, desired), await plan(tenant.context, desired)]
    expect(first.plan.id).not.toBe(second.plan.id)
  })

  test('the delivered secret, what replaces it and the policy are told', async () => {
    const tenant = await inPlace(1)
    const { found } = (await plan(tenant.context, desired)).plan
    expect(found).toMatchObject({
      granted: ['full_access_as_app'],
      consented: true,
      secret: { state: 'delivered', held: true, confirmed: false },
      retiring: null,
      secretPolicy: null,
      longestSecretMs: null,
    })
  })

  test('two delivered secrets: no third is made', async () => {
    const tenant = await inPlace(2)
    await expect(plan(tenant.context, { ...desired, aim: 'renewed' })).rejects.toMatchObject({
      problem: { code: 'renewal-under-way' },
    })
  })

  test('permissions of another profile stay until those of this one are granted', async () => {
    const tenant = openMemoryTenant()
    await expect(plan(tenant.context, { ...desired, retireOthers: true })).rejects.toMatchObject({
      problem: { code: 'consent-missing' },
    })
  })

  test('nothing of ours is there to be removed', async () => {
    const tenant = openMemoryTenant()
    await expect(plan(tenant.context, { ...desired, aim: 'removed' })).rejects.toMatchObject({
      problem: { code: 'nothing-to-remove' },
    })
  })

  test('the entry of the sign-in is waited for, as the person has just signed in with it', async () => {
    const tenant = await inPlace()
    const entry = servicePrincipalOf('sign-in-client')
    const { world } = tenant.context
    const wait: typeof world.clock.wait = async (ms, signal) => {
      if (!tenant.servicePrincipals.includes(entry)) tenant.servicePrincipals.push(entry)
      await world.clock.wait(ms, signal)
    }
    const context = { ...tenant.context, world: { ...world, clock: { ...world.clock, wait } } }
    const removing = { ...desired, aim: 'removed', signInEntry: 'sign-in-client' } as const
    expect(kindsOf((await plan(context, removing)).plan.changes)).toContain('remove-sign-in-entry')
  })

  test('an entry of the sign-in that never appears is left out', async () => {
    const tenant = await inPlace()
    const begun = tenant.clock.now().getTime()
    const removing = { ...desired, aim: 'removed', signInEntry: 'sign-in-client' } as const
    expect(kindsOf((await plan(tenant.context, removing)).plan.changes)).not.toContain('remove-sign-in-entry')
    expect(tenant.clock.now().getTime() - begun).toBeLessThanOrEqual(30_000)
  })
})

test('a service principal that was enabled is verified by reads that show it', async () => {
  const tenant = await inPlace()
  disable(tenant)
  const made = await run(tenant, { enableServicePrincipal: true })
  expect(tenant.writes()).toEqual(['enableServicePrincipal'])
  expect(made.plan).toMatchObject({ changes: [], found: { servicePrincipal: { disabled: null } } })
  expect(tenant.events.filter(({ kind }) => kind === 'confirming')).toHaveLength(5)
})

describe('applying', () => {
  test('makes what was approved, tells each change, and ends when five plans in a row are empty', async () => {
    const tenant = openMemoryTenant()
    const made = await run(tenant)
    expect(made.plan.changes).toEqual([])
    expect(tenant.events.filter(({ kind }) => kind === 'making' || kind === 'made')).toMatchObject(
      [0, 1, 2, 3].flatMap((index) => [
        { kind: 'making', index },
        { kind: 'made', index },
      ]),
    )
    expect(tenant.events.filter(({ kind }) => kind === 'confirming')).toMatchObject(
      [1, 2, 3, 4, 5].map((agreed) => ({ agreed, of: 5 })),
    )
  })

  test('notes the beginning and the end of each change, with the application’s id once there is one', async () => {
    const tenant = openMemoryTenant()
    await run(tenant)
    const id = tenant.applications[0]?.id
    expect(tenant.journal).toMatchObject(
      everything.flatMap((change) => [
        { did: 'begin', change },
        { did: 'end', change, applicationId: id },
      ]),
    )
  })

  test('a change that was not approved stops it before anything is written', async () => {
    const tenant = openMemoryTenant()
    const { changes } = (await plan(tenant.context, desired)).plan
    await expect(applyAndVerify(tenant.context, desired, changes.slice(1))).rejects.toMatchObject({
      problem: { code: 'plan-changed' },
    })
    expect(tenant.writes()).toEqual([])
  })

  test('a change that is no longer needed is not made', async () => {
    const tenant = openMemoryTenant()
    const { changes } = (await plan(tenant.context, desired)).plan
    await run(tenant)
    tenant.calls.splice(0)
    await applyAndVerify(tenant.context, desired, changes)
    expect(tenant.writes()).toEqual([])
  })

  test('a person who stops ends it between two changes', async () => {
    const tenant = openMemoryTenant()
    const { changes } = (await plan(tenant.context, desired)).plan
    const emit: typeof tenant.context.emit = (event) => {
      if (event.kind === 'made') tenant.stopper.abort(new ProblemError({ code: 'stopped', at: '' }))
    }
    await expect(applyAndVerify({ ...tenant.context, emit }, desired, changes)).rejects.toMatchObject({
      problem: { code: 'stopped' },
    })
    expect(tenant.writes()).toEqual(['upsertApplication', 'patchApplication'])
  })

  test('a restored application is planned again, and what it lacks is not made without approval', async () => {
    const inBin = { ...ourApplication({ id: 'in-bin' }), deletedAt: '2026-11-20T00:00:00Z' }
    const tenant = openMemoryTenant({ deleted: [inBin] })
    const back = await run(tenant, { restore: 'in-bin' })
    expect(tenant.writes()).toEqual(['restoreApplication'])
    expect(kindsOf(back.plan.changes)).toEqual(['create-service-principal', 'create-secret', 'grant'])
  })

  test('a refused grant has a code of its own, and names the smallest role that may grant', async () => {
    const tenant = openMemoryTenant()
    tenant.answer('grantAppRole', refused('not-allowed'))
    await expect(run(tenant)).rejects.toMatchObject({
      problem: { code: 'grant-not-allowed', facts: { role: 'cloud-application-administrator' } },
    })
  })

  test.each([
    ['upsertApplication', 'registration-not-allowed'],
    ['createServicePrincipal', 'application-not-allowed'],
    ['addPassword', 'application-not-allowed'],
    ['grantAppRole', 'grant-not-allowed'],
  ] as const)('a refusal of %s is %s', async (call, code) => {
    const tenant = openMemoryTenant()
    tenant.answer(call, refused('not-allowed'))
    await expect(run(tenant)).rejects.toMatchObject({ problem: { code } })
  })

  test('a refused registration of an application that exists is a refused change of it', async () => {
    const tenant = openMemoryTenant()
    const { context } = tenant
    const { directory } = context.world
    const { changes } = (await plan(context, desired)).plan
    const { uniqueName, displayName, redirectUris } = desired.profile
    await directory.upsertApplication(uniqueName, { displayName, redirectUris, permissions: [] }, context.signal)
    tenant.answer('upsertApplication', refused('not-allowed'))
    let reads = 0
    const applicationByUniqueName: typeof directory.applicationByUniqueName = async (...call) =>
      // The read of the new plan comes from a server that does not show it yet.
      reads++ === 0 ? { done: null } : directory.applicationByUniqueName(...call)
    const world = { ...context.world, directory: { ...directory, applicationByUniqueName } }
    await expect(applyAndVerify({ ...context, world }, desired, changes)).rejects.toMatchObject({
      problem: { code: 'application-not-allowed' },
    })
  })

  test('what a run has made is not made again by its next attempt, though reads lag', async () => {
    const tenant = openMemoryTenant()
    const { context } = tenant
    const { changes } = (await plan(context, desired)).plan
    tenant.answer('grantAppRole', refused('not-allowed'))
    await expect(applyAndVerify(context, desired, changes)).rejects.toMatchObject({
      problem: { code: 'grant-not-allowed' },
    })
    const made = changes.filter(({ kind }) => kind !== 'grant')
    const { directory } = context.world
    let reads = 0
    const applicationByUniqueName: typeof directory.applicationByUniqueName = async (...call) => {
      const answer = await directory.applicationByUniqueName(...call)
      const lags = 'done' in answer && answer.done && reads++ < 3
      return lags ? { done: { ...answer.done, passwords: [] } } : answer
    }
    const world = { ...context.world, directory: { ...directory, applicationByUniqueName } }
    await applyAndVerify({ ...context, world }, desired, changes, made)
    expect(tenant.calls.filter((call) => call === 'addPassword')).toHaveLength(1)
    expect(tenant.applications[0]?.passwords).toHaveLength(1)
    expect([...tenant.grants.values()].flat()).toHaveLength(1)
  })

  test('a keychain that keeps nothing stops the run before anything is created', async () => {
    const tenant = openMemoryTenant()
    tenant.answer('vault.canary', refused('vault-unavailable'))
    await expect(run(tenant)).rejects.toMatchObject({ problem: { code: 'vault-unavailable' } })
    expect(tenant.writes()).toEqual([])
  })

  test('a keychain that stops keeping while the run goes on is told with what exists', async () => {
    const tenant = openMemoryTenant()
    const { context } = tenant
    const { changes } = (await plan(context, desired)).plan
    const { directory } = context.world
    const upsertApplication: typeof directory.upsertApplication = (...call) => {
      tenant.answer('vault.canary', refused('vault-unavailable'))
      return directory.upsertApplication(...call)
    }
    const world = { ...context.world, directory: { ...directory, upsertApplication } }
    await expect(applyAndVerify({ ...context, world }, desired, changes)).rejects.toMatchObject({
      problem: { code: 'vault-failed-in-run' },
    })
    expect(tenant.applications).toHaveLength(1)
    expect(tenant.writes()).not.toContain('addPassword')
  })

  test('the keychain is not tried for a run that makes no secret', async () => {
    const tenant = openMemoryTenant()
    await run(tenant)
    tenant.calls.length = 0
    await run(tenant, { aim: 'removed' })
    expect(tenant.calls).not.toContain('vault.canary')
  })

  test('a secret that a policy shortened is told', async () => {
    const tenant = openMemoryTenant()
    tenant.answer('addPassword', refused('lifetime-too-long'))
    await run(tenant)
    const endsAt = tenant.applications[0]?.passwords[0]?.endsAt
    expect(tenant.events.filter(({ kind }) => kind === 'shortened')).toMatchObject([{ index: 2, endsAt }])
  })

  test('a secret that was made twice by one request loses its duplicate without another approval', async () => {
    const tenant = openMemoryTenant()
    const { changes } = (await plan(tenant.context, desired)).plan
    const { directory } = tenant.context.world
    const addPassword: typeof directory.addPassword = async (...call) => {
      await directory.addPassword(...call)
      return directory.addPassword(...call)
    }
    const world = { ...tenant.context.world, directory: { ...directory, addPassword } }
    const made = await applyAndVerify({ ...tenant.context, world }, desired, changes)
    expect(tenant.applications[0]?.passwords.map(({ keyId }) => keyId)).toEqual([made.plan.found.secret?.keyId])
  })

  test('reads that keep showing something to change end it as slow', async () => {
    const tenant = openMemoryTenant()
    const { changes } = (await plan(tenant.context, desired)).plan
    const { directory } = tenant.context.world
    const appRoleAssignments = () => Promise.resolve({ done: [] })
    const world = { ...tenant.context.world, directory: { ...directory, appRoleAssignments } }
    await expect(applyAndVerify({ ...tenant.context, world }, desired, changes)).rejects.toMatchObject({
      problem: { code: 'microsoft-slow' },
    })
  })
})

describe('renewing and removing', () => {
  test('a renewed secret stands beside the delivered one, and replaces it once CDID has confirmed', async () => {
    const tenant = await inPlace(1)
    const [old] = tenant.applications[0]?.passwords ?? []
    tenant.clock.set(new Date('2026-12-01T00:00:00Z'))
    const renewed = await run(tenant, { aim: 'renewed' })
    const keyId = renewed.plan.found.secret?.keyId ?? ''
    expect(tenant.applications[0]?.passwords.map((one) => one.keyId)).toEqual([old?.keyId, keyId])

    const application = tenant.applications[0] ?? ourApplication()
    tenant.applications[0] = {
      ...application,
      tags: [...application.tags, deliveredTag(keyId), confirmedTag(keyId)],
    }
    const confirmed = await observeAndPlan(tenant.context, desired)
    expect(confirmed.plan.changes).toEqual([{ kind: 'remove-secret', keyId: old?.keyId, why: 'superseded' }])
  })

  test('the copy of a secret that was just made stays, though reads that do not show it agree', async () => {
    const tenant = await inPlace(1)
    tenant.clock.set(new Date('2026-12-01T00:00:00Z'))
    const [old] = tenant.applications[0]?.passwords ?? []
    const wanted = { ...desired, aim: 'renewed' } as const
    const { changes } = (await plan(tenant.context, wanted)).plan
    const { directory } = tenant.context.world
    const late = (one: Application) => ({
      ...one,
      passwords: one.passwords.filter(({ keyId }) => keyId === old?.keyId),
    })
    const world = {
      ...tenant.context.world,
      directory: {
        ...directory,
        applicationByUniqueName: async (...call: Parameters<typeof directory.applicationByUniqueName>) => {
          const answer = await directory.applicationByUniqueName(...call)
          return 'done' in answer && answer.done ? { done: late(answer.done) } : answer
        },
        applicationsByTag: async (...call: Parameters<typeof directory.applicationsByTag>) => {
          const answer = await directory.applicationsByTag(...call)
          return 'done' in answer ? { done: answer.done.map(late) } : answer
        },
      },
    }
    await applyAndVerify({ ...tenant.context, world }, wanted, changes)
    const made = tenant.applications[0]?.passwords.map(({ keyId }) => keyId) ?? []
    expect(made).toHaveLength(2)
    expect([...tenant.vault.keys()].map((account) => account.split('/').at(-1))).toEqual(expect.arrayContaining(made))
  })

  test('the copy that a run left of a secret which is gone is forgotten by the next one', async () => {
    const tenant = await inPlace(1)
    const { appId } = tenant.applications[0] ?? ourApplication()
    tenant.vault.set(vaultAccount(desired.tenantId, appId, 'gone'), new Secret('a-value'))
    await run(tenant)
    expect([...tenant.vault.keys()].filter((account) => account.endsWith('gone'))).toEqual([])
  })

  test('everything of ours leaves the tenant and the keychain', async () => {
    const tenant = await inPlace(1)
    await run(tenant, { aim: 'removed' })
    expect([tenant.applications, [...tenant.vault]]).toEqual([[], []])
  })
})
