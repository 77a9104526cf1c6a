import { expect } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { luc, marieEve } from '#support/tenant-client.ts'
import { answerRow, type AnswerRow } from '#support/ews/answer-row.ts'
import { otherName, unlicensedMailbox } from '#support/ews/mailboxes.ts'
import { revoke } from '#support/ews/portal.ts'
import { runRows, type Row } from '#support/ews/rows.ts'
import type { OpenedAssistant } from '#support/ews/opened-assistant.ts'
import { approve, granted, plan, planned, prove, reception, setUp, signIn, sophie } from '#support/ews/steps.ts'
import { graphCall } from '#support/ews/wire.ts'

const profile = 'graph'
const values = profiles.graph.permissions.map(({ value }) => value)
const retryAfter = (seconds: string) => [{ name: 'Retry-After', value: seconds }]

/** The answers of Graph about a mailbox, for each permission. */
const answers: readonly AnswerRow[] = [
  { id: 'P-01', what: 'a shared mailbox opens, each permission by its own call', profile, expects: 'opens' },
  {
    id: 'P-02',
    what: 'nobody',
    profile,
    mailbox: 'nobody@erablieredunord.example',
    expects: 'calendar: mailbox-unknown',
    microsoft: { host: 'graph.microsoft.com', status: 404, code: 'ErrorInvalidUser' },
  },
  {
    id: 'P-21',
    what: 'an account that signs in with another name than its address',
    profile,
    mailbox: 'stage@erablieredunord.example',
    expects: 'opens',
    seed: otherName,
  },
  {
    id: 'P-03',
    what: 'an account without a mailbox',
    profile,
    mailbox: 'l.belanger.admin@erablieredunord.example',
    expects: 'calendar: mailbox-unknown',
    microsoft: { code: 'MailboxNotEnabledForRESTAPI' },
  },
  {
    id: 'P-04',
    what: 'a mailbox without a licence',
    profile,
    mailbox: 'ancien@erablieredunord.example',
    expects: 'calendar: mailbox-unknown',
    seed: unlicensedMailbox,
  },
  {
    id: 'P-05',
    what: 'a mailbox outside every scope',
    profile,
    mailbox: sophie,
    expects: 'calendar: mailbox-out-of-reach',
    microsoft: { status: 403, code: 'ErrorAccessDenied' },
  },
  {
    id: 'P-06',
    what: 'an access policy of the company’s',
    profile,
    expects: 'calendar: mailbox-refused',
    exchange: (exchange, id) =>
      Object.assign(exchange, { accessPolicies: [{ appId: id, right: 'DenyAccess', members: [reception] }] }),
  },
  {
    id: 'P-07',
    what: 'a mailbox whose EWS is switched off: nothing to Graph',
    profile,
    mailbox: 'n.roy@erablieredunord.example',
    expects: 'opens',
  },
  {
    id: 'P-08',
    what: 'throttled with Retry-After',
    profile,
    expects: 'opens',
    mocks: graphCall('contactFolders', { statusCode: 429, headers: retryAfter('12') }, 1),
    waits: (waits) => {
      expect(waits).toEqual([12_000])
    },
  },
  {
    id: 'P-09',
    what: 'busy for as long as is normal',
    profile,
    expects: 'mail: microsoft-busy',
    mocks: graphCall('mailFolders', { statusCode: 503 }),
  },
  {
    id: 'P-10',
    what: 'a token that Graph does not take',
    profile,
    expects: 'settings: exchange-unauthorized',
    mocks: graphCall('mailboxSettings', { statusCode: 401, body: { error: { code: 'InvalidAuthenticationToken' } } }),
  },
  {
    id: 'P-11',
    what: 'an account that may not be read',
    profile,
    expects: 'user: mailbox-refused',
    mocks: graphCall('example?$select', { statusCode: 403, body: { error: { code: 'Authorization_RequestDenied' } } }),
  },
  {
    id: 'P-12',
    what: 'after 1 April 2027 Graph goes on',
    profile,
    expects: 'opens',
    at: '2027-03-20T14:00:00Z',
    then: '2027-04-02T14:00:00Z',
  },
]

