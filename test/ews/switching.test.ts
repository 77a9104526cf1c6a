import { expect } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { limit } from '#support/ews/portal.ts'
import type { Office } from '#support/ews/office.ts'
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

/** An EWS customer, handed over: its secret is in production. */
async function customer(office: Office): Promise<void> {
  const seat = office.start()
  await setUp(seat)
  expect(await prove(seat)).toBe('opens')
  await seat.call('goToHandoff', {})
  expect(await handOff(seat)).toBeNull()
}

const again = { secretEndsAt: null, aim: null, adopt: null, restore: null } as const
const graphDown = [{ request: { url: 'https://graph.microsoft.com/*' }, effect: 'unknown-host' as const }]

const manifest = ({ tenant }: Office) =>
  JSON.stringify(tenant.state.applications[0]?.properties['requiredResourceAccess'])

/** A customer of EWS goes to Graph, and the end of EWS (microsoft-365 reference, A1 and H). */
const rows: readonly Row[] = [
  {
    id: 'S-01',
    what: 'the application stays, the grants are added, and nothing is taken away yet',
    async run(office) {
      await customer(office)
      const id = appId(office)
      const { passwordCredentials } = office.tenant.state.applications[0] ?? {}
      const seat = office.start()
      await signIn(seat)
      expect(await plan(seat, { profile: 'graph' })).toEqual(['update-application', ...graphValues.map(() => 'grant')])
      expect(await approve(seat)).toBeNull()
      expect([appId(office), granted(office)]).toEqual([id, both])
      expect(office.tenant.state.applications[0]?.passwordCredentials).toEqual(passwordCredentials)
    },
  },
  {
    id: 'S-15',
    what: 'a plan that was not made changes nothing of what is proven and handed over',
    async run(office) {
      await customer(office)
      const seat = office.start()
      await signIn(seat)
      office.mocks.push(...graphDown)
      expect(await seat.call('plan', { ...again, profile: 'graph' })).toMatchObject({ code: 'unreachable' })
      office.mocks.length = 0
      await seat.call('goToProof', {})
      expect(await prove(seat)).toBe('opens')
      expect(seat.session.proof?.checks.map(({ check }) => check)).toEqual(['token', 'role', 'mailbox'])
      await seat.call('goToHandoff', {})
      expect(await handOff(seat)).toBeNull()
    },
  },
  {
    id: 'S-02',
    what: 'proven by Graph, while EWS goes on working',
    async run(office) {
      await customer(office)
      const seat = office.start()
      await signIn(seat)
      await plan(seat, { profile: 'graph' })
      await approve(seat)
      expect(await prove(seat)).toBe('opens')
      expect(seat.session.proof?.checks.map(({ check }) => check)).toContain('calendar')
      await plan(seat, { profile: 'ews' })
      expect(planned(seat)).toEqual([])
      expect(await seat.call('goToProof', {})).toBeNull()
      expect(await prove(seat)).toBe('opens')
      expect(seat.session.proof?.checks.map(({ check }) => check)).toEqual(['token', 'role', 'mailbox'])
    },
  },
  {
    id: 'S-03',
    what: 'then EWS’s grant leaves, with its line in the manifest, and Graph opens',
    async run(office) {
      await customer(office)
      const seat = office.start()
      await signIn(seat)
      await plan(seat, { profile: 'graph' })
      await approve(seat)
      expect(seat.session.plan?.found.others).toEqual(['full_access_as_app'])
      expect(await plan(seat, { retireOthers: true })).toEqual(['remove-grant'])
      expect(seat.session.plan?.changes).toMatchObject([{ value: 'full_access_as_app', why: 'replaced' }])
      expect(await approve(seat)).toBeNull()
      expect(granted(office)).toEqual(graphValues)
      expect(manifest(office)).not.toContain(profiles.ews.permissions[0].appRoleId)
      expect(await prove(seat)).toBe('opens')
    },
  },
  {
    id: 'S-04',
    what: 'nothing is taken away unless the person asks for it',
    async run(office) {
      await customer(office)
      const seat = office.start()
      await signIn(seat)
      await plan(seat, { profile: 'graph' })
      await approve(seat)
      expect(await plan(seat, {})).toEqual([])
      expect(granted(office)).toEqual(both)
    },
  },
  {
    id: 'S-05',
    what: 'once EWS has left, a re-run sees Graph, and plans nothing',
    async run(office) {
      await customer(office)
      const seat = office.start()
      await signIn(seat)
      await plan(seat, { profile: 'graph' })
      await approve(seat)
      await plan(seat, { retireOthers: true })
      await approve(seat)
      const { writes } = office.tenant
      const next = office.start()
      await signIn(next)
      expect(next.session.plan).toMatchObject({ changes: [], found: { profile: 'graph', others: [] } })
      expect(office.tenant.writes).toBe(writes)
    },
  },
  {
    id: 'S-06',
    what: 'while both are there, a re-run goes on with EWS, and says that Graph’s are there',
    async run(office) {
      await customer(office)
      const seat = office.start()
      await signIn(seat)
      await plan(seat, { profile: 'graph' })
      await approve(seat)
      const next = office.start()
      await signIn(next)
      expect(next.session.plan).toMatchObject({ changes: [], found: { profile: 'ews' } })
      expect([...(next.session.plan?.found.others ?? [])].sort()).toEqual(graphValues)
    },
  },
  {
    id: 'S-07',
    what: 'back to EWS: Graph’s grants leave by the right that gave them, which the tenant still knows',
    async run(office) {
      const seat = office.start()
      await setUp(seat, { profile: 'graph' })
      await plan(seat, { profile: 'ews' })
      expect(planned(seat)).toEqual(['update-application', 'grant'])
      await approve(seat)
      expect(await prove(seat)).toBe('opens')
      const next = office.start()
      await signIn(next)
      expect(await plan(next, { profile: 'ews', retireOthers: true })).toEqual(graphValues.map(() => 'remove-grant'))
      expect(await approve(next)).toBeNull()
      expect(next.pages).toHaveLength(1)
      expect(granted(office)).toEqual(['full_access_as_app'])
      expect(await prove(next)).toBe('opens')
    },
  },
  {
    id: 'S-08',
    what: 'a limited customer: Graph’s consents that Exchange gives stay out, and the limit is proven by Graph',
    async run(office) {
      const seat = office.start()
      await setUp(seat)
      limit(office, 'ews', [reception])
      await plan(seat, { reach: 'limited' })
      await approve(seat)
      expect(await plan(seat, { profile: 'graph' })).toEqual(['update-application', 'grant'])
      expect(await approve(seat)).toBeNull()
      expect(granted(office)).toEqual(['User.Read.All'])
      expect(await prove(seat, reception, marie)).toBe('calendar: mailbox-out-of-reach')
      limit(office, 'graph', [reception])
      expect(await prove(seat, reception, marie)).toBe('opens')
    },
  },
  {
    id: 'S-09',
    what: 'stopped half-way by a busy Microsoft, run again: the rest is made, and nothing twice',
    async run(office) {
      await customer(office)
      const seat = office.start()
      await signIn(seat)
      await plan(seat, { profile: 'graph' })
      office.mocks.push({
        request: { url: 'https://graph.microsoft.com/*/appRoleAssignedTo', method: 'POST', bodyFragment: 'e2a3a72e' },
        response: { statusCode: 503 },
      })
      expect(await approve(seat)).not.toBeNull()
      expect(granted(office).length).toBeLessThan(both.length)
      office.mocks.length = 0
      await plan(seat, {})
      expect(await approve(seat)).toBeNull()
      expect(granted(office)).toEqual(both)
    },
  },
  {
    id: 'S-10',
    what: 'what works is not taken away before what replaces it is there, whoever gives it',
    async run(office) {
      await customer(office)
      const seat = office.start()
      await signIn(seat)
      const early = { secretEndsAt: null, aim: null, adopt: null, restore: null, profile: 'graph' } as const
      expect(await seat.call('plan', { ...early, retireOthers: true })).toMatchObject({ code: 'consent-missing' })
      const elsewhere = { ...early, retireOthers: true, consentDelegated: true }
      expect(await seat.call('plan', elsewhere)).toMatchObject({ code: 'consent-missing' })
      expect(granted(office)).toEqual(['full_access_as_app'])
    },
  },
  {
    id: 'E-01',
    what: 'until the day before, a new set-up is for EWS, with a secret that ends with it',
    at: '2027-03-31T20:00:00Z',
    async run(office) {
      const seat = office.start()
      await signIn(seat)
      expect(seat.session.plan).toMatchObject({ found: { profile: 'ews' }, secretEndsAt: '2027-04-01T05:00:00Z' })
    },
  },
  {
    id: 'E-02',
    what: 'a longer life than EWS has is refused',
    async run(office) {
      const seat = office.start()
      await signIn(seat)
      const longer = { secretEndsAt: '2027-05-01T05:00:00Z', aim: null, adopt: null, restore: null }
      expect(await seat.call('plan', longer)).toMatchObject({ code: 'bad-input' })
      expect(await seat.call('plan', { ...longer, profile: 'graph' })).toBeNull()
    },
  },
  {
    id: 'E-03',
    what: 'from the day on, a new set-up is for Graph',
    at: end,
    async run(office) {
      const seat = office.start()
      await setUp(seat)
      expect(seat.session.plan?.found.profile).toBe('graph')
      expect(granted(office)).toEqual(graphValues)
      expect(await prove(seat)).toBe('opens')
    },
  },
  {
    id: 'E-04',
    what: 'a customer of EWS comes back after the day: it says so, and Graph is one choice away',
    at: '2027-03-01T14:00:00Z',
    async run(office) {
      await customer(office)
      office.clock.set(new Date('2027-04-01T02:00:00Z'))
      const seat = office.start()
      await signIn(seat)
      expect(seat.session.plan).toMatchObject({ changes: [], found: { profile: 'ews' } })
      expect(await seat.call('goToProof', {})).toBeNull()
      expect(await prove(seat)).toBe('mailbox: ews-ended')
      const id = appId(office)
      expect(await plan(seat, { profile: 'graph' })).toEqual(['update-application', ...graphValues.map(() => 'grant')])
      expect(await approve(seat)).toBeNull()
      expect(await prove(seat)).toBe('opens')
      expect(appId(office)).toBe(id)
    },
  },
  {
    id: 'E-05',
    what: 'weeks after the day: the old secret has ended, and Graph gets one of its own',
    at: '2027-03-01T14:00:00Z',
    async run(office) {
      await customer(office)
      office.clock.set(new Date('2027-05-03T14:00:00Z'))
      const seat = office.start()
      await signIn(seat)
      await plan(seat, { profile: 'graph' })
      expect(await approve(seat)).toBeNull()
      await plan(seat, { retireOthers: true })
      expect(await approve(seat)).toBeNull()
      expect(granted(office)).toEqual(graphValues)
      expect(await prove(seat)).toBe('opens')
      expect(seat.session.plan?.found.secret).toMatchObject({ state: 'pending', expiresAt: '2027-10-30T05:00:00Z' })
    },
  },
]

runRows('S', rows)
