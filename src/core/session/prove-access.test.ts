import { expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { appId, found, identity, keyId, mailbox, plan, proofPassed, secretEndsAt } from '#support/gallery/facts.ts'
import {
  delegationStage,
  guideProofStage,
  guideStage,
  handoffStage,
  identityStage,
  proofStage,
  reviewStage,
} from '#support/gallery/sessions.ts'
import { openMemorySession, tenantInPlace, theSecret, tokenWith, type MemorySession } from '#support/memory-session.ts'
import { endOf, no } from '#support/proof-ports.ts'
import { publicCloud } from '../access/cloud.ts'
import type { DeliverableAccess } from '../access/access.ts'
import { profiles } from '../access/profile.ts'
import type { AwaitedFor, AwaitLine } from '../ledger.ts'
import { delegate } from './delegate.ts'
import { acceptIdentity, planAgain } from './make-plan.ts'
import { checkNow, goToProof, proveAccess, watch } from './prove-access.ts'
import type { StageData } from './session.ts'

const access: DeliverableAccess = {
  profile: profiles.ews,
  cloud: publicCloud,
  tenantId: identity.tenantId,
  applicationId: appId,
  secret: { value: theSecret, keyId, startsAt: '2026-11-01T00:00:00Z', endsAt: secretEndsAt },
  consent: 'seen',
  limited: false,
}
const mailboxes = { mailbox, blockedMailbox: null }
const day = 24 * 3600_000

function lineFor(what: AwaitedFor, change: Partial<AwaitLine> = {}): AwaitLine {
  return {
    practice: false,
    tenantId: identity.tenantId,
    organization: identity.organization,
    profile: 'ews',
    for: what,
    since: '2026-11-22T20:00:00.000Z',
    until: '2026-11-23T20:00:00.000Z',
    mailbox,
    blockedMailbox: null,
    ...change,
  }
}

async function openProof(
  stage: StageData = proofStage(),
  given: Parameters<typeof openMemorySession>[1] = {},
): Promise<MemorySession> {
  const session = await openMemorySession(stage, given)
  session.context.memory.access = access
  return session
}

const stop = (session: MemorySession) => {
  session.context.end('stop', 'stopped')
}

test('a proof that passes shows each check, and when', async () => {
  const session = await openProof()
  await proveAccess(session.context, mailboxes)
  expect(session.shown[0]?.busy).toBe(true)
  const { proof, at, busy, problem } = session.facts()
  expect({ at, busy, problem }).toEqual({ at: 'proof', busy: false, problem: null })
  expect(proof?.checks.map(({ state }) => state)).toEqual(['passed', 'passed', 'passed'])
  expect(proof).toMatchObject({ mailbox, at: '2026-11-23T14:00:00.000Z', problem: null })
  expect(session.context.memory.proof).toEqual({
    token: '2026-11-23T14:00:00.000Z',
    mailbox: '2026-11-23T14:00:00.000Z',
  })
})

test('a token counts although the mailbox refuses: it may be handed over as that', async () => {
  const session = await openProof(proofStage(), { mailbox: () => no('ews-blocked') })
  expect(await endOf(proveAccess(session.context, mailboxes), 'proven')).toBe('ews-blocked')
  expect(session.facts()).toMatchObject({ at: 'proof', busy: false, problem: { code: 'ews-blocked' } })
  expect(session.facts().proof?.checks.map(({ state }) => state)).toEqual(['passed', 'passed', 'failed'])
  expect(session.context.memory.proof).toEqual({ token: '2026-11-23T14:00:00.000Z', mailbox: null })
})

test('a token that is refused is no proof, and the proof of before no longer counts', async () => {
  const session = await openProof(proofStage({ proof: proofPassed }), { tokens: [no('secret-expired')] })
  session.context.memory.proof = { token: '2026-11-22T14:00:00Z', mailbox: null }
  expect(await endOf(proveAccess(session.context, mailboxes), 'proven')).toBe('secret-expired')
  expect(session.facts().proof?.checks.map(({ state }) => state)).toEqual(['failed', 'to-come', 'to-come'])
  expect(session.context.memory.proof).toBeNull()
})

test('a proof that passes ends what was waited for', async () => {
  const session = await openProof(proofStage({ awaited: lineFor('allow-list') }))
  await proveAccess(session.context, mailboxes)
  expect(session.facts().awaited).toBeNull()
  expect(session.tenant.journal).toEqual([{ did: 'prove', tenantId: identity.tenantId }])
})

test('a proof of what nobody waited for notes nothing', async () => {
  const session = await openProof()
  await proveAccess(session.context, mailboxes)
  expect(session.tenant.journal).toEqual([])
})

test('watching looks again until the mailbox opens, and remembers the wait for another day', async () => {
  let looks = 0
  const session = await openProof(proofStage({ proof: proofPassed }), {
    mailbox: () => (++looks < 4 ? no('ews-blocked') : { done: null }),
  })
  await watch(session.context)
  expect(looks).toBe(4)
  expect(session.tenant.clock.waits).toEqual([600_000, 600_000, 600_000])
  expect(session.facts()).toMatchObject({ at: 'proof', busy: false, problem: null, awaited: null })
  expect(session.notices).toEqual(['access-opened'])
  const [began, ended] = session.tenant.journal
  expect(began).toEqual({
    did: 'await',
    ...lineFor('allow-list', { since: '2026-11-23T14:00:00.000Z', until: '2026-11-24T14:00:00.000Z' }),
  })
  expect(ended).toMatchObject({ did: 'prove' })
})

test('watching goes on with the line of another day, until the end of that one', async () => {
  const session = await openProof(proofStage({ awaited: lineFor('allow-list') }), { mailbox: () => no('ews-blocked') })
  expect(await endOf(watch(session.context), 'opened')).toBe('ews-blocked')
  expect(session.tenant.clock.now().toISOString()).toBe('2026-11-23T20:00:00.000Z')
  expect(session.facts().awaited).toEqual(lineFor('allow-list'))
  expect(session.facts().proof?.mailbox).toBe(mailbox)
  expect(session.notices).toEqual(['access-refused'])
})

test('a wait that is no longer normal begins anew', async () => {
  const over = lineFor('allow-list', { until: '2026-11-23T13:00:00.000Z' })
  const session = await openProof(proofStage({ awaited: over }))
  await watch(session.context)
  expect(session.tenant.journal[0]).toMatchObject({
    did: 'await',
    since: '2026-11-23T14:00:00.000Z',
    until: '2026-11-24T14:00:00.000Z',
  })
})

test('a limited application is waited for as a limit', async () => {
  const limited = proofStage({
    plan: plan([], { ...found, limited: true }),
    proof: { ...proofPassed, blockedMailbox: 'b@nord.example' },
  })
  const session = await openProof(limited, {
    tokens: [tokenWith()],
    mailbox: (address) => (address === mailbox ? { done: null } : no('mailbox-out-of-reach')),
  })
  session.context.memory.access = { ...access, limited: true }
  await watch(session.context)
  expect(session.tenant.journal[0]).toMatchObject({ did: 'await', for: 'limit', blockedMailbox: 'b@nord.example' })
  expect(session.facts().proof?.checks.map(({ check }) => check)).toEqual(['token', 'mailbox', 'blocked-mailbox'])
})

test('watching needs a mailbox that was named', async () => {
  const session = await openProof()
  expect(await endOf(watch(session.context), 'opened')).toBe('bad-input')
  expect(session.facts()).toMatchObject({ busy: false, problem: null })
})

test('checking now ends the wait for the next look, and nothing else', async () => {
  let looks = 0
  const session = await openProof(proofStage({ proof: proofPassed }), {
    mailbox: () => (++looks < 2 ? no('ews-blocked') : { done: null }),
  })
  const { clock } = session.tenant
  // The clock waits until it is told otherwise.
  let isWaiting: () => void = () => undefined
  const waits = new Promise<void>((resolve) => {
    isWaiting = resolve
  })
  clock.wait = (_ms, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error)
      })
      isWaiting()
    })
  const watching = watch(session.context)
  await waits
  expect(session.facts().waiting).toMatchObject({ reason: 'allow-list', nextAt: '2026-11-23T14:10:00.000Z' })
  checkNow(session.context)
  await watching
  expect(looks).toBe(2)
  expect(clock.now().toISOString()).toBe('2026-11-23T14:00:00.000Z')
})

