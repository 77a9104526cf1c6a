import { describe, expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { identity, now } from '#support/gallery/facts.ts'
import { openMemorySession } from '#support/memory-session.ts'
import { forgetEverything } from './forget-everything.ts'

const { tenantId, organization } = identity
const unsent = [{ practice: false, tenantId, organization, keyId: '5e0b7c1a-1111-4222-8333-444455556666', madeAt: now }]
const kept = { keptGuide: filled, remembered: [{ domain: 'a.example', tenantId }], secrets: { count: 2, pending: [] } }

describe('everything is forgotten', () => {
  test('after saying what is lost, and the welcome offers nothing of it any more', async () => {
    const session = await openMemorySession(null, { ...kept, mayForget: true })
    await forgetEverything(session.context)
    const guide = filled.entries.organization
    expect(session.asked).toEqual([{ losses: { unsent: [], secrets: 2, guide, handoffs: 0, organizations: 1 } }])
    expect(session.context.session).toMatchObject({
      at: 'welcome',
      busy: false,
      emptied: [],
      resumable: { awaited: null, guide: null, unsent: null },
    })
  })

  test('what could not be deleted is said', async () => {
    const session = await openMemorySession(null, { ...kept, mayForget: true, leftovers: ['keychain', 'files'] })
    await forgetEverything(session.context)
    expect(session.context.session).toMatchObject({ emptied: ['keychain', 'files'] })
  })

  test('not without a yes', async () => {
    const session = await openMemorySession(null, kept)
    await forgetEverything(session.context)
    expect(session.told).toMatchObject(kept)
    expect(session.context.session).toMatchObject({ at: 'welcome', emptied: null })
  })
})

describe('a secret that was never handed over', () => {
  test('is offered for removal first, and forgotten only after a second yes', async () => {
    const session = await openMemorySession(null, { unsent, aboutUnsent: 'forget', mayForget: true })
    await forgetEverything(session.context)
    expect(session.asked).toEqual([
      { unsent },
      { losses: { unsent, secrets: 0, guide: null, handoffs: 0, organizations: 0 } },
    ])
    expect(session.context.session).toMatchObject({ emptied: [] })
  })

  test('is offered as well when only the keychain tells of it, and none of them twice', async () => {
    const [known] = unsent
    const other = { tenantId: 'another-tenant', appId: 'an-app', keyId: 'another-key' }
    const pending = [{ tenantId, appId: 'an-app', keyId: known?.keyId.toUpperCase() ?? '' }, other]
    const session = await openMemorySession(null, { unsent, secrets: { count: 2, pending } })
    await forgetEverything(session.context)
    const organization = { name: '', domain: '' }
    const { appId: _, ...ids } = other
    expect(session.asked).toEqual([{ unsent: [known, { practice: false, organization, ...ids }] }])
  })

  test.each(['cancel', 'forget'] as const)('stays when the person says %s, and then no', async (aboutUnsent) => {
    const session = await openMemorySession(null, { unsent, aboutUnsent })
    await forgetEverything(session.context)
    expect(session.told.unsent).toEqual(unsent)
    expect(session.context.session).toMatchObject({ at: 'welcome', emptied: null })
  })

  test('is removed by the way that removes, and nothing is forgotten yet', async () => {
    const session = await openMemorySession(null, { unsent, aboutUnsent: 'remove', mayForget: true })
    await forgetEverything(session.context)
    expect(session.asked).toEqual([{ unsent }])
    expect(session.told.unsent).toEqual(unsent)
    expect(session.context.session).toMatchObject({ at: 'history', busy: false })
  })
})

test('is refused anywhere but at the welcome', async () => {
  const session = await openMemorySession(
    { at: 'history', history: [], kept: { files: [], reports: [] }, answer: null, confirmed: null },
    { mayForget: true },
  )
  await expect(forgetEverything(session.context)).rejects.toMatchObject({ problem: { code: 'out-of-order' } })
  expect(session.asked).toEqual([])
})
