import { beforeEach, afterEach, describe, expect, test } from 'vitest'
import { confirm } from '#core/handoff/confirmation.ts'
import { accessInTenant } from '#core/access/access-in-tenant.ts'
import { deliverFromTenant } from '#support/deliver-from-tenant.ts'
import { prove } from '#core/access/prove.ts'
import { recordConfirmation } from '#core/handoff/record-confirmation.ts'
import { applyAndVerify } from '#support/applied.ts'
import { plan } from '#core/provision/run.ts'
import { exemptionScopes } from '#core/provision/exemption.ts'
import { Secret } from '#core/secret.ts'
import type { DesiredState } from '#core/provision/step.ts'
import { graph, marieEve, signIn } from '#support/tenant-client.ts'
import type { FaultRule } from '#practice/faults/faults.ts'
import { smallCompany } from '#practice/company/seed.ts'
import { strictCompany } from '#practice/company/seeds/strict.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { visitPages } from '#support/page-walker.ts'
import { openTestPlace, type TestPlace } from '#support/workplace.ts'

const mailbox = 'accueil@erablieredunord.example'
let place: TestPlace

/** The faults that requests meet from now on. */
const mocks: FaultRule[] = []

beforeEach(async () => {
  mocks.length = 0
  place = await openTestPlace({ faults: { mocks } })
})
afterEach(async () => {
  await place.close()
})

/** Plans, approves all of it, and makes it. */
async function run(change: Partial<DesiredState> = {}) {
  const desired = { ...place.desired, ...change, asOf: place.context.world.clock.now().toISOString() }
  const first = await plan(place.context, desired)
  return applyAndVerify(place.context, desired, first.plan.changes)
}

const kinds = async (change: Partial<DesiredState> = {}) =>
  (await plan(place.context, { ...place.desired, ...change })).plan.changes.map(({ kind }) => kind)

const grants = () => place.tenant.state.appRoleAssignments

/** Asks for more rights of the account that signed in, which accepts. */
async function allow(scopes: readonly string[]) {
  let visited: Promise<unknown> = Promise.resolve()
  const answer = await place.signIn.allow(
    scopes,
    () => Promise.resolve('browser'),
    ({ url }) => {
      visited = visitPages(place.page(url), marieEve)
      return Promise.resolve()
    },
    place.context.signal,
  )
  await visited
  return answer
}

const ours = () => place.tenant.state.applications.filter(({ tags }) => tags.includes('cdid-prextra-outlook-sync'))

async function handOver(identity: Awaited<ReturnType<TestPlace['signInAs']>>) {
  const { observed } = await plan(place.context, place.desired)
  const proof = await prove(place.context, accessInTenant(place.context, place.desired, observed), {
    mailbox,
    blockedMailbox: null,
  })
  await deliverFromTenant(place.context, place.desired, observed, { identity, proof })
  return observed
}

describe('finding what is ours', () => {
  test('a namesake is asked about, adopted when the person says so, and then released instead of removed', async () => {
    const token = await signIn(place.tenant, marieEve)
    const displayName = place.desired.profile.displayName
    const made = await graph(place.tenant, token, 'POST', '/applications', { displayName, tags: ['by-hand'] })
    const id = String(made.body['id'])
    await place.signInAs()
    const asked = await plan(place.context, place.desired)
    expect(asked.plan.found.namesakes.map((one) => one.id)).toEqual([id])
    expect(asked.plan.changes[0]?.kind).toBe('create-application')
    expect((await kinds({ adopt: id }))[0]).toBe('update-application')
    await run({ adopt: id })
    expect(ours()).toHaveLength(1)
    expect(ours()[0]).toMatchObject({ id, tags: ['by-hand', 'cdid-prextra-outlook-sync', 'prextra-adopted'] })
    expect(await kinds()).toEqual([])

    await run({ aim: 'removed' })
    const [left] = place.tenant.state.applications
    expect(left).toMatchObject({ id, tags: ['by-hand'], passwordCredentials: [] })
  })

  test('our application in the recycle bin is offered, and comes back with its secrets', async () => {
    const identity = await place.signInAs()
    await run()
    await handOver(identity)
    const [before] = ours()
    const token = await signIn(place.tenant, marieEve)
    await graph(place.tenant, token, 'DELETE', `/applications/${before?.id ?? ''}`)
    const asked = await plan(place.context, place.desired)
    expect(asked.plan.found.deleted.map(({ id }) => id)).toEqual([before?.id])
    expect(await kinds({ restore: before?.id ?? null })).toEqual(['restore-application'])
    const back = await run({ restore: before?.id ?? null })
    expect(back.plan.changes.map(({ kind }) => kind)).toEqual(['create-service-principal', 'grant'])
    await run()
    expect(ours()).toHaveLength(1)
    expect(ours()[0]?.passwordCredentials).toEqual(before?.passwordCredentials)
    expect(await kinds()).toEqual([])
  })

  test('where the upsert is refused, it is created by POST, and found by its tag or by the id in this computer’s journal', async () => {
    const url = "https://graph.microsoft.com/v1.0/applications(uniqueName='*"
    const refused = { request: { url, method: 'PATCH' }, response: { statusCode: 405 } }
    await place.close()
    place = await openTestPlace({ faults: { mocks: [refused], lag: { application: 3 } } })
    await place.signInAs()
    await run()
    expect(ours()).toHaveLength(1)
    expect(ours()[0]?.uniqueName).toBeNull()
    expect(place.context.world.journal.applications(place.desired.tenantId)).toEqual([ours()[0]?.id])
    expect(await kinds()).toEqual([])
  })

  test('a duplicate that nobody uses is removed, and two applications in use stop the run', async () => {
    const identity = await place.signInAs()
    await run()
    await handOver(identity)
    const token = await signIn(place.tenant, marieEve)
    const displayName = 'Prextra – Synchronisation Outlook'
    const tags = ['cdid-prextra-outlook-sync']
    const duplicate = await graph(place.tenant, token, 'POST', '/applications', { displayName, tags })
    expect(await kinds()).toEqual(['remove-application'])
    await run()
    expect(ours()).toHaveLength(1)
    expect(ours()[0]?.id).not.toBe(duplicate.body['id'])
    await graph(place.tenant, token, 'POST', '/applications', {
      displayName,
      tags: [...tags, `prextra-delivered:${crypto.randomUUID()}`],
    })
    await expect(kinds()).rejects.toMatchObject({ problem: { code: 'several-applications' } })
  })

  test.each(["L'Érable « vert » d'O’Brien", '\u202Eطبيعة\u202C Prextra', 'a + b & c / d # é ?'])(
    'an application can be called %s',
    async (displayName) => {
      await place.signInAs()
      const profile = { ...place.desired.profile, displayName, uniqueName: displayName }
      await run({ profile })
      expect(ours().map((application) => application.displayName)).toEqual([displayName])
      expect(await kinds({ profile })).toEqual([])
    },
  )
})

