import { describe, expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { identity } from '#support/gallery/facts.ts'
import { guideHandoffStage, identityStage } from '#support/gallery/sessions.ts'
import { openMemorySession, tenantInPlace, theSecret, type MemorySession } from '#support/memory-session.ts'
import { endOf } from '#support/proof-ports.ts'
import { createAssistant } from '#main/assistant.ts'
import { createWriter } from '#main/writer.ts'
import { createIdleDesktop, testBuild } from '#support/idle-desktop.ts'
import { accessInGuide } from '../guide/guide.ts'
import { noPolicyReading, type PolicyReading } from '../policy/reading.ts'
import { noPolicy, type Policy } from '../policy/settings.ts'
import { chooseCloud, chooseProfile } from './fill-guide.ts'
import { goToHandoff, handOff, keepCopy } from './hand-off.ts'
import { acceptIdentity, planAgain, type PlanChoices } from './make-plan.ts'
import { findOrganization } from './name-organization.ts'
import { goToProof, proveAccess } from './prove-access.ts'
import { signIn, start } from './sign-in.ts'
import { renewByHand } from './start-guide.ts'
import type { WayIn } from './ways-in.ts'

const says = (policy: Partial<Policy>): PolicyReading => ({ policy: { ...noPolicy, ...policy }, faults: [] })
const unknown: PolicyReading = {
  policy: noPolicy,
  faults: [{ hive: 'HKLM', value: 'LongestSecretDays', why: 'malformed' }],
}
const place = String.raw`HKLM\Software\Policies\CDID\PrextraOutlookAssistant\LongestSecretDays`
const { tenantId } = identity
const anotherTenant = '99999999-9999-4999-8999-999999999999'
const asBefore: PlanChoices = {
  secretEndsAt: null,
  aim: null,
  adopt: null,
  restore: null,
  profile: null,
  reach: 'as-is',
  retireOthers: false,
  enableServicePrincipal: false,
  consentDelegated: null,
  exemption: null,
}

/** What a promise, or a function that throws, ends with. */
const outcome = (work: () => void | Promise<void>) => endOf(Promise.resolve().then(work), 'allowed')

const startIn = (policy: PolicyReading, way: WayIn, more: Parameters<typeof openMemorySession>[1] = {}) =>
  openMemorySession(null, { policy, ...more }).then(async (session) => ({
    session,
    end: await outcome(() => start(session.context, { way })),
  }))

async function openProof(policy: Partial<Policy>, passes = true): Promise<MemorySession> {
  const session = await openMemorySession(identityStage(), { tenant: tenantInPlace(), policy: says(policy) })
  await acceptIdentity(session.context)
  await goToProof(session.context)
  if (passes) await proveAccess(session.context, { mailbox: 'accueil@nord.example', blockedMailbox: null })
  await session.context.atRest()
  return session
}

describe('while nobody knows what the policy says', () => {
  test.each<WayIn>(['automatic', 'name-organization', 'resume', 'by-hand', 'by-hand-kept'])(
    'the way in %s is closed, and its place is named',
    async (way) => {
      const { session, end } = await startIn(unknown, way)
      expect(end).toBe('policy-unknown')
      expect(session.context.session).toMatchObject({ at: 'welcome', problem: { code: end, facts: { place } } })
      expect([session.pages, session.tenant.calls]).toEqual([[], []])
    },
  )

  test.each<WayIn>(['practice', 'by-hand-practice', 'manage'])('%s stays open', async (way) => {
    expect((await startIn(unknown, way)).end).toBe('allowed')
  })

  test('a removal works from beginning to end', async () => {
    const { session } = await startIn(unknown, 'manage', { tenant: tenantInPlace() })
    expect(await outcome(() => signIn(session.context, { aim: 'removed' }))).toBe('allowed')
    expect(await outcome(() => acceptIdentity(session.context))).toBe('allowed')
    expect(session.facts()).toMatchObject({ at: 'review', plan: { aim: 'removed' } })
  })

  test.each(['present', 'renewed'] as const)('nothing is %s from the history', async (aim) => {
    const { session } = await startIn(unknown, 'manage')
    expect(await outcome(() => signIn(session.context, { aim }))).toBe('policy-unknown')
    expect(session.pages).toEqual([])
    const { session: other } = await startIn(unknown, 'manage')
    expect(await outcome(() => renewByHand(other.context, { tenantId: null }))).toBe('policy-unknown')
  })

  test('a removal does not turn into a set-up', async () => {
    const given = { policy: unknown, tenant: tenantInPlace() }
    const session = await openMemorySession(identityStage({ intent: 'removed' }), given)
    await acceptIdentity(session.context)
    expect(await outcome(() => planAgain(session.context, { ...asBefore, aim: 'present' }))).toBe('policy-unknown')
  })

  test('the welcome says so at once', async () => {
    const { context } = await openMemorySession()
    const desktop = { ...createIdleDesktop(context.desktop.clock), policy: unknown }
    const assistant = createAssistant({ desktop, writer: createWriter }, testBuild, { language: 'fr' }, () => undefined)
    expect(assistant.view().session.problem).toMatchObject({ code: 'policy-unknown', facts: { place } })
  })
})

describe('allowed tenants and clouds', () => {
  test.each([
    ['a tenant that is not allowed', { allowedTenants: [anotherTenant] }, 'policy-organization'],
    ['a tenant that is allowed', { allowedTenants: [anotherTenant, tenantId.toLowerCase()] }, 'allowed'],
    ['a cloud that is not allowed', { allowedClouds: ['gcc-high'] as const }, 'policy-cloud'],
    ['a cloud that is allowed', { allowedClouds: ['public'] as const }, 'allowed'],
  ])('%s', async (_what, policy, expected) => {
    const { session, end } = await startIn(says(policy), 'automatic')
    expect(end).toBe(expected)
    expect(session.facts().at).toBe(expected === 'allowed' ? 'identity' : 'sign-in')
  })

  test('an organization that is named is refused before anybody signs in', async () => {
    const { session } = await startIn(says({ allowedTenants: [anotherTenant] }), 'name-organization')
    expect(await outcome(() => findOrganization(session.context, { text: 'nord.example' }))).toBe('policy-organization')
    expect(session.pages).toEqual([])
  })

  test('a removal is allowed everywhere', async () => {
    const { session } = await startIn(says({ allowedTenants: [anotherTenant], allowedClouds: ['china'] }), 'manage')
    expect(await outcome(() => signIn(session.context, { aim: 'removed' }))).toBe('allowed')
  })

  test('practice is of no tenant', async () => {
    expect((await startIn(says({ allowedTenants: [anotherTenant] }), 'practice')).end).toBe('allowed')
  })

  test('by hand, the proof and the handoff are refused', async () => {
    const session = await openProof({}, false)
    const refusing = await openMemorySession(session.context.session, {
      policy: says({ allowedTenants: [anotherTenant] }),
    })
    refusing.context.memory.access = session.context.memory.access
    const proving = () => proveAccess(refusing.context, { mailbox: 'a@nord.example', blockedMailbox: null })
    expect(await outcome(proving)).toBe('policy-organization')
    const byHand = await openMemorySession(guideHandoffStage(filled), {
      policy: says({ allowedTenants: [anotherTenant] }),
    })
    byHand.context.memory.access = accessInGuide(filled, theSecret)
    byHand.context.memory.proof = { token: '2026-11-23T13:00:00.000Z', mailbox: null }
    const handing = () => handOff(byHand.context, { way: 'file', caseNumber: null, copyTo: null })
    expect(await outcome(handing)).toBe('policy-organization')
    expect(byHand.files).toEqual([])
  })

  test('a cloud that is not allowed cannot be chosen in the guide', async () => {
    const { session } = await startIn(says({ allowedClouds: ['public', 'dod'] }), 'by-hand')
    expect(await outcome(() => chooseCloud(session.context, { cloud: 'china' }))).toBe('out-of-order')
    expect(await outcome(() => chooseCloud(session.context, { cloud: 'dod' }))).toBe('allowed')
  })
})

test('practice may be forbidden', async () => {
  for (const way of ['practice', 'by-hand-practice'] as const) {
    const { session, end } = await startIn(says({ practiceAllowed: false }), way)
    expect(end).toBe('policy-practice')
    expect(session.context.session).toMatchObject({ at: 'welcome', problem: { code: 'policy-practice' } })
  }
  expect((await startIn(says({ practiceAllowed: true }), 'practice')).end).toBe('allowed')
})

describe('the longest life of a secret', () => {
  const planned = async (policy: PolicyReading) => {
    const session = await openMemorySession(identityStage(), { policy })
    await acceptIdentity(session.context)
    return session
  }
  const endIn = (session: MemorySession) => session.context.memory.provision?.desired.secretEndsAt

  test('shortens the usual one, and never lengthens it', async () => {
    expect(endIn(await planned(noPolicyReading))).toBe('2027-04-01T05:00:00Z')
    expect(endIn(await planned(says({ longestSecretDays: 30 })))).toBe('2026-12-23T05:00:00Z')
    expect(endIn(await planned(says({ longestSecretDays: 700 })))).toBe('2027-04-01T05:00:00Z')
  })

  test('a longer one cannot be chosen', async () => {
    const session = await planned(says({ longestSecretDays: 30 }))
    const choosing = (secretEndsAt: string) => outcome(() => planAgain(session.context, { ...asBefore, secretEndsAt }))
    expect(await choosing('2026-12-24T05:00:00Z')).toBe('bad-input')
    expect(await choosing('2026-12-23T05:00:00Z')).toBe('allowed')
    expect(endIn(session)).toBe('2026-12-23T05:00:00Z')
  })
})

describe('the permissions', () => {
  test('of a new set-up are those of the policy', async () => {
    const session = await openMemorySession(identityStage(), { policy: says({ profile: 'graph' }) })
    await acceptIdentity(session.context)
    expect(session.context.memory.provision?.desired.profile.id).toBe('graph')
    expect(await outcome(() => planAgain(session.context, { ...asBefore, profile: 'ews' }))).toBe('out-of-order')
  })

  test('of the guide by hand are, too', async () => {
    const { session } = await startIn(says({ profile: 'graph' }), 'by-hand')
    expect(session.facts().guide).toMatchObject({ profile: { id: 'graph' } })
    expect(await outcome(() => chooseProfile(session.context, { profile: 'ews' }))).toBe('out-of-order')
  })
})

describe('handing over', () => {
  const to = (way: 'mail' | 'draft' | 'file') => ({ way, caseNumber: null, copyTo: null })

  test.each([
    [['mail'] as const, ['mail'] as const],
    [['draft', 'file'] as const, ['draft', 'file'] as const],
    [null, ['mail', 'draft', 'file'] as const],
  ])('only in the ways that are allowed: %j', async (handoffWays, expected) => {
    const ends = await Promise.all(
      (['mail', 'draft', 'file'] as const).map(async (way) => {
        const session = await openProof({ handoffWays })
        goToHandoff(session.context)
        return (await outcome(() => handOff(session.context, to(way)))) === 'allowed' ? [way] : []
      }),
    )
    expect(ends.flat()).toEqual(expected)
  })

  test('not before a mailbox was opened, where the policy wants it', async () => {
    const session = await openProof({ proofRequired: true })
    session.context.memory.proof = { token: '2026-11-23T13:00:00.000Z', mailbox: null }
    expect(
      await outcome(() => {
        goToHandoff(session.context)
      }),
    ).toBe('policy-proof')
    const proven = await openProof({ proofRequired: true })
    expect(
      await outcome(() => {
        goToHandoff(proven.context)
      }),
    ).toBe('allowed')
    expect(await outcome(() => handOff(proven.context, to('file')))).toBe('allowed')
  })

  test('a copy is kept for the days of the policy, and no others', async () => {
    const session = await openProof({ copyDays: 7 })
    goToHandoff(session.context)
    await handOff(session.context, to('file'))
    expect(session.context.session).toMatchObject({ at: 'done', handoff: { keep: { days: 7 } } })
    expect(await outcome(() => keepCopy(session.context, { days: 30 }))).toBe('out-of-order')
    expect(await outcome(() => keepCopy(session.context, { days: 7 }))).toBe('allowed')
  })
})

test('the language of the policy is not changed', async () => {
  const { context } = await openMemorySession()
  const desktop = { ...createIdleDesktop(context.desktop.clock), policy: says({ language: 'en' }) }
  const assistant = createAssistant({ desktop, writer: createWriter }, testBuild, { language: 'en' }, () => undefined)
  assistant.setLanguage('fr')
  expect(assistant.language()).toBe('en')
})
