import { describe, expect, test } from 'vitest'
import type { Answer } from '#core/answer.ts'
import { identity } from '#support/gallery/facts.ts'
import { identityStage } from '#support/gallery/sessions.ts'
import { openMemoryTenant, ourApplication, refused, type MemoryTenant } from '#support/memory-tenant.ts'
import {
  browserPage,
  microsoftPage,
  openMemorySession,
  tenantInPlace,
  type MemorySession,
} from '#support/memory-session.ts'
import { endOf, no } from '#support/proof-ports.ts'
import { profiles, type RoleName } from '../access/profile.ts'
import { exemptionScopes } from '../provision/exemption.ts'
import { approve } from './approve-plan.ts'
import { acceptIdentity, planAgain, type PlanChoices } from './make-plan.ts'
import { openWantedPage } from './microsoft-page.ts'

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

async function openReview(
  given: {
    readonly tenant?: MemoryTenant
    readonly choices?: Partial<PlanChoices>
    readonly roles?: RoleName[] | null
  } = {},
): Promise<MemorySession> {
  const { tenant = openMemoryTenant(), choices, roles = identity.roles } = given
  const session = await openMemorySession(identityStage({ identity: { ...identity, roles } }), { tenant })
  await acceptIdentity(session.context)
  if (choices) await planAgain(session.context, { ...asBefore, ...choices })
  session.shown.splice(0)
  return session
}

/** Approves the plan that is shown. */
function run(session: MemorySession, typed: string | null = null): Promise<void> {
  return approve(session.context, { planId: session.facts().plan?.id ?? '', typed })
}

