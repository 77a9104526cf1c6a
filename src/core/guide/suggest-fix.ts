import { guideSteps, type GuideStep, type GuideView } from './guide.ts'
import type { Problem, ProblemCode } from '../problem.ts'

/** The reasons why the proof of a set-up by hand may fail, with the step of the guide that puts each right. */
const fixes = {
  'wrong-secret': 'secret',
  'expired-secret': 'secret',
  'lost-secret': 'secret',
  'unknown-application': 'ids',
  'unknown-tenant': 'ids',
  'other-tenant': 'ids',
  'other-cloud': 'ids',
  'no-exchange': 'ids',
  'ews-ended': 'permission',
  'no-principal': 'consent',
  disabled: 'consent',
  'no-role': 'consent',
  'not-authorized': 'consent',
  'out-of-reach': 'consent',
} as const satisfies Readonly<Record<string, GuideStep>>

export type FixReason = keyof typeof fixes | 'allow-list' | 'mailbox'

const byCode: Readonly<Partial<Record<ProblemCode, FixReason>>> = {
  'secret-not-accepted': 'wrong-secret',
  'secret-expired': 'expired-secret',
  'secret-not-here': 'lost-secret',
  'application-unknown': 'unknown-application',
  'tenant-unknown': 'unknown-tenant',
  'tenant-changed': 'other-tenant',
  'other-cloud': 'other-cloud',
  'exchange-missing': 'no-exchange',
  'service-principal-missing': 'no-principal',
  'application-disabled': 'disabled',
  'consent-missing': 'no-role',
  'role-missing': 'no-role',
  'exchange-unauthorized': 'not-authorized',
  'mailbox-out-of-reach': 'out-of-reach',
  'ews-ended': 'ews-ended',
  'ews-ended-or-filtered': 'ews-ended',
  'ews-blocked': 'allow-list',
  'ews-disabled': 'allow-list',
  'mailbox-refused': 'mailbox',
  'mailbox-unknown': 'mailbox',
  'mailbox-elsewhere': 'mailbox',
  'mailbox-alias': 'mailbox',
}

/** What puts a refusal right, and at which step; `proof` is the page of the proof itself. */
export type Fix =
  | { readonly reason: Exclude<FixReason, 'allow-list' | 'mailbox'>; readonly step: GuideStep }
  | { readonly reason: 'allow-list' | 'mailbox'; readonly step: 'proof' }

/** Returns what puts a refusal right; `null` when its cause lies elsewhere, such as in the network or a busy server. */
export function suggestFix({ aim }: Pick<GuideView, 'aim'>, { code }: Pick<Problem, 'code'>): Fix | null {
  const reason = byCode[code]
  if (!reason) return null
  if (reason === 'allow-list' || reason === 'mailbox') return { reason, step: 'proof' }
  const step = fixes[reason]
  // A renewal has no step for the permissions, which were granted long ago. Its first step asks for the ids and the
  // profile.
  return { reason, step: guideSteps[aim].some((one) => one === step) ? step : 'ids' }
}
