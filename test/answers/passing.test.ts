import type { FaultRule } from '#practice/faults/faults.ts'
import { asReceived, asSent, everything, microsoftsTime, type Ending, type Row } from '#support/answers/row.ts'
import { playSituations } from '#support/answers/situations.ts'
import { exchangeBusy, hybridMailbox, mailboxOutOfReach, microsoftBusy, unreachable } from '#support/answers/said.ts'
import {
  always,
  answer,
  calls,
  exchangeError,
  graphError,
  line,
  once,
  tokenRefusal,
  twice,
  type Turns,
} from '#support/answers/wire-answers.ts'
import { allowInExchange } from '#support/ews/portal.ts'

/** B: what passes by itself is waited for, and one answer never ends a long wait. */

const graph = 'graph.microsoft.com'
const exchange = 'outlook.office365.com'
const minute = 60_000
const hour = 60 * minute
/** All that a wait may last, but for the last pause, which no longer fits. */
const patience = [4.5 * minute, 5 * minute] as const
/** The first two pauses: 1 s and 2 s, each a quarter more or less. */
const twoPauses = [2_250, 3_750] as const

const byExchange = { host: exchange, requestId: asReceived, clientRequestId: asSent, date: microsoftsTime }

/** Codes that say that Exchange is busy; documented, but for those that end in Transient…, which Microsoft adds at will. */
const busyCodes = [
  'ErrorInternalServerError',
  'ErrorInternalServerTransientError',
  'ErrorConnectionFailedTransientError',
  'ErrorConnectionFailed',
  'ErrorMailboxStoreUnavailable',
  'ErrorMailboxMoveInProgress',
  'ErrorMailboxFailover',
  'ErrorADUnavailable',
  'ErrorTimeoutExpired',
  'ErrorServerBusy',
  'ErrorInsufficientResources',
  'ErrorSomethingNewTransientError',
]

/** Codes that say that Exchange does not reach the servers where the mailbox is. */
const unreachedCodes = [
  'ErrorNoRespondingCASInDestinationSite',
  'ErrorProxyRequestProcessingFailed',
  'ErrorCrossSiteRequest',
  'ErrorAutoDiscoverFailed',
]

function proof(name: string, faults: readonly FaultRule[], rest: Pick<Row, 'ends'> & Partial<Row>): Row {
  return { name, does: 'prove', faults, left: everything, ...rest }
}

function opensAfterTwo(what: string, fault: (turns: Turns) => FaultRule, more: Partial<Row> = {}): Row {
  return proof(`${what} twice, then it opens`, [fault(twice)], {
    ends: 'well',
    sent: [[calls.ews, 3]],
    waitedMs: twoPauses,
    ...more,
  })
}

const soapErrors: readonly Row[] = [...busyCodes, ...unreachedCodes].map((code, place) => {
  // Exchange says the same error in two ways.
  const as = place % 2 === 0 ? 'fault' : 'message'
  return opensAfterTwo(`${code} (${as})`, (turns) => exchangeError(calls.ews, code, turns, as))
})

const busy = (code: string | null, status: string): Ending => ({
  code: 'exchange-busy',
  nature: 'wait',
  says: exchangeBusy,
  details: { ...byExchange, status, ...(code !== null && { microsoft: code }) },
})

const soapErrorsThatStay: readonly Row[] = [
  ...['ErrorInternalServerError', 'ErrorConnectionFailedTransientError', 'ErrorMailboxMoveInProgress'].map((code) =>
    proof(`${code}, always: it is said to be busy, and nothing is refused`, [exchangeError(calls.ews, code, always)], {
      ends: busy(code, '500'),
      waitedMs: patience,
    }),
  ),
  ...['ErrorNoRespondingCASInDestinationSite', 'ErrorProxyRequestProcessingFailed'].map((code) =>
    proof(`${code}, always: the mailbox may be hosted elsewhere`, [exchangeError(calls.ews, code, always, 'message')], {
      ends: {
        code: 'mailbox-elsewhere',
        nature: 'here',
        says: hybridMailbox,
        details: { ...byExchange, status: '200', microsoft: code },
      },
      waitedMs: patience,
    }),
  ),
]

