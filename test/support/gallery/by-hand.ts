import { noEntries, type Entries } from '#core/guide/entries.ts'
import {
  at as atStep,
  identityByHand,
  newGuide,
  planByHand,
  type GuideStep,
  type GuideView,
  type KeptGuide,
} from '#core/guide/guide.ts'
import { suggestFix } from '#core/guide/suggest-fix.ts'
import { profiles } from '#core/access/profile.ts'
import { newSession, type Session } from '#core/session/session.ts'
import {
  ago,
  appId,
  checked,
  exchange,
  failedCheck,
  identity,
  keyId,
  mailbox,
  now,
  passed,
  problem,
  proofPassed,
  toCome,
  type Scene,
} from './facts.ts'

const entries: Entries = {
  ...noEntries,
  applicationId: appId,
  tenantId: identity.tenantId,
  secretKeyId: keyId,
  secretExpiresAt: '2027-04-01T05:00:00Z',
  organization: 'Érablière du Nord inc.',
  domain: 'erablieredunord.example',
  contactName: 'Marie-Ève Tremblay',
  contactEmail: 'me.tremblay@erablieredunord.example',
}
const begun = newGuide('present', profiles.ews, ago(600))
const filled: GuideView = { ...begun, entries, secretReceivedAt: ago(60), step: 'secret', reached: 'secret' }
const renewing: GuideView = {
  ...filled,
  aim: 'renewed',
  step: 'old-secret',
  oldKeyId: '0a1b2c3d-4e5f-4678-9abc-def012345678',
}

const session = (guide: GuideView, more: Partial<Session> = {}): Session => ({
  ...newSession,
  at: 'guide',
  practice: true,
  guide,
  ...more,
})

/** The same guide at a step, with only what was entered before it. */
function reached(step: GuideStep, more: Partial<GuideView> = {}): Session {
  const known =
    step === 'registration' || step === 'ids' ? noEntries : { ...entries, secretKeyId: null, secretExpiresAt: null }
  return session({ ...atStep(begun, step), entries: { ...known, ...contactless }, ...more })
}
const contactless = { organization: null, domain: null, contactName: null, contactEmail: null }

const proving = (more: Partial<Session>): Session =>
  session(filled, {
    at: 'proof',
    plan: planByHand(filled, '11111111-1111-4111-8111-111111111111'),
    identity: identityByHand(filled, 'login.microsoftonline.com'),
    ...more,
  })

const kept: KeptGuide = {
  state: 'kept',
  aim: 'present',
  step: 'consent',
  startedAt: ago(86_400),
  organization: 'Érablière du Nord inc.',
}

const refusedProof = { mailbox, blockedMailbox: null, problem: null, at: now } as const

const scenes: readonly Scene[] = [
  { name: '30-guide-registration', session: reached('registration') },
  { name: '31-guide-ids', session: reached('ids') },
  {
    name: '31b-guide-ids-wrong',
    session: reached('ids', {
      issues: { applicationId: { code: 'id-length', length: 35 }, tenantId: { code: 'domain-to-find' } },
    }),
  },
  {
    name: '31c-guide-ids-found',
    session: reached('ids', { entries: { ...noEntries, ...idsOnly() }, foundBy: 'erablieredunord.example' }),
  },
  { name: '31d-guide-ids-renewal', session: session({ ...renewing, step: 'ids' }) },
  { name: '32-guide-permission', session: reached('permission') },
  { name: '32b-guide-permission-graph', session: reached('permission', { profile: profiles.graph }) },
  { name: '33-guide-consent', session: reached('consent') },
  {
    name: '33b-guide-colleague',
    session: { ...reached('consent'), at: 'delegation', delegation: { step: 'consent', page: null } },
  },
  { name: '34-guide-secret', session: reached('secret') },
  { name: '34b-guide-secret-id-pasted', session: reached('secret', { secretIssue: { code: 'is-secret-id' } }) },
  { name: '34c-guide-secret-received', session: session({ ...filled, entries: { ...entries, ...contactless } }) },
  {
    name: '34d-guide-secret-after-end',
    session: session({ ...filled, entries: { ...entries, secretExpiresAt: '2027-05-24T05:00:00Z' } }),
  },
  { name: '35-guide-proof-before', session: proving({}) },
  {
    name: '35b-guide-proof-no-role',
    session: proving({
      proof: { checks: checked(passed(400), failedCheck, toCome), ...refusedProof },
      problem: problem('role-missing'),
    }),
  },
  {
    name: '35c-guide-proof-wrong-secret',
    session: proving({
      proof: { checks: checked(failedCheck, toCome, toCome), ...refusedProof },
      problem: problem('secret-not-accepted', { host: 'login.microsoftonline.com', code: 'AADSTS7000215' }),
    }),
  },
  {
    name: '35d-guide-proof-blocked',
    session: proving({
      proof: { checks: checked(passed(400), passed(3), failedCheck), ...refusedProof },
      problem: problem('ews-blocked', { host: exchange, status: 403 }),
    }),
  },
  {
    name: '35e-guide-proof-ended',
    session: proving({
      proof: { checks: checked(passed(400), passed(3), failedCheck), ...refusedProof },
      problem: problem('ews-ended', { host: exchange, status: 410 }),
    }),
  },
  { name: '36-guide-contact', session: session({ ...filled, step: 'contact' }, { proof: proofPassed }) },
  { name: '37-guide-handoff', session: proving({ at: 'handoff', proof: proofPassed }) },
  { name: '38-guide-old-secret', session: session(renewing) },
  {
    name: '38b-guide-old-secret-gone',
    session: session({ ...renewing, confirmedAt: ago(60), oldSecret: 'gone' }),
  },
  { name: '39-guide-kept', session: { ...newSession, kept } },
  {
    name: '39c-guide-kept-and-awaited',
    session: {
      ...newSession,
      kept,
      awaited: {
        practice: false,
        tenantId: identity.tenantId,
        organization: identity.organization,
        profile: 'ews',
        for: 'allow-list',
        since: ago(3600),
        until: now,
        mailbox,
        blockedMailbox: null,
      },
    },
  },
  { name: '39b-guide-unreadable', session: { ...newSession, kept: { state: 'unreadable' } } },
]

export const byHandScenes: readonly Scene[] = scenes.map((scene) => ({
  ...scene,
  view: { fix: scene.session.at === 'proof' ? suggestFix(scene.session) : null },
}))

function idsOnly() {
  return { applicationId: appId, tenantId: identity.tenantId }
}
