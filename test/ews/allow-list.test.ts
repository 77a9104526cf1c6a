import { answerRow, type AnswerRow } from '#support/ews/answer-row.ts'
import { runRows } from '#support/ews/rows.ts'
import { kioskMailbox } from '#support/ews/mailboxes.ts'
import { smallCompany } from '#practice/company/seed.ts'

const teams = 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'
const before = '2026-09-30T20:00:00Z'
const disabled = 'mailbox: ews-disabled'
const blocked = 'mailbox: ews-blocked'
const notFlipped = { exchange: { ...smallCompany.exchange, nullBecomesFalseOn: '2026-12-01T00:00:00Z' } }

/** EwsEnabled and EwsAllowedAppIDs, and the other settings that must allow EWS (microsoft-365 reference, A2). */
const rows: readonly AnswerRow[] = [
  {
    id: 'A2-01',
    what: 'switched off, listed',
    exchange: (exchange, id) => Object.assign(exchange, { ewsEnabled: false, ewsAllowedAppIds: [id] }),
    expects: disabled,
  },
  {
    id: 'A2-02',
    what: 'switched off, others listed',
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: false, ewsAllowedAppIds: [teams] }),
    expects: disabled,
  },
  {
    id: 'A2-03',
    what: 'switched off, an empty list',
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: false, ewsAllowedAppIds: [] }),
    expects: disabled,
  },
  {
    id: 'A2-04',
    what: 'switched on, listed',
    exchange: (exchange, id) => Object.assign(exchange, { ewsEnabled: true, ewsAllowedAppIds: [id] }),
    expects: 'opens',
  },
  {
    id: 'A2-05',
    what: 'switched on, listed among others, in capitals and with spaces',
    exchange: (exchange, id) =>
      Object.assign(exchange, { ewsEnabled: true, ewsAllowedAppIds: [teams, ` ${id.toUpperCase()} `] }),
    expects: 'opens',
  },
  {
    id: 'A2-06',
    what: 'switched on, others listed',
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: true, ewsAllowedAppIds: [teams] }),
    expects: blocked,
  },
  {
    id: 'A2-07',
    what: 'switched on, an empty list: since October everybody is blocked',
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: true, ewsAllowedAppIds: [] }),
    expects: blocked,
  },
  {
    id: 'A2-08',
    what: 'switched on, an empty list: until October nobody was',
    at: before,
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: true, ewsAllowedAppIds: [] }),
    expects: 'opens',
  },
  {
    id: 'A2-09',
    what: 'switched on, an empty list, set up in September and proven in October',
    at: before,
    then: '2026-10-01T00:00:00Z',
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: true, ewsAllowedAppIds: [] }),
    expects: blocked,
  },
  {
    id: 'A2-10',
    what: 'never set, listed: the list is ignored, and the rollout has been here',
    exchange: (exchange, id) => Object.assign(exchange, { ewsEnabled: null, ewsAllowedAppIds: [id] }),
    expects: disabled,
  },
  {
    id: 'A2-11',
    what: 'never set, nothing listed, before the rollout comes',
    seed: notFlipped,
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: null, ewsAllowedAppIds: [] }),
    expects: 'opens',
  },
  {
    id: 'A2-12',
    what: 'never set, on the day the rollout comes',
    seed: notFlipped,
    then: '2026-12-01T00:00:00Z',
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: null, ewsAllowedAppIds: [] }),
    expects: disabled,
  },
  ...(
    [
      ['A2-13', 'EnforceAllowList', ['CDID-PrextraSetup/*'], 'opens'],
      ['A2-14', 'EnforceAllowList', ['OtherTool/*'], blocked],
      ['A2-15', 'EnforceAllowList', [], blocked],
      ['A2-16', 'EnforceBlockList', ['*Prextra*'], blocked],
      ['A2-17', 'EnforceBlockList', ['OtherTool/*'], 'opens'],
    ] as const
  ).map(([id, policy, list, expects]): AnswerRow => ({
    id,
    expects,
    what: `listed, and user agents: ${policy} ${JSON.stringify(list)}`,
    exchange: (exchange) => Object.assign(exchange, { userAgents: { policy, list } }),
  })),
  {
    id: 'A2-18',
    what: 'listed, and the mailbox has EWS switched off',
    mailbox: 'n.roy@erablieredunord.example',
    expects: disabled,
  },
  {
    id: 'A2-19',
    what: 'switched off for the company, and on for the mailbox, which does not count',
    mailbox: 'me.tremblay@erablieredunord.example',
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: false }),
    expects: disabled,
  },
  {
    id: 'A2-20',
    what: 'listed, and a frontline licence, which has lost EWS',
    seed: kioskMailbox,
    mailbox: 'quai@erablieredunord.example',
    expects: disabled,
  },
  {
    id: 'A2-21',
    what: 'listed, and a frontline licence, which had EWS in September',
    seed: kioskMailbox,
    at: before,
    mailbox: 'quai@erablieredunord.example',
    expects: 'opens',
  },
  {
    id: 'A2-22',
    what: 'switched off: SOAP only, so Graph is open',
    profile: 'graph',
    exchange: (exchange) => Object.assign(exchange, { ewsEnabled: false, ewsAllowedAppIds: [] }),
    expects: 'opens',
  },
  {
    id: 'A2-23',
    what: 'the list of user agents is for Graph as well, and we are on it',
    profile: 'graph',
    exchange: (exchange) =>
      Object.assign(exchange, { userAgents: { policy: 'EnforceAllowList', list: ['CDID-PrextraSetup/*'] } }),
    expects: 'opens',
  },
  {
    id: 'A2-24',
    what: 'the list of user agents is for Graph as well, and we are not on it',
    profile: 'graph',
    exchange: (exchange) =>
      Object.assign(exchange, { userAgents: { policy: 'EnforceAllowList', list: ['OtherTool/*'] } }),
    expects: 'calendar: programs-refused',
    microsoft: { status: 403, code: 'ErrorAccessDenied' },
  },
]

runRows('A2', rows.map(answerRow))
