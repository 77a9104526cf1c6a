import { expect, test } from 'vitest'
import { identity, keyId } from '#support/gallery/facts.ts'
import { identityStage } from '#support/gallery/sessions.ts'
import { openMemoryTenant, ourApplication, refused, servicePrincipalOf } from '#support/memory-tenant.ts'
import { openMemorySession, tenantInPlace, theAccount } from '#support/memory-session.ts'
import { endOf } from '#support/proof-ports.ts'
import { profiles } from '../access/profile.ts'
import type { AwaitedFor, AwaitLine } from '../ledger.ts'
import { deliveredTag } from '../provision/tags.ts'
import { acceptIdentity, planAgain, type PlanChoices } from './make-plan.ts'

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

const lineFor = (what: AwaitedFor, change: Partial<AwaitLine> = {}): AwaitLine => ({
  practice: false,
  tenantId: identity.tenantId,
  organization: identity.organization,
  profile: 'ews',
  for: what,
  since: '2026-11-22T14:00:00.000Z',
  until: '2026-11-29T14:00:00.000Z',
  mailbox: 'accueil@erablieredunord.example',
  blockedMailbox: null,
  ...change,
})

async function openReview(given: Parameters<typeof openMemorySession>[1] = {}, intent = identityStage()) {
  const session = await openMemorySession(intent, given)
  await acceptIdentity(session.context)
  return session
}

test('accepting the organization plans what it lacks, and writes nothing', async () => {
  const session = await openReview()
  expect(session.facts()).toMatchObject({ at: 'review', busy: false, run: null, proof: null, awaited: null })
  expect(session.facts().plan?.changes.map(({ kind }) => kind)).toEqual([
    'create-application',
    'create-service-principal',
    'create-secret',
    'grant',
  ])
  expect(session.tenant.writes().filter((call) => call !== 'vault.write' && call !== 'vault.remove')).toEqual([])
})

test('a tenant where all is in place has an empty plan', async () => {
  const session = await openReview({ tenant: tenantInPlace() })
  expect(session.facts().plan).toMatchObject({ changes: [], found: { consented: true, secret: { keyId, held: true } } })
})

test('an application that was set up for another profile is planned for that one', async () => {
  const session = await openReview({
    tenant: tenantInPlace({ permissions: profiles.graph.permissions, passwords: [] }),
  })
  expect(session.facts().plan?.found.profile).toBe('ews')
  const tenant = tenantInPlace({ permissions: profiles.graph.permissions, passwords: [] })
  tenant.grants.clear()
  const other = await openReview({ tenant })
  expect(other.facts().plan).toMatchObject({ secretEndsAt: '2027-05-22T05:00:00Z', found: { profile: 'graph' } })
})

test('a plan that failed leaves the one before as it was', async () => {
  const session = await openReview()
  const { plan } = session.facts()
  session.tenant.answer('applicationByUniqueName', refused('not-allowed'))
  const { provision } = session.context.memory
  expect(await endOf(planAgain(session.context, asBefore), 'planned')).toBe('not-allowed')
  expect(session.facts()).toMatchObject({ at: 'review', busy: false, plan, problem: { code: 'not-allowed' } })
  expect(session.context.memory.provision).toBe(provision)
})

test('an application of our name is adopted only when the plan before showed it', async () => {
  const namesake = ourApplication({ id: 'namesake', tags: [] })
  const session = await openReview({ tenant: openMemoryTenant({ applications: [namesake] }) })
  expect(session.facts().plan?.found.namesakes.map(({ id }) => id)).toEqual(['namesake'])
  expect(await endOf(planAgain(session.context, { ...asBefore, adopt: 'another' }), 'planned')).toBe('bad-input')
  expect(await endOf(planAgain(session.context, { ...asBefore, adopt: 'namesake' }), 'planned')).toBe('planned')
  expect(session.facts().plan?.found.application?.id).toBe('namesake')
  // The plan that adopts it no longer lists it among the others.
  expect(await endOf(planAgain(session.context, { ...asBefore, adopt: 'namesake' }), 'planned')).toBe('planned')
})

test('an application is brought back only when the plan before showed it in the recycle bin', async () => {
  const deleted = { ...ourApplication({ id: 'deleted' }), deletedAt: '2026-11-20T00:00:00Z' }
  const session = await openReview({ tenant: openMemoryTenant({ deleted: [deleted] }) })
  expect(await endOf(planAgain(session.context, { ...asBefore, restore: 'another' }), 'planned')).toBe('bad-input')
  expect(await endOf(planAgain(session.context, { ...asBefore, restore: 'deleted' }), 'planned')).toBe('planned')
  expect(session.facts().plan?.changes.map(({ kind }) => kind)).toEqual(['restore-application'])
})

