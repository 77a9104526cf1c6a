import { expect } from 'vitest'
import { answerRow, type AnswerRow } from '#support/ews/answer-row.ts'
import { unlicensedMailbox } from '#support/ews/mailboxes.ts'
import { consent, revoke } from '#support/ews/portal.ts'
import { runRows, type Row } from '#support/ews/rows.ts'
import { prove, reception, setUp, sophie } from '#support/ews/steps.ts'
import { ews, line, soap, tokenRefusal } from '#support/ews/wire.ts'

const fiveMinutes = 300_000
const expiredToken = '2000008;reason="The token has expired.";error_category="token_expired"'
const sum = (waits: readonly number[]) => waits.reduce((total, ms) => total + ms, 0)
const once = (waits: readonly number[]) => {
  expect(waits).toHaveLength(1)
}

/** The four causes of a 403, then every other answer of Exchange's (microsoft-365 reference, G). */
const rows: readonly AnswerRow[] = [
  {
    id: 'G-01',
    what: '403, “EWS is disabled for this user or tenant”',
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: false }),
    expects: 'mailbox: ews-disabled',
    microsoft: { host: 'outlook.office365.com', status: 403 },
  },
  {
    id: 'G-02',
    what: '403, “EWS is blocked by policy”: not on the list',
    exchange: (exchange) => Object.assign(exchange, { ewsAllowedAppIds: ['cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'] }),
    expects: 'mailbox: ews-blocked',
    microsoft: { status: 403 },
  },
  {
    id: 'G-03',
    what: '403, “EWS is blocked by policy”: a list of user agents, which the header does not tell apart',
    exchange: (exchange) => Object.assign(exchange, { userAgents: { policy: 'EnforceAllowList', list: ['Other/*'] } }),
    expects: 'mailbox: ews-blocked',
  },
  {
    id: 'G-04',
    what: '403 without a reason: an access policy restricts the application to others',
    exchange: (exchange, id) =>
      Object.assign(exchange, { accessPolicies: [{ appId: id, right: 'RestrictAccess', members: [sophie] }] }),
    expects: 'mailbox: mailbox-refused',
    microsoft: { status: 403 },
  },
  {
    id: 'G-05',
    what: '403 without a reason: an access policy denies this mailbox',
    exchange: (exchange, id) =>
      Object.assign(exchange, { accessPolicies: [{ appId: id, right: 'DenyAccess', members: [reception] }] }),
    expects: 'mailbox: mailbox-refused',
  },
  {
    id: 'G-06',
    what: '403 with a reason nobody has heard of: not guessed',
    mocks: ews({ statusCode: 403, body: '', headers: [{ name: 'X-EWS-Policy-Reason', value: 'Something else' }] }),
    expects: 'mailbox: mailbox-refused',
  },
  {
    id: 'G-07',
    what: '401: too old, or for somebody else',
    mocks: ews({ statusCode: 401, body: '', headers: [{ name: 'x-ms-diagnostics', value: expiredToken }] }),
    expects: 'mailbox: exchange-unauthorized',
    microsoft: { status: 401, diagnostics: expiredToken },
  },
  {
    id: 'G-08',
    what: 'ErrorAccessDenied',
    mocks: ews(soap('ErrorAccessDenied')),
    expects: 'mailbox: mailbox-out-of-reach',
    microsoft: { status: 500, code: 'ErrorAccessDenied' },
  },
  {
    id: 'G-09',
    what: 'ErrorImpersonateUserDenied: a mailbox outside every scope',
    mailbox: sophie,
    expects: 'mailbox: mailbox-out-of-reach',
    microsoft: { code: 'ErrorImpersonateUserDenied' },
  },
  {
    id: 'G-10',
    what: 'ErrorNonExistentMailbox: nobody',
    mailbox: 'nobody@erablieredunord.example',
    expects: 'mailbox: mailbox-unknown',
    microsoft: { code: 'ErrorNonExistentMailbox' },
  },
  {
    id: 'G-11',
    what: 'ErrorNonExistentMailbox: an account without a mailbox',
    mailbox: 'l.belanger.admin@erablieredunord.example',
    expects: 'mailbox: mailbox-unknown',
  },
  {
    id: 'G-12',
    what: 'ErrorNonExistentMailbox: a mailbox without a licence',
    seed: unlicensedMailbox,
    mailbox: 'ancien@erablieredunord.example',
    expects: 'mailbox: mailbox-unknown',
  },
  {
    id: 'G-13',
    what: 'ErrorNonExistentMailbox: another company’s',
    mailbox: 'a.martin@partenaire.example',
    expects: 'mailbox: mailbox-unknown',
  },
  ...['ErrorMailboxMoveInProgress', 'ErrorMailboxStoreUnavailable', 'ErrorInternalServerTransientError'].flatMap(
    (code, place): readonly AnswerRow[] => [
      {
        id: `G-${14 + place}`,
        what: `${code}, twice, and then it opens`,
        mocks: ews(soap(code), 1, 2),
        expects: 'opens',
        waits: (waits) => {
          expect(waits).toHaveLength(2)
        },
      },
    ],
  ),
  {
    id: 'G-17',
    what: 'a mailbox that is moved all day: waited for as long as is normal',
    mocks: ews(soap('ErrorMailboxMoveInProgress')),
    expects: 'mailbox: exchange-busy',
    waits: (waits) => {
      expect(sum(waits)).toBeGreaterThan(fiveMinutes - 20_000)
      expect(sum(waits)).toBeLessThanOrEqual(fiveMinutes)
    },
  },
  ...(['500', '200', '503'] as const).map((says, place): AnswerRow => ({
    id: `G-${18 + place}`,
    what: `ErrorServerBusy, said as ${says}${says === '503' ? '' : ', with how long'}`,
    exchange: (exchange) => Object.assign(exchange, { busy: { left: 1, says, backOffMilliseconds: 4200 } }),
    expects: 'opens',
    waits: (waits) => {
      if (says === '503') once(waits)
      else expect(waits).toEqual([4200])
    },
  })),
  {
    id: 'G-21',
    what: '503 with Retry-After',
    mocks: ews({ statusCode: 503, body: '', headers: [{ name: 'Retry-After', value: '17' }] }, 1),
    expects: 'opens',
    waits: (waits) => {
      expect(waits).toEqual([17_000])
    },
  },
  {
    id: 'G-22',
    what: '429 with Retry-After',
    mocks: ews({ statusCode: 429, body: '', headers: [{ name: 'Retry-After', value: '9' }] }, 1),
    expects: 'opens',
    waits: (waits) => {
      expect(waits).toEqual([9_000])
    },
  },
  {
    id: 'G-23',
    what: 'another response code is not guessed',
    mocks: ews(soap('ErrorInvalidServerVersion')),
    expects: 'mailbox: microsoft-unexpected',
    microsoft: { code: 'ErrorInvalidServerVersion' },
  },
  {
    id: 'G-24',
    what: 'a network’s own page in Exchange’s name opens nothing',
    mocks: line('captive-portal'),
    expects: 'mailbox: not-microsoft',
  },
  {
    id: 'G-25',
    what: 'the line breaks twice: a read is asked again',
    mocks: line('reset-after-commit', 1, 2),
    expects: 'opens',
  },
  {
    id: 'G-26',
    what: 'the line stays broken: not an answer of Microsoft’s',
    mocks: line('reset-before-commit'),
    expects: 'mailbox: unreachable',
  },
  {
    id: 'G-27',
    what: 'after 1 April 2027: 410',
    at: '2027-03-20T14:00:00Z',
    then: '2027-04-01T00:00:00Z',
    expects: 'mailbox: ews-ended',
    microsoft: { status: 410 },
  },
  {
    id: 'G-28',
    what: 'the minute before: it opens',
    at: '2027-03-20T14:00:00Z',
    then: '2027-03-31T23:59:00Z',
    expects: 'opens',
  },
  {
    id: 'G-29',
    what: 'Exchange itself answers 404',
    mocks: ews({ statusCode: 404, body: '', headers: [{ name: 'X-FEServer', value: 'YQBPR0101CA0001' }] }),
    expects: 'mailbox: ews-ended',
  },
  {
    id: 'G-37',
    what: 'before 1 April 2027: a filter’s 404 is not the end of EWS',
    mocks: ews({ statusCode: 404, body: '<html><title>Accès refusé</title></html>' }),
    expects: 'mailbox: not-microsoft',
    microsoft: { status: 404, pageTitle: 'Accès refusé' },
  },
  {
    id: 'G-38',
    what: 'after 1 April 2027: a 404 that may be a filter’s, or the end of EWS',
    at: '2027-03-20T14:00:00Z',
    then: '2027-04-01T00:00:00Z',
    mocks: ews({ statusCode: 404, body: '<html></html>' }),
    expects: 'mailbox: ews-ended-or-filtered',
  },
  ...[
    'ErrorInternalServerError',
    'ErrorConnectionFailedTransientError',
    'ErrorADUnavailable',
    'ErrorTimeoutExpired',
    'ErrorNoRespondingCASInDestinationSite',
  ].map((code, place): AnswerRow => ({
    id: `G-${39 + place}`,
    what: `${code}, twice, and then it opens`,
    mocks: ews(soap(code), 1, 2),
    expects: 'opens',
    waits: (waits) => {
      expect(waits).toHaveLength(2)
    },
  })),
  {
    id: 'G-44',
    what: 'servers that are never reached: the mailbox may be hosted elsewhere',
    mocks: ews(soap('ErrorNoRespondingCASInDestinationSite')),
    expects: 'mailbox: mailbox-elsewhere',
  },
  {
    id: 'G-30',
    what: 'a secret that is not active yet is waited for',
    mocks: tokenRefusal(7000215, 1, 2),
    expects: 'opens',
    waits: (waits) => {
      expect(waits).toHaveLength(2)
    },
  },
  {
    id: 'G-31',
    what: 'an old secret that Microsoft refuses is not waited for',
    then: '2026-11-23T15:00:00Z',
    mocks: tokenRefusal(7000215),
    expects: 'token: secret-not-accepted',
    microsoft: { host: 'login.microsoftonline.com', code: 'AADSTS7000215' },
    waits: (waits) => {
      expect(waits).toEqual([])
    },
  },
  {
    id: 'G-32',
    what: 'a secret past its day',
    at: '2027-03-20T14:00:00Z',
    then: '2027-04-01T05:00:00Z',
    expects: 'token: secret-expired',
  },
]

