import { profiles } from '#core/access/profile.ts'
import { noEntries, type Entries } from '#core/guide/entries.ts'
import { atStep, newGuide, type GuideStep, type GuideView, type KeptGuide } from '#core/guide/guide.ts'
import { newSession, type GuideStage, type Resumable, type Session } from '#core/session/session.ts'
import type { ProofView } from '#core/session/work-views.ts'
import {
  ago,
  appId,
  checked,
  exchange,
  failedCheck,
  failedProof,
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
import {
  delegationStage,
  guideHandoffStage,
  guideProofStage,
  guideStage,
  realSessionAt,
  sessionAt,
} from './sessions.ts'

const nobody = { organization: null, domain: null, contactName: null, contactEmail: null }
const entries: Entries = {
  applicationId: appId,
  tenantId: identity.tenantId,
  secretKeyId: keyId,
  secretExpiresAt: '2027-04-01T05:00:00Z',
  organization: 'Érablière du Nord inc.',
  domain: 'erablieredunord.example',
  contactName: 'Marie-Ève Tremblay',
  contactEmail: 'me.tremblay@erablieredunord.example',
}
const idsOnly: Entries = { ...noEntries, applicationId: appId, tenantId: identity.tenantId }

const begun = newGuide('present', profiles.ews, ago(600))
export const filled: GuideView = { ...begun, entries, secretReceivedAt: ago(60), step: 'secret', reached: 'secret' }
const atContact: GuideView = { ...filled, step: 'contact' }
const renewing: GuideView = {
  ...filled,
  aim: 'renewed',
  step: 'old-secret',
  oldKeyId: '0a1b2c3d-4e5f-4678-9abc-def012345678',
}

/** The guide at a step, with only what was entered before it. */
function reached(step: GuideStep, more: Partial<GuideView> = {}): GuideStage {
  const known = step === 'registration' || step === 'ids' ? noEntries : idsOnly
  return guideStage({ ...atStep(begun, step), entries: known, ...more })
}

const atGuide = (guide: GuideView): Session => sessionAt(guideStage(guide))
const proven = (proof: ProofView | null): Session => sessionAt(guideProofStage(filled, { proof }))
const welcome = (resumable: Partial<Resumable>): Session => ({
  ...newSession,
  resumable: { ...newSession.resumable, ...resumable },
})

const kept: KeptGuide = {
  state: 'kept',
  aim: 'present',
  step: 'consent',
  startedAt: ago(86_400),
  organization: 'Érablière du Nord inc.',
}

/** The guide, set up by hand. */
export const byHandScenes: readonly Scene[] = [
  { name: '30-guide-registration', session: sessionAt(reached('registration')) },
  { name: '30b-guide-registration-real', session: realSessionAt(reached('registration')) },
  { name: '31-guide-ids', session: sessionAt(reached('ids')) },
  {
    name: '31b-guide-ids-wrong',
    session: sessionAt(
      reached('ids', {
        issues: { applicationId: { code: 'id-length', length: 35 }, tenantId: { code: 'domain-to-find' } },
      }),
    ),
  },
  {
    name: '31c-guide-ids-found',
    session: sessionAt(reached('ids', { entries: idsOnly, foundBy: 'erablieredunord.example' })),
  },
  { name: '31d-guide-ids-renewal', session: atGuide({ ...renewing, step: 'ids' }) },
  { name: '32-guide-permission', session: sessionAt(reached('permission')) },
  { name: '32b-guide-permission-graph', session: sessionAt(reached('permission', { profile: profiles.graph })) },
  { name: '33-guide-consent', session: sessionAt(reached('consent')) },
  { name: '33b-guide-colleague', session: sessionAt(delegationStage('consent', reached('consent'))) },
  { name: '34-guide-secret', session: sessionAt(reached('secret')) },
  {
    name: '34b-guide-secret-id-pasted',
    session: sessionAt(reached('secret', { secretIssue: { code: 'is-secret-id' } })),
  },
  { name: '34c-guide-secret-received', session: atGuide({ ...filled, entries: { ...entries, ...nobody } }) },
  {
    name: '34d-guide-secret-after-end',
    session: atGuide({ ...filled, entries: { ...entries, secretExpiresAt: '2027-05-24T05:00:00Z' } }),
  },
  { name: '35-guide-proof-before', session: proven(null) },
  {
    name: '35b-guide-proof-no-role',
    session: proven(failedProof(problem('role-missing'), checked(passed(400), failedCheck, toCome))),
  },
  {
    name: '35c-guide-proof-wrong-secret',
    session: proven(
      failedProof(
        problem('secret-not-accepted', { host: 'login.microsoftonline.com', code: 'AADSTS7000215' }),
        checked(failedCheck, toCome, toCome),
      ),
    ),
  },
  {
    name: '35d-guide-proof-blocked',
    session: proven(failedProof(problem('ews-blocked', { host: exchange, status: 403 }))),
  },
  {
    name: '35e-guide-proof-ended',
    session: proven(failedProof(problem('ews-ended', { host: exchange, status: 410 }))),
  },
  { name: '36-guide-contact', session: sessionAt(guideStage(atContact, { proof: proofPassed })) },
  { name: '37-guide-handoff', session: sessionAt(guideHandoffStage(atContact, { proof: proofPassed })) },
  { name: '38-guide-old-secret', session: atGuide(renewing) },
  {
    name: '38b-guide-old-secret-gone',
    session: atGuide({ ...renewing, confirmedAt: ago(60), oldSecret: 'gone' }),
  },
  { name: '39-guide-kept', session: welcome({ guide: kept }) },
  {
    name: '39c-guide-kept-and-awaited',
    session: welcome({
      guide: kept,
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
    }),
  },
  { name: '39b-guide-unreadable', session: welcome({ guide: { state: 'unreadable' } }) },
  { name: '39d-guide-unavailable', session: welcome({ guide: { state: 'unavailable' } }) },
]