test('stopping a watch keeps what is waited for, and notifies nobody', async () => {
  const session = await openProof(proofStage({ proof: proofPassed }), {
    mailbox: () => {
      stop(session)
      return no('ews-blocked')
    },
  })
  expect(await endOf(watch(session.context), 'opened')).toBe('stopped')
  expect(session.facts()).toMatchObject({
    at: 'proof',
    busy: false,
    problem: { code: 'stopped' },
    awaited: { for: 'allow-list' },
  })
  expect(session.notices).toEqual([])
})

test('a refusal that waiting does not lift ends the watch when the next look says the same, and is notified', async () => {
  const session = await openProof(proofStage({ proof: proofPassed }), { mailbox: () => no('ews-ended') })
  expect(await endOf(watch(session.context), 'opened')).toBe('ews-ended')
  expect(session.tenant.clock.waits).toEqual([600_000])
  expect(session.notices).toEqual(['access-refused'])
})

test('what was set up by hand waits in the guide, without a line of the journal', async () => {
  const session = await openProof(guideProofStage(filled, { proof: proofPassed }), {
    mailbox: () => no('ews-blocked'),
  })
  expect(await endOf(watch(session.context), 'opened')).toBe('ews-blocked')
  expect(session.tenant.journal).toEqual([])
  expect(session.facts().guide?.awaited).toMatchObject({ mailbox, since: '2026-11-23T14:00:00.000Z' })
})

