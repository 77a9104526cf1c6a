import { expect } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { limitInExchange } from '#support/ews/portal.ts'
import type { Scenario } from '#support/ews/scenario.ts'
import { runRows, type Row } from '#support/ews/rows.ts'
import {
  appId,
  approve,
  granted,
  handOff,
  marie,
  plan,
  planned,
  prove,
  reception,
  setUp,
  signIn,
} from '#support/ews/steps.ts'

const graphValues = profiles.graph.permissions.map(({ value }) => value).sort()
const both = [...graphValues, 'full_access_as_app'].sort()
const end = '2027-04-01T00:00:00Z'

/** Sets up a customer of EWS and hands over, so that its secret is in production. */
async function customer(scenario: Scenario): Promise<void> {
  const assistant = scenario.start()
  await setUp(assistant)
  expect(await prove(assistant)).toBe('opens')
  await assistant.call('goToHandoff', {})
  expect(await handOff(assistant)).toBeNull()
}

const again = { secretEndsAt: null, aim: null, adopt: null, restore: null } as const
const graphDown = [{ request: { url: 'https://graph.microsoft.com/*' }, effect: 'unknown-host' as const }]

const manifest = ({ tenant }: Scenario) =>
  JSON.stringify(tenant.state.applications[0]?.properties['requiredResourceAccess'])