test('a secret ends neither in the past nor after what it opens', async () => {
  const session = await openReview()
  for (const secretEndsAt of ['2026-11-23T13:59:00Z', '2027-04-02T05:00:00Z']) {
    expect(await endOf(planAgain(session.context, { ...asBefore, secretEndsAt }), 'planned')).toBe('bad-input')
  }
  await planAgain(session.context, { ...asBefore, secretEndsAt: '2027-01-15T05:00:00Z' })
  expect(session.facts().plan?.secretEndsAt).toBe('2027-01-15T05:00:00Z')
  await planAgain(session.context, asBefore)
  expect(session.facts().plan?.secretEndsAt).toBe('2027-01-15T05:00:00Z')
  await planAgain(session.context, { ...asBefore, profile: 'graph' })
  expect(session.facts().plan).toMatchObject({ secretEndsAt: '2027-05-22T05:00:00Z', found: { profile: 'graph' } })
})

test('what was saved of the plan before does not count for the new one', async () => {
  const session = await openReview()
  session.context.emit({ kind: 'document-saved', document: 'plan', fileName: 'plan.pdf' })
  expect(session.facts().saved).toHaveLength(1)
  await planAgain(session.context, asBefore)
  expect(session.facts().saved).toEqual([])
})

test('a consent that was left to a colleague is waited for again', async () => {
  const tenant = tenantInPlace()
  tenant.grants.clear()
  const session = await openReview({ tenant, awaited: lineFor('consent') })
  expect(session.facts()).toMatchObject({
    at: 'delegation',
    delegation: { step: 'consent', savedPage: null },
    awaited: { for: 'consent' },
    plan: { changes: [], consentDelegated: true },
  })
})

test('a consent that was given since leads to the review', async () => {
  const session = await openReview({ tenant: tenantInPlace(), awaited: lineFor('consent') })
  expect(session.facts()).toMatchObject({ at: 'review', plan: { found: { consented: true } } })
})

test('an allow list that was waited for leads to the proof, and so does a limit', async () => {
  for (const what of ['allow-list', 'limit'] as const) {
    const session = await openReview({ tenant: tenantInPlace(), awaited: lineFor(what) })
    expect(session.facts()).toMatchObject({ at: 'proof', awaited: { for: what }, access: { secret: { keyId } } })
    expect(session.context.memory.access?.secret.keyId).toBe(keyId)
  }
})

test.each<[string, Partial<Parameters<typeof openMemorySession>[1]>]>([
  ['the wait of the practice world', { awaited: lineFor('allow-list', { practice: true }) }],
  ['nothing', { awaited: null }],
])('%s is not gone on with', async (_what, given) => {
  const session = await openReview({ tenant: tenantInPlace(), ...given })
  expect(session.facts()).toMatchObject({ at: 'review', awaited: null })
})

test('what is waited for is not gone on with while anything else is missing', async () => {
  const elsewhere = tenantInPlace({ tags: ['cdid-prextra-outlook-sync', deliveredTag(keyId)] })
  elsewhere.vault.delete(theAccount)
  const withoutCopy = await openReview({ tenant: elsewhere, awaited: lineFor('allow-list') })
  expect(withoutCopy.facts()).toMatchObject({ at: 'review', plan: { changes: [] } })
  const empty = await openReview({ awaited: lineFor('allow-list') })
  expect(empty.facts().at).toBe('review')
  const removing = await openReview(
    { tenant: tenantInPlace(), awaited: lineFor('allow-list') },
    identityStage({ intent: 'removed' }),
  )
  expect(removing.facts()).toMatchObject({ at: 'review', plan: { aim: 'removed' } })
})

/** A tenant where all is in place, with a service principal that an administrator has disabled. */
function tenantWithDisabled() {
  const tenant = tenantInPlace()
  const found = tenant.servicePrincipals.pop() ?? servicePrincipalOf('')
  tenant.servicePrincipals.push({ ...found, disabled: { by: 'administrator' } })
  return tenant
}

test('a service principal that is disabled is enabled only by a plan for which the person asked for it', async () => {
  const session = await openReview({ tenant: tenantWithDisabled() })
  expect(session.facts().plan).toMatchObject({
    changes: [],
    found: { servicePrincipal: { disabled: { by: 'administrator' } } },
  })
  await planAgain(session.context, { ...asBefore, enableServicePrincipal: true })
  expect(session.facts().plan?.changes).toEqual([
    { kind: 'enable-service-principal', servicePrincipalId: session.facts().plan?.found.servicePrincipal?.id },
  ])
  await planAgain(session.context, asBefore)
  expect(session.facts().plan?.changes).toEqual([])
})

test('what is waited for is not gone on with while the service principal is disabled: the review tells of it', async () => {
  const session = await openReview({ tenant: tenantWithDisabled(), awaited: lineFor('allow-list') })
  expect(session.facts()).toMatchObject({ at: 'review', plan: { changes: [] } })
})
