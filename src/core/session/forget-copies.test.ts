import { describe, expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { appId, identity, keyId } from '#support/gallery/facts.ts'
import { openMemoryTenant, refused, type MemoryTenant } from '#support/memory-tenant.ts'
import type { GuideView } from '../guide/guide.ts'
import type { KeptCopy } from '../ledger.ts'
import type { EntryLabel } from '../ports.ts'
import { Secret } from '../secret.ts'
import { guideAccount, vaultAccount } from '../vault-account.ts'
import { forgetOldCopies, type KeptHere } from './forget-copies.ts'

const now = new Date('2026-11-23T14:00:00Z')
const due: KeptCopy = {
  practice: false,
  tenantId: identity.tenantId,
  organization: identity.organization,
  appId,
  keyId,
  until: now.toISOString(),
}
const notDue: KeptCopy = { ...due, keyId: 'later', until: '2026-11-23T14:00:01Z' }
const inPractice: KeptCopy = { ...notDue, keyId: 'practised', practice: true }
const accountOf = (copy: KeptCopy) => vaultAccount(copy.tenantId, copy.appId, copy.keyId)
const waiting: GuideView = { ...filled, aim: 'renewed', step: 'old-secret' }

const pastedUntil = '2026-12-23T14:00:00.000Z'

/** Two keychains that hold these copies and a pasted secret, and what was recorded as forgotten. */
function keptHere(copies: readonly KeptCopy[], guide: KeptHere['guide'] = null) {
  const [real, practice] = [openMemoryTenant(), openMemoryTenant()]
  for (const copy of copies) {
    hold(copy.practice ? practice : real, accountOf(copy), { kind: 'delivered', until: copy.until })
  }
  hold(real, guideAccount, { kind: 'pasted', until: pastedUntil })
  const forgotten: string[] = []
  const keptGuides: GuideView[] = []
  const kept: KeptHere = {
    copies,
    guide,
    keepGuide: (one) => Promise.resolve(keptGuides.push(one) > 0),
    vaultOf: (isPractice) => (isPractice ? practice : real).context.world.vault,
    forgotten: (id) => {
      forgotten.push(id)
    },
  }
  return { kept, real, practice, forgotten, keptGuides }
}

function hold({ vault, labels }: MemoryTenant, account: string, label: EntryLabel | null): void {
  vault.set(account, new Secret('a value'))
  if (label !== null) labels.set(account, label)
}

test('a copy leaves when its time has come, and one in practice always; only the real one is said', async () => {
  const { kept, real, practice, forgotten } = keptHere([due, notDue, inPractice])
  expect((await forgetOldCopies(kept, now)).copies).toEqual([due])
  expect([...real.vault.keys()]).toEqual([accountOf(notDue)])
  expect([...practice.vault.keys()]).toEqual([])
  expect(forgotten).toEqual(['practised', keyId])
})

test('a copy that the keychain does not delete is not said to be gone', async () => {
  const { kept, real, forgotten } = keptHere([due], filled)
  real.answer('vault.remove', refused('vault-unavailable'))
  expect((await forgetOldCopies(kept, now)).copies).toEqual([])
  expect(forgotten).toEqual([])
  expect((await forgetOldCopies(kept, now)).copies).toEqual([due])
})

test('an entry that the ledger does not know says itself from when it may go', async () => {
  const { kept, real, practice, forgotten } = keptHere([], filled)
  const account = (id: string) => vaultAccount(identity.tenantId, appId, id)
  const [before, after] = ['2026-11-23T13:59:59Z', '2026-11-23T14:00:01Z']
  hold(real, account('roamed'), { kind: 'delivered', until: before })
  hold(real, account('roamed too'), { kind: 'delivered', until: after })
  hold(real, account('expired'), { kind: 'pending', until: before })
  hold(real, 'canary', { kind: 'canary', until: before })
  hold(real, account('says nothing'), null)
  hold(practice, account('unknown'), null)
  expect((await forgetOldCopies(kept, now)).copies).toEqual([])
  const left = [guideAccount, account('roamed too'), account('expired'), account('says nothing')]
  expect([...real.vault.keys()]).toEqual(left)
  expect([...practice.vault.keys()]).toEqual([])
  expect(forgotten).toEqual([])
})

test.each([
  ['has no label', null],
  ['was not told', { kind: 'pending', until: '2027-05-22T14:00:00Z' }],
] as const)('the ledger tells of a copy that %s', async (_what, label) => {
  const { kept, real } = keptHere([], filled)
  for (const copy of [due, notDue]) hold(real, accountOf(copy), label)
  expect((await forgetOldCopies({ ...kept, copies: [due, notDue] }, now)).copies).toEqual([due])
  expect(real.vault.has(accountOf(notDue))).toBe(true)
})

test('nothing is recorded where the keychain does not list its entries', async () => {
  const { kept, real, forgotten } = keptHere([due], filled)
  const { vault } = real.context.world
  const entries = () => Promise.resolve({ no: { code: 'vault-unavailable', at: '' } } as const)
  const closed = { ...kept, vaultOf: () => ({ ...vault, entries }) }
  expect(await forgetOldCopies(closed, now)).toEqual({ copies: [], pastedFor: null })
  expect([forgotten, real.vault.size]).toEqual([[], 2])
})

test.each<[string, KeptHere['guide'], boolean]>([
  ['a renewal that waits for its confirmation needs it', waiting, true],
  ['a renewal that was confirmed needs it no more', { ...waiting, confirmedAt: now.toISOString() }, false],
  ['a guide at another step does not need it', filled, false],
  [
    'a renewal of another secret does not need it',
    { ...waiting, entries: { ...waiting.entries, secretKeyId: 'another' } },
    false,
  ],
  ['a damaged guide does not need it', 'unreadable', false],
  ['a guide that cannot be read now may need it', 'unavailable', true],
])('a copy whose time has come: %s', async (_what, guide, stays) => {
  const { kept, real } = keptHere([due], guide)
  expect((await forgetOldCopies(kept, now)).copies).toEqual(stays ? [] : [due])
  expect(real.vault.has(accountOf(due))).toBe(stays)
})

test('what was pasted belongs to the guide that is kept, and to nobody without one', async () => {
  for (const [guide, stays] of [
    [filled, true],
    ['unreadable', true],
    ['unavailable', true],
    [null, false],
  ] as const) {
    const { kept, real } = keptHere([], guide)
    await forgetOldCopies(kept, now)
    expect(real.vault.has(guideAccount)).toBe(stays)
  }
})

describe('a secret that was pasted and not handed over', () => {
  const receivedAt = '2026-11-23T14:00:00.000Z'
  const lastDay = new Date('2026-12-23T13:59:59Z')
  const itsDay = new Date('2026-12-23T14:00:00Z')
  const pasted: GuideView = { ...filled, secretReceivedAt: receivedAt }

  test('leaves this computer after thirty days, and the guide asks for it again', async () => {
    const { kept, real, keptGuides } = keptHere([], pasted)
    expect(await forgetOldCopies(kept, lastDay)).toEqual({ copies: [], pastedFor: null })
    expect(real.vault.has(guideAccount)).toBe(true)
    expect(await forgetOldCopies(kept, itsDay)).toEqual({ copies: [], pastedFor: pasted.entries.organization })
    expect(real.vault.has(guideAccount)).toBe(false)
    expect(keptGuides).toEqual([{ ...pasted, secretReceivedAt: null }])
  })

  test('stays where it was handed over, or where the keychain does not delete it', async () => {
    const handedOver = keptHere([], { ...pasted, step: 'old-secret' })
    expect((await forgetOldCopies(handedOver.kept, itsDay)).pastedFor).toBeNull()
    expect(handedOver.real.vault.has(guideAccount)).toBe(true)
    const locked = keptHere([], pasted)
    locked.real.answer('vault.remove', refused('vault-unavailable'))
    expect((await forgetOldCopies(locked.kept, itsDay)).pastedFor).toBeNull()
    expect(locked.keptGuides).toEqual([])
  })
})
