import { expect, test } from 'vitest'
import { profiles } from '../../access/profile.ts'
import { Secret } from '../../secret.ts'
import { defaultOptions, type ObservedSecret, type DesiredState } from '../step.ts'
import { clientSecretStep, currentSecret } from './client-secret.ts'

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
const deliveredElsewhere: ObservedSecret = { ...observed('delivered-elsewhere'), ...live, delivered: true, held: null }
const deliveredExpired: ObservedSecret = { ...observed('delivered-expired'), ...expired, delivered: true, held: null }

const create = (beside: string | null) => ({ kind: 'create-secret', expiresAt: desired.secretEndsAt, beside })
const remove = (keyId: string, why: string) => ({ kind: 'remove-secret', keyId, why })

test.each([
  ['nothing yet', [], [create(null)]],
  ['made here, not handed over', [pendingHeld], []],
  ['made, held by nobody', [pendingLost], [remove('pending-lost', 'nobody-holds-it'), create(null)]],
  ['in production, copy here', [deliveredHeld], []],
  ['in production, no copy here', [deliveredElsewhere], []],
  ['production expired', [deliveredExpired], [create(null)]],
  ['one of two pending', [pendingHeld, pendingLost], [remove('pending-lost', 'nobody-holds-it')]],
  ['pending beside production', [pendingHeld, deliveredElsewhere], []],
])('%s', (_name, secrets, changes) => {
  expect(clientSecretStep.decide({ secrets }, desired)).toEqual(changes)
})

test('renewing adds one beside production, and never a third', () => {
  const renewing = { ...desired, aim: 'renewed' } as const
  expect(clientSecretStep.decide({ secrets: [deliveredElsewhere] }, renewing)).toEqual([create('delivered-elsewhere')])
  expect(clientSecretStep.decide({ secrets: [deliveredElsewhere, pendingHeld] }, renewing)).toEqual([])
  expect(clientSecretStep.decide({ secrets: [deliveredElsewhere, deliveredHeld] }, renewing)).toEqual([])
})

test('no plan ever removes what was delivered', () => {
  const everything = [pendingHeld, pendingLost, deliveredHeld, deliveredElsewhere, deliveredExpired]
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
  expect(clientSecretStep.decide({ secrets: [newer, deliveredElsewhere] }, desired)).toEqual([])
  const confirmed = { ...newer, confirmed: true }
  expect(clientSecretStep.decide({ secrets: [confirmed, deliveredElsewhere] }, desired)).toEqual([replaced])
  const renewing = { ...desired, aim: 'renewed' } as const
  expect(clientSecretStep.decide({ secrets: [confirmed, deliveredElsewhere] }, renewing)).toEqual([
    replaced,
    create('delivered-held'),
  ])
  const olderConfirmed = { ...deliveredElsewhere, confirmed: true }
  expect(clientSecretStep.decide({ secrets: [newer, olderConfirmed] }, desired)).toEqual([])
})

test('a tenant policy that could be read shortens the secret', () => {
  const secretPolicy = { forbidden: false, longestMs: 30 * 86_400_000 }
  expect(clientSecretStep.decide({ secrets: [], secretPolicy }, desired)).toEqual([
    { ...create(null), expiresAt: '2026-12-23T13:59:00.000Z' },
  ])
  expect(
    clientSecretStep.decide({ secrets: [], secretPolicy: { forbidden: false, longestMs: null } }, desired),
  ).toEqual([create(null)])
})

test('the new secret is the one that is proven', () => {
  expect(currentSecret({ secrets: [deliveredHeld, pendingHeld] }, desired)?.keyId).toBe('pending-held')
  expect(currentSecret({ secrets: [deliveredElsewhere, deliveredExpired] }, desired)?.keyId).toBe('delivered-elsewhere')
})
