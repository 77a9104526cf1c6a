import type { View } from '#contract/calls.ts'
import { profiles } from '#core/access/profile.ts'
import { suggestFix } from '#core/guide/suggest-fix.ts'
import type { HandoffView } from '#core/handoff/document.ts'
import type { KeptCopy } from '#core/ledger.ts'
import type { ProblemCode } from '#core/problem.ts'
import { previousStage } from '#core/session/actions.ts'
import { noPolicy } from '#core/policy/settings.ts'
import type { Identity } from '#core/session/identity.ts'
import { guideOf } from '#core/session/session-path.ts'
import { newSession, type Session, type StageData } from '#core/session/session.ts'
import { byHandScenes } from './by-hand.ts'
import { delegationScenes } from './delegation.ts'
import {
  ago,
  ahead,
  all,
  appId,
  checked,
  delivered,
  doing,
  heldByAnother,
  exchange,
  failedCheck,
  failedProof,
  found,
  handoff,
  identity,
  keyId,
  mailbox,
  now,
  passed,
  plan,
  problem,
  proofFailed,
  proofPassed,
  removal,
  row,
  secret,
  servicePrincipalId,
  toCome,
  toDo,
  type Scene,
} from './facts.ts'
import { exemptionScenes } from './exemption.ts'
import { networkScenes } from './network.ts'
import { disabledScenes, historyScenes, removalScenes, renewalScenes, reviewScenes } from './renewal-and-removal.ts'
import {
  delegationStage,
  doneStage,
  handoffStage,
  identityStage,
  proofStage,
  realSessionAt,
  reviewStage,
  runStage,
  sessionAt,
  signInStage,
} from './sessions.ts'

export { now, type Scene } from './facts.ts'

const sent: HandoffView = {
  ...handoff,
  way: 'mail',
  outcome: 'sent',
  copyTo: 'chef.projet@cdid.com',
  caseNumber: 'CD-2026-114',
}
const maybeSent: HandoffView = { ...sent, outcome: 'maybe' }
const draft: HandoffView = { ...handoff, way: 'draft', fileName: handoff.fileName.replace('.age', '.eml') }
const practised: HandoffView = { ...handoff, fileName: `PRATIQUE-${handoff.fileName}` }

const forgotten: KeptCopy = {
  practice: false,
  tenantId: identity.tenantId,
  organization: identity.organization,
  appId,
  keyId,
  until: ago(86_400),
}
const signingIn: StageData = signInStage()
const otherTenantId = '91c4e7d0-2a6b-4f38-8e5d-7b0f3c9a1642'
const { tenantId } = identity
const { domain } = identity.organization
const named = { domain, tenantId, cloud: 'public', movedFrom: null } as const
const naming = signInStage({ step: 'naming' })
const remembered = [
  { domain, tenantId: otherTenantId },
  { domain: 'scieriedulac.example', tenantId: otherTenantId },
]
/** An administrator whose account has no licence for Exchange. */
const withoutMailbox: Identity = { ...identity, mailbox: null }
/** A technician of another organization. */
const technician: Identity = {
  ...identity,
  account: { name: 'Alex Martin', username: 'a.martin@partenaire.example' },
  kind: 'guest',
  mailbox: null,
  homeDomain: 'partenaire.example',
  named,
}
const pageOpen = { state: 'open', why: null, until: ahead(272), code: null } as const
const codeOpen = {
  state: 'open',
  why: null,
  until: ahead(851),
  code: { userCode: 'H4KQ7PZ2M', address: 'https://login.microsoft.com/device' },
} as const
const refusedMail = (code: ProblemCode, theirs: string, status: number): Session =>
  realSessionAt(handoffStage(), {
    problem: problem(code, { host: 'graph.microsoft.com', status, code: theirs }),
  })

