import type { View } from '#contract/calls.ts'
import type { KeptCopy } from '#core/ledger.ts'
import type { HandoffView } from '#core/handoff/document.ts'
import type { ProblemCode } from '#core/problem.ts'
import { profiles } from '#core/access/profile.ts'
import { previousStage, newSession } from '#core/session/session.ts'
import {
  ago,
  ahead,
  all,
  appId,
  at,
  blocked,
  checked,
  delivered,
  heldByAnother,
  exchange,
  failedCheck,
  found,
  handoff,
  identity,
  inPlace,
  keyId,
  mailbox,
  nothingFound,
  now,
  passed,
  plan,
  problem,
  proofFailed,
  proofPassed,
  removal,
  row,
  rows,
  secret,
  servicePrincipalId,
  toCome,
  type Scene,
} from './facts.ts'
import { byHandScenes } from './by-hand.ts'
import { delegationScenes } from './delegation.ts'
import { historyScenes, removalScenes, renewalScenes, reviewScenes } from './renewal-and-removal.ts'

export { now, type Scene } from './facts.ts'

const toDo = plan(all, nothingFound)
const sent: HandoffView = {
  ...handoff,
  ...{ way: 'mail', outcome: 'sent', copyTo: 'chef.projet@cdid.com', caseNumber: 'CD-2026-114' },
}

const forgotten: readonly KeptCopy[] = [
  {
    ...{ practice: false, tenantId: identity.tenantId, organization: identity.organization, appId, keyId },
    until: ago(86_400),
  },
]
const practised = { ...handoff, fileName: `PRATIQUE-${handoff.fileName}` }
const proven = { plan: inPlace, proof: proofPassed }
const atHandoff = () => at('handoff', { ...proven, practice: false })
const refusedMail = (code: ProblemCode, theirs: string, status: number) =>
  at('handoff', {
    ...proven,
    practice: false,
    problem: problem(code, { host: 'graph.microsoft.com', status, code: theirs }),
  })