const proven = { 'request-id': '3c1f6a52-7be0-4b7d-9a3e-54b1d1e0c7aa' }

const statuses: readonly Row[] = [
  ...[408, 429, 500, 502, 503, 504].map((status) =>
    opensAfterTwo(`Exchange’s ${status}`, (turns) => answer(calls.ews, status, '', proven, turns)),
  ),
  proof('Exchange’s 503 with Retry-After: 40', [answer(calls.ews, 503, '', { ...proven, 'Retry-After': '40' }, once)], {
    ends: 'well',
    sent: [[calls.ews, 2]],
    waitedMs: [40_000, 40_000],
  }),
  proof('Exchange’s 502, always', [answer(calls.ews, 502, '', proven)], {
    ends: { ...busy(null, '502'), details: { ...byExchange, status: '502', requestId: proven['request-id'] } },
    waitedMs: patience,
  }),
]

const broken: Ending = {
  code: 'unreachable',
  nature: 'here',
  says: unreachable(exchange),
  details: { host: exchange, clientRequestId: asSent },
}

const connections: readonly Row[] = [
  ...(['reset-before-commit', 'reset-after-commit', 'half-body'] as const).map((effect) =>
    opensAfterTwo(`a connection that breaks (${effect})`, (turns) => line(calls.ews, effect, turns)),
  ),
  proof('a connection that always breaks', [line(calls.ews, 'reset-before-commit')], {
    ends: broken,
    waitedMs: patience,
  }),
]

/** The same for the calls of the directory, which are reads. */
const graphReads: readonly Row[] = [
  ...[500, 502, 503, 504, 429].map((status): Row => ({
    name: `Graph’s ${status} to a read, twice`,
    does: 'plan again',
    faults: [graphError(calls.applicationByName, status, 'serviceNotAvailable', 'busy', twice)],
    ends: 'well',
    left: everything,
    sent: [[calls.applicationByName, 3]],
    waitedMs: twoPauses,
  })),
  {
    name: 'Graph’s 503 to a read, always',
    does: 'plan again',
    faults: [graphError(calls.applicationByName, 503, 'serviceNotAvailable', 'busy')],
    ends: {
      code: 'microsoft-busy',
      nature: 'wait',
      says: microsoftBusy,
      details: {
        host: graph,
        status: '503',
        microsoft: 'serviceNotAvailable',
        requestId: asReceived,
        clientRequestId: asSent,
        date: microsoftsTime,
      },
    },
    left: everything,
    waitedMs: patience,
  },
  {
    name: 'Graph’s 429 with Retry-After: 90 to a read',
    does: 'plan again',
    faults: [
      answer(
        calls.applicationByName,
        429,
        { error: { code: 'TooManyRequests', message: 'busy' } },
        { 'Retry-After': '90' },
        once,
      ),
    ],
    ends: 'well',
    left: everything,
    sent: [[calls.applicationByName, 2]],
    waitedMs: [90_000, 90_000],
  },
]

/** An answer at the fifth look of the day’s wait; the list is right after two hours, and the next look sees it. */
function atTheFifthLook(what: string, fault: (turns: Turns) => FaultRule, times = 1): Row {
  return {
    name: `${what} at the fifth look, the list right after two hours`,
    does: 'wait for the list',
    faults: [fault({ nth: 5, times })],
    meanwhile: { afterMs: 2 * hour, work: allowInExchange },
    ends: 'well',
    left: everything,
    // A look of its own may take up to five minutes, and there is one every ten.
    waitedMs: [2 * hour, 2 * hour + 16 * minute],
  }
}

const dayLong = { nth: 5, times: 40 } as const

