import { profileFor, profiles, secretEndOn, type Profile } from '../access/profile.ts'
import type { CloudId } from '../access/cloud.ts'
import { dayMs } from '../calendar-days.ts'
import type { PolicyReading } from '../policy/reading.ts'
import { policyKey, type Policy } from '../policy/settings.ts'
import { ProblemError, type Problem } from '../problem.ts'
import type { Aim } from '../provision/step.ts'
import type { SessionContext } from './context.ts'
import type { Desktop } from './desktop.ts'

/** A tenant, and the cloud that it is in. */
interface InCloud {
  readonly tenantId: string
  readonly cloud: CloudId
}

/**
 * Throws `policy-unknown` while nobody knows what a part of the company's policy says, for all but a removal and practice:
 * what may be forbidden is not done.
 */
export function requireKnownPolicy(context: SessionContext, aim: Aim): void {
  const problem = policyProblem(context.desktop)
  if (problem && aim !== 'removed' && !context.session.practice) throw new ProblemError(problem)
}

/** Returns which part of the company's policy nobody knows, and where it is; `null` when all of it is known. */
export function policyProblem({ policy, clock }: Pick<Desktop, 'policy' | 'clock'>): Problem | null {
  const [fault] = policy.faults
  if (!fault) return null
  const { hive, value } = fault
  const place = [hive, policyKey, ...(value === null ? [] : [value])].join('\\')
  return { code: 'policy-unknown', at: clock.now().toISOString(), facts: { place } }
}

/** Throws when the company's policy does not allow this tenant or its cloud. A removal is allowed everywhere. */
export function requireAllowedTenant(context: SessionContext, aim: Aim, { tenantId, cloud }: InCloud): void {
  if (aim === 'removed' || context.session.practice) return
  const { allowedClouds, allowedTenants } = context.desktop.policy.policy
  if (allowedClouds && !allowedClouds.includes(cloud)) throw context.problem('policy-cloud')
  if (allowedTenants && !allowedTenants.includes(tenantId.toLowerCase())) throw context.problem('policy-organization')
}

/** Throws `policy-practice` when the company's policy allows no practice. */
export function requirePractice(context: SessionContext): void {
  if (context.desktop.policy.policy.practiceAllowed === false) throw context.problem('policy-practice')
}

/** Throws `policy-proof` when the company's policy wants a mailbox to have been opened, and none was. */
export function requireProof(context: SessionContext, mailboxOpenedAt: string | null): void {
  if (isProofMissing(context.desktop.policy, context.session.practice, mailboxOpenedAt))
    throw context.problem('policy-proof')
}

/** Whether the company's policy wants a mailbox to have been opened before this is handed over. */
export function isProofMissing(
  { policy }: PolicyReading,
  isPractice: boolean,
  mailboxOpenedAt: string | null,
): boolean {
  return policy.proofRequired === true && !isPractice && mailboxOpenedAt === null
}

/** Returns the profile of a new set-up: the policy's, or the usual one. */
export function profileOfNew({ profile }: Policy, now: Date): Profile {
  return profile === null ? profileFor(now) : profiles[profile]
}

/** Returns the last instant, ISO 8601, at which the policy lets a secret end that is made now; `null`: it says nothing. */
export function lastAllowedEnd({ longestSecretDays }: Policy, now: Date | number): string | null {
  return longestSecretDays === null ? null : secretEndOn(new Date(Number(now) + longestSecretDays * dayMs))
}

/** Returns an end that is not after the last one that is allowed. */
export function noLaterThan(endsAt: string, last: string | null): string {
  return last !== null && Date.parse(last) < Date.parse(endsAt) ? last : endsAt
}