describe('secrets', () => {
  test('a policy that cannot be read shortens the secret, and the person is told', async () => {
    await place.close()
    place = await openTestPlace({ seed: strictCompany })
    await place.signInAs()
    await run()
    const [secret] = ours()[0]?.passwordCredentials ?? []
    const days = (Date.parse(String(secret?.endDateTime)) - place.clock.now().getTime()) / 86_400_000
    expect(Math.round(days)).toBe(90)
    expect(place.events.filter(({ kind }) => kind === 'shortened')).toHaveLength(1)
  })

  test('a company that forbids secrets stops the run before the consent', async () => {
    await place.close()
    place = await openTestPlace({ seed: { ...smallCompany, newSecrets: { forbidden: true } } })
    await place.signInAs()
    await expect(run()).rejects.toMatchObject({ problem: { code: 'secrets-forbidden' } })
    expect(await kinds()).toEqual(['create-secret', 'grant'])
    expect(grants()).toEqual([])
  })

  test.each([undefined, 'inherited'] as const)(
    'an exemption for this application alone lets it have a secret, and is gone afterwards: unstated rules %s',
    async (unstatedRestrictions) => {
      await place.close()
      const seed = {
        ...smallCompany,
        newSecrets: { forbidden: true, longestDays: 90 },
        ...(unstatedRestrictions && { unstatedRestrictions }),
      }
      place = await openTestPlace({ seed, faults: { lag: { policyAssignment: 2 } } })
      await place.signInAs()
      await expect(kinds({ exemption: 'own' })).rejects.toMatchObject({ problem: { code: 'exemption-not-allowed' } })
      expect(await allow(exemptionScopes)).toEqual({ done: null })
      const { plan: made } = await run({ exemption: 'own' })
      expect(made.changes).toEqual([])
      const { applications, policies } = place.tenant.state
      expect(policies).toEqual([])
      expect(applications[0]?.passwordCredentials).toHaveLength(1)
      const { endDateTime } = applications[0]?.passwordCredentials[0] ?? {}
      const lived = Date.parse(endDateTime ?? '') - place.clock.now().getTime()
      expect(lived).toBeLessThanOrEqual(90 * 86_400_000)
      expect(grants()).toHaveLength(1)
    },
  )

  test('an account without the role for policies is told so, and nothing is left', async () => {
    await place.close()
    const users = smallCompany.users.map((user) =>
      user.id === marieEve ? { ...user, roles: ['Privileged Role Administrator' as const] } : user,
    )
    place = await openTestPlace({ seed: { ...smallCompany, users, newSecrets: { forbidden: true } } })
    await place.signInAs()
    await allow(exemptionScopes)
    await expect(run({ exemption: 'own' })).rejects.toMatchObject({ problem: { code: 'exemption-not-allowed' } })
    expect(place.tenant.state).toMatchObject({ policies: [], applications: [] })
  })

  test('after a renewal both secrets work until CDID’s confirmation is recorded, and a forged one changes nothing', async () => {
    const identity = await place.signInAs()
    await run()
    await handOver(identity)
    place.clock.set(new Date('2027-01-10T15:00:00Z'))
    await place.signInAs()
    const renewed = await run({ aim: 'renewed' })
    await handOver(identity)
    expect(ours()[0]?.passwordCredentials).toHaveLength(2)
    expect(await kinds()).toEqual([])

    const { observed } = await plan(place.context, place.desired)
    const { keyId = '' } = renewed.plan.found.secret ?? {}
    const secret = observed.secrets?.find((one) => one.keyId === keyId)?.held ?? new Secret('')
    const what = { id: crypto.randomUUID(), keyId, at: '2027-01-11T12:00:00Z' }
    const bytes = (text: unknown) => new TextEncoder().encode(JSON.stringify(text))
    const { writes } = place.tenant
    for (const [forged, code] of [
      [confirm(what, new Secret('guessed')), 'confirmation-forged'],
      [confirm({ ...what, keyId: crypto.randomUUID() }, secret), 'confirmation-other'],
      [{ ...what, mac: 'x' }, 'confirmation-unreadable'],
    ] as const) {
      await expect(recordConfirmation(place.context, observed, bytes(forged))).rejects.toMatchObject({
        problem: { code },
      })
    }
    expect(place.tenant.writes).toBe(writes)
    expect(await kinds()).toEqual([])

    await recordConfirmation(place.context, observed, bytes(confirm(what, secret)))
    expect(ours()[0]?.passwordCredentials).toHaveLength(2)
    expect(await kinds()).toEqual(['remove-secret'])
    await run()
    expect(ours()[0]?.passwordCredentials.map((one) => one.keyId)).toEqual([keyId])
    await expect(
      prove(place.context, accessInTenant(place.context, place.desired, observed), { mailbox, blockedMailbox: null }),
    ).resolves.toBeTruthy()
  })
})

