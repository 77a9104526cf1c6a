import { describe, expect, test } from 'vitest'
import { openMemoryTenant, ourApplication } from '#support/memory-tenant.ts'
import { profiles, secretNamePrefix } from '../../access/profile.ts'
import { Secret } from '../../secret.ts'
import { vaultAccount } from '../../vault-account.ts'
import { defaultOptions, type ObservedSecret, type DesiredState } from '../step.ts'
import { confirmedTag, deliveredTag } from '../tags.ts'
import { clientSecretStep, currentSecret, observeSecrets, retiringSecret } from './client-secret.ts'

const desired: DesiredState = {
  ...defaultOptions,
  profile: profiles.ews,
  tenantId: '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24',
  secretEndsAt: '2027-04-01T00:00:00Z',
  signInEntry: null,
  asOf: '2026-11-23T14:00:00Z',
}
const held = new Secret('held')
const observed = (keyId: string) => ({ keyId, name: `Assistant Prextra · ${keyId}`, confirmed: false })
const live = { startsAt: '2026-11-01T00:00:00Z', endsAt: '2027-04-01T00:00:00Z' }
const expired = { startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-06-01T00:00:00Z' }

const pendingHeld: ObservedSecret = { ...observed('pending-held'), ...live, delivered: false, held }
const pendingLost: ObservedSecret = { ...observed('pending-lost'), ...live, delivered: false, held: null }
const deliveredHeld: ObservedSecret = { ...observed('delivered-held'), ...live, delivered: true, held }
const deliveredByAnother: ObservedSecret = { ...observed('delivered-elsewhere'), ...live, delivered: true, held: null }
const deliveredExpired: ObservedSecret = { ...observed('delivered-expired'), ...expired, delivered: true, held: null }

const create = (beside: string | null) => ({
  kind: 'create-secret',
  expiresAt: desired.secretEndsAt,
  beside,
  exemption: null,
})
const remove = (keyId: string, why: string) => ({ kind: 'remove-secret', keyId, why })

test.each([
  ['nothing yet', [], [create(null)]],
  ['made here, not handed over', [pendingHeld], []],
  ['made, held by nobody', [pendingLost], [remove('pending-lost', 'nobody-holds-it'), create(null)]],
  ['in production, copy here', [deliveredHeld], []],
  ['in production, no copy here', [deliveredByAnother], []],
  ['production expired', [deliveredExpired], [create(null)]],
  ['one of two pending', [pendingHeld, pendingLost], [remove('pending-lost', 'nobody-holds-it')]],
  ['pending beside production', [pendingHeld, deliveredByAnother], []],
])('%s', (_name, secrets, changes) => {
  expect(clientSecretStep.decide({ secrets }, desired)).toEqual(changes)
})

test('renewing adds one beside production, and never a third', () => {
  const renewing = { ...desired, aim: 'renewed' } as const
  expect(clientSecretStep.decide({ secrets: [deliveredByAnother] }, renewing)).toEqual([create('delivered-elsewhere')])
  expect(clientSecretStep.decide({ secrets: [deliveredByAnother, pendingHeld] }, renewing)).toEqual([])
  expect(clientSecretStep.decide({ secrets: [deliveredByAnother, deliveredHeld] }, renewing)).toEqual([])
})

test('no plan ever removes what was delivered', () => {
  const everything = [pendingHeld, pendingLost, deliveredHeld, deliveredByAnother, deliveredExpired]
  for (const aim of ['present', 'renewed'] as const) {
    const removed = clientSecretStep
      .decide({ secrets: everything }, { ...desired, aim })
      .flatMap((change) => ('keyId' in change ? change.keyId : []))
    expect(removed).toEqual(['pending-lost'])
  }
})

test('what was delivered leaves once CDID has confirmed the one that replaces it, and only then', () => {
  const newer = { ...deliveredHeld, startsAt: '2026-11-20T00:00:00Z' }
  const replaced = remove('delivered-elsewhere', 'superseded')
  expect(clientSecretStep.decide({ secrets: [newer, deliveredByAnother] }, desired)).toEqual([])
  const confirmed = { ...newer, confirmed: true }
  expect(clientSecretStep.decide({ secrets: [confirmed, deliveredByAnother] }, desired)).toEqual([replaced])
  const renewing = { ...desired, aim: 'renewed' } as const
  expect(clientSecretStep.decide({ secrets: [confirmed, deliveredByAnother] }, renewing)).toEqual([
    replaced,
    create('delivered-held'),
  ])
  const olderConfirmed = { ...deliveredByAnother, confirmed: true }
  expect(clientSecretStep.decide({ secrets: [newer, olderConfirmed] }, desired)).toEqual([])
})

test('a tenant policy that could be read shortens the secret', () => {
  const secretPolicy = { forbidden: false, longestMs: 30 * 86_400_000, exemption: null }
  expect(clientSecretStep.decide({ secrets: [], secretPolicy }, desired)).toEqual([
    { ...create(null), expiresAt: '2026-12-23T13:59:00.000Z' },
  ])
  expect(
    clientSecretStep.decide(
      { secrets: [], secretPolicy: { forbidden: false, longestMs: null, exemption: null } },
      desired,
    ),
  ).toEqual([create(null)])
})

test('the new secret is the one that is proven', () => {
  expect(currentSecret({ secrets: [deliveredHeld, pendingHeld] }, desired)?.keyId).toBe('pending-held')
  expect(currentSecret({ secrets: [deliveredByAnother, deliveredExpired] }, desired)?.keyId).toBe('delivered-elsewhere')
})

test('the delivered secret that the current one replaces is told', () => {
  const older = { ...deliveredByAnother, startsAt: '2026-10-01T00:00:00Z' }
  expect(retiringSecret({ secrets: [deliveredHeld, older] }, desired)?.keyId).toBe('delivered-elsewhere')
  expect(retiringSecret({ secrets: [deliveredHeld] }, desired)).toBeNull()
  expect(retiringSecret({ secrets: [] }, desired)).toBeNull()
})

describe('what is observed', () => {
  const password = (keyId: string, startsAt: string) => ({
    keyId,
    displayName: `${secretNamePrefix}${keyId}`,
    startsAt,
    endsAt: live.endsAt,
  })
  const account = (keyId: string) => vaultAccount(desired.tenantId, 'app-client', keyId)

  test('our secrets, newest first, with their tags and what this keychain holds', async () => {
    const tenant = openMemoryTenant()
    tenant.vault.set(account('new'), held)
    const application = ourApplication({
      passwords: [
        password('old', '2026-10-01T00:00:00Z'),
        password('new', '2026-11-01T00:00:00Z'),
        { ...password('theirs', '2026-11-02T00:00:00Z'), displayName: 'made by hand' },
      ],
      tags: [deliveredTag('old'), confirmedTag('old'), confirmedTag('new')],
    })
    const { secrets } = await observeSecrets(tenant.context, { application }, desired)
    expect(secrets).toMatchObject([
      { keyId: 'new', delivered: false, confirmed: false, held },
      { keyId: 'old', delivered: true, confirmed: true, held: null },
    ])
  })

  test('the policy is read only when a secret is to be made', async () => {
    const tenant = openMemoryTenant()
    tenant.secretPolicy = { forbidden: false, longestMs: 1000, exemption: null }
    const ready = ourApplication({ passwords: [password('k-1', live.startsAt)] })
    tenant.vault.set(account('k-1'), held)
    const read = async (change: Partial<DesiredState>, application = ready) =>
      (await observeSecrets(tenant.context, { application }, { ...desired, ...change })).secretPolicy
    expect(await read({})).toBeNull()
    expect(await read({ aim: 'removed' }, ourApplication())).toBeNull()
    expect(tenant.calls).toEqual([])
    expect(await read({}, ourApplication())).toEqual(tenant.secretPolicy)
  })
})

describe('removing a secret', () => {
  const one = { keyId: 'k-1', displayName: `${secretNamePrefix}1`, startsAt: live.startsAt, endsAt: live.endsAt }
  const open = (tags: readonly string[]) => {
    const application = ourApplication({ passwords: [one], tags })
    const tenant = openMemoryTenant({ applications: [application] })
    tenant.vault.set(vaultAccount(desired.tenantId, 'app-client', 'k-1'), held)
    const make = (why: 'nobody-holds-it' | 'superseded' | 'asked-for') =>
      clientSecretStep.make(
        { kind: 'remove-secret', keyId: 'k-1', why },
        { application, secrets: [] },
        tenant.context,
        desired,
      )
    return { tenant, make }
  }

  test('takes the password, then its tags, and then its copy from the keychain', async () => {
    const { tenant, make } = open(['other', deliveredTag('k-1'), confirmedTag('k-1'), confirmedTag('k-2')])
    const { observed } = await make('superseded')
    expect(tenant.writes()).toEqual(['removePassword', 'patchApplication', 'vault.remove'])
    expect([...tenant.vault]).toEqual([])
    expect(tenant.applications[0]).toMatchObject({ passwords: [], tags: ['other', confirmedTag('k-2')] })
    expect(observed.application?.tags).toEqual(['other', confirmedTag('k-2')])
  })

  test.each(['nobody-holds-it', 'superseded'] as const)(
    'delivered meanwhile by another computer, it stays: %s',
    async (why) => {
      const { tenant, make } = open([deliveredTag('k-1')])
      await expect(make(why)).rejects.toMatchObject({ problem: { code: 'plan-changed' } })
      expect(tenant.writes()).toEqual([])
    },
  )

  test('when everything is removed, a delivered one leaves as well', async () => {
    const { tenant, make } = open([deliveredTag('k-1')])
    await make('asked-for')
    expect(tenant.applications[0]?.passwords).toEqual([])
  })
})
