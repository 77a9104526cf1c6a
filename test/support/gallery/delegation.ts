import { profiles } from '#core/access/profile.ts'
import type { Change } from '#core/provision/change.ts'
import type { AwaitLine } from '#core/ledger.ts'
import { newSession, type CheckView, type ProofView } from '#core/session/session.ts'
import {
  ago,
  ahead,
  all,
  at,
  blocked,
  failedCheck,
  found,
  grant,
  identity,
  inPlace,
  mailbox,
  nothingFound,
  now,
  passed,
  plan,
  problem,
  proofFailed,
  row,
  rows,
  toCome,
  type Scene,
} from './facts.ts'

/** What others do, and what is waited for. */

const blockedMailbox = 'comptabilite@erablieredunord.example'
const group = 'prextra@erablieredunord.example'

const awaited = (what: AwaitLine['for']): AwaitLine => ({
  practice: true,
  tenantId: identity.tenantId,
  organization: identity.organization,
  profile: 'ews',
  for: what,
  since: ago(38 * 60),
  until: ahead(23 * 3600),
  mailbox,
  blockedMailbox: null,
})

const graph = { ...found, profile: 'graph' as const, permissions: profiles.graph.permissions }
const graphGrants = profiles.graph.permissions.map(({ resourceAppId, appRoleId, value }): Change => ({
  kind: 'grant',
  resourceAppId,
  appRoleId,
  value,
}))
const withoutConsent = all.filter(({ kind }) => kind !== 'grant')
const toHandOver = { ...plan(withoutConsent, nothingFound), consentDelegated: true }
const unconsented = { ...plan([], { ...found, granted: [], consented: false }), consentDelegated: true }
const limited = plan([], { ...found, granted: [], limited: true })
const limit = { group, allowedMailbox: mailbox, blockedMailbox }

const graphChecks: ProofView['checks'] = (
  ['token', 'role', 'calendar', 'contacts', 'mail', 'settings', 'user'] as const
).map((check, place): CheckView => ({ check, ...passed(300 + 40 * place) }))

export const delegationScenes: readonly Scene[] = [
  { name: '01c-welcome-awaited', session: { ...newSession, awaited: { ...awaited('allow-list'), practice: false } } },
  { name: '04d-review-consent-elsewhere', session: at('review', { plan: toHandOver }) },
  { name: '04e-review-only-consent', session: at('review', { plan: unconsented }) },
  {
    name: '04f-review-graph',
    session: at('review', { plan: plan([...graphGrants], { ...graph, granted: [], consented: false }) }),
  },
  {
    name: '04g-review-graph-in-place',
    session: at('review', { plan: plan([], { ...graph, others: ['full_access_as_app'] }) }),
  },
  {
    name: '04h-review-limit',
    session: at('review', {
      plan: {
        ...plan(
          [
            {
              kind: 'update-application',
              applicationId: 'c1',
              redirectUris: [],
              permissions: [],
              tags: ['prextra-scoped'],
            },
            { ...(grant as Extract<Change, { kind: 'grant' }>), kind: 'remove-grant', why: 'limited' },
          ],
          found,
        ),
        reach: 'limited',
      },
    }),
  },
  { name: '05d-review-limited', session: at('review', { plan: limited }) },
  {
    name: '06f-run-one-more-right',
    session: at('run', {
      plan: plan(graphGrants, { ...graph, granted: [], consented: false }),
      busy: true,
      signInUntil: ahead(250),
      run: {
        rows: graphGrants.map((change, place) => row(change, place === 0 ? 'doing' : 'to-come', null, null, null)),
        confirming: null,
      },
    }),
  },
  {
    name: '06e-run-consent-refused',
    session: at('run', {
      plan: plan(all, nothingFound),
      run: {
        rows: rows.map((one) => (one.change === grant ? row(grant, 'doing', ago(3), null, null) : one)),
        confirming: null,
      },
      problem: problem('grant-not-allowed', {
        host: 'graph.microsoft.com',
        status: 403,
        code: 'Authorization_RequestDenied',
      }),
    }),
  },
  {
    name: '07d-proof-graph',
    session: at('proof', {
      plan: plan([], graph),
      proof: { checks: graphChecks, mailbox, blockedMailbox: null, at: now, problem: null },
    }),
  },
  {
    name: '07e-proof-limited',
    session: at('proof', {
      plan: limited,
      limit,
      proof: {
        checks: [
          { check: 'token', ...passed(400) },
          { check: 'mailbox', ...passed(600) },
          { check: 'blocked-mailbox', ...passed(500) },
        ],
        mailbox,
        blockedMailbox,
        at: now,
        problem: null,
      },
    }),
  },
  { name: '07f-proof-limited-before', session: at('proof', { plan: limited, limit }) },
  {
    name: '07g-proof-not-limited',
    session: at('proof', {
      plan: limited,
      limit,
      proof: {
        checks: [
          { check: 'token', ...passed(400) },
          { check: 'mailbox', ...passed(600) },
          { check: 'blocked-mailbox', ...failedCheck },
        ],
        mailbox,
        blockedMailbox,
        at: now,
        problem: null,
      },
      problem: problem('not-limited', { host: 'outlook.office365.com', status: 200 }),
    }),
  },
  {
    name: '08e-proof-ended',
    session: at('proof', { plan: inPlace, proof: proofFailed, problem: { ...blocked, code: 'ews-ended' } }),
  },
  {
    name: '09-proof-waiting',
    session: at('proof', {
      plan: inPlace,
      busy: true,
      awaited: awaited('allow-list'),
      proof: { ...proofFailed, at: null },
      waiting: { reason: 'allow-list', attempt: 4, since: ago(30 * 60), nextAt: ahead(412), until: ahead(23 * 3600) },
    }),
  },
  { name: '09b-proof-resumed', session: at('proof', { plan: inPlace, awaited: awaited('allow-list') }) },
  {
    name: '09c-proof-waiting-stopped',
    session: at('proof', {
      plan: inPlace,
      awaited: awaited('allow-list'),
      proof: proofFailed,
      problem: problem('stopped'),
    }),
  },
  {
    name: '50-colleague-exchange',
    session: at('delegation', { plan: inPlace, delegation: { step: 'allow-list', page: null } }),
  },
  {
    name: '50b-colleague-saved',
    session: at('delegation', {
      plan: inPlace,
      delegation: { step: 'allow-list', page: { fileName: 'PRATIQUE-prextra-allow-list.eml', savedAt: now } },
    }),
  },
  {
    name: '51-colleague-consent',
    session: at('delegation', { plan: unconsented, delegation: { step: 'consent', page: null } }),
  },
  {
    name: '51b-colleague-consent-waiting',
    session: at('delegation', {
      plan: unconsented,
      busy: true,
      awaited: awaited('consent'),
      delegation: { step: 'consent', page: { fileName: 'PRATIQUE-prextra-consent.eml', savedAt: ago(1900) } },
      waiting: { reason: 'consent', attempt: 9, since: ago(120), nextAt: ahead(11), until: ahead(6 * 86_400) },
    }),
  },
  { name: '52-limit', session: at('limit', { plan: inPlace }) },
  { name: '52b-limit-known', session: at('limit', { plan: inPlace, limit }), press: [] },
  {
    name: '07h-proof-limited-busy',
    session: at('proof', {
      plan: limited,
      proof: {
        checks: [
          { check: 'token', ...passed(400) },
          { check: 'mailbox', ...toCome },
          { check: 'blocked-mailbox', ...toCome },
        ],
        mailbox,
        blockedMailbox,
        at: null,
        problem: null,
      },
      busy: true,
    }),
  },
]
