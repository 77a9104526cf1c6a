import { describe, expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { appId, identity, proofPassed } from '#support/gallery/facts.ts'
import { guideStage } from '#support/gallery/sessions.ts'
import { atIds, atSecret, begun, openProvenGuide, withIds } from '#support/memory-guide.ts'
import { openMemorySession } from '#support/memory-session.ts'
import { endOf } from '#support/proof-ports.ts'
import { clouds } from '../access/cloud.ts'
import { atStep } from '../guide/guide.ts'
import { ProblemError } from '../problem.ts'
import { chooseCloud, chooseProfile, enter, openPortal } from './fill-guide.ts'

const { tenantId } = identity

const waiting = { since: '2026-11-22T00:00:00Z', until: '2026-11-24T00:00:00Z', mailbox: null }

describe('what is entered', () => {
  test('is kept when it is right, and named when it is wrong', async () => {
    const session = await openMemorySession(guideStage(atStep(begun, 'ids')))
    enter(session.context, { applicationId: ` {${appId.toUpperCase()}} `, tenantId: 'not an id' })
    expect(session.facts().guide).toMatchObject({
      entries: { applicationId: appId, tenantId: null },
      issues: { tenantId: { code: 'not-an-id' } },
    })
    enter(session.context, { tenantId })
    expect(session.facts().guide).toMatchObject({ entries: withIds, issues: {} })
  })

  test('two entries that change places are held against each other as they now stand', async () => {
    const session = await openMemorySession(guideStage(atIds))
    enter(session.context, { applicationId: tenantId, tenantId: appId })
    expect(session.facts().guide).toMatchObject({ entries: { applicationId: tenantId, tenantId: appId }, issues: {} })
    enter(session.context, { tenantId })
    expect(session.facts().guide).toMatchObject({
      entries: { applicationId: tenantId, tenantId: null },
      issues: { tenantId: { code: 'same-as', other: 'applicationId' } },
    })
  })

  test('ends the proof and its wait, unless it says only who hands over', async () => {
    const session = await openProvenGuide(guideStage({ ...filled, awaited: waiting }, { proof: proofPassed }))
    enter(session.context, { contactName: 'Luc Gagnon' })
    expect(session.facts()).toMatchObject({ proof: proofPassed, guide: { awaited: waiting } })
    expect(session.context.memory.access).not.toBeNull()
    enter(session.context, { secretExpiresAt: '2027-01-15' })
    expect(session.facts()).toMatchObject({ proof: null, guide: { awaited: null } })
    expect(session.context.memory).toMatchObject({ access: null, proof: null })
  })

  test('another profile ends the proof as well', async () => {
    const session = await openProvenGuide()
    chooseProfile(session.context, { profile: 'graph' })
    expect(session.facts()).toMatchObject({ proof: null, guide: { profile: { id: 'graph' } } })
    expect(session.context.memory.proof).toBeNull()
  })
})

test('the portal is opened at the page of the step; who hands over has no page', async () => {
  const session = await openMemorySession(guideStage(atSecret))
  await openPortal(session.context)
  expect(session.pages).toHaveLength(1)
  expect(session.pages[0]).toMatch(new RegExp(`^https://entra\\.microsoft\\.com/.*${appId}`))
  session.told.browserOpens = false
  expect(await endOf(openPortal(session.context), 'opened')).toBe('browser-not-opened')
  session.context.arriveAt(guideStage({ ...filled, step: 'contact' }))
  expect(await endOf(openPortal(session.context), 'opened')).toBe('out-of-order')
})

describe('the cloud of an organization whose ids are not entered yet', () => {
  const first = guideStage(atStep(begun, 'registration'))

  test('is said at the first step: its page and the redirect URI are that cloud’s', async () => {
    const session = await openMemorySession(first)
    chooseCloud(session.context, { cloud: 'china' })
    const { entra, login } = clouds.china
    expect(session.facts().guide?.profile.redirectUris).toEqual([`https://${login}/common/oauth2/nativeclient`])
    await openPortal(session.context)
    expect(new URL(session.pages[0] ?? '').host).toBe(entra)
    chooseProfile(session.context, { profile: 'graph' })
    expect(session.facts().guide).toMatchObject({ cloud: 'china', profile: { id: 'graph' } })
    expect(session.context.workplace().world.cloud).toBe(clouds.china)
  })

  test('is not said later, nor in practice', async () => {
    const later = await openMemorySession(guideStage(atSecret))
    expect(() => chooseCloud(later.context, { cloud: 'dod' })).toThrow(ProblemError)
    const practice = await openMemorySession(first, { practice: true })
    expect(() => chooseCloud(practice.context, { cloud: 'dod' })).toThrow(ProblemError)
  })
})
