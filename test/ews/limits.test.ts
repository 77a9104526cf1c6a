import { expect } from 'vitest'
import type { Office } from '#support/ews/office.ts'
import { consent, limit } from '#support/ews/portal.ts'
import { runRows, type Row } from '#support/ews/rows.ts'
import type { Seat } from '#support/ews/seat.ts'
import {
  approve,
  granted,
  handOff,
  marie,
  plan,
  planned,
  prove,
  reception,
  setUp,
  shown,
  signIn,
  tags,
} from '#support/ews/steps.ts'
import type { ProfileId } from '#core/access/profile.ts'

const minute = 60_000
const after = ({ clock }: Office, ms: number) => new Date(clock.now().getTime() + ms)
const group = { group: 'prextra@erablieredunord.example', allowedMailbox: reception, blockedMailbox: marie }

/** Set up for everybody, then limited in the safe order: scope and test in Exchange, and the consent leaves. */
async function limited(office: Office, profile: ProfileId = 'ews', isApplied = true): Promise<Seat> {
  const seat = office.start()
  await setUp(seat, { profile })
  expect(await seat.call('back', {})).toBeNull()
  expect(await seat.call('goToLimit', {})).toBeNull()
  expect(await seat.call('setLimit', group)).toBeNull()
  if (isApplied) limit(office, profile, [reception])
  await plan(seat, { reach: 'limited' })
  expect(await approve(seat)).toBeNull()
  expect(seat.session.at).toBe('proof')
  return seat
}

const checks = ({ session }: Seat) => session.proof?.checks.map(({ check }) => check)