describe('a service principal that is disabled', () => {
  const change = (told: { readonly accountEnabled?: boolean; readonly disabledByMicrosoftStatus?: string }) => {
    place.tenant.changeServicePrincipal(ours()[0]?.appId ?? '', told)
  }
  const found = async () => (await plan(place.context, place.desired)).plan.found.servicePrincipal?.disabled
  const proveIt = async () => {
    const { observed } = await plan(place.context, place.desired)
    return prove(place.context, accessInTenant(place.context, place.desired, observed), {
      mailbox,
      blockedMailbox: null,
    })
  }

  test('is found, stays so until the person asks, and is then enabled once', async () => {
    await place.signInAs()
    await run()
    change({ accountEnabled: false })
    expect(await found()).toEqual({ by: 'administrator' })
    expect(await kinds()).toEqual([])
    await expect(proveIt()).rejects.toMatchObject({ problem: { code: 'application-disabled' } })
    const { writes } = place.tenant
    await run()
    expect(place.tenant.writes).toBe(writes)

    expect(await kinds({ enableServicePrincipal: true })).toEqual(['enable-service-principal'])
    await run({ enableServicePrincipal: true })
    expect(place.tenant.writes).toBe(writes + 1)
    expect(await found()).toBeNull()
    expect(await kinds({ enableServicePrincipal: true })).toEqual([])
    await expect(proveIt()).resolves.toBeTruthy()
  })

  test('by Microsoft is found with Microsoft’s reason, and is never enabled', async () => {
    const status = 'DisabledDueToViolationOfServicesAgreement'
    await place.signInAs()
    await run()
    change({ accountEnabled: false, disabledByMicrosoftStatus: status })
    expect(await found()).toEqual({ by: 'microsoft', status })
    expect(await kinds({ enableServicePrincipal: true })).toEqual([])
    const { writes } = place.tenant
    await run({ enableServicePrincipal: true })
    expect(place.tenant.writes).toBe(writes)
    await expect(proveIt()).rejects.toMatchObject({ problem: { code: 'application-disabled' } })
    change({ accountEnabled: true, disabledByMicrosoftStatus: 'NotDisabled' })
    expect(await found()).toBeNull()
    await expect(proveIt()).resolves.toBeTruthy()
  })

  test('which the account may not enable leaves the tenant as it was', async () => {
    await place.signInAs()
    await run()
    change({ accountEnabled: false })
    const url = 'https://graph.microsoft.com/v1.0/servicePrincipals/*'
    mocks.push({
      request: { method: 'PATCH', url },
      response: { statusCode: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'Denied.' } } },
    })
    await expect(run({ enableServicePrincipal: true })).rejects.toMatchObject({
      problem: { code: 'application-not-allowed' },
    })
    expect(await found()).toEqual({ by: 'administrator' })
  })
})

test('after a removal every object of the tenant is as it was before, except in the recycle bin', async () => {
  const seed = createTenant().state
  const identity = await place.signInAs()
  await run()
  await handOver(identity)
  await run({ aim: 'removed' })
  const { deletedItems, deletedServicePrincipals, ...left } = place.tenant.state
  const { deletedItems: none, deletedServicePrincipals: neither, ...before } = seed
  expect(left).toEqual(before)
  expect([deletedItems.length, deletedServicePrincipals.length, none.length, neither.length]).toEqual([1, 2, 0, 0])
  await expect(kinds({ aim: 'removed' })).rejects.toMatchObject({ problem: { code: 'nothing-to-remove' } })
})
