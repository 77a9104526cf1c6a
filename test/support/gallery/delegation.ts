import { profiles } from '#core/access/profile.ts'
import type { AwaitLine } from '#core/ledger.ts'
import type { Change } from '#core/provision/change.ts'
import type { Identity } from '#core/session/identity.ts'
import { newSession } from '#core/session/session.ts'
import type { CheckView, ProofView, RunView } from '#core/session/work-views.ts'
import {
  ago,
  ahead,
  all,
  blocked,
  checked,
  doing,
  exchange,
  failedCheck,
  failedProof,
  found,
  grant,
  keyId,
  halfway,
  identity,
  mailbox,
  nothingFound,
  now,
  passed,
  plan,
  problem,
  row,
  rows,
  secret,
  toCome,
  toDo,
  type Scene,
} from './facts.ts'
import { delegationStage, limitStage, proofStage, reviewStage, runStage, sessionAt } from './sessions.ts'

/** What others do, and what is waited for. */

const blockedMailbox = 'comptabilite@erablieredunord.example'
const limit = { group: 'prextra@erablieredunord.example', allowedMailbox: mailbox, blockedMailbox }

const allowListAwaited: AwaitLine = {
  practice: true,
  tenantId: identity.tenantId,
  organization: identity.organization,
  profile: 'ews',
  for: 'allow-list',
  since: ago(38 * 60),
  until: ahead(23 * 3600),
  mailbox,
  blockedMailbox: null,
}
const consentAwaited: AwaitLine = { ...allowListAwaited, for: 'consent', mailbox: null }

const graph = { ...found, profile: 'graph' as const, permissions: profiles.graph.permissions }
const graphGrants = profiles.graph.permissions.map(({ resourceAppId, appRoleId, value }): Change => ({
  kind: 'grant',
  resourceAppId,
  appRoleId,
  value,
}))
const graphToGrant = plan(graphGrants, { ...graph, granted: [], consented: false })
/** Only an account with such a role is asked for one more right. */
const mayGrantGraph: Identity = { ...identity, roles: ['privileged-role-administrator'] }
const firstGrant: RunView = {
  rows: graphGrants.map((change, place) => row(change, place === 0 ? 'doing' : 'to-come', null, null, null)),
}

const withoutConsent = all.filter(({ kind }) => kind !== 'grant')
const toHandOver = { ...plan(withoutConsent, nothingFound), consentDelegated: true }
const unconsented = { ...plan([], { ...found, granted: [], consented: false }), consentDelegated: true }
const limited = plan([], { ...found, granted: [], limited: true })

const graphChecks: ProofView['checks'] = (
  ['token', 'role', 'calendar', 'contacts', 'mail', 'settings', 'user'] as const
).map((check, place): CheckView => ({ check, ...passed(300 + 40 * place) }))

type CheckState = Omit<CheckView, 'check'>

/** The checks of an application that Exchange limits: its token carries no role. */
const limitedChecks = (opened: CheckState, closed: CheckState): ProofView['checks'] => [
  { check: 'token', ...passed(400) },
  { check: 'mailbox', ...opened },
  { check: 'blocked-mailbox', ...closed },
]
const limitedProof: ProofView = {
  checks: limitedChecks(passed(600), passed(500)),
  mailbox,
  blockedMailbox,
  at: now,
  problem: null,
}