const walks: readonly Row[] = [
  {
    id: 'P-13',
    what: 'from scratch: five permissions of Graph’s, none of Exchange’s, and a secret that outlives EWS',
    async run(scenario) {
      const assistant = scenario.start()
      await signIn(assistant)
      const kinds = ['create-application', 'create-service-principal', 'create-secret', ...values.map(() => 'grant')]
      expect(await plan(assistant, { profile })).toEqual(kinds)
      expect(await approve(assistant)).toBeNull()
      expect(granted(scenario)).toEqual([...values].sort())
      expect(assistant.session.plan?.found.secret?.expiresAt).toBe('2027-05-22T05:00:00Z')
    },
  },
  {
    id: 'P-14',
    what: 'the proof asks for ids, a list of folders and a time zone, and reads nothing that anybody wrote',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant, { profile })
      const before = scenario.tenant.requests.length
      expect(await prove(assistant)).toBe('opens')
      const user = `/v1.0/users/${encodeURIComponent(reception)}`
      const asked = scenario.tenant.requests.slice(before).map(({ host, path }) => [host, path])
      expect(asked.filter(([host]) => host !== 'login.microsoftonline.com')).toEqual(
        ['/calendar', '/contactFolders', '/mailFolders/inbox', '/mailboxSettings/timeZone', ''].map((path) => [
          'graph.microsoft.com',
          user + path,
        ]),
      )
      expect(assistant.session.proof?.checks.map(({ check }) => check)).toEqual([
        'token',
        'role',
        'calendar',
        'contacts',
        'mail',
        'settings',
        'user',
      ])
    },
  },
  ...values.map((value, place): Row => ({
    id: `P-${15 + place}`,
    what: `without ${value} the token is not whole, and no mailbox is tried`,
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant, { profile })
      await revoke(scenario, value)
      const before = scenario.tenant.requests.length
      expect(await prove(assistant)).toBe('role: role-missing')
      expect(scenario.tenant.requests.slice(before).some(({ path }) => path.includes('/users/'))).toBe(false)
      expect(await plan(assistant, {})).toEqual(['grant'])
      expect(assistant.session.plan?.changes).toMatchObject([{ value }])
    },
  })),
  {
    id: 'P-20',
    what: 'a re-run sees what it was set up for, and plans nothing',
    async run(scenario) {
      await setUp(scenario.start(), { profile })
      const { writes } = scenario.tenant
      const next = scenario.start()
      await signIn(next)
      expect(next.session.plan).toMatchObject({ changes: [], found: { profile: 'graph', consented: true } })
      expect(scenario.tenant.writes).toBe(writes)
    },
  },
]