test('an allow list that was handed on is watched from its page, and ends at the proof', async () => {
  const session = await openProof(delegationStage('allow-list', proofStage({ proof: proofPassed })))
  await watch(session.context)
  expect(session.facts()).toMatchObject({ at: 'proof', awaited: null, problem: null })
  expect(session.shown[0]).toMatchObject({ at: 'proof', busy: true })
})

/** A consent that was left to a colleague: all is in place but the grant. */
async function openConsent(): Promise<MemorySession> {
  const tenant = tenantInPlace()
  const session = await openMemorySession(identityStage(), { tenant })
  const grants = new Map(tenant.grants)
  tenant.grants.clear()
  await acceptIdentity(session.context)
  const choices = { secretEndsAt: null, aim: null, adopt: null, restore: null, profile: null, reach: 'as-is' as const }
  await planAgain(session.context, {
    ...choices,
    retireOthers: false,
    enableServicePrincipal: false,
    consentDelegated: true,
    exemption: null,
  })
  delegate(session.context, { step: 'consent' })
  const wait = tenant.clock.wait.bind(tenant.clock)
  tenant.clock.wait = async (ms, signal) => {
    await wait(ms, signal)
    // A colleague consents after a while.
    if (tenant.clock.now().getTime() >= Date.parse('2026-11-23T14:01:00Z')) {
      for (const [id, granted] of grants) tenant.grants.set(id, granted)
    }
  }
  return session
}

test('a consent is looked for until it is there, and leads to the proof', async () => {
  const session = await openConsent()
  const before = session.tenant.writes().length
  await watch(session.context)
  expect(session.tenant.clock.waits).toEqual([15_000, 15_000, 15_000, 15_000])
  expect(session.facts()).toMatchObject({
    at: 'proof',
    awaited: null,
    proof: null,
    plan: { found: { consented: true } },
  })
  expect(session.context.memory.access).toMatchObject({ applicationId: appId, consent: 'seen' })
  expect(session.notices).toEqual(['consent-given'])
  expect(session.tenant.journal).toMatchObject([
    { did: 'await', for: 'consent', until: new Date(Date.parse('2026-11-23T14:00:00Z') + 7 * day).toISOString() },
    { did: 'prove', tenantId: identity.tenantId },
  ])
  expect(session.tenant.writes()).toHaveLength(before)
})

test('the proof is gone to with the secret that was read in the tenant', async () => {
  const session = await openMemorySession(identityStage(), { tenant: tenantInPlace() })
  await acceptIdentity(session.context)
  await goToProof(session.context)
  expect(session.facts()).toMatchObject({ at: 'proof', access: { applicationId: appId, secret: { keyId } } })
  expect(session.context.memory.access?.secret.value.equals(theSecret)).toBe(true)
  expect(JSON.stringify(session.shown)).not.toContain(theSecret.reveal())
})

test('back from the handoff, the last proof is still shown', async () => {
  const session = await openProof(handoffStage())
  await goToProof(session.context)
  expect(session.facts()).toMatchObject({ at: 'proof', proof: proofPassed })
})

test('a review without a plan that was read goes to no proof', async () => {
  const session = await openMemorySession(reviewStage())
  expect(await endOf(goToProof(session.context), 'went')).toBe('out-of-order')
})

test('from the guide, the proof is gone to with what is in the keychain', async () => {
  const session = await openMemorySession(guideStage(filled))
  session.tenant.vault.set('guide', theSecret)
  await goToProof(session.context)
  expect(session.facts()).toMatchObject({ at: 'proof', access: { consent: 'unknown', secret: { startsAt: null } } })
})