const rows: readonly Row[] = [
  {
    id: 'F-01',
    what: 'the consent leaves once Exchange has its scope, and the application says that it is limited',
    async run(office) {
      const seat = office.start()
      await setUp(seat)
      limit(office, 'ews', [reception])
      expect(await plan(seat, { reach: 'limited' })).toEqual(['update-application', 'remove-grant'])
      expect(seat.session.plan?.changes).toMatchObject([
        { tags: ['prextra-scoped'] },
        { value: 'full_access_as_app', why: 'limited' },
      ])
      expect(await approve(seat)).toBeNull()
      expect(granted(office)).toEqual([])
      expect(tags(office)).toContain('prextra-scoped')
    },
  },
  {
    id: 'F-02',
    what: 'a mailbox in scope opens, one outside is refused; the token lacks the role, and that is right',
    async run(office) {
      const seat = await limited(office)
      expect(await prove(seat, reception, marie)).toBe('opens')
      expect(checks(seat)).toEqual(['token', 'mailbox', 'blocked-mailbox'])
    },
  },
  {
    id: 'F-03',
    what: 'a re-run plans nothing',
    async run(office) {
      await limited(office)
      const { writes } = office.tenant
      const next = office.start()
      await signIn(next)
      expect(planned(next)).toEqual([])
      expect(next.session.plan?.found).toMatchObject({ limited: true, granted: [], consented: true })
      expect(await next.call('goToProof', {})).toBeNull()
      expect(await prove(next, reception, marie)).toBe('opens')
      expect(office.tenant.writes).toBe(writes)
    },
  },
  {
    id: 'F-04',
    what: 'a mailbox outside the scope is refused as such',
    async run(office) {
      const seat = await limited(office)
      expect(await prove(seat, marie, reception)).toBe('mailbox: mailbox-out-of-reach')
    },
  },
  {
    id: 'F-05',
    what: 'red when the mailbox outside opens: the scope holds everybody',
    async run(office) {
      const seat = await limited(office)
      limit(office, 'ews', [reception, marie])
      expect(await prove(seat, reception, marie)).toBe('blocked-mailbox: not-limited')
    },
  },
  {
    id: 'F-06',
    what: 'red when the mailbox outside opens: somebody has consented again, and the two add up',
    async run(office) {
      const seat = await limited(office)
      await consent(office, 'ews')
      expect(await prove(seat, reception, marie)).toBe('blocked-mailbox: not-limited')
      expect(await plan(seat, {})).toEqual(['remove-grant'])
      expect(await approve(seat)).toBeNull()
      expect(await prove(seat, reception, marie)).toBe('opens')
    },
  },
  {
    id: 'F-07',
    what: 'a mailbox that is not there is closed to everybody: no proof',
    async run(office) {
      const seat = await limited(office)
      expect(await prove(seat, reception, 'nobody@erablieredunord.example')).toBe('blocked-mailbox: mailbox-unknown')
    },
  },
  {
    id: 'F-08',
    what: 'a mailbox that a policy closes is closed for another reason: no proof',
    async run(office) {
      const seat = await limited(office)
      limit(office, 'ews', [reception, 'n.roy@erablieredunord.example'])
      expect(await prove(seat, reception, 'n.roy@erablieredunord.example')).toBe('blocked-mailbox: ews-disabled')
    },
  },
  {
    id: 'F-09',
    what: 'without a mailbox outside, the limit is not shown',
    async run(office) {
      const seat = await limited(office)
      expect(await prove(seat, reception, null)).toBe('blocked-mailbox: blocked-mailbox-needed')
    },
  },
  {
    id: 'F-10',
    what: 'Exchange has not applied it yet: waited for, two hours at most, and across a restart',
    async run(office) {
      const seat = await limited(office, 'ews', false)
      expect(await prove(seat, reception, marie)).toBe('mailbox: exchange-unauthorized')
      const closed = office.clock.at(after(office, 20 * minute), () => {
        seat.kill()
      })
      void seat.call('watch', {})
      await closed
      const next = office.start()
      expect(next.session.awaited).toMatchObject({ for: 'limit', mailbox: reception, blockedMailbox: marie })
      await signIn(next, 'resume')
      expect(next.session.at).toBe('proof')
      void office.clock.at(after(office, 40 * minute), () => {
        limit(office, 'ews', [reception])
      })
      expect(await next.call('watch', {})).toBeNull()
      expect(shown(next)).toBe('opens')
      expect(checks(next)).toEqual(['token', 'mailbox', 'blocked-mailbox'])
    },
  },
  {
    id: 'F-11',
    what: 'a limit that is not applied for two hours is said',
    async run(office) {
      const seat = await limited(office, 'ews', false)
      await prove(seat, reception, marie)
      const began = office.clock.now().getTime()
      expect(await seat.call('watch', {})).toMatchObject({ code: 'exchange-unauthorized' })
      expect(office.clock.now().getTime() - began).toBeLessThanOrEqual(120 * minute)
      expect(office.clock.now().getTime() - began).toBeGreaterThan(110 * minute)
    },
  },
  {
    id: 'F-12',
    what: 'the allow list counts as before: the scope does not replace it',
    async run(office) {
      const seat = await limited(office)
      office.tenant.exchange.ewsAllowedAppIds = []
      expect(await prove(seat, reception, marie)).toBe('mailbox: ews-blocked')
    },
  },
  {
    id: 'F-13',
    what: 'widened again, by the person’s wish: the mark leaves, the consent comes back, the proof asks for the role',
    async run(office) {
      const seat = await limited(office)
      expect(await plan(seat, { reach: 'everywhere' })).toEqual(['widen-application', 'update-application', 'grant'])
      expect(await approve(seat)).toBeNull()
      expect([tags(office).includes('prextra-scoped'), granted(office)]).toEqual([false, ['full_access_as_app']])
      expect(await prove(seat, marie)).toBe('opens')
      expect(checks(seat)).toEqual(['token', 'role', 'mailbox'])
    },
  },
  {
    id: 'F-14',
    what: 'a delivered secret stays through a limit',
    async run(office) {
      const seat = office.start()
      await setUp(seat)
      expect(await prove(seat)).toBe('opens')
      await seat.call('goToHandoff', {})
      expect(await handOff(seat)).toBeNull()
      const before = office.tenant.state.applications[0]?.passwordCredentials
      limit(office, 'ews', [reception])
      const next = office.start()
      await signIn(next)
      expect(await plan(next, { reach: 'limited' })).toEqual(['update-application', 'remove-grant'])
      expect(await approve(next)).toBeNull()
      expect(office.tenant.state.applications[0]?.passwordCredentials).toEqual(before)
      expect(tags(office).filter((tag) => tag.startsWith('prextra-delivered:'))).toHaveLength(1)
    },
  },
  {
    id: 'F-15',
    what: 'the same mailbox cannot be inside and outside',
    async run(office) {
      const seat = office.start()
      await setUp(seat)
      await seat.call('back', {})
      await seat.call('goToLimit', {})
      const same = { ...group, blockedMailbox: reception.toUpperCase() }
      expect(await seat.call('setLimit', same)).toMatchObject({ code: 'bad-input' })
    },
  },
  {
    id: 'F-16',
    what: 'the colleague who limits it is asked only once it is known what to limit it to',
    async run(office) {
      const seat = office.start()
      await setUp(seat)
      expect(await seat.call('goToLimit', {})).toBeNull()
      expect(await seat.call('delegate', { step: 'limit' })).toMatchObject({ code: 'out-of-order' })
      expect(await seat.call('setLimit', group)).toBeNull()
      expect(await seat.call('delegate', { step: 'limit' })).toBeNull()
      expect(seat.session).toMatchObject({ at: 'delegation', delegation: { step: 'limit' }, limit: group })
    },
  },
  {
    id: 'F-17',
    what: 'Graph limited: what Exchange has a role for leaves, reading accounts stays',
    async run(office) {
      const seat = await limited(office, 'graph')
      expect(granted(office)).toEqual(['User.Read.All'])
      expect(await prove(seat, reception, marie)).toBe('opens')
      expect(checks(seat)).toEqual([
        'token',
        'role',
        'calendar',
        'contacts',
        'mail',
        'settings',
        'user',
        'blocked-mailbox',
      ])
    },
  },
  {
    id: 'F-18',
    what: 'Graph limited: a mailbox outside is refused, and one that opens is red',
    async run(office) {
      const seat = await limited(office, 'graph')
      expect(await prove(seat, marie, reception)).toBe('calendar: mailbox-out-of-reach')
      limit(office, 'graph', [reception, marie])
      expect(await prove(seat, reception, marie)).toBe('blocked-mailbox: not-limited')
    },
  },
  {
    id: 'F-19',
    what: 'Graph limited: a re-run plans nothing',
    async run(office) {
      await limited(office, 'graph')
      const next = office.start()
      await signIn(next)
      expect(next.session.plan).toMatchObject({ changes: [], found: { profile: 'graph', limited: true } })
    },
  },
  {
    id: 'F-20',
    what: 'Graph limited: a role that Exchange lacks is the one that fails',
    async run(office) {
      const seat = await limited(office, 'graph')
      const { exchange } = office.tenant
      exchange.roleAssignments = exchange.roleAssignments.filter(({ role }) => !role.includes('Mail.'))
      expect(await prove(seat, reception, marie)).toBe('mail: mailbox-out-of-reach')
    },
  },
]

runRows('F', rows)
