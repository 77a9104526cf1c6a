import type { ProblemCode } from '#core/problem.ts'
import type { Nature } from '#words/problems/natures.ts'
import {
  asReceived,
  asSent,
  everything,
  microsoftsTime,
  nothing,
  type Ending,
  type Row,
  type Said,
} from '#support/answers/row.ts'
import * as said from '#support/answers/said.ts'
import { playSituations } from '#support/answers/situations.ts'
import { always, answer, calls, exchangeError, graphError } from '#support/answers/wire-answers.ts'

/** H: what Graph and Exchange answer about a mailbox. */

const graph = 'graph.microsoft.com'
const exchange = 'outlook.office365.com'
const byGraph: Partial<Row> = { profile: 'graph', left: { ...everything, grants: 5 } }

interface Meaning {
  readonly code: ProblemCode
  readonly nature: Nature
  readonly says: Said
}

const unknown: Meaning = { code: 'mailbox-unknown', nature: 'here', says: said.mailboxUnknown }
const noExchange: Meaning = { code: 'exchange-missing', nature: 'no', says: said.exchangeMissing }
const programs: Meaning = { code: 'programs-refused', nature: 'no', says: said.programsRefused }
const refused: Meaning = { code: 'mailbox-refused', nature: 'no', says: said.mailboxRefused }
const outOfReach: Meaning = { code: 'mailbox-out-of-reach', nature: 'no', says: said.mailboxOutOfReach }
const unauthorized: Meaning = { code: 'exchange-unauthorized', nature: 'wait', says: said.exchangeUnauthorized }
const unexpected: Meaning = { code: 'microsoft-unexpected', nature: 'unknown', says: said.unexpected }

function ending(meaning: Meaning, host: string, status: number, microsoft?: string): Ending {
  return {
    ...meaning,
    details: {
      host,
      status: String(status),
      ...(microsoft !== undefined && { microsoft }),
      requestId: asReceived,
      clientRequestId: asSent,
      date: microsoftsTime,
    },
  }
}

/** Graph refuses every call on the mailbox. One that it does not know is looked up by its address, and tried by its id. */
function graphRefusal(meaning: Meaning, status: number, code: string, message: string): Row {
  return {
    name: `Graph’s ${status} ${code}: ${message}`,
    does: 'prove',
    left: everything,
    ...byGraph,
    faults: [graphError(calls.mailbox, status, code, message)],
    ends: ending(meaning, graph, status, code),
    sent: [
      [calls.mailbox, meaning === unknown ? 2 : 1],
      ['GET https://graph.microsoft.com/v1.0/users', meaning === unknown ? 1 : 0],
    ],
    waitedMs: [0, 0],
  }
}

const odata = 'Access to OData is disabled.'

