import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { accessOf, checkAccess, type CheckedAccess } from '#cdid/microsoft/check-access.ts'
import { openSealedFile, type OpenedFile } from '#cdid/sealed/sealed-file.ts'
import type { ProfileId } from '#core/access/profile.ts'
import { practiceIdentity } from '#practice/company/reception-key.ts'
import { tenantId } from '#support/tenant-client.ts'
import type { Scenario } from '#support/ews/scenario.ts'
import { limitInExchange, revoke } from '#support/ews/portal.ts'
import { runRows, type Row } from '#support/ews/rows.ts'
import { appId, approve, handOff, marie, plan, prove, reception, setUp, signIn } from '#support/ews/steps.ts'

/** Sets up, proves, hands over as a file, and returns that file opened with CDID's key. */
async function handedOver(scenario: Scenario, profile: ProfileId, isLimited = false): Promise<OpenedFile> {
  const assistant = scenario.start()
  await setUp(assistant, { profile })
  if (isLimited) {
    limitInExchange(scenario, profile, [reception])
    await plan(assistant, { reach: 'limited' })
    expect(await approve(assistant)).toBeNull()
  }
  await prove(assistant, reception, isLimited ? marie : null)
  expect(await assistant.call('goToHandoff', {})).toBeNull()
  expect(await handOff(assistant)).toBeNull()
  return received(scenario)
}

function received({ folder }: Scenario): Promise<OpenedFile> {
  const identity = join(folder, 'cdid.key')
  writeFileSync(identity, practiceIdentity)
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.age')) ?? '')
  return openSealedFile({
    file,
    identities: [identity],
    practice: false,
    askPassphrase: () => Promise.reject(new Error('no')),
  })
}

/** Checks the access as `prextra-reception check` does. */
function check(
  { tenant, clock }: Scenario,
  opened: OpenedFile,
  mailbox: string | null = reception,
): Promise<CheckedAccess> {
  const fetch = (url: string, init: RequestInit) => tenant.fetch(new Request(url, init))
  return checkAccess(accessOf(opened, { tenantId }), mailbox, { fetch, clock })
}

const rows: readonly Row[] = [
  {
    id: 'H-01',
    what: 'EWS: the file says which profile, and when each thing was shown to work',
    async run(scenario) {
      const { facts } = await handedOver(scenario, 'ews')
      // The reads beside the proof, which the handoff waits for, take ten seconds.
      const at = new Date(scenario.clock.now().getTime() - 10_000).toISOString()
      expect(facts).toMatchObject({ profile: 'ews', applicationId: appId(scenario), proof: { token: at, mailbox: at } })
      expect(facts).not.toHaveProperty('limited')
    },
  },
  {
    id: 'H-02',
    what: 'Graph: the file says so, and reception proves it by Graph, permission by permission',
    async run(scenario) {
      const opened = await handedOver(scenario, 'graph')
      expect(opened.facts).toMatchObject({ profile: 'graph', applicationId: appId(scenario) })
      const before = scenario.tenant.requests.length
      expect(await check(scenario, opened)).toMatchObject({ token: { tenantId }, mailbox: {}, problem: null })
      const hosts = new Set(scenario.tenant.requests.slice(before).map(({ host }) => host))
      expect([...hosts].sort()).toEqual(['graph.microsoft.com', 'login.microsoftonline.com'])
      expect(scenario.tenant.requests.length - before).toBeGreaterThanOrEqual(6)
    },
  },
  {
    id: 'H-03',
    what: 'limited: the file says so, and reception does not ask the token for the role',
    async run(scenario) {
      const opened = await handedOver(scenario, 'ews', true)
      expect(opened.facts).toMatchObject({ profile: 'ews', limited: true })
      expect(await check(scenario, opened)).toMatchObject({ token: { roles: [] }, mailbox: {}, problem: null })
      expect(await check(scenario, opened, marie)).toMatchObject({ problem: { code: 'mailbox-out-of-reach' } })
    },
  },
  {
    id: 'H-04',
    what: 'Graph limited: the same',
    async run(scenario) {
      const opened = await handedOver(scenario, 'graph', true)
      expect(opened.facts).toMatchObject({ profile: 'graph', limited: true })
      const answered = await check(scenario, opened)
      expect(answered).toMatchObject({ token: { roles: ['User.Read.All'] }, mailbox: {}, problem: null })
      expect(await check(scenario, opened, marie)).toMatchObject({ problem: { code: 'mailbox-out-of-reach' } })
    },
  },
  {
    id: 'H-05',
    what: 'reception on EWS: the same answer as the assistant’s',
    async run(scenario) {
      const opened = await handedOver(scenario, 'ews')
      expect(await check(scenario, opened)).toMatchObject({ mailbox: {}, problem: null })
      scenario.tenant.exchange.ewsAllowedAppIds = []
      expect(await check(scenario, opened)).toMatchObject({
        token: { roles: ['full_access_as_app'] },
        mailbox: null,
        problem: { code: 'ews-blocked' },
      })
      scenario.clock.set(new Date('2027-04-01T00:00:00Z'))
      expect(await check(scenario, opened)).toMatchObject({ problem: { code: 'ews-ended' } })
    },
  },
  {
    id: 'H-06',
    what: 'reception on Graph: a permission that was taken back is missed',
    async run(scenario) {
      const opened = await handedOver(scenario, 'graph')
      await revoke(scenario, 'Contacts.ReadWrite')
      expect(await check(scenario, opened)).toMatchObject({ mailbox: null, problem: { code: 'role-missing' } })
    },
  },
  {
    id: 'H-07',
    what: 'blocked, and handed over all the same: the file does not claim a mailbox',
    async run(scenario) {
      scenario.tenant.exchange.ewsAllowsNewApplications = false
      const { facts } = await handedOver(scenario, 'ews')
      const at = new Date(scenario.clock.now().getTime() - 10_000).toISOString()
      expect(facts.proof).toEqual({ token: at, mailbox: null })
    },
  },
  {
    id: 'H-08',
    what: 'after a switch the file that follows says Graph',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      await plan(assistant, { profile: 'graph' })
      expect(await approve(assistant)).toBeNull()
      expect(await prove(assistant)).toBe('opens')
      await assistant.call('goToHandoff', {})
      expect(await handOff(assistant)).toBeNull()
      expect((await received(scenario)).facts).toMatchObject({ profile: 'graph' })
    },
  },
  {
    id: 'H-09',
    what: 'a secret in the journal, or on the screen, would be found',
    async run(scenario) {
      const assistant = scenario.start()
      await signIn(assistant)
      const [token = ''] = scenario.heard
      const journal = join(scenario.folder, 'planted.jsonl')
      writeFileSync(journal, JSON.stringify({ token }))
      expect(scenario.leaks()).toEqual(['planted.jsonl'])
      writeFileSync(journal, Buffer.from(token).toString('base64'))
      expect(scenario.leaks()).toEqual(['planted.jsonl'])
      writeFileSync(journal, '')
    },
  },
]

runRows('H', rows)