export const scenes: readonly Scene[] = [
  { name: '01-welcome', session: newSession },
  { name: '01d-welcome-forgotten', session: { ...newSession, forgotten } },
  { name: '01b-welcome-development', session: newSession, view: { electron: 'fallback' } },
  { name: '02-sign-in', session: at('sign-in', { busy: true, signInUntil: ahead(272) }) },
  { name: '02b-sign-in-opening', session: at('sign-in', { busy: true, practice: false }) },
  { name: '02c-sign-in-timeout', session: at('sign-in', { problem: problem('sign-in-timeout') }) },
  {
    name: '02d-sign-in-conditional-access',
    session: at('sign-in', {
      problem: problem('conditional-access', { host: 'login.microsoftonline.com', code: 'AADSTS53003' }),
    }),
  },
  { name: '03-identity', session: at('identity') },
  {
    name: '03b-identity-guest',
    session: at('identity', { practice: false, identity: { ...identity, kind: 'guest', roles: [] } }),
  },
  { name: '03c-identity-hidden', session: at('identity', { identity: { ...identity, kind: 'unknown', roles: null } }) },
  {
    name: '03d-identity-unreachable',
    session: at('identity', { problem: problem('unreachable', { host: 'graph.microsoft.com' }) }),
  },
  { name: '03e-identity-reading', session: at('identity', { busy: true }) },
  { name: '04-review', session: at('review', { plan: toDo }) },
  {
    name: '04c-review-removal',
    session: at('review', {
      plan: plan(
        [
          {
            kind: 'update-application',
            applicationId: 'c1',
            redirectUris: [],
            permissions: ['full_access_as_app'],
            tags: [],
          },
          removal,
          secret,
        ],
        { ...found, secret: null },
      ),
    }),
  },
  { name: '05-review-nothing-to-do', session: at('review', { plan: inPlace }) },
  { name: '05b-review-delivered', session: at('review', { plan: delivered }) },
  { name: '05c-review-delivered-elsewhere', session: at('review', { plan: heldByAnother }) },
  {
    name: '06-run-waiting',
    session: at('run', {
      busy: true,
      plan: toDo,
      run: { rows, confirming: null },
      waiting: { reason: 'replication', attempt: 4, since: ago(20), nextAt: ahead(3), until: ahead(280) },
    }),
  },
  {
    name: '06b-run-confirming',
    session: at('run', {
      busy: true,
      plan: toDo,
      run: {
        rows: all.map((change, place) =>
          row(change, 'done', ago(9), 700 + place * 300, [appId, servicePrincipalId, null, keyId][place] ?? null),
        ),
        confirming: { agreed: 3, of: 5 },
      },
      waiting: { reason: 'confirming', attempt: 2, since: ago(4), nextAt: ahead(4), until: ahead(296) },
    }),
  },
  {
    name: '06c-run-refused',
    session: at('run', {
      plan: toDo,
      run: { rows, confirming: null },
      problem: problem('not-allowed', {
        host: 'graph.microsoft.com',
        status: 403,
        code: 'Authorization_RequestDenied',
      }),
    }),
  },
  {
    name: '06d-run-stopped',
    session: at('run', { plan: toDo, run: { rows, confirming: null }, problem: problem('stopped') }),
  },
  { name: '07-proof-before', session: at('proof', { plan: inPlace }) },
  {
    name: '07b-proof-busy',
    session: at('proof', {
      busy: true,
      plan: inPlace,
      proof: {
        checks: checked(passed(400), { state: 'doing', startedAt: ago(12), ms: null }, toCome),
        mailbox,
        blockedMailbox: null,
        problem: null,
        at: null,
      },
      waiting: { reason: 'replication', attempt: 3, since: ago(11), nextAt: ahead(5), until: ahead(289) },
    }),
  },
  { name: '07c-proof-passed', session: at('proof', { plan: inPlace, proof: proofPassed }) },
  { name: '08-proof-blocked', session: at('proof', { plan: inPlace, proof: proofFailed, problem: blocked }) },
  {
    name: '08b-proof-mailbox-unknown',
    session: at('proof', {
      plan: inPlace,
      proof: proofFailed,
      problem: problem('mailbox-unknown', { host: exchange, status: 200, code: 'ErrorNonExistentMailbox' }),
    }),
    press: ['Détails pour le soutien'],
  },
  {
    name: '08c-proof-expired',
    session: at('proof', {
      plan: inPlace,
      proof: { checks: checked(failedCheck, toCome, toCome), mailbox, blockedMailbox: null, at: now, problem: null },
      problem: problem('secret-expired', { host: 'login.microsoftonline.com', code: 'AADSTS7000222' }),
    }),
  },
  { name: '08d-proof-wrong-entry', session: at('proof', { plan: inPlace }), press: ['Faire la preuve'] },
  { name: '10-handoff', session: at('handoff', { plan: inPlace, proof: proofPassed }) },
  { name: '10b-handoff-real-unproven', session: at('handoff', { practice: false, plan: inPlace, proof: proofFailed }) },
  {
    name: '10c-handoff-no-key',
    session: at('handoff', { practice: false, plan: inPlace, proof: proofPassed }),
    view: { recipient: null },
  },
  {
    name: '10d-handoff-not-written',
    session: at('handoff', { plan: inPlace, proof: proofPassed, problem: { code: 'file-not-written', at: now } }),
  },
  { name: '10e-handoff-draft', session: atHandoff(), press: ['Brouillon'] },
  { name: '10f-handoff-file', session: atHandoff(), press: ['Fichier seulement'] },
  {
    name: '10g-handoff-allow',
    session: at('handoff', { ...proven, busy: true, signInUntil: ahead(272) }),
  },
  { name: '10h-handoff-no-mailbox', session: refusedMail('no-mailbox', 'MailboxNotEnabledForRESTAPI', 404) },
  { name: '10i-handoff-refused', session: refusedMail('mail-refused', 'ErrorAccessDenied', 403) },
  { name: '10j-handoff-not-allowed', session: refusedMail('mail-not-allowed', 'AADSTS65004', 400) },
  { name: '10k-handoff-letter', session: atHandoff(), press: ['Texte du courriel'] },
  { name: '10l-handoff-copy-to', session: atHandoff(), type: 'chef.projet@cdid.com' },
  { name: '11-done', session: at('done', { ...proven, handoff: practised }) },
  { name: '11b-done-real', session: at('done', { ...proven, practice: false, handoff }) },
  { name: '11c-done-sent', session: at('done', { ...proven, practice: false, handoff: sent }) },
  {
    name: '11d-done-draft',
    session: at('done', {
      ...{ ...proven, practice: false },
      handoff: { ...handoff, way: 'draft', fileName: handoff.fileName.replace('.age', '.eml') },
    }),
  },
  {
    name: '11e-done-maybe',
    session: at('done', { ...proven, practice: false, handoff: { ...sent, outcome: 'maybe' } }),
  },
  {
    name: '11f-done-again-refused',
    session: at('done', {
      ...{ ...proven, practice: false, handoff: { ...sent, outcome: 'maybe' } },
      problem: problem('mail-refused', { host: 'graph.microsoft.com', status: 403, code: 'ErrorAccessDenied' }),
    }),
  },
  {
    name: '11h-done-saved',
    session: at('done', {
      practice: false,
      plan: inPlace,
      proof: proofPassed,
      handoff: { ...handoff, fileName: handoff.fileName.replace('PRATIQUE-', '') },
      saved: [
        { document: 'report', fileName: 'prextra-rapport-erablieredunord.example-20261122.pdf', savedAt: now },
        {
          document: 'reminder-secret',
          fileName: 'prextra-rappel-secret-erablieredunord.example-20261122.ics',
          savedAt: now,
        },
      ],
    }),
  },
  {
    name: '04i-review-plan-saved',
    session: at('review', {
      plan: toDo,
      saved: [
        { document: 'plan', fileName: 'PRATIQUE-prextra-plan-erablieredunord.example-20261122.pdf', savedAt: now },
      ],
    }),
  },
  { name: '12-help', session: at('review', { plan: toDo }), press: ['F1'] },
  ...delegationScenes,
  ...byHandScenes,
  ...historyScenes,
  ...reviewScenes,
  ...renewalScenes,
  ...removalScenes,
]

/** The view of a scene. */
export function viewOf(scene: Scene, language: View['language'], screenShare: boolean): View {
  return {
    language,
    screenShare,
    version: '1.0.0',
    electron: 'pinned',
    signInApplication: 'Assistant Prextra – Connexion',
    recipient: { id: 'cdid-2026-1', fingerprint: '02c3 d324 aa76 4804 284f', address: 'technique@cdid.com' },
    grantedBy: profiles.ews.grantedBy,
    backTo: previousStage(scene.session),
    fix: null,
    requests: 11,
    session: scene.session,
    ...scene.view,
  }
}