export const scenes: readonly Scene[] = [
  { name: '01-welcome', session: newSession },
  { name: '01d-welcome-forgotten', session: { ...newSession, forgotten: [forgotten] } },
  { name: '01b-welcome-development', session: newSession, view: { electron: 'fallback' } },
  { name: '02-sign-in', session: sessionAt(signingIn, { busy: true, page: pageOpen }) },
  {
    name: '02b-sign-in-opening',
    session: realSessionAt(signingIn, { busy: true, page: { state: 'opening', why: null, way: 'browser' } }),
  },
  { name: '02w-sign-in-answered', session: realSessionAt(signingIn, { busy: true }) },
  {
    name: '02f-sign-in-code',
    session: sessionAt(signingIn, { busy: true, page: pageOpen }),
    press: ['Le navigateur affiche une erreur'],
  },
  {
    name: '02q-sign-in-device-code',
    session: realSessionAt(signInStage({ step: 'device-code' }), { busy: true, page: codeOpen }),
  },
  {
    name: '02r-sign-in-device-code-asking',
    session: realSessionAt(signInStage({ step: 'device-code' }), {
      busy: true,
      page: { state: 'opening', why: null, way: 'device-code' },
    }),
  },
  {
    name: '02s-sign-in-device-code-blocked',
    session: realSessionAt(signInStage({ step: 'device-code' }), {
      problem: problem('device-code-blocked', { host: 'login.microsoftonline.com', code: 'AADSTS53003', status: 400 }),
    }),
  },
  {
    name: '02t-sign-in-device-code-expired',
    session: realSessionAt(signInStage({ step: 'device-code' }), { problem: problem('sign-in-code-expired') }),
  },
  {
    name: '02u-sign-in-loopback-refused',
    session: realSessionAt(signInStage(), { problem: problem('loopback-refused') }),
  },
  {
    name: '02v-sign-in-wrong-account-again',
    session: realSessionAt(signInStage({ accountWasWrong: true }), { busy: true, page: pageOpen }),
    press: ['Le navigateur ne revient pas'],
  },
  { name: '02c-sign-in-timeout', session: sessionAt(signingIn, { problem: problem('sign-in-timeout') }) },
  {
    name: '02d-sign-in-conditional-access',
    session: sessionAt(signingIn, {
      problem: problem('conditional-access', { host: 'login.microsoftonline.com', code: 'AADSTS53003' }),
    }),
  },
  { name: '02g-sign-in-naming', session: realSessionAt(naming) },
  {
    name: '02h-sign-in-remembered',
    session: realSessionAt({ ...naming, remembered, wrong: 'unknown' }),
  },
  { name: '02i-sign-in-found', session: realSessionAt({ ...naming, organization: named }) },
  {
    name: '02j-sign-in-moved',
    session: realSessionAt({ ...naming, remembered, organization: { ...named, movedFrom: otherTenantId } }),
  },
  { name: '02k-sign-in-finding', session: realSessionAt(naming, { busy: true }) },
  {
    name: '02l-sign-in-named',
    session: realSessionAt(signInStage({ organization: named }), { busy: true, page: pageOpen }),
  },
  {
    name: '02m-sign-in-wrong-account',
    session: realSessionAt(signInStage({ organization: named }), {
      problem: problem('wrong-account', { host: 'login.microsoftonline.com', code: 'AADSTS50020' }),
    }),
  },
  {
    name: '02n-sign-in-not-authorized',
    session: realSessionAt(signInStage({ organization: named }), {
      problem: problem('sign-in-not-authorized', { host: 'login.microsoftonline.com', code: 'AADSTS90099' }),
    }),
  },
  {
    name: '02p-sign-in-other-cloud',
    session: realSessionAt(signInStage(), {
      problem: problem('other-cloud', { host: 'login.microsoftonline.com', code: 'AADSTS90038' }),
    }),
  },
  {
    name: '02q-sign-in-found-in-other-cloud',
    session: realSessionAt({ ...naming, organization: { ...named, cloud: 'gcc-high' } }),
  },
  {
    name: '02o-sign-in-elsewhere',
    session: realSessionAt(signInStage(), { busy: true, page: pageOpen }),
    press: ['J’administre cette organisation depuis une autre'],
  },
  {
    name: '02p-sign-in-delegation',
    session: realSessionAt(delegationStage('sign-in', signInStage({ organization: named }))),
  },
  { name: '03-identity', session: sessionAt(identityStage()) },
  {
    name: '03g-identity-delegated',
    session: realSessionAt(identityStage({ identity: { ...technician, kind: 'delegated' } })),
  },
  {
    name: '03h-identity-external',
    session: realSessionAt(identityStage({ identity: { ...technician, kind: 'external', homeDomain: null } })),
  },
  {
    name: '03b-identity-guest',
    session: realSessionAt(identityStage({ identity: { ...technician, roles: [] } })),
  },
  {
    name: '03c-identity-hidden',
    session: sessionAt(identityStage({ identity: { ...identity, kind: 'unknown', roles: null } })),
  },
  {
    name: '03i-identity-other-cloud',
    session: realSessionAt(identityStage({ identity: { ...identity, cloud: 'gcc-high' } })),
  },
  {
    name: '03d-identity-unreachable',
    session: sessionAt(identityStage(), { problem: problem('unreachable', { host: 'graph.microsoft.com' }) }),
  },
  { name: '03e-identity-reading', session: sessionAt(identityStage(), { busy: true }) },
  { name: '04-review', session: sessionAt(reviewStage({ plan: toDo })) },
  {
    name: '04c-review-removal',
    session: sessionAt(
      reviewStage({
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
    ),
  },
  { name: '05-review-nothing-to-do', session: sessionAt(reviewStage()) },
  { name: '05b-review-delivered', session: sessionAt(reviewStage({ plan: delivered })) },
  { name: '05c-review-delivered-elsewhere', session: sessionAt(reviewStage({ plan: heldByAnother })) },
  {
    name: '06-run-waiting',
    session: sessionAt(runStage({ plan: toDo }), {
      busy: true,
      waiting: { reason: 'replication', attempt: 4, since: ago(20), nextAt: ahead(3), until: ahead(280) },
    }),
  },
  {
    name: '06b-run-confirming',
    session: sessionAt(
      runStage({
        plan: toDo,
        run: {
          rows: all.map((change, place) =>
            row(change, 'done', ago(9), 700 + place * 300, [appId, servicePrincipalId, keyId, null][place] ?? null),
          ),
        },
        stableReads: { agreed: 3, of: 5, problem: null },
      }),
      {
        busy: true,
        waiting: { reason: 'confirming', attempt: 2, since: ago(4), nextAt: ahead(4), until: ahead(296) },
      },
    ),
  },
  {
    name: '06c-run-refused',
    session: sessionAt(runStage({ plan: toDo }), {
      problem: problem('application-not-allowed', {
        host: 'graph.microsoft.com',
        status: 403,
        code: 'Authorization_RequestDenied',
      }),
    }),
  },
  { name: '06d-run-stopped', session: sessionAt(runStage({ plan: toDo }), { problem: problem('stopped') }) },
  { name: '07-proof-before', session: sessionAt(proofStage()) },
  {
    name: '07b-proof-busy',
    session: sessionAt(
      proofStage({
        proof: {
          checks: checked(passed(400), doing(ago(12)), toCome),
          mailbox,
          blockedMailbox: null,
          at: null,
          problem: null,
        },
      }),
      {
        busy: true,
        waiting: { reason: 'replication', attempt: 3, since: ago(11), nextAt: ahead(5), until: ahead(289) },
      },
    ),
  },
  { name: '07c-proof-passed', session: sessionAt(proofStage({ proof: proofPassed })) },
  {
    name: '07i-proof-reading',
    session: sessionAt(proofStage({ proof: proofPassed, stableReads: { agreed: 2, of: 5, problem: null } })),
  },
  {
    name: '07j-proof-unsettled',
    session: sessionAt(
      proofStage({ proof: proofPassed, stableReads: { agreed: 3, of: 5, problem: problem('microsoft-slow') } }),
    ),
  },
  { name: '08-proof-blocked', session: sessionAt(proofStage({ proof: proofFailed })) },
  {
    name: '08b-proof-mailbox-unknown',
    session: sessionAt(
      proofStage({
        proof: failedProof(
          problem('mailbox-unknown', { host: exchange, status: 200, code: 'ErrorNonExistentMailbox' }),
        ),
      }),
    ),
    press: ['Détails pour le soutien'],
  },
  {
    name: '08c-proof-expired',
    session: sessionAt(
      proofStage({
        proof: failedProof(
          problem('secret-expired', { host: 'login.microsoftonline.com', code: 'AADSTS7000222' }),
          checked(failedCheck, toCome, toCome),
        ),
      }),
    ),
  },
  { name: '07i-proof-before-no-mailbox', session: sessionAt(proofStage({ identity: withoutMailbox })) },
  {
    name: '08d-proof-wrong-entry',
    session: sessionAt(proofStage({ identity: withoutMailbox })),
    press: ['Faire la preuve'],
  },
  { name: '10-handoff', session: sessionAt(handoffStage()) },
  { name: '10b-handoff-real-unproven', session: realSessionAt(handoffStage({ proof: proofFailed })) },
  { name: '10c-handoff-no-key', session: realSessionAt(handoffStage()), view: { recipient: null } },
  {
    name: '10d-handoff-not-written',
    session: sessionAt(handoffStage(), { problem: { code: 'file-not-written', at: now } }),
  },
  { name: '10e-handoff-draft', session: realSessionAt(handoffStage()), press: ['Brouillon'] },
  { name: '10f-handoff-file', session: realSessionAt(handoffStage()), press: ['Fichier seulement'] },
  { name: '10h-handoff-allow-code', session: sessionAt(handoffStage(), { busy: true, page: codeOpen }) },
  { name: '10g-handoff-allow', session: sessionAt(handoffStage(), { busy: true, page: pageOpen }) },
  { name: '10h-handoff-no-mailbox', session: refusedMail('no-mailbox', 'MailboxNotEnabledForRESTAPI', 404) },
  { name: '10i-handoff-refused', session: refusedMail('mail-refused', 'ErrorAccessDenied', 403) },
  { name: '10j-handoff-not-allowed', session: refusedMail('mail-not-allowed', 'AADSTS65004', 400) },
  { name: '10k-handoff-letter', session: realSessionAt(handoffStage()), press: ['Texte du courriel'] },
  { name: '10l-handoff-copy-to', session: realSessionAt(handoffStage()), type: 'chef.projet@cdid.com' },
  {
    name: '10m-handoff-technician',
    session: realSessionAt(handoffStage({ identity: technician })),
    press: ['Sceller et enregistrer'],
  },
  { name: '11-done', session: sessionAt(doneStage({ handoff: practised })) },
  { name: '11b-done-real', session: realSessionAt(doneStage()) },
  { name: '11c-done-sent', session: realSessionAt(doneStage({ handoff: sent })) },
  { name: '11d-done-draft', session: realSessionAt(doneStage({ handoff: draft })) },
  { name: '11e-done-maybe', session: realSessionAt(doneStage({ handoff: maybeSent })) },
  {
    name: '11f-done-again-refused',
    session: realSessionAt(doneStage({ handoff: maybeSent }), {
      problem: problem('mail-refused', { host: 'graph.microsoft.com', status: 403, code: 'ErrorAccessDenied' }),
    }),
  },
  {
    name: '11h-done-saved',
    session: realSessionAt(doneStage(), {
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
    session: sessionAt(reviewStage({ plan: toDo }), {
      saved: [
        { document: 'plan', fileName: 'PRATIQUE-prextra-plan-erablieredunord.example-20261122.pdf', savedAt: now },
      ],
    }),
  },
  { name: '12-help', session: sessionAt(reviewStage({ plan: toDo })), press: ['Obtenir de l’aide'] },
  ...networkScenes,
  ...delegationScenes,
  ...byHandScenes,
  ...historyScenes,
  ...reviewScenes,
  ...exemptionScenes,
  ...disabledScenes,
  ...renewalScenes,
  ...removalScenes,
]

/** The view of a scene. */
export function viewOf(scene: Scene, language: View['language'], screenShare: boolean): View {
  return {
    language,
    screenShare,
    version: '0.9.0',
    built: { commit: '5a293e0', day: '2026-11-20' },
    electron: 'pinned',
    signInApplication: 'Assistant Prextra – Connexion',
    recipient: { id: 'cdid-2026-1', fingerprint: '02c3 d324 aa76 4804 284f', address: 'technique@cdid.com' },
    grantedBy: profiles.ews.grantedBy,
    backTo: previousStage(scene.session),
    fix: fixFor(scene.session),
    requests: 11,
    proxy: null,
    policy: noPolicy,
    cdid: { address: 'technique@cdid.com', phone: null, hours: null },
    hasAnswer: false,
    session: scene.session,
    ...scene.view,
  }
}

function fixFor(session: Session): View['fix'] {
  const guide = guideOf(session)
  return guide && session.problem ? suggestFix(guide, session.problem) : null
}