const walks: readonly Row[] = [
  {
    id: 'G-33',
    what: 'success: one call, for ids only',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      const before = scenario.tenant.requests.length
      expect(await prove(assistant)).toBe('opens')
      const calls = scenario.tenant.requests.slice(before).filter(({ host }) => host === 'outlook.office365.com')
      expect(calls).toMatchObject([{ method: 'POST', path: '/EWS/Exchange.asmx', status: 200 }])
    },
  },
  {
    id: 'G-34',
    what: 'ErrorNonPrimarySmtpAddress names the address, and with that it opens',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      expect(await prove(assistant, 'info@erablieredunord.example')).toBe('mailbox: mailbox-alias')
      const { primaryAddress = '' } = assistant.session.problem ?? {}
      expect(primaryAddress).toBe(reception)
      expect(await prove(assistant, primaryAddress)).toBe('opens')
    },
  },
  {
    id: 'G-35',
    what: 'a token without the role: issued all the same, and never called access',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      const { tenant } = scenario
      await revoke(scenario)
      const before = tenant.requests.length
      expect(await prove(assistant)).toBe('role: role-missing')
      expect(tenant.requests.slice(before).some(({ host }) => host === 'outlook.office365.com')).toBe(false)
      expect(assistant.session.proof?.checks.map(({ state }) => state)).toEqual(['passed', 'failed', 'to-come'])
      expect(await assistant.call('goToHandoff', {})).toMatchObject({ code: 'out-of-order' })
    },
  },
  {
    id: 'G-36',
    what: 'a role on its way into the tokens is waited for',
    async run(scenario) {
      const assistant = scenario.start()
      await setUp(assistant)
      await revoke(scenario)
      const { clock, tenant } = scenario
      void clock.at(new Date(clock.now().getTime() + 60_000), () => consent(scenario, 'ews'))
      expect(await prove(assistant)).toBe('opens')
      expect(tenant.state.appRoleAssignments).toHaveLength(1)
    },
  },
]

runRows('G', [...rows.map(answerRow), ...walks])
