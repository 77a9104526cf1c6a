import { expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { appId, identity, keyId, mailbox, proofPassed, secretEndsAt } from '#support/gallery/facts.ts'
import { openMemorySession, pastedSecret, theSecret, type MemorySession } from '#support/memory-session.ts'
import { endOf } from '#support/proof-ports.ts'
import type { GuideView } from '../guide/guide.ts'
import type { DeliveredLine } from '../ledger.ts'
import { Secret } from '../secret.ts'
import { guideAccount } from '../vault-account.ts'
import { start } from './sign-in.ts'
import { renewByHand } from './start-guide.ts'

const waiting = { since: '2026-11-22T20:00:00Z', until: '2026-11-23T20:00:00Z', mailbox }

function withPasted(session: MemorySession): MemorySession {
  session.tenant.vault.set(guideAccount, new Secret(pastedSecret))
  return session
}

test('a new guide begins at its first step, with nothing that an earlier one left', async () => {
  const session = withPasted(await openMemorySession())
  await start(session.context, { way: 'by-hand' })
  expect(session.facts()).toMatchObject({
    at: 'guide',
    practice: false,
    guide: { aim: 'present', step: 'registration', profile: { id: 'ews' }, startedAt: '2026-11-23T14:00:00.000Z' },
  })
  expect(session.tenant.vault.has(guideAccount)).toBe(false)
})

test('a guide that is kept is lost to a new one only with a yes', async () => {
  for (const mayReplaceGuide of [false, true]) {
    const session = withPasted(await openMemorySession(null, { keptGuide: filled, mayReplaceGuide }))
    await start(session.context, { way: 'by-hand' })
    expect(session.facts().at).toBe(mayReplaceGuide ? 'guide' : 'welcome')
    expect(session.tenant.vault.has(guideAccount)).toBe(!mayReplaceGuide)
  }
})

test('a guide that cannot be read, and practice, need no yes', async () => {
  const unreadable = await openMemorySession(null, { keptGuide: 'unreadable', mayReplaceGuide: false })
  await start(unreadable.context, { way: 'by-hand-kept' })
  expect(unreadable.facts()).toMatchObject({ at: 'guide', guide: { step: 'registration' } })
  const practice = await openMemorySession(null, { keptGuide: filled, mayReplaceGuide: false })
  await start(practice.context, { way: 'by-hand-practice' })
  expect(practice.facts()).toMatchObject({ at: 'guide', practice: true, guide: { step: 'registration' } })
})

test('a guide that cannot be read now needs a yes, because a new one would erase its secret', async () => {
  const session = withPasted(await openMemorySession(null, { keptGuide: 'unavailable', mayReplaceGuide: false }))
  await start(session.context, { way: 'by-hand' })
  expect(session.facts().at).toBe('welcome')
  expect(session.tenant.vault.has(guideAccount)).toBe(true)
})

test('a guide is gone on with where it was left, with its secret', async () => {
  const session = withPasted(await openMemorySession(null, { keptGuide: filled }))
  await start(session.context, { way: 'by-hand-kept' })
  expect(session.facts()).toMatchObject({ at: 'guide', guide: filled, proof: null })
  expect(session.tenant.vault.has(guideAccount)).toBe(true)
})

test('a guide that was left at who hands over is proven again first', async () => {
  const kept: GuideView = { ...filled, step: 'contact' }
  const session = withPasted(await openMemorySession(null, { keptGuide: kept }))
  await start(session.context, { way: 'by-hand-kept' })
  expect(session.facts()).toMatchObject({ at: 'guide', proof: null, guide: { step: 'secret' } })
})

test('a guide that waits for the allow list goes on at its proof, with the line of that day', async () => {
  const session = withPasted(await openMemorySession(null, { keptGuide: { ...filled, awaited: waiting } }))
  await start(session.context, { way: 'by-hand-kept' })
  expect(session.facts()).toMatchObject({
    at: 'proof',
    busy: false,
    awaited: { for: 'allow-list', since: waiting.since, until: waiting.until, mailbox },
    guide: { awaited: waiting },
  })
})

test('a guide that waits and whose secret is gone asks for it again', async () => {
  const session = await openMemorySession(null, { keptGuide: { ...filled, awaited: waiting } })
  expect(await endOf(start(session.context, { way: 'by-hand-kept' }), 'started')).toBe('secret-not-here')
  expect(session.facts()).toMatchObject({ at: 'guide', guide: { step: 'secret', awaited: null } })
})

const line: DeliveredLine = {
  practice: false,
  tenantId: identity.tenantId,
  organization: identity.organization,
  appId,
  keyId,
  expiresAt: secretEndsAt,
  deliveredAt: '2026-11-20T00:00:00Z',
  profile: 'graph',
  cloud: 'public',
  limited: true,
  setUp: 'by-hand',
}

test('a renewal knows what its line of the history says', async () => {
  const history: readonly DeliveredLine[] = [{ ...line, cloud: 'dod' }]
  const session = await openMemorySession(
    { at: 'history', history, kept: { files: [], reports: [] }, answer: null, confirmed: null },
    { history },
  )
  await renewByHand(session.context, { tenantId: identity.tenantId })
  expect(session.facts()).toMatchObject({
    at: 'guide',
    proof: null,
    guide: {
      aim: 'renewed',
      step: 'ids',
      profile: { id: 'graph' },
      cloud: 'dod',
      limited: true,
      oldKeyId: keyId,
      entries: { applicationId: appId, tenantId: identity.tenantId, organization: identity.organization.name },
    },
  })
})

test('a renewal of what another computer handed over begins with nothing', async () => {
  const session = await openMemorySession(
    { at: 'history', history: [line], kept: { files: [], reports: [] }, answer: null, confirmed: null },
    { history: [line] },
  )
  await renewByHand(session.context, { tenantId: null })
  expect(session.facts()).toMatchObject({
    guide: { aim: 'renewed', oldKeyId: null, limited: false, entries: { applicationId: null, tenantId: null } },
  })
})

test('a renewal asks before it takes the place of a guide that is kept', async () => {
  const given = { history: [line], keptGuide: filled, mayReplaceGuide: false }
  const session = await openMemorySession(
    { at: 'history', history: [line], kept: { files: [], reports: [] }, answer: null, confirmed: null },
    given,
  )
  await renewByHand(session.context, { tenantId: identity.tenantId })
  expect(session.facts().at).toBe('history')
})

test('a proof is never kept with a guide', async () => {
  const session = withPasted(await openMemorySession(null, { keptGuide: filled }))
  session.context.memory.proof = { token: proofPassed.at ?? '', mailbox: null }
  await start(session.context, { way: 'by-hand-kept' })
  expect(session.context.memory.proof).toBeNull()
  expect(JSON.stringify(session.shown)).not.toContain(theSecret.reveal())
})
