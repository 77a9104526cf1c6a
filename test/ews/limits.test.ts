import { expect } from 'vitest'
import type { Scenario } from '#support/ews/scenario.ts'
import { consent, limitInExchange } from '#support/ews/portal.ts'
import { runRows, type Row } from '#support/ews/rows.ts'
import type { OpenedAssistant } from '#support/ews/opened-assistant.ts'
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
const after = ({ clock }: Scenario, ms: number) => new Date(clock.now().getTime() + ms)
const group = { group: 'prextra@erablieredunord.example', allowedMailbox: reception, blockedMailbox: marie }

/**
 * Sets up for all mailboxes, then limits the application in the safe order: first in Exchange, then the consent is
 * removed.
 */
async function limited(scenario: Scenario, profile: ProfileId = 'ews', isApplied = true): Promise<OpenedAssistant> {
  const assistant = scenario.start()
  await setUp(assistant, { profile })
  expect(await assistant.call('back', {})).toBeNull()
  expect(await assistant.call('goToLimit', {})).toBeNull()
  expect(await assistant.call('setLimit', group)).toBeNull()
  if (isApplied) limitInExchange(scenario, profile, [reception])
  await plan(assistant, { reach: 'limited' })
  expect(await approve(assistant)).toBeNull()
  expect(assistant.session.at).toBe('proof')
  return assistant
}

const checks = ({ session }: OpenedAssistant) => session.proof?.checks.map(({ check }) => check)