const graphRefusals: readonly Row[] = [
  {
    ...graphRefusal(unknown, 404, 'ResourceNotFound', 'Resource could not be discovered.'),
    source: 'microsoftgraph/microsoft-graph-docs-contrib/issues/7160',
  },
  graphRefusal(unknown, 404, 'Request_ResourceNotFound', 'Resource does not exist.'),
  graphRefusal(unknown, 404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive or on-premise.'),
  graphRefusal(unknown, 404, 'ErrorInvalidUser', 'The requested user is invalid.'),
  graphRefusal(unknown, 404, 'ErrorNonExistentMailbox', 'No mailbox with such guid.'),
  {
    ...graphRefusal(
      noExchange,
      404,
      'OrganizationFromTenantGuidNotFound',
      'The tenant for tenant guid does not exist.',
    ),
    source: 'microsoftgraph/msgraph-sdk-dotnet/issues/1920',
  },
  graphRefusal(noExchange, 401, 'OrganizationFromTenantGuidNotFound', 'The tenant for tenant guid does not exist.'),
  { ...graphRefusal(programs, 403, 'ErrorAccessDenied', odata), source: 'microsoft/MHA/issues/49' },
  graphRefusal(programs, 403, 'ErrorAccessDenied', 'access to odata is disabled'),
  graphRefusal(
    refused,
    403,
    'ErrorAccessDenied',
    'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
  ),
  graphRefusal(refused, 403, 'ErrorAccessDenied', 'access to odata is disabled.\r\n[raop] : blocked'),
  graphRefusal(outOfReach, 403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.'),
  graphRefusal(refused, 403, 'SomethingNew', 'A refusal that nobody has read before.'),
  graphRefusal(unauthorized, 401, 'InvalidAuthenticationToken', 'The token is not valid.'),
  graphRefusal(unexpected, 404, 'SomethingNew', 'Something that nobody has read before.'),
  graphRefusal(unexpected, 400, 'ErrorInvalidRequest', 'The request is not valid.'),
]

/** Each call of the profile may be the one that is refused. */
const laterCalls: readonly Row[] = ['contactFolders', 'mailFolders', 'mailboxSettings'].map((call) => ({
  name: `OData is disabled for the call ${call} alone`,
  does: 'prove',
  left: everything,
  ...byGraph,
  faults: [graphError(`GET https://graph.microsoft.com/v1.0/users/*/${call}*`, 403, 'ErrorAccessDenied', odata)],
  ends: ending(programs, graph, 403, 'ErrorAccessDenied'),
}))

/** The same in what Exchange answers to EWS. */
const ewsRefusals: readonly Row[] = (
  [
    ['ErrorNonExistentMailbox', unknown],
    ['ErrorMissingEmailAddress', unknown],
    ['ErrorAccessDenied', outOfReach],
    ['ErrorImpersonateUserDenied', outOfReach],
    ['ErrorImpersonationDenied', outOfReach],
    ['ErrorAccountDisabled', refused],
    ['ErrorSchemaValidation', unexpected],
  ] as const
).map(([code, meaning], place): Row => {
  // Exchange says the same refusal in two ways.
  const as = place % 2 === 0 ? 'fault' : 'message'
  return {
    name: `Exchange’s ${code}, as ${as === 'fault' ? 'a SOAP fault' : 'a message'}`,
    does: 'prove',
    faults: [exchangeError(calls.ews, code, always, as)],
    ends: ending(meaning, exchange, as === 'fault' ? 500 : 200, code),
    left: everything,
    sent: [[calls.ews, 1]],
    waitedMs: [0, 0],
  }
})

const companies: readonly Row[] = [
  {
    name: 'a mailbox that does not exist',
    does: 'prove',
    mailbox: 'nobody@erablieredunord.example',
    ends: ending(unknown, exchange, 500, 'ErrorNonExistentMailbox'),
    left: everything,
    sent: [[calls.ews, 1]],
  },
  {
    name: 'a mailbox that does not exist, profile graph',
    does: 'prove',
    mailbox: 'nobody@erablieredunord.example',
    left: everything,
    ...byGraph,
    ends: ending(unknown, graph, 404, 'ErrorInvalidUser'),
  },
  {
    name: 'a company without Exchange Online: said while planning, and nothing is made',
    does: 'plan',
    seed: { hasExchangeOnline: false },
    ends: { ...noExchange, details: {} },
    left: nothing,
    sent: [['POST https://graph.microsoft.com/*', 0]],
  },
  {
    name: 'a list of programs that does not name the assistant, profile graph',
    does: 'prove',
    left: everything,
    ...byGraph,
    before: ({ tenant }) => {
      tenant.exchange.userAgents = { policy: 'EnforceAllowList', list: ['Other/*'] }
    },
    ends: ending(programs, graph, 403, 'ErrorAccessDenied'),
  },
  {
    name: '403 of Exchange’s without a reason',
    does: 'prove',
    faults: [answer(calls.ews, 403, '', { 'x-feserver': 'YQBPR0101CA0042', 'request-id': crypto.randomUUID() })],
    ends: ending(refused, exchange, 403),
    left: everything,
    sent: [[calls.ews, 1]],
  },
  {
    name: '403 of Exchange’s with a reason that nobody has read before',
    does: 'prove',
    faults: [answer(calls.ews, 403, '', { 'X-EWS-Policy-Reason': 'Something new', 'request-id': crypto.randomUUID() })],
    ends: {
      ...refused,
      details: { ...ending(refused, exchange, 403).details, policyReason: 'Something new' },
    },
    left: everything,
    sent: [[calls.ews, 1]],
  },
]

/** What Graph answers when the person's own mailbox is to send the mail. */
const mails: readonly Row[] = (
  [
    [404, 'ResourceNotFound', { code: 'no-mailbox', nature: 'here', says: said.noMailbox }],
    [404, 'MailboxNotEnabledForRESTAPI', { code: 'no-mailbox', nature: 'here', says: said.noMailbox }],
    [403, 'ErrorAccessDenied', { code: 'mail-refused', nature: 'no', says: said.mailRefused }],
    [400, 'ErrorInvalidRecipients', { code: 'mail-refused', nature: 'no', says: said.mailRefused }],
  ] as const
).map(([status, code, meaning]) => ({
  name: `Graph’s ${status} ${code} to the mail`,
  does: 'send the mail',
  faults: [graphError(calls.sendMail, status, code)],
  ends: ending(meaning, graph, status, code),
  left: everything,
  sent: [[calls.sendMail, 1]],
  pages: 1,
}))

playSituations('H', [...graphRefusals, ...laterCalls, ...ewsRefusals, ...companies, ...mails])
