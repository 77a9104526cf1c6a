import { expect, test } from 'vitest'
import {
  openMemoryTenant,
  ourApplication,
  refused,
  servicePrincipalOf,
  type MemoryTenant,
} from '#support/memory-tenant.ts'
import { desiredFor } from '#support/observed-tenant.ts'
import { profiles } from '../access/profile.ts'
import type { Directory } from '../directory.ts'
import { observe } from './observe.ts'
import type { RunContext } from './step.ts'

const desired = desiredFor(profiles.ews)

/** A tenant whose reads are answered when nothing else is begun any more: what was asked until then is one wave. */
function inWaves({ context }: MemoryTenant): { readonly context: RunContext; readonly waves: string[][] } {
  const waves: string[][] = []
  let wave: string[] = []
  let answered: Promise<void> = Promise.resolve()
  const directory = new Proxy(context.world.directory, {
    get:
      (target, name: keyof Directory) =>
      async (...given: readonly unknown[]) => {
        if (wave.length === 0) {
          const asked: string[] = []
          wave = asked
          waves.push(asked)
          answered = new Promise((resolve) => {
            setImmediate(() => {
              wave = []
              resolve()
            })
          })
        }
        wave.push(name)
        await answered
        return (target[name] as (...all: readonly unknown[]) => Promise<unknown>)(...given)
      },
  })
  return { context: { ...context, world: { ...context.world, directory } }, waves }
}

function inPlace(): MemoryTenant {
  const tenant = openMemoryTenant({ applications: [ourApplication()] })
  tenant.servicePrincipals.push(servicePrincipalOf('app-client'))
  return tenant
}

test('an empty tenant is read in one wave, and then the policy by itself, which may be slow', async () => {
  const { context, waves } = inWaves(openMemoryTenant())
  expect(await observe(context, desired)).toMatchObject({ application: null, servicePrincipal: null, grants: [] })
  expect(waves.map((wave) => wave.sort())).toEqual([
    [
      'applicationByUniqueName',
      'applicationsByName',
      'applicationsByTag',
      'deletedApplications',
      'servicePrincipalByAppId',
    ],
    ['secretPolicy'],
  ])
})

test('an application is read in two waves: what depends on nothing but it comes second', async () => {
  const { context, waves } = inWaves(inPlace())
  expect(await observe(context, { ...desired, exemption: 'own' }, true)).toMatchObject({
    application: { id: 'app-object' },
    servicePrincipal: { id: 'sp of app-client' },
  })
  expect(waves.map((wave) => wave.sort())).toEqual([
    ['applicationByUniqueName', 'applicationsByTag', 'servicePrincipalByAppId'],
    ['appRoleAssignments', 'servicePrincipalByAppId'],
    // A secret is missing, and the person asked for an exemption.
    ['secretPolicy'],
    ['policiesOf'],
  ])
})

test('what only an empty tenant needs may fail where the application is found', async () => {
  const tenant = inPlace()
  for (const call of ['applicationsByName', 'deletedApplications'] as const) tenant.answer(call, refused('not-allowed'))
  expect(await observe(tenant.context, desired)).toMatchObject({ application: { id: 'app-object' }, namesakes: [] })
  const empty = openMemoryTenant()
  empty.answer('deletedApplications', refused('not-allowed'))
  await expect(observe(empty.context, desired)).rejects.toMatchObject({ problem: { code: 'not-allowed' } })
})

test('assignments that are read before their service principal has arrived there are waited for', async () => {
  const tenant = inPlace()
  const { directory: arrived } = tenant.context.world
  let reads = 0
  const late: Directory['appRoleAssignments'] = (...given) =>
    ++reads === 1 ? Promise.resolve({ done: null }) : arrived.appRoleAssignments(...given)
  const directory = { ...arrived, appRoleAssignments: late }
  tenant.grants.set('sp of app-client', [{ id: 'grant', resourceId: 'r', appRoleId: 'a' }])
  const { grants } = await observe({ ...tenant.context, world: { ...tenant.context.world, directory } }, desired)
  expect([grants, reads]).toMatchObject([[{ id: 'grant' }], 2])
})
