import { expect } from 'vitest'
import { allowInExchange } from '#support/ews/portal.ts'
import type { Scenario } from '#support/ews/scenario.ts'
import { runRows, type Row } from '#support/ews/rows.ts'
import type { OpenedAssistant } from '#support/ews/opened-assistant.ts'
import { handOff, planned, prove, reception, setUp, shown, signIn } from '#support/ews/steps.ts'

const minute = 60_000
const hour = 60 * minute

const after = ({ clock }: Scenario, ms: number) => new Date(clock.now().getTime() + ms)

/** Sets up in a company whose allow list lacks the application, and is refused at the proof. */
async function blocked(scenario: Scenario): Promise<OpenedAssistant> {
  scenario.tenant.exchange.ewsAllowsNewApplications = false
  const assistant = scenario.start()
  await setUp(assistant)
  expect(await prove(assistant)).toBe('mailbox: ews-blocked')
  return assistant
}

/** Returns the number of tokens asked for with the secret since then, one for each attempt. */
const looks = ({ tenant }: Scenario, since: number) =>
  tenant.requests.slice(since).filter(({ path }) => path === '/EWS/Exchange.asmx').length

const rows: readonly Row[] = [
  {
    id: 'W-01',
    what: 'blocked today, allowed tomorrow: it is seen, told, and handed over',
    async run(scenario) {
      const assistant = await blocked(scenario)
      const listed = after(scenario, 20 * hour)
      const done = scenario.clock.at(listed, () => {
        allowInExchange(scenario)
      })
      expect(await assistant.call('watch', {})).toBeNull()
      await done
      expect(shown(assistant)).toBe('opens')
      expect(assistant.notices.at(-1)).toBe('access-opened')
      expect(Date.parse(assistant.session.proof?.at ?? '') - listed.getTime()).toBeLessThanOrEqual(10 * minute)
      expect(assistant.session.awaited).toBeNull()
      expect(await assistant.call('goToHandoff', {})).toBeNull()
      expect(await handOff(assistant)).toBeNull()
      expect(assistant.session.at).toBe('done')
    },
  },
  {
    id: 'W-02',
    what: 'blocked today, the assistant closed, allowed tomorrow, resumed: back to green without starting over',
    async run(scenario) {
      const { clock, tenant } = scenario
      const assistant = await blocked(scenario)
      const since = clock.now().toISOString()
      const closed = clock.at(after(scenario, 3 * hour), () => {
        assistant.kill()
      })
      void assistant.call('watch', {})
      await closed
      clock.set(after(scenario, 15 * hour))
      const requests = tenant.requests.length
      const writes = tenant.writes
      const next = scenario.start()
      // Nothing starts by itself.
      expect(tenant.requests).toHaveLength(requests)
      expect(next.session).toMatchObject({ at: 'welcome', awaited: { for: 'allow-list', since, mailbox: reception } })
      await signIn(next, 'resume')
      expect(next.session.at).toBe('proof')
      expect(planned(next)).toEqual([])
      const listed = clock.at(after(scenario, 2 * hour), () => {
        // The day it began is kept, and so is the day it ends.
        expect(next.session.awaited?.since).toBe(since)
        expect(Date.parse(next.session.awaited?.until ?? '') - Date.parse(since)).toBe(24 * hour)
        allowInExchange(scenario)
      })
      expect(await next.call('watch', {})).toBeNull()
      await listed
      expect(shown(next)).toBe('opens')
      expect(next.notices).toEqual(['access-opened'])
      expect(tenant.writes).toBe(writes)
      // It works, so the next start does not offer to resume the wait.
      expect(scenario.start().session.awaited).toBeNull()
    },
  },
  {
    id: 'W-03',
    what: 'after 24 hours waiting is no longer normal, and the refusal itself is said',
    async run(scenario) {
      const assistant = await blocked(scenario)
      const began = scenario.clock.now().getTime()
      const since = scenario.tenant.requests.length
      expect(await assistant.call('watch', {})).toMatchObject({ code: 'ews-blocked' })
      const took = scenario.clock.now().getTime() - began
      expect(took).toBeLessThanOrEqual(24 * hour)
      expect(took).toBeGreaterThan(23 * hour)
      // Every ten minutes, not more often.
      expect(looks(scenario, since)).toBeLessThanOrEqual(145)
      expect(assistant.notices.at(-1)).toBe('access-refused')
      expect(shown(assistant)).toBe('mailbox: ews-blocked')
      expect(assistant.session.awaited).toMatchObject({ for: 'allow-list' })
    },
  },
  {
    id: 'W-04',
    what: 'what has been waited for too long is waited for anew when the person wishes',
    async run(scenario) {
      const assistant = await blocked(scenario)
      await assistant.call('watch', {})
      scenario.clock.set(after(scenario, 2 * hour))
      void scenario.clock.at(after(scenario, hour), () => {
        allowInExchange(scenario)
      })
      expect(await assistant.call('watch', {})).toBeNull()
      expect(shown(assistant)).toBe('opens')
    },
  },
  {
    id: 'W-05',
    what: '“check again now” does not wait for the next look',
    async run(scenario) {
      const assistant = await blocked(scenario)
      const now = after(scenario, 63 * minute)
      const checked = scenario.clock.at(now, async () => {
        allowInExchange(scenario)
        expect(await assistant.call('checkNow', {})).toBeNull()
      })
      await assistant.call('watch', {})
      await checked
      expect(shown(assistant)).toBe('opens')
      expect(assistant.session.proof?.at).toBe(now.toISOString())
    },
  },
  {
    id: 'W-06',
    what: '“check again now” goes on waiting when nothing has changed',
    async run(scenario) {
      const assistant = await blocked(scenario)
      const since = scenario.tenant.requests.length
      void scenario.clock.at(after(scenario, 3 * minute), () => assistant.call('checkNow', {}))
      void scenario.clock.at(after(scenario, 8 * minute), () => assistant.call('checkNow', {}))
      void scenario.clock.at(after(scenario, hour), () => assistant.call('stop', {}))
      expect(await assistant.call('watch', {})).toMatchObject({ code: 'stopped' })
      // The attempts are at minutes 0, 3 and 8, and then every ten minutes: 18, 28, 38, 48, 58.
      expect(looks(scenario, since)).toBe(8)
    },
  },
  {
    id: 'W-07',
    what: 'a person who stops is let go, and what is waited for is kept',
    async run(scenario) {
      const assistant = await blocked(scenario)
      const stopped = after(scenario, 65 * minute)
      void scenario.clock.at(stopped, () => assistant.call('stop', {}))
      expect(await assistant.call('watch', {})).toMatchObject({ code: 'stopped', at: stopped.toISOString() })
      expect(assistant.session).toMatchObject({
        at: 'proof',
        busy: false,
        waiting: null,
        awaited: { for: 'allow-list' },
      })
      expect(assistant.notices).not.toContain('access-refused')
      expect(await prove(assistant)).toBe('mailbox: ews-blocked')
    },
  },
  {
    id: 'W-08',
    what: 'while it waits, the window says for what, since when and until when',
    async run(scenario) {
      const assistant = await blocked(scenario)
      const began = scenario.clock.now()
      void scenario.clock.at(after(scenario, 5 * minute), () => {
        expect(assistant.session).toMatchObject({
          busy: true,
          waiting: { reason: 'allow-list', since: began.toISOString() },
          awaited: { since: began.toISOString(), until: new Date(began.getTime() + 24 * hour).toISOString() },
        })
        allowInExchange(scenario)
      })
      await assistant.call('watch', {})
      expect(shown(assistant)).toBe('opens')
    },
  },
  {
    id: 'W-09',
    what: 'EWS switched off is waited for as well',
    async run(scenario) {
      const assistant = await blocked(scenario)
      scenario.tenant.exchange.ewsEnabled = false
      void scenario.clock.at(after(scenario, 5 * hour), () => {
        allowInExchange(scenario)
      })
      await assistant.call('watch', {})
      expect(shown(assistant)).toBe('opens')
    },
  },
  {
    id: 'W-10',
    what: 'a refusal that waiting does not lift ends it at once, and is told',
    async run(scenario) {
      const assistant = await blocked(scenario)
      void scenario.clock.at(after(scenario, hour), () => {
        allowInExchange(scenario)
        const appId = assistant.session.plan?.found.application?.appId ?? ''
        scenario.tenant.exchange.accessPolicies = [{ appId, right: 'DenyAccess', members: [reception] }]
      })
      expect(await assistant.call('watch', {})).toMatchObject({ code: 'mailbox-refused' })
      expect(assistant.notices.at(-1)).toBe('access-refused')
      expect(shown(assistant)).toBe('mailbox: mailbox-refused')
    },
  },
  {
    id: 'W-11',
    what: 'waiting past 1 April ends with the end of EWS',
    at: '2027-03-31T12:00:00Z',
    async run(scenario) {
      const assistant = await blocked(scenario)
      expect(await assistant.call('watch', {})).toMatchObject({ code: 'ews-ended' })
      expect(scenario.clock.now().toISOString().slice(0, 13)).toBe('2027-04-01T00')
    },
  },
  {
    id: 'W-12',
    what: 'the network goes and comes back meanwhile: not a refusal, and not the end of waiting',
    async run(scenario) {
      const assistant = await blocked(scenario)
      const { clock, mocks } = scenario
      void clock.at(after(scenario, hour), () => {
        mocks.push({
          request: { url: 'https://outlook.office365.com/*', method: 'POST' },
          effect: 'reset-before-commit',
        })
      })
      void clock.at(after(scenario, 4 * hour), () => {
        mocks.length = 0
        allowInExchange(scenario)
      })
      expect(await assistant.call('watch', {})).toBeNull()
      expect(shown(assistant)).toBe('opens')
    },
  },
  {
    id: 'W-13',
    what: 'each look asks for a token of its own: one from a cache would not know what has changed',
    async run(scenario) {
      const assistant = await blocked(scenario)
      const { tenant } = scenario
      const since = tenant.requests.length
      void scenario.clock.at(after(scenario, 2 * hour), () => {
        allowInExchange(scenario)
      })
      await assistant.call('watch', {})
      const tokens = tenant.requests.slice(since).filter(({ path }) => path.endsWith('/oauth2/v2.0/token'))
      expect(tokens).toHaveLength(looks(scenario, since))
      expect(shown(assistant)).toBe('opens')
    },
  },
]

runRows('W', rows)