/** How a customer of EWS moves to Graph, and what the end of EWS changes (microsoft-365 reference, A1 and H). */
const rows: readonly Row[] = [
  {
    id: 'S-01',
    what: 'the application stays, the grants are added, and nothing is taken away yet',
    async run(scenario) {
      await customer(scenario)
      const id = appId(scenario)
      const { passwordCredentials } = scenario.tenant.state.applications[0] ?? {}
      const assistant = scenario.start()
      await signIn(assistant)
      expect(await plan(assistant, { profile: 'graph' })).toEqual([
        'update-application',
        ...graphValues.map(() => 'grant'),
      ])
      expect(await approve(assistant)).toBeNull()
      expect([appId(scenario), granted(scenario)]).toEqual([id, both])
      expect(scenario.tenant.state.applications[0]?.passwordCredentials).toEqual(passwordCredentials)
    },
  },
  {
    id: 'S-15',
    what: 'a plan that was not made changes nothing of what is proven and handed over',
    async run(scenario) {
      await customer(scenario)
      const assistant = scenario.start()
      await signIn(assistant)
      scenario.mocks.push(...graphDown)
      expect(await assistant.call('plan', { ...again, profile: 'graph' })).toMatchObject({ code: 'unreachable' })
      scenario.mocks.length = 0
      await assistant.call('goToProof', {})
      expect(await prove(assistant)).toBe('opens')
      expect(assistant.session.proof?.checks.map(({ check }) => check)).toEqual(['token', 'role', 'mailbox'])
      await assistant.call('goToHandoff', {})
      expect(await handOff(assistant)).toBeNull()
    },
  },
  {
    id: 'S-02',
    what: 'proven by Graph, while EWS goes on working',
    async run(scenario) {
      await customer(scenario)
      const assistant = scenario.start()
      await signIn(assistant)
      await plan(assistant, { profile: 'graph' })
      await approve(assistant)
      expect(await prove(assistant)).toBe('opens')
      expect(assistant.session.proof?.checks.map(({ check }) => check)).toContain('calendar')
      await plan(assistant, { profile: 'ews' })
      expect(planned(assistant)).toEqual([])
      expect(await assistant.call('goToProof', {})).toBeNull()
      expect(await prove(assistant)).toBe('opens')
      expect(assistant.session.proof?.checks.map(({ check }) => check)).toEqual(['token', 'role', 'mailbox'])
    },
  },
  {
    id: 'S-03',
    what: 'then EWS’s grant leaves, with its line in the manifest, and Graph opens',
    async run(scenario) {
      await customer(scenario)
      const assistant = scenario.start()
      await signIn(assistant)
      await plan(assistant, { profile: 'graph' })
      await approve(assistant)
      expect(assistant.session.plan?.found.others).toEqual(['full_access_as_app'])
      expect(await plan(assistant, { retireOthers: true })).toEqual(['remove-grant'])
      expect(assistant.session.plan?.changes).toMatchObject([{ value: 'full_access_as_app', why: 'replaced' }])
      expect(await approve(assistant)).toBeNull()
      expect(granted(scenario)).toEqual(graphValues)
      expect(manifest(scenario)).not.toContain(profiles.ews.permissions[0].appRoleId)
      expect(await prove(assistant)).toBe('opens')
    },
  },
  {
    id: 'S-04',
    what: 'nothing is taken away unless the person asks for it',
    async run(scenario) {
      await customer(scenario)
      const assistant = scenario.start()
      await signIn(assistant)
      await plan(assistant, { profile: 'graph' })
      await approve(assistant)
      expect(await plan(assistant, {})).toEqual([])
      expect(granted(scenario)).toEqual(both)
    },
  },
  {
    id: 'S-05',
    what: 'once EWS has left, a re-run sees Graph, and plans nothing',
    async run(scenario) {
      await customer(scenario)
      const assistant = scenario.start()
      await signIn(assistant)
      await plan(assistant, { profile: 'graph' })
      await approve(assistant)
      await plan(assistant, { retireOthers: true })
      await approve(assistant)
      const { writes } = scenario.tenant
      const next = scenario.start()
      await signIn(next)
      expect(next.session.plan).toMatchObject({ changes: [], found: { profile: 'graph', others: [] } })
      expect(scenario.tenant.writes).toBe(writes)
    },
  },
  {
    id: 'S-06',
    what: 'while both are there, a re-run goes on with EWS, and says that Graph’s are there',
    async run(scenario) {
      await customer(scenario)
      const assistant = scenario.start()
      await signIn(assistant)
      await plan(assistant, { profile: 'graph' })
      await approve(assistant)
      const next = scenario.start()
      await signIn(next)
      expect(next.session.plan).toMatchObject({ changes: [], found: { profile: 'ews' } })
      expect([...(next.session.plan?.found.others ?? [])].sort()).toEqual(graphValues)
    },
  },
  {
    id: 'S-07',
    what: 'back to EWS: Graph’s grants leave by the right that gave them, which the tenant still knows',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant, { profile: 'graph' })
      await plan(assistant, { profile: 'ews' })
      expect(planned(assistant)).toEqual(['update-application', 'grant'])
      await approve(assistant)
      expect(await prove(assistant)).toBe('opens')
      const next = scenario.start()
      await signIn(next)
      expect(await plan(next, { profile: 'ews', retireOthers: true })).toEqual(graphValues.map(() => 'remove-grant'))
      expect(await approve(next)).toBeNull()
      expect(next.pages).toHaveLength(1)
      expect(granted(scenario)).toEqual(['full_access_as_app'])
      expect(await prove(next)).toBe('opens')
    },
  },
  {
    id: 'S-08',
    what: 'a limited customer: Graph’s consents that Exchange gives stay out, and the limit is proven by Graph',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      limitInExchange(scenario, 'ews', [reception])
      await plan(assistant, { reach: 'limited' })
      await approve(assistant)
      expect(await plan(assistant, { profile: 'graph' })).toEqual(['update-application', 'grant'])
      expect(await approve(assistant)).toBeNull()
      expect(granted(scenario)).toEqual(['User.Read.All'])
      expect(await prove(assistant, reception, marie)).toBe('calendar: mailbox-out-of-reach')
      limitInExchange(scenario, 'graph', [reception])
      expect(await prove(assistant, reception, marie)).toBe('opens')
    },
  },
  {
    id: 'S-09',
    what: 'stopped half-way by a busy Microsoft, run again: the rest is made, and nothing twice',
    async run(scenario) {
      await customer(scenario)
      const assistant = scenario.start()
      await signIn(assistant)
      await plan(assistant, { profile: 'graph' })
      scenario.mocks.push({
        request: { url: 'https://graph.microsoft.com/*/appRoleAssignedTo', method: 'POST', bodyFragment: 'e2a3a72e' },
        response: { statusCode: 503 },
      })
      expect(await approve(assistant)).not.toBeNull()
      expect(granted(scenario).length).toBeLessThan(both.length)
      scenario.mocks.length = 0
      await plan(assistant, {})
      expect(await approve(assistant)).toBeNull()
      expect(granted(scenario)).toEqual(both)
    },
  },
  {
    id: 'S-10',
    what: 'what works is not taken away before what replaces it is there, whoever gives it',
    async run(scenario) {
      await customer(scenario)
      const assistant = scenario.start()
      await signIn(assistant)
      const early = { secretEndsAt: null, aim: null, adopt: null, restore: null, profile: 'graph' } as const
      expect(await assistant.call('plan', { ...early, retireOthers: true })).toMatchObject({ code: 'consent-missing' })
      const elsewhere = { ...early, retireOthers: true, consentDelegated: true }
      expect(await assistant.call('plan', elsewhere)).toMatchObject({ code: 'consent-missing' })
      expect(granted(scenario)).toEqual(['full_access_as_app'])
    },
  },
  {
    id: 'E-01',
    what: 'until the day before, a new set-up is for EWS, with a secret that ends with it',
    at: '2027-03-31T20:00:00Z',
    async run(scenario) {
      const assistant = scenario.start()
      await signIn(assistant)
      expect(assistant.session.plan).toMatchObject({ found: { profile: 'ews' }, secretEndsAt: '2027-04-01T05:00:00Z' })
    },
  },
  {
    id: 'E-02',
    what: 'a longer life than EWS has is refused',
    async run(scenario) {
      const assistant = scenario.start()
      await signIn(assistant)
      const longer = { secretEndsAt: '2027-05-01T05:00:00Z', aim: null, adopt: null, restore: null }
      expect(await assistant.call('plan', longer)).toMatchObject({ code: 'bad-input' })
      expect(await assistant.call('plan', { ...longer, profile: 'graph' })).toBeNull()
    },
  },
  {
    id: 'E-03',
    what: 'from the day on, a new set-up is for Graph',
    at: end,
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      expect(assistant.session.plan?.found.profile).toBe('graph')
      expect(granted(scenario)).toEqual(graphValues)
      expect(await prove(assistant)).toBe('opens')
    },
  },
  {
    id: 'E-04',
    what: 'a customer of EWS comes back after the day: it says so, and Graph is one choice away',
    at: '2027-03-01T14:00:00Z',
    async run(scenario) {
      await customer(scenario)
      scenario.clock.set(new Date('2027-04-01T02:00:00Z'))
      const assistant = scenario.start()
      await signIn(assistant)
      expect(assistant.session.plan).toMatchObject({ changes: [], found: { profile: 'ews' } })
      expect(await assistant.call('goToProof', {})).toBeNull()
      expect(await prove(assistant)).toBe('mailbox: ews-ended')
      const id = appId(scenario)
      expect(await plan(assistant, { profile: 'graph' })).toEqual([
        'update-application',
        ...graphValues.map(() => 'grant'),
      ])
      expect(await approve(assistant)).toBeNull()
      expect(await prove(assistant)).toBe('opens')
      expect(appId(scenario)).toBe(id)
    },
  },
  {
    id: 'E-05',
    what: 'weeks after the day: the old secret has ended, and Graph gets one of its own',
    at: '2027-03-01T14:00:00Z',
    async run(scenario) {
      await customer(scenario)
      scenario.clock.set(new Date('2027-05-03T14:00:00Z'))
      const assistant = scenario.start()
      await signIn(assistant)
      await plan(assistant, { profile: 'graph' })
      expect(await approve(assistant)).toBeNull()
      await plan(assistant, { retireOthers: true })
      expect(await approve(assistant)).toBeNull()
      expect(granted(scenario)).toEqual(graphValues)
      expect(await prove(assistant)).toBe('opens')
      expect(assistant.session.plan?.found.secret).toMatchObject({
        state: 'pending',
        expiresAt: '2027-10-30T05:00:00Z',
      })
    },
  },
]

runRows('S', rows)