export const delegationScenes: readonly Scene[] = [
  {
    name: '01c-welcome-awaited',
    session: {
      ...newSession,
      resumable: { awaited: { ...allowListAwaited, practice: false }, guide: null, unsent: null },
    },
  },
  { name: '04d-review-consent-elsewhere', session: sessionAt(reviewStage({ plan: toHandOver })) },
  { name: '04e-review-only-consent', session: sessionAt(reviewStage({ plan: unconsented })) },
  { name: '04f-review-graph', session: sessionAt(reviewStage({ plan: graphToGrant })) },
  {
    name: '04g-review-graph-in-place',
    session: sessionAt(reviewStage({ plan: plan([], { ...graph, others: ['full_access_as_app'] }) })),
  },
  {
    name: '04h-review-limit',
    session: sessionAt(
      reviewStage({
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
              {
                kind: 'remove-grant',
                resourceAppId: grant.resourceAppId,
                appRoleId: grant.appRoleId,
                value: grant.value,
                why: 'limited',
              },
            ],
            found,
          ),
          reach: 'limited',
        },
        limit,
      }),
    ),
  },
  { name: '05d-review-limited', session: sessionAt(reviewStage({ plan: limited })) },
  {
    name: '06e-run-consent-refused',
    session: sessionAt(
      runStage({
        plan: toDo,
        run: {
          ...halfway,
          rows: rows.map((one) => {
            if (one.change === grant) return row(grant, 'doing', ago(3), null, null)
            return one.change === secret ? row(secret, 'done', ago(9), 1900, keyId) : one
          }),
        },
      }),
      {
        problem: problem('grant-not-allowed', {
          host: 'graph.microsoft.com',
          status: 403,
          code: 'Authorization_RequestDenied',
        }),
      },
    ),
  },
  {
    name: '06f-run-one-more-right',
    session: sessionAt(runStage({ identity: mayGrantGraph, plan: graphToGrant, run: firstGrant }), {
      busy: true,
      page: { state: 'open', why: 'grant', until: ahead(250), code: null },
    }),
  },
  {
    name: '06g-run-one-more-right-wanted',
    session: sessionAt(runStage({ identity: mayGrantGraph, plan: graphToGrant, run: firstGrant }), {
      busy: true,
      page: { state: 'wanted', why: 'grant', way: 'browser' },
    }),
  },
  {
    name: '06h-run-one-more-verification',
    session: sessionAt(runStage({ identity: mayGrantGraph, plan: graphToGrant, run: firstGrant }), {
      busy: true,
      page: { state: 'wanted', why: 'claims', way: 'browser' },
    }),
  },
  {
    name: '07d-proof-graph',
    session: sessionAt(
      proofStage({
        plan: plan([], graph),
        proof: { checks: graphChecks, mailbox, blockedMailbox: null, at: now, problem: null },
      }),
    ),
  },
  { name: '07e-proof-limited', session: sessionAt(proofStage({ plan: limited, limit, proof: limitedProof })) },
  { name: '07f-proof-limited-before', session: sessionAt(proofStage({ plan: limited, limit })) },
  {
    name: '07g-proof-not-limited',
    session: sessionAt(
      proofStage({
        plan: limited,
        limit,
        proof: {
          ...limitedProof,
          checks: limitedChecks(passed(600), failedCheck),
          problem: problem('not-limited', { host: exchange, status: 200 }),
        },
      }),
    ),
  },
  {
    name: '07h-proof-limited-busy',
    session: sessionAt(
      proofStage({ plan: limited, proof: { ...limitedProof, checks: limitedChecks(toCome, toCome), at: null } }),
      { busy: true },
    ),
  },
  {
    name: '08e-proof-ended',
    session: sessionAt(proofStage({ proof: failedProof({ ...blocked, code: 'ews-ended' }) })),
  },
  {
    name: '09-proof-waiting',
    session: sessionAt(
      proofStage({
        awaited: allowListAwaited,
        proof: {
          checks: checked(passed(400), passed(3), doing(ago(2))),
          mailbox,
          blockedMailbox: null,
          at: null,
          problem: null,
        },
      }),
      {
        busy: true,
        waiting: { reason: 'allow-list', attempt: 4, since: ago(30 * 60), nextAt: ahead(412), until: ahead(23 * 3600) },
      },
    ),
  },
  { name: '09b-proof-resumed', session: sessionAt(proofStage({ awaited: allowListAwaited })) },
  {
    name: '09c-proof-waiting-stopped',
    session: sessionAt(proofStage({ awaited: allowListAwaited, proof: failedProof(problem('stopped')) })),
  },
  { name: '50-colleague-exchange', session: sessionAt(delegationStage('allow-list', proofStage())) },
  {
    name: '50b-colleague-saved',
    session: sessionAt(
      delegationStage('allow-list', proofStage(), { fileName: 'PRATIQUE-prextra-allow-list.eml', savedAt: now }),
    ),
  },
  {
    name: '51-colleague-consent',
    session: sessionAt(delegationStage('consent', reviewStage({ plan: unconsented }))),
  },
  {
    name: '51b-colleague-consent-waiting',
    session: sessionAt(
      delegationStage('consent', reviewStage({ plan: unconsented, awaited: consentAwaited }), {
        fileName: 'PRATIQUE-prextra-consent.eml',
        savedAt: ago(1900),
      }),
      {
        busy: true,
        waiting: { reason: 'consent', attempt: 9, since: ago(120), nextAt: ahead(11), until: ahead(6 * 86_400) },
      },
    ),
  },
  { name: '52-limit', session: sessionAt(limitStage()) },
  { name: '52b-limit-known', session: sessionAt(limitStage({ limit })) },
]
