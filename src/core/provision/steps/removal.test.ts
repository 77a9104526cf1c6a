import { describe, expect, test } from 'vitest'
import { openMemoryTenant, ourApplication, servicePrincipalOf } from '#support/memory-tenant.ts'
import { desiredFor, lookAt, tenantId } from '#support/observed-tenant.ts'
import { profiles, secretNamePrefix } from '../../access/profile.ts'
import { Secret } from '../../secret.ts'
import { vaultAccount } from '../../vault-account.ts'
import type { ObservedState } from '../step.ts'
import { adoptedTag, deliveredTag } from '../tags.ts'
import { removalStep } from './removal.ts'

const desired = desiredFor(profiles.ews, { aim: 'removed', signInEntry: 'sign-in-client' })
const { tag } = profiles.ews
const application = ourApplication()
const duplicate = ourApplication({ id: 'second', appId: 'second-client' })
const signInEntry = servicePrincipalOf('sign-in-client')
const remove = {
  kind: 'remove-application',
  applicationId: 'app-object',
  appId: 'app-client',
  displayName: application.displayName,
  why: 'asked-for',
} as const
const removeDuplicate = { ...remove, applicationId: 'second', appId: 'second-client', why: 'duplicate' } as const
const release = { kind: 'release-application', applicationId: 'app-object', appId: 'app-client' } as const
const removeEntry = {
  kind: 'remove-sign-in-entry',
  servicePrincipalId: signInEntry.id,
  appId: 'sign-in-client',
} as const

describe('what is observed', () => {
  test('the entry of the sign-in is read only when everything is to be removed', async () => {
    const tenant = openMemoryTenant()
    tenant.servicePrincipals.push(signInEntry)
    expect(await removalStep.observe(tenant.context, lookAt({}), { ...desired, aim: 'present' })).toEqual({
      signInEntry: null,
    })
    expect(tenant.calls).toEqual([])
    expect(await removalStep.observe(tenant.context, lookAt({}), desired)).toEqual({ signInEntry })
    expect(await removalStep.observe(tenant.context, lookAt({}), { ...desired, signInEntry: null })).toEqual({
      signInEntry: null,
    })
  })
})

describe('what is decided', () => {
  test.each([
    ['a duplicate leaves whatever the aim', { application, duplicates: [duplicate] }, 'present', [removeDuplicate]],
    ['nothing else leaves while all should be in place', { application, signInEntry }, 'present', []],
    [
      'everything',
      { application, duplicates: [duplicate], signInEntry },
      'removed',
      [removeDuplicate, remove, removeEntry],
    ],
    ['nothing is there', { application: null, signInEntry: null }, 'removed', []],
    [
      'one that somebody else made is released',
      { application: ourApplication({ tags: [tag, adoptedTag] }), signInEntry: null },
      'removed',
      [release],
    ],
  ] satisfies [string, ObservedState, 'present' | 'removed', object[]][])('%s', (_name, observed, aim, changes) => {
    expect(removalStep.decide(observed, { ...desired, aim })).toEqual(changes)
  })
})

describe('what is made', () => {
  const passwords = [
    { keyId: 'k-1', displayName: `${secretNamePrefix}1`, startsAt: '', endsAt: '' },
    { keyId: 'k-2', displayName: 'made by hand', startsAt: '', endsAt: '' },
  ]

  test('the copies of its secrets leave the keychain before the application leaves the tenant', async () => {
    const withSecrets = ourApplication({ passwords })
    const tenant = openMemoryTenant({ applications: [withSecrets] })
    for (const { keyId } of passwords) tenant.vault.set(vaultAccount(tenantId, 'app-client', keyId), new Secret(keyId))
    // One whose secret was removed before, and one of another application.
    for (const [app, keyId] of [
      ['app-client', 'k-0'],
      ['another-app', 'k-1'],
    ] as const)
      tenant.vault.set(vaultAccount(tenantId, app, keyId), new Secret(keyId))
    const { observed } = await removalStep.make(remove, { application: withSecrets }, tenant.context, desired)
    expect(tenant.writes()).toEqual(['vault.remove', 'vault.remove', 'vault.remove', 'deleteApplication'])
    expect([...tenant.vault.keys()]).toEqual([vaultAccount(tenantId, 'another-app', 'k-1')])
    expect(tenant.applications).toEqual([])
    expect(observed).toEqual({ application: null, secrets: [] })
  })

  test('a duplicate leaves, and the application in use stays', async () => {
    const tenant = openMemoryTenant({ applications: [application, duplicate] })
    const state = { application, duplicates: [duplicate] }
    const { observed } = await removalStep.make(removeDuplicate, state, tenant.context, desired)
    expect(tenant.applications).toEqual([application])
    expect(observed).toEqual({ duplicates: [] })
  })

  test('a released application keeps every tag that is not ours', async () => {
    const adopted = ourApplication({ tags: ['theirs', tag, adoptedTag, deliveredTag('k-1')] })
    const tenant = openMemoryTenant({ applications: [adopted] })
    await removalStep.make(release, { application: adopted }, tenant.context, desired)
    expect(tenant.applications[0]?.tags).toEqual(['theirs'])
  })

  test('the entry of the sign-in leaves', async () => {
    const tenant = openMemoryTenant()
    tenant.servicePrincipals.push(signInEntry)
    const { observed } = await removalStep.make(removeEntry, { signInEntry }, tenant.context, desired)
    expect(tenant.servicePrincipals).not.toContain(signInEntry)
    expect(observed).toEqual({ signInEntry: null })
  })
})
