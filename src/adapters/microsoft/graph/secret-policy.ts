import { z } from 'zod'
import type { SecretPolicy } from '#core/directory.ts'

const restriction = z.object({
  restrictionType: z.string(),
  state: z.string().nullish(),
  maxLifetime: z.string().nullish(),
  restrictForAppsCreatedAfterDateTime: z.string().nullish(),
})

/** learn.microsoft.com/graph/api/tenantappmanagementpolicy-get */
export const policySchema = z.object({
  isEnabled: z.boolean(),
  applicationRestrictions: z.object({ passwordCredentials: z.array(restriction).default([]) }).nullish(),
})

/** What it says of a secret made now, for an application made now. */
export function toSecretPolicy(policy: z.infer<typeof policySchema>, now: Date): SecretPolicy {
  const inForce = (policy.applicationRestrictions?.passwordCredentials ?? []).filter(
    ({ state, restrictForAppsCreatedAfterDateTime: after }) =>
      policy.isEnabled && state !== 'disabled' && (!after || Date.parse(after) <= now.getTime()),
  )
  const lives = inForce
    .filter(({ restrictionType }) => restrictionType === 'passwordLifetime')
    .map(({ maxLifetime }) => millisecondsOf(maxLifetime ?? ''))
    .filter((ms) => ms !== null)
  return {
    forbidden: inForce.some(({ restrictionType }) => restrictionType === 'passwordAddition'),
    longestMs: lives.length > 0 ? Math.min(...lives) : null,
  }
}

/** ISO 8601, days and smaller: Microsoft writes "P180D" or "P4DT12H30M5S". */
function millisecondsOf(duration: string): number | null {
  const match = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)
  if (!match) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part || 0))
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}