const rows: readonly Row[] = [
  {
    id: 'F-01',
    what: 'the consent leaves once Exchange has its scope, and the application says that it is limited',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      limitInExchange(scenario, 'ews', [reception])
      expect(await plan(assistant, { reach: 'limited' })).toEqual(['update-application', 'remove-grant'])
      expect(assistant.session.plan?.changes).toMatchObject([
        { tags: ['prextra-scoped'] },
        { value: 'full_access_as_app', why: 'limited' },
      ])
      expect(await approve(assistant)).toBeNull()
      expect(granted(scenario)).toEqual([])
      expect(tags(scenario)).toContain('prextra-scoped')
    },
  },
  {
    id: 'F-02',
    what: 'a mailbox in scope opens, one outside is refused; the token lacks the role, and that is right',
    async run(scenario) {
      const assistant = await limited(scenario)
      expect(await prove(assistant, reception, marie)).toBe('opens')
      expect(checks(assistant)).toEqual(['token', 'mailbox', 'blocked-mailbox'])
    },
  },
  {
    id: 'F-03',
    what: 'a re-run plans nothing',
    async run(scenario) {
      await limited(scenario)
      const { writes } = scenario.tenant
      const next = scenario.start()
      await signIn(next)
      expect(planned(next)).toEqual([])
      expect(next.session.plan?.found).toMatchObject({ limited: true, granted: [], consented: true })
      expect(await next.call('goToProof', {})).toBeNull()
      expect(await prove(next, reception, marie)).toBe('opens')
      expect(scenario.tenant.writes).toBe(writes)
    },
  },
  {
    id: 'F-04',
    what: 'a mailbox outside the scope is refused as such',
    async run(scenario) {
      const assistant = await limited(scenario)
      expect(await prove(assistant, marie, reception)).toBe('mailbox: mailbox-out-of-reach')
    },
  },
  {
    id: 'F-05',
    what: 'red when the mailbox outside opens: the scope holds everybody',
    async run(scenario) {
      const assistant = await limited(scenario)
      limitInExchange(scenario, 'ews', [reception, marie])
      expect(await prove(assistant, reception, marie)).toBe('blocked-mailbox: not-limited')
    },
  },
  {
    id: 'F-06',
    what: 'red when the mailbox outside opens: somebody has consented again, and the two add up',
    async run(scenario) {
      const assistant = await limited(scenario)
      await consent(scenario, 'ews')
      expect(await prove(assistant, reception, marie)).toBe('blocked-mailbox: not-limited')
      expect(await plan(assistant, {})).toEqual(['remove-grant'])
      expect(await approve(assistant)).toBeNull()
      expect(await prove(assistant, reception, marie)).toBe('opens')
    },
  },
  {
    id: 'F-07',
    what: 'a mailbox that is not there is closed to everybody: no proof',
    async run(scenario) {
      const assistant = await limited(scenario)
      expect(await prove(assistant, reception, 'nobody@erablieredunord.example')).toBe(
        'blocked-mailbox: mailbox-unknown',
      )
    },
  },
  {
    id: 'F-08',
    what: 'a mailbox that a policy closes is closed for another reason: no proof',
    async run(scenario) {
      const assistant = await limited(scenario)
      limitInExchange(scenario, 'ews', [reception, 'n.roy@erablieredunord.example'])
      expect(await prove(assistant, reception, 'n.roy@erablieredunord.example')).toBe('blocked-mailbox: ews-disabled')
    },
  },
  {
    id: 'F-09',
    what: 'without a mailbox outside, the limit is not shown',
    async run(scenario) {
      const assistant = await limited(scenario)
      expect(await prove(assistant, reception, null)).toBe('blocked-mailbox: blocked-mailbox-needed')
    },
  },
  {
    id: 'F-10',
    what: 'Exchange has not applied it yet: waited for, two hours at most, and across a restart',
    async run(scenario) {
      const assistant = await limited(scenario, 'ews', false)
      expect(await prove(assistant, reception, marie)).toBe('mailbox: exchange-unauthorized')
      const closed = scenario.clock.at(after(scenario, 20 * minute), () => {
        assistant.kill()
      })
      void assistant.call('watch', {})
      await closed
      const next = scenario.start()
      expect(next.session.awaited).toMatchObject({ for: 'limit', mailbox: reception, blockedMailbox: marie })
      await signIn(next, 'resume')
      expect(next.session.at).toBe('proof')
      void scenario.clock.at(after(scenario, 40 * minute), () => {
        limitInExchange(scenario, 'ews', [reception])
      })
      expect(await next.call('watch', {})).toBeNull()
      expect(shown(next)).toBe('opens')
      expect(checks(next)).toEqual(['token', 'mailbox', 'blocked-mailbox'])
    },
  },
  {
    id: 'F-11',
    what: 'a limit that is not applied for two hours is said',
    async run(scenario) {
      const assistant = await limited(scenario, 'ews', false)
      await prove(assistant, reception, marie)
      const began = scenario.clock.now().getTime()
      expect(await assistant.call('watch', {})).toMatchObject({ code: 'exchange-unauthorized' })
      expect(scenario.clock.now().getTime() - began).toBeLessThanOrEqual(120 * minute)
      expect(scenario.clock.now().getTime() - began).toBeGreaterThan(110 * minute)
    },
  },
  {
    id: 'F-12',
    what: 'the allow list counts as before: the scope does not replace it',
    async run(scenario) {
      const assistant = await limited(scenario)
      scenario.tenant.exchange.ewsAllowedAppIds = []
      expect(await prove(assistant, reception, marie)).toBe('mailbox: ews-blocked')
    },
  },
  {
    id: 'F-13',
    what: 'widened again, by the person’s wish: the mark leaves, the consent comes back, the proof asks for the role',
    async run(scenario) {
      const assistant = await limited(scenario)
      expect(await plan(assistant, { reach: 'everywhere' })).toEqual([
        'widen-application',
        'update-application',
        'grant',
      ])
      expect(await approve(assistant)).toBeNull()
      expect([tags(scenario).includes('prextra-scoped'), granted(scenario)]).toEqual([false, ['full_access_as_app']])
      expect(await prove(assistant, marie)).toBe('opens')
      expect(checks(assistant)).toEqual(['token', 'role', 'mailbox'])
    },
  },
  {
    id: 'F-14',
    what: 'a delivered secret stays through a limit',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      expect(await prove(assistant)).toBe('opens')
      await assistant.call('goToHandoff', {})
      expect(await handOff(assistant)).toBeNull()
      const before = scenario.tenant.state.applications[0]?.passwordCredentials
      limitInExchange(scenario, 'ews', [reception])
      const next = scenario.start()
      await signIn(next)
      expect(await plan(next, { reach: 'limited' })).toEqual(['update-application', 'remove-grant'])
      expect(await approve(next)).toBeNull()
      expect(scenario.tenant.state.applications[0]?.passwordCredentials).toEqual(before)
      expect(tags(scenario).filter((tag) => tag.startsWith('prextra-delivered:'))).toHaveLength(1)
    },
  },
  {
    id: 'F-15',
    what: 'the same mailbox cannot be inside and outside',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      await assistant.call('back', {})
      await assistant.call('goToLimit', {})
      const same = { ...group, blockedMailbox: reception.toUpperCase() }
      expect(await assistant.call('setLimit', same)).toMatchObject({ code: 'bad-input' })
    },
  },
  {
    id: 'F-16',
    what: 'the colleague who limits it is asked only once it is known what to limit it to',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      expect(await assistant.call('goToLimit', {})).toBeNull()
      expect(await assistant.call('delegate', { step: 'limit' })).toMatchObject({ code: 'out-of-order' })
      expect(await assistant.call('setLimit', group)).toBeNull()
      expect(await assistant.call('delegate', { step: 'limit' })).toBeNull()
      expect(assistant.session).toMatchObject({ at: 'delegation', delegation: { step: 'limit' }, limit: group })
    },
  },
  {
    id: 'F-17',
    what: 'Graph limited: what Exchange has a role for leaves, reading accounts stays',
    async run(scenario) {
      const assistant = await limited(scenario, 'graph')
      expect(granted(scenario)).toEqual(['User.Read.All'])
      expect(await prove(assistant, reception, marie)).toBe('opens')
      expect(checks(assistant)).toEqual([
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
    async run(scenario) {
      const assistant = await limited(scenario, 'graph')
      expect(await prove(assistant, marie, reception)).toBe('calendar: mailbox-out-of-reach')
      limitInExchange(scenario, 'graph', [reception, marie])
      expect(await prove(assistant, reception, marie)).toBe('blocked-mailbox: not-limited')
    },
  },
  {
    id: 'F-19',
    what: 'Graph limited: a re-run plans nothing',
    async run(scenario) {
      await limited(scenario, 'graph')
      const next = scenario.start()
      await signIn(next)
      expect(next.session.plan).toMatchObject({ changes: [], found: { profile: 'graph', limited: true } })
    },
  },
  {
    id: 'F-20',
    what: 'Graph limited: a role that Exchange lacks is the one that fails',
    async run(scenario) {
      const assistant = await limited(scenario, 'graph')
      const { exchange } = scenario.tenant
      exchange.roleAssignments = exchange.roleAssignments.filter(({ role }) => !role.includes('Mail.'))
      expect(await prove(assistant, reception, marie)).toBe('mail: mailbox-out-of-reach')
    },
  },
]

runRows('F', rows)