const longWaits: readonly Row[] = [
  ...['ErrorInternalServerError', 'ErrorConnectionFailedTransientError', 'ErrorNoRespondingCASInDestinationSite'].map(
    (code) => atTheFifthLook(code, (turns) => exchangeError(calls.ews, code, turns)),
  ),
  atTheFifthLook(
    'ErrorInternalServerError for minutes',
    (turns) => exchangeError(calls.ews, 'ErrorInternalServerError', turns),
    30,
  ),
  atTheFifthLook(
    'ErrorNoRespondingCASInDestinationSite for minutes',
    (turns) => exchangeError(calls.ews, 'ErrorNoRespondingCASInDestinationSite', turns),
    30,
  ),
  atTheFifthLook('Exchange’s 503', (turns) => answer(calls.ews, 503, '', proven, turns)),
  atTheFifthLook('Exchange’s 503 for minutes', (turns) => answer(calls.ews, 503, '', proven, turns), 30),
  atTheFifthLook('a broken connection for minutes', (turns) => line(calls.ews, 'reset-before-commit', turns), 30),
  atTheFifthLook('an unknown host', (turns) => line(calls.ews, 'unknown-host', turns)),
  ...['ErrorAccessDenied', 'ErrorNonExistentMailbox', 'ErrorAccountDisabled', 'ErrorInvalidOperation'].map((code) =>
    atTheFifthLook(`one refusal (${code})`, (turns) => exchangeError(calls.ews, code, turns)),
  ),
  atTheFifthLook('one 401 of Exchange’s', (turns) =>
    answer(calls.ews, 401, '', { 'x-ms-diagnostics': '2000008;reason="expired"' }, turns),
  ),
  atTheFifthLook('one 404 of Exchange’s', (turns) => answer(calls.ews, 404, '', proven, turns)),
  {
    name: 'the same refusal at two looks in a row ends the wait',
    does: 'wait for the list',
    faults: [exchangeError(calls.ews, 'ErrorAccessDenied', dayLong)],
    ends: {
      code: 'mailbox-out-of-reach',
      nature: 'no',
      says: mailboxOutOfReach,
      details: { ...byExchange, status: '500', microsoft: 'ErrorAccessDenied' },
    },
    left: everything,
    waitedMs: [50 * minute, 50 * minute],
  },
  {
    name: 'two different refusals at two looks in a row do not',
    does: 'wait for the list',
    faults: [
      exchangeError(calls.ews, 'ErrorAccessDenied', { nth: 5 }),
      exchangeError(calls.ews, 'ErrorNonExistentMailbox', { nth: 6 }),
    ],
    meanwhile: { afterMs: 2 * hour, work: allowInExchange },
    ends: 'well',
    left: everything,
    waitedMs: [2 * hour, 2 * hour + 11 * minute],
  },
  {
    name: 'a refusal, the list, and the same refusal again do not end it',
    does: 'wait for the list',
    faults: [
      exchangeError(calls.ews, 'ErrorAccessDenied', { nth: 5 }),
      exchangeError(calls.ews, 'ErrorAccessDenied', { nth: 7 }),
    ],
    meanwhile: { afterMs: 2 * hour, work: allowInExchange },
    ends: 'well',
    left: everything,
    waitedMs: [2 * hour, 2 * hour + 11 * minute],
  },
]

/** A token that passes by itself: numbers of Entra's outages and throttling. */
const tokens: readonly Row[] = [90033, 50196, 90055, 50000].map((number) =>
  proof(
    `AADSTS${number} to the application’s token, twice`,
    [tokenRefusal('client_credentials', { number, error: 'temporarily_unavailable' }, twice)],
    { ends: 'well', sent: [[calls.token, 3]], waitedMs: twoPauses },
  ),
)

playSituations('B', [
  ...soapErrors,
  ...soapErrorsThatStay,
  ...statuses,
  ...connections,
  ...graphReads,
  ...longWaits,
  ...tokens,
])
