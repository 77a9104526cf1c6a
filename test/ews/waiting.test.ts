import { expect } from 'vitest'
import { list } from '#support/ews/portal.ts'
import type { Office } from '#support/ews/office.ts'
import { runRows, type Row } from '#support/ews/rows.ts'
import type { Seat } from '#support/ews/seat.ts'
import { handOff, planned, prove, reception, setUp, shown, signIn } from '#support/ews/steps.ts'

const minute = 60_000
const hour = 60 * minute

const after = ({ clock }: Office, ms: number) => new Date(clock.now().getTime() + ms)

/** Set up in a company whose list no new application is put on by itself, and refused there. */
async function blocked(office: Office): Promise<Seat> {
  office.tenant.exchange.ewsAllowsNewApplications = false
  const seat = office.start()
  await setUp(seat)
  expect(await prove(seat)).toBe('mailbox: ews-blocked')
  return seat
}

/** The tokens that were asked for with the secret. */
const looks = ({ tenant }: Office, since: number) =>
  tenant.requests.slice(since).filter(({ path }) => path === '/EWS/Exchange.asmx').length

const rows: readonly Row[] = [
  {
    id: 'W-01',
    what: 'blocked today, allowed tomorrow: it is seen, told, and handed over',
    async run(office) {
      const seat = await blocked(office)
      const listed = after(office, 20 * hour)
      const done = office.clock.at(listed, () => {
        list(office)
      })
      expect(await seat.call('watch', {})).toBeNull()
      await done
      expect(shown(seat)).toBe('opens')
      expect(seat.notices.at(-1)).toBe('access-opened')
      expect(Date.parse(seat.session.proof?.at ?? '') - listed.getTime()).toBeLessThanOrEqual(10 * minute)
      expect(seat.session.awaited).toBeNull()
      expect(await seat.call('goToHandoff', {})).toBeNull()
      expect(await handOff(seat)).toBeNull()
      expect(seat.session.at).toBe('done')
    },
  },
  {
    id: 'W-02',
    what: 'blocked today, the assistant closed, allowed tomorrow, resumed: back to green without starting over',
    async run(office) {
      const { clock, tenant } = office
      const seat = await blocked(office)
      const since = clock.now().toISOString()
      const closed = clock.at(after(office, 3 * hour), () => {
        seat.kill()
      })
      void seat.call('watch', {})
      await closed
      clock.set(after(office, 15 * hour))
      const requests = tenant.requests.length
      const writes = tenant.writes
      const next = office.start()
      // Nothing starts by itself.
      expect(tenant.requests).toHaveLength(requests)
      expect(next.session).toMatchObject({ at: 'welcome', awaited: { for: 'allow-list', since, mailbox: reception } })
      await signIn(next, 'resume')
      expect(next.session.at).toBe('proof')
      expect(planned(next)).toEqual([])
      const listed = clock.at(after(office, 2 * hour), () => {
        // The day it began is kept, and so is the day it ends.
        expect(next.session.awaited?.since).toBe(since)
        expect(Date.parse(next.session.awaited?.until ?? '') - Date.parse(since)).toBe(24 * hour)
        list(office)
      })
      expect(await next.call('watch', {})).toBeNull()
      await listed
      expect(shown(next)).toBe('opens')
      expect(next.notices).toEqual(['access-opened'])
      expect(tenant.writes).toBe(writes)
      // It works: who comes back another day is not asked to wait.
      expect(office.start().session.awaited).toBeNull()
    },
  },
  {
    id: 'W-03',
    what: 'after 24 hours waiting is no longer normal, and the refusal itself is said',
    async run(office) {
      const seat = await blocked(office)
      const began = office.clock.now().getTime()
      const since = office.tenant.requests.length
      expect(await seat.call('watch', {})).toMatchObject({ code: 'ews-blocked' })
      const took = office.clock.now().getTime() - began
      expect(took).toBeLessThanOrEqual(24 * hour)
      expect(took).toBeGreaterThan(23 * hour)
      // Every ten minutes, not more often.
      expect(looks(office, since)).toBeLessThanOrEqual(145)
      expect(seat.notices.at(-1)).toBe('access-refused')
      expect(shown(seat)).toBe('mailbox: ews-blocked')
      expect(seat.session.awaited).toMatchObject({ for: 'allow-list' })
    },
  },
  {
    id: 'W-04',
    what: 'what has been waited for too long is waited for anew when the person wishes',
    async run(office) {
      const seat = await blocked(office)
      await seat.call('watch', {})
      office.clock.set(after(office, 2 * hour))
      void office.clock.at(after(office, hour), () => {
        list(office)
      })
      expect(await seat.call('watch', {})).toBeNull()
      expect(shown(seat)).toBe('opens')
    },
  },
  {
    id: 'W-05',
    what: '“check again now” does not wait for the next look',
    async run(office) {
      const seat = await blocked(office)
      const now = after(office, 63 * minute)
      const checked = office.clock.at(now, async () => {
        list(office)
        expect(await seat.call('checkNow', {})).toBeNull()
      })
      await seat.call('watch', {})
      await checked
      expect(shown(seat)).toBe('opens')
      expect(seat.session.proof?.at).toBe(now.toISOString())
    },
  },
  {
    id: 'W-06',
    what: '“check again now” goes on waiting when nothing has changed',
    async run(office) {
      const seat = await blocked(office)
      const since = office.tenant.requests.length
      void office.clock.at(after(office, 3 * minute), () => seat.call('checkNow', {}))
      void office.clock.at(after(office, 8 * minute), () => seat.call('checkNow', {}))
      void office.clock.at(after(office, hour), () => seat.call('stop', {}))
      expect(await seat.call('watch', {})).toMatchObject({ code: 'stopped' })
      // At once, at 3, at 8, and then every ten minutes: 18, 28, 38, 48, 58.
      expect(looks(office, since)).toBe(8)
    },
  },
  {
    id: 'W-07',
    what: 'a person who stops is let go, and what is waited for is kept',
    async run(office) {
      const seat = await blocked(office)
      const stopped = after(office, 65 * minute)
      void office.clock.at(stopped, () => seat.call('stop', {}))
      expect(await seat.call('watch', {})).toMatchObject({ code: 'stopped', at: stopped.toISOString() })
      expect(seat.session).toMatchObject({ at: 'proof', busy: false, waiting: null, awaited: { for: 'allow-list' } })
      expect(seat.notices).not.toContain('access-refused')
      expect(await prove(seat)).toBe('mailbox: ews-blocked')
    },
  },
  {
    id: 'W-08',
    what: 'while it waits, the window says for what, since when and until when',
    async run(office) {
      const seat = await blocked(office)
      const began = office.clock.now()
      void office.clock.at(after(office, 5 * minute), () => {
        expect(seat.session).toMatchObject({
          busy: true,
          waiting: { reason: 'allow-list', since: began.toISOString() },
          awaited: { since: began.toISOString(), until: new Date(began.getTime() + 24 * hour).toISOString() },
        })
        list(office)
      })
      await seat.call('watch', {})
      expect(shown(seat)).toBe('opens')
    },
  },
  {
    id: 'W-09',
    what: 'EWS switched off is waited for as well',
    async run(office) {
      const seat = await blocked(office)
      office.tenant.exchange.ewsEnabled = false
      void office.clock.at(after(office, 5 * hour), () => {
        list(office)
      })
      await seat.call('watch', {})
      expect(shown(seat)).toBe('opens')
    },
  },
  {
    id: 'W-10',
    what: 'a refusal that waiting does not lift ends it at once, and is told',
    async run(office) {
      const seat = await blocked(office)
      void office.clock.at(after(office, hour), () => {
        list(office)
        const appId = seat.session.plan?.found.application?.appId ?? ''
        office.tenant.exchange.accessPolicies = [{ appId, right: 'DenyAccess', members: [reception] }]
      })
      expect(await seat.call('watch', {})).toMatchObject({ code: 'mailbox-refused' })
      expect(seat.notices.at(-1)).toBe('access-refused')
      expect(shown(seat)).toBe('mailbox: mailbox-refused')
    },
  },
  {
    id: 'W-11',
    what: 'waiting past 1 April ends with the end of EWS',
    at: '2027-03-31T12:00:00Z',
    async run(office) {
      const seat = await blocked(office)
      expect(await seat.call('watch', {})).toMatchObject({ code: 'ews-ended' })
      expect(office.clock.now().toISOString().slice(0, 13)).toBe('2027-04-01T00')
    },
  },
  {
    id: 'W-12',
    what: 'the network goes and comes back meanwhile: not a refusal, and not the end of waiting',
    async run(office) {
      const seat = await blocked(office)
      const { clock, mocks } = office
      void clock.at(after(office, hour), () => {
        mocks.push({
          request: { url: 'https://outlook.office365.com/*', method: 'POST' },
          effect: 'reset-before-commit',
        })
      })
      void clock.at(after(office, 4 * hour), () => {
        mocks.length = 0
        list(office)
      })
      expect(await seat.call('watch', {})).toBeNull()
      expect(shown(seat)).toBe('opens')
    },
  },
  {
    id: 'W-13',
    what: 'each look asks for a token of its own: one from a cache would not know what has changed',
    async run(office) {
      const seat = await blocked(office)
      const { tenant } = office
      const since = tenant.requests.length
      void office.clock.at(after(office, 2 * hour), () => {
        list(office)
      })
      await seat.call('watch', {})
      const tokens = tenant.requests.slice(since).filter(({ path }) => path.endsWith('/oauth2/v2.0/token'))
      expect(tokens).toHaveLength(looks(office, since))
      expect(shown(seat)).toBe('opens')
    },
  },
]

runRows('W', rows)