test('a run makes what was approved, shows each change, and ends at the proof of what it made', async () => {
  const session = await openReview()
  await run(session)
  expect(session.facts()).toMatchObject({ at: 'proof', busy: false, proof: null, plan: { changes: [] } })
  expect(session.facts().run?.rows.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
  expect(session.shown[0]).toMatchObject({ at: 'run', busy: true })
  expect(session.notices).toEqual(['run-done'])
  const { applications, vault } = session.tenant
  expect(applications).toHaveLength(1)
  expect([...vault.values()]).toHaveLength(1)
  expect(session.context.memory.access).toMatchObject({ applicationId: applications[0]?.appId, consent: 'seen' })
})

test('a plan other than the one that was shown is not run', async () => {
  const session = await openReview()
  const before = session.tenant.writes().length
  expect(await endOf(approve(session.context, { planId: 'an earlier one', typed: null }), 'ran')).toBe('out-of-order')
  expect(session.facts()).toMatchObject({ at: 'review', busy: false })
  expect(session.tenant.writes()).toHaveLength(before)
})

test('what has changed in the tenant since the approval stops the run before anything is written', async () => {
  const tenant = tenantInPlace({ passwords: [] })
  const session = await openReview({ tenant })
  expect(session.facts().plan?.changes.map(({ kind }) => kind)).toEqual(['create-secret'])
  tenant.grants.clear()
  tenant.calls.splice(0)
  expect(await endOf(run(session), 'ran')).toBe('plan-changed')
  expect(session.facts()).toMatchObject({ at: 'run', busy: false, problem: { code: 'plan-changed' } })
  expect(tenant.calls).not.toContain('addPassword')
  expect(session.notices).toEqual(['run-stopped'])
})

test('a removal is run only with its word, and ends where all is removed', async () => {
  const tenant = tenantInPlace()
  const session = await openReview({ tenant, choices: { aim: 'removed' } })
  for (const typed of [null, '', 'oui']) expect(await endOf(run(session, typed), 'ran')).toBe('not-typed')
  expect(session.facts()).toMatchObject({ at: 'review', busy: false })
  expect(await endOf(run(session, 'retirer'), 'ran')).toBe('ran')
  expect(session.facts()).toMatchObject({ at: 'removed', plan: { aim: 'removed' } })
  expect(tenant.applications).toEqual([])
})

test('a run that leaves the consent to a colleague ends where that step is handed on', async () => {
  const session = await openReview({ choices: { consentDelegated: true } })
  await run(session)
  expect(session.facts()).toMatchObject({
    at: 'delegation',
    delegation: { step: 'consent' },
    plan: { changes: [], consentDelegated: true, found: { consented: false } },
  })
  expect(session.context.session).toMatchObject({ from: { at: 'review' } })
})

test('what was brought back and lacks something ends at a plan of that', async () => {
  const deleted = { ...ourApplication({ id: 'deleted' }), deletedAt: '2026-11-20T00:00:00Z' }
  const tenant = openMemoryTenant({ deleted: [deleted] })
  const session = await openReview({ tenant, choices: { restore: 'deleted' } })
  await run(session)
  expect(tenant.applications.map(({ id }) => id)).toEqual(['deleted'])
  expect(session.facts()).toMatchObject({ at: 'review', problem: null, run: { rows: [{ state: 'done' }] } })
  expect(session.facts().plan?.changes.map(({ kind }) => kind)).toContain('create-secret')
})

/** The right that granting on Graph needs is asked of Microsoft, which shows a page and gives this answer. */
function askRight(session: MemorySession, answer: Answer<null>): string[][] {
  const asked: string[][] = []
  session.told.allow = async (scopes, choose, show, signal) => {
    asked.push([...scopes])
    await choose()
    await show(browserPage)
    signal.throwIfAborted()
    return answer
  }
  return asked
}

async function openGraphReview(roles: RoleName[] | null): Promise<MemorySession> {
  const session = await openReview({ roles, choices: { profile: 'graph' } })
  session.tenant.answer('grantAppRole', refused('not-allowed'))
  return session
}

test.each<[string, RoleName[] | null]>([
  ['an account that may grant', ['privileged-role-administrator']],
  ['an account whose roles Microsoft does not show', null],
])('a grant that is refused asks one more right of %s, behind a click, and goes on', async (_who, roles) => {
  const session = await openGraphReview(roles)
  const asked = askRight(session, { done: null })
  const running = run(session)
  await session.until(({ page }) => page?.state === 'wanted')
  expect(session.pages).toEqual([])
  openWantedPage(session.context, {})
  await running
  expect(asked).toEqual([[...profiles.graph.grantedWith]])
  expect(session.pages).toEqual([microsoftPage])
  expect(session.facts()).toMatchObject({ at: 'proof', plan: { found: { consented: true } } })
  expect(session.tenant.applications).toHaveLength(1)
})

test('a grant that is refused asks nothing of an account that may not grant', async () => {
  const session = await openGraphReview(['cloud-application-administrator'])
  const asked = askRight(session, { done: null })
  expect(await endOf(run(session), 'ran')).toBe('grant-not-allowed')
  expect(asked).toEqual([])
  expect(session.facts()).toMatchObject({ at: 'run', busy: false, problem: { code: 'grant-not-allowed' } })
})

test('a grant that needs no right beyond those of the sign-in asks for none', async () => {
  const session = await openReview()
  session.tenant.answer('grantAppRole', refused('not-allowed'))
  const asked = askRight(session, { done: null })
  expect(await endOf(run(session), 'ran')).toBe('grant-not-allowed')
  expect(asked).toEqual([])
})

test('a refusal of anything but a grant asks for no right', async () => {
  const session = await openReview({ roles: null, choices: { profile: 'graph' } })
  session.tenant.answer('addPassword', refused('not-allowed'))
  const asked = askRight(session, { done: null })
  expect(await endOf(run(session), 'ran')).toBe('application-not-allowed')
  expect(asked).toEqual([])
})

test('a right that is not given ends the run with that refusal', async () => {
  const session = await openGraphReview(['global-administrator'])
  askRight(session, no('sign-in-declined'))
  const ended = endOf(run(session), 'ran')
  await session.until(({ page }) => page?.state === 'wanted')
  openWantedPage(session.context, {})
  expect(await ended).toBe('sign-in-declined')
  expect(session.facts()).toMatchObject({ at: 'run', page: null, problem: { code: 'sign-in-declined' } })
  expect(session.notices).toEqual(['run-stopped'])
})

test('stopping while the right is asked ends the run, and what was made stays', async () => {
  const session = await openGraphReview(['global-administrator'])
  askRight(session, { done: null })
  const ended = endOf(run(session), 'ran')
  await session.until(({ page }) => page?.state === 'wanted')
  session.context.end('stop', 'stopped')
  expect(await ended).toBe('stopped')
  expect(session.facts()).toMatchObject({ at: 'run', busy: false, page: null, problem: { code: 'stopped' } })
  expect(session.tenant.applications[0]?.passwords).toHaveLength(1)
  expect([...session.tenant.grants.values()].flat()).toEqual([])
})

describe('where a policy forbids client secrets', () => {
  const exemption = { restrictions: {}, keeps: ['passwordLifetime P90D'] }
  async function openForbidden() {
    const session = await openReview()
    session.tenant.secretPolicy = { forbidden: true, longestMs: null, exemption }
    return session
  }

  test('the run stops before the grant, and three ways lead on from it', async () => {
    const session = await openForbidden()
    expect(await endOf(run(session), 'ran')).toBe('secrets-forbidden')
    expect([...session.tenant.grants.values()].flat()).toEqual([])
    for (const choices of [{ exemption: 'own' }, { exemption: 'delegated' }, { aim: 'removed' }] as const) {
      await planAgain(session.context, { ...asBefore, ...choices })
      expect(session.facts()).toMatchObject({ at: 'review', plan: choices })
    }
  })

  test('the right for an exemption is asked for when it is chosen, behind a click, and again before it is made', async () => {
    const session = await openForbidden()
    const asked = askRight(session, { done: null })
    const choosing = planAgain(session.context, { ...asBefore, exemption: 'own' })
    await session.until(({ page }) => page?.state === 'wanted')
    expect(session.context.session).toMatchObject({ at: 'review', busy: true, page: { why: 'exemption' } })
    openWantedPage(session.context, {})
    await choosing
    expect(session.facts().plan?.changes).toContainEqual(expect.objectContaining({ exemption: exemption.keeps }))
    session.told.allow = (scopes) => {
      asked.push([...scopes])
      return Promise.resolve({ done: null })
    }
    await run(session)
    expect(asked).toEqual([[...exemptionScopes], [...exemptionScopes]])
    expect(session.tenant.policies.size).toBe(0)
    expect(session.facts()).toMatchObject({ at: 'proof', plan: { changes: [] } })
    expect(session.context.memory.provision?.desired.exemption).toBe('none')
  })

  test('a right that is not given leaves the plan as it was', async () => {
    const session = await openForbidden()
    askRight(session, no('sign-in-declined'))
    const choosing = endOf(planAgain(session.context, { ...asBefore, exemption: 'own' }), 'planned')
    await session.until(({ page }) => page?.state === 'wanted')
    openWantedPage(session.context, {})
    expect(await choosing).toBe('sign-in-declined')
    expect(session.facts()).toMatchObject({ at: 'review', page: null, plan: { exemption: 'none' } })
  })
})

test('what was saved of the plan does not count once it has run', async () => {
  const session = await openReview()
  session.context.emit({ kind: 'document-saved', document: 'plan', fileName: 'plan.pdf' })
  await run(session)
  expect(session.shown.find(({ at }) => at === 'run')?.saved).toHaveLength(1)
  expect(session.facts().saved).toEqual([])
})

test('what was proven before a run is not handed over after it', async () => {
  const session = await openReview()
  session.context.memory.proof = { token: '2026-11-23T13:00:00Z', mailbox: null }
  await run(session)
  expect(session.context.memory.proof).toBeNull()
})
