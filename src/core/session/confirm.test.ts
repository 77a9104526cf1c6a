import { describe, expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { appId, identity, keyId, secretEndsAt } from '#support/gallery/facts.ts'
import { guideStage, identityStage } from '#support/gallery/sessions.ts'
import { openMemorySession, tenantInPlace, theAccount, theSecret, type MemorySession } from '#support/memory-session.ts'
import { refused } from '#support/memory-tenant.ts'
import { endOf } from '#support/proof-ports.ts'
import { confirm as confirmationOf } from '../handoff/confirmation.ts'
import type { GuideView } from '../guide/guide.ts'
import type { DeliveredLine } from '../ledger.ts'
import type { ProblemCode } from '../problem.ts'
import { confirmedTag, deliveredTag } from '../provision/tags.ts'
import { Secret } from '../secret.ts'
import { confirm, showConfirmation } from './confirm.ts'
import { acceptIdentity } from './make-plan.ts'

const otherKeyId = '0a1b2c3d-4e5f-4678-9abc-def012345678'

/** The file in which CDID confirms a secret. */
function confirmationFile(about: { readonly keyId?: string; readonly secret?: Secret } = {}): Uint8Array {
  const { keyId: confirmed = keyId, secret = theSecret } = about
  const what = { id: '11111111-1111-4111-8111-111111111111', keyId: confirmed, at: '2026-11-23T13:00:00Z' }
  return new TextEncoder().encode(JSON.stringify(confirmationOf(what, secret)))
}

const wrong: readonly [string, Uint8Array, ProblemCode][] = [
  ['a file that is none', new TextEncoder().encode('{}'), 'confirmation-unreadable'],
  ['the confirmation of another secret', confirmationFile({ keyId: otherKeyId }), 'confirmation-other'],
  ['one that the secret did not sign', confirmationFile({ secret: new Secret('another') }), 'confirmation-forged'],
]

/** The review of a tenant whose secret was handed over. */
async function openDelivered(): Promise<MemorySession> {
  const tenant = tenantInPlace({ tags: ['cdid-prextra-outlook-sync', deliveredTag(keyId)] })
  const session = await openMemorySession(identityStage(), { tenant })
  await acceptIdentity(session.context)
  return session
}

describe('at the review', () => {
  test('what CDID confirmed is marked on the application, and the copy leaves this computer', async () => {
    const session = await openDelivered()
    session.told.confirmation = confirmationFile()
    await confirm(session.context)
    expect(session.tenant.applications[0]?.tags).toContain(confirmedTag(keyId))
    expect(session.tenant.vault.has(theAccount)).toBe(false)
    expect(session.tenant.journal.at(-1)).toEqual({ did: 'forget', keyId })
    expect(session.facts()).toMatchObject({
      at: 'review',
      busy: false,
      plan: { changes: [], found: { secret: { confirmed: true, held: false } } },
    })
  })

  test('without a file everything stays as it was, and the tenant is not asked again', async () => {
    const session = await openDelivered()
    const { plan } = session.facts()
    const asked = session.tenant.calls.length
    await confirm(session.context)
    expect(session.facts()).toMatchObject({ at: 'review', busy: false, plan: { id: plan?.id } })
    expect(session.tenant.calls).toHaveLength(asked)
  })

  test.each(wrong)('%s marks nothing and deletes nothing', async (_what, bytes, code) => {
    const session = await openDelivered()
    session.told.confirmation = bytes
    expect(await endOf(confirm(session.context), 'confirmed')).toBe(code)
    expect(session.facts()).toMatchObject({ at: 'review', busy: false, problem: { code } })
    expect(session.tenant.calls).not.toContain('patchApplication')
    expect(session.tenant.vault.has(theAccount)).toBe(true)
  })

  test('a confirmation that was not chosen changes nothing in the tenant', async () => {
    const session = await openDelivered()
    await confirm(session.context)
    expect(session.facts()).toMatchObject({ at: 'review', busy: false, problem: null })
    expect(session.tenant.calls).not.toContain('patchApplication')
    expect(session.tenant.vault.has(theAccount)).toBe(true)
  })
})

describe('in the guide', () => {
  const renewing: GuideView = { ...filled, aim: 'renewed', step: 'old-secret', oldKeyId: otherKeyId }

  async function openRenewal(): Promise<MemorySession> {
    const session = await openMemorySession(guideStage(renewing))
    session.tenant.vault.set(theAccount, theSecret)
    return session
  }

  test('what CDID confirmed is kept with its moment, and the copy leaves this computer', async () => {
    const session = await openRenewal()
    session.told.confirmation = confirmationFile({ keyId: keyId.toUpperCase() })
    await confirm(session.context)
    expect(session.facts().guide?.confirmedAt).toBe('2026-11-23T14:00:00.000Z')
    expect(session.tenant.vault.has(theAccount)).toBe(false)
    expect(session.tenant.journal).toEqual([{ did: 'forget', keyId }])
  })

  test.each(wrong)('%s confirms nothing', async (_what, bytes, code) => {
    const session = await openRenewal()
    session.told.confirmation = bytes
    expect(await endOf(confirm(session.context), 'confirmed')).toBe(code)
    expect(session.facts().guide?.confirmedAt).toBeNull()
    expect(session.tenant.vault.has(theAccount)).toBe(true)
  })

  test('a secret that another computer handed over cannot be checked here', async () => {
    const session = await openRenewal()
    session.tenant.vault.clear()
    session.told.confirmation = confirmationFile()
    expect(await endOf(confirm(session.context), 'confirmed')).toBe('secret-not-here')
  })

  test('a confirmation that was not chosen leaves everything as it was', async () => {
    const session = await openRenewal()
    const before = session.context.session
    await confirm(session.context)
    expect(session.context.session).toEqual(before)
  })
})

describe('from the history', () => {
  const line: DeliveredLine = {
    practice: false,
    tenantId: identity.tenantId,
    organization: identity.organization,
    appId,
    keyId,
    expiresAt: secretEndsAt,
    deliveredAt: '2026-11-20T00:00:00Z',
    profile: 'ews',
    cloud: 'public',
    setUp: 'by-hand',
  }

  async function openHistory(change: Partial<DeliveredLine> = {}): Promise<MemorySession> {
    const history = [{ ...line, ...change }]
    const session = await openMemorySession(
      { at: 'history', history, kept: { files: [], reports: [] }, answer: null, confirmed: null },
      { history },
    )
    session.tenant.vault.set(theAccount, theSecret)
    session.told.confirmation = confirmationFile()
    return session
  }

  test('what was set up by hand is confirmed without a sign-in', async () => {
    const session = await openHistory()
    await confirm(session.context)
    expect(session.facts()).toMatchObject({ at: 'history', busy: false, confirmed: { keyId, copyGone: true } })
    expect(session.tenant.vault.has(theAccount)).toBe(false)
    expect(session.pages).toEqual([])
  })

  test('a copy that the keychain does not delete is said to be there still', async () => {
    const session = await openHistory()
    session.tenant.answer('vault.remove', refused('vault-unavailable'))
    await confirm(session.context)
    expect(session.facts().confirmed).toEqual({ keyId, copyGone: false })
    expect(session.tenant.journal).toEqual([])
  })

  test('what the assistant set up is confirmed in its tenant, and not from here', async () => {
    const session = await openHistory({ setUp: undefined })
    expect(await endOf(confirm(session.context), 'confirmed')).toBe('confirmation-other')
    expect(session.tenant.vault.has(theAccount)).toBe(true)
  })

  test('a renewal that waits for the same confirmation has it as well', async () => {
    const session = await openHistory()
    const kept: GuideView = { ...filled, aim: 'renewed', step: 'old-secret', oldKeyId: otherKeyId }
    session.told.keptGuide = kept
    await confirm(session.context)
    expect(session.guidesKept).toEqual([{ ...kept, confirmedAt: '2026-11-23T14:00:00.000Z' }])
  })

  test.each(['cannot be read', 'cannot be written'])(
    'while the guide %s, the copy stays: without it nothing is checked',
    async (what) => {
      const session = await openHistory()
      const kept: GuideView = { ...filled, aim: 'renewed', step: 'old-secret', oldKeyId: otherKeyId }
      session.told.keptGuide = what === 'cannot be read' ? 'unavailable' : kept
      if (what === 'cannot be written') session.context.desktop.guideFile.write = () => Promise.resolve(false)
      await confirm(session.context)
      expect(session.facts().confirmed).toEqual({ keyId, copyGone: false })
      expect(session.tenant.vault.has(theAccount)).toBe(true)
    },
  )

  test('what CDID answered is shown first, and recorded only once the person says so', async () => {
    const session = await openHistory()
    await showConfirmation(session.context, null)
    expect(session.facts()).toMatchObject({
      at: 'history',
      answer: { keyId, organization: identity.organization, confirmedAt: '2026-11-23T13:00:00Z', setUp: 'by-hand' },
      confirmed: null,
    })
    expect(session.tenant.vault.has(theAccount)).toBe(true)
    expect(session.tenant.journal).toEqual([])
    // It is the answer that was shown which is recorded: no file is asked for again.
    session.told.confirmation = null
    await confirm(session.context)
    expect(session.facts()).toMatchObject({ answer: null, confirmed: { keyId, copyGone: true } })
  })

  test('an answer that was dropped on the welcome leads to the history, as its text alone', async () => {
    const session = await openMemorySession(null, { history: [line] })
    session.tenant.vault.set(theAccount, theSecret)
    await showConfirmation(session.context, new TextDecoder().decode(confirmationFile()))
    expect(session.facts()).toMatchObject({ at: 'history', answer: { keyId, setUp: 'by-hand' } })
  })

  test('what the assistant set up is shown as well, and waits for the sign-in', async () => {
    const session = await openHistory({ setUp: undefined })
    await showConfirmation(session.context, null)
    expect(session.facts()).toMatchObject({ answer: { keyId, setUp: 'assistant' } })
    expect(session.context.memory.confirmation).toEqual(confirmationFile())
  })

  test.each(wrong)('%s is refused before anything is shown', async (_name, bytes, code) => {
    const session = await openHistory()
    session.told.confirmation = bytes
    expect(await endOf(showConfirmation(session.context, null), 'shown')).toBe(code)
    expect(session.facts()).toMatchObject({ at: 'history', answer: null })
    expect(session.context.memory.confirmation).toBeNull()
  })

  test('more than 4 kB is no confirmation', async () => {
    const session = await openHistory()
    const long = `${new TextDecoder().decode(confirmationFile())}${' '.repeat(5000)}`
    expect(await endOf(showConfirmation(session.context, long), 'shown')).toBe('confirmation-unreadable')
  })

  test('a guide that waits for another confirmation stays as it is', async () => {
    const session = await openHistory()
    session.told.keptGuide = { ...filled, entries: { ...filled.entries, secretKeyId: otherKeyId } }
    await confirm(session.context)
    expect(session.guidesKept).toEqual([])
  })
})