/** The rights that the person is asked for, and when. */
const asking: readonly Row[] = [
  {
    id: 'K-01',
    what: 'the sign-in asks the smallest rights, and EWS needs no other',
    async run(scenario) {
      const assistant = scenario.start(marieEve)
      await setUp(assistant)
      expect(assistant.pages).toHaveLength(1)
      expect(assistant.pages[0]).toMatch(/\/User\.Read .*\/Application\.ReadWrite\.All /)
      expect(assistant.pages[0]).not.toMatch(/AppRoleAssignment|Mail|Directory/)
    },
  },
  {
    id: 'K-02',
    what: 'Graph’s permissions need one more: asked once Microsoft has refused, of who may use it',
    async run(scenario) {
      const assistant = scenario.start(luc)
      await signIn(assistant)
      await plan(assistant, { profile })
      expect(assistant.pages.join()).not.toContain('AppRoleAssignment')
      expect(await approve(assistant)).toBeNull()
      expect(assistant.pages).toHaveLength(2)
      expect(assistant.pages[1]).toContain('/AppRoleAssignment.ReadWrite.All')
      expect(assistant.session.page).toBeNull()
    },
  },
  {
    id: 'K-03',
    what: 'declined: nothing is granted, and the person may think better of it',
    async run(scenario) {
      const assistant = scenario.start(luc)
      await signIn(assistant)
      await plan(assistant, { profile })
      assistant.consents = false
      expect(await approve(assistant)).toBe('sign-in-declined')
      expect(granted(scenario)).toEqual([])
      assistant.consents = true
      await plan(assistant, {})
      expect(await approve(assistant)).toBeNull()
      expect(granted(scenario)).toEqual([...values].sort())
      expect(await prove(assistant)).toBe('opens')
    },
  },
  {
    id: 'K-04',
    what: 'another account answers: not the one that was confirmed',
    async run(scenario) {
      const assistant = scenario.start(luc)
      await signIn(assistant)
      await plan(assistant, { profile })
      assistant.account = marieEve
      expect(await approve(assistant)).toBe('other-account')
      expect(granted(scenario)).toEqual([])
    },
  },
  {
    id: 'K-05',
    what: 'asked once for as long as the assistant is open',
    async run(scenario) {
      const assistant = scenario.start(luc)
      await setUp(assistant, { profile })
      await revoke(scenario, 'Mail.ReadWrite')
      expect(await plan(assistant, {})).toEqual(['grant'])
      expect(await approve(assistant)).toBeNull()
      expect(assistant.pages).toHaveLength(2)
      expect(planned(assistant)).toEqual([])
    },
  },
  {
    id: 'K-06',
    what: 'nobody answers the page: it can be copied, opened again, and the run stopped',
    async run(scenario) {
      const assistant = scenario.start(luc)
      await signIn(assistant)
      await plan(assistant, { profile })
      assistant.answers = false
      const running = approve(assistant)
      while (assistant.pages.length < 2) await new Promise((resolve) => setImmediate(resolve))
      expect(assistant.session).toMatchObject({
        at: 'run',
        busy: true,
        page: { state: 'open', until: expect.any(String) as unknown },
      })
      expect(await assistant.call('copyLink', {})).toBeNull()
      expect(assistant.shown.at(-1)).toContain('AppRoleAssignment.ReadWrite.All')
      expect(await assistant.call('stop', {})).toBeNull()
      expect(await running).toBe('stopped')
      assistant.answers = true
      await plan(assistant, {})
      expect(await approve(assistant)).toBeNull()
    },
  },
  {
    id: 'K-07',
    what: 'the page does not open by itself: it waits for the click that asks for it',
    async run(scenario) {
      const assistant = scenario.start(luc)
      await signIn(assistant)
      await plan(assistant, { profile })
      assistant.opensWantedPages = false
      const running = approve(assistant)
      await untilPageIsWanted(assistant)
      expect(assistant.session).toMatchObject({ at: 'run', busy: true, page: { state: 'wanted', why: 'grant' } })
      expect(assistant.pages).toHaveLength(1)
      expect(await assistant.call('openPage', {})).toBeNull()
      expect(await running).toBeNull()
      expect(assistant.pages).toHaveLength(2)
      expect(granted(scenario)).toEqual([...values].sort())
    },
  },
  {
    id: 'K-08',
    what: 'stopped instead of clicked: no page opens, nothing is granted, and the run may be tried again',
    async run(scenario) {
      const assistant = scenario.start(luc)
      await signIn(assistant)
      await plan(assistant, { profile })
      assistant.opensWantedPages = false
      const running = approve(assistant)
      await untilPageIsWanted(assistant)
      expect(await assistant.call('stop', {})).toBeNull()
      expect(await running).toBe('stopped')
      expect(assistant.session).toMatchObject({ at: 'run', busy: false, page: null, problem: { code: 'stopped' } })
      // The page is no longer wanted, so a click on it is out of order.
      expect(await assistant.call('openPage', {})).toMatchObject({ code: 'out-of-order' })
      expect(assistant.pages).toHaveLength(1)
      expect(granted(scenario)).toEqual([])
      assistant.opensWantedPages = true
      await plan(assistant, {})
      expect(await approve(assistant)).toBeNull()
    },
  },
]

async function untilPageIsWanted(assistant: OpenedAssistant): Promise<void> {
  while (assistant.session.page?.state !== 'wanted') await new Promise((resolve) => setImmediate(resolve))
}

runRows('P', [...answers.map(answerRow), ...walks])
runRows('K', asking)
