import { z } from 'zod'
import type { Exemption, SecretPolicy } from '#core/directory.ts'

/** A restriction on secrets or certificates. Graph has shown `null` for its kind (msgraph-sdk-powershell#3338). */
const restriction = z.looseObject({
  restrictionType: z.string().nullish(),
  state: z.string().nullish(),
  maxLifetime: z.string().nullish(),
  restrictForAppsCreatedAfterDateTime: z.string().nullish(),
})

type Restriction = z.infer<typeof restriction>

const restrictions = z.looseObject({
  passwordCredentials: z.array(restriction).nullish(),
  keyCredentials: z.array(restriction).nullish(),
  identifierUris: z.looseObject({}).nullish(),
})

/** learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy */
export const policySchema = z.object({ isEnabled: z.boolean(), applicationRestrictions: restrictions.nullish() })

type Policy = z.infer<typeof policySchema>

/** Returns what the policy says of a secret made now, for an application made now. */
export function toSecretPolicy(policy: Policy, now: Date): SecretPolicy {
  const inForce = (policy.applicationRestrictions?.passwordCredentials ?? []).filter(
    ({ state, restrictForAppsCreatedAfterDateTime: after }) =>
      policy.isEnabled && state !== 'disabled' && (!after || Date.parse(after) <= now.getTime()),
  )
  const lives = inForce
    .filter(({ restrictionType }) => restrictionType === 'passwordLifetime')
    .map(({ maxLifetime }) => millisecondsOf(maxLifetime ?? ''))
    .filter((ms) => ms !== null)
  const forbidden = inForce.some(({ restrictionType }) => restrictionType === 'passwordAddition')
  return {
    forbidden,
    longestMs: lives.length > 0 ? Math.min(...lives) : null,
    exemption: forbidden ? exemptionFrom(policy) : null,
  }
}

const passwordKinds = [
  'passwordAddition',
  'passwordLifetime',
  'symmetricKeyAddition',
  'symmetricKeyLifetime',
  'customPasswordAddition',
]
const keyKinds = ['asymmetricKeyLifetime', 'trustedCertificateAuthority']
const members = ['restrictionType', 'state', 'maxLifetime', 'restrictForAppsCreatedAfterDateTime', 'excludeActors']
const uriKinds = ['nonDefaultUriAddition', 'uriAdditionWithoutUniqueTenantIdentifier']

/**
 * Copies every restriction of the default policy, with the ban on secrets switched off. `null` when something in it is not
 * one of v1.0's documented restrictions, which a copy would lose:
 * https://learn.microsoft.com/graph/api/resources/customappmanagementconfiguration
 */
function exemptionFrom({ applicationRestrictions }: Policy): Exemption | null {
  const { passwordCredentials, keyCredentials, identifierUris, ...others } = applicationRestrictions ?? {}
  const passwords = copyOf(passwordCredentials ?? [], passwordKinds)
  const keys = copyOf(keyCredentials ?? [], keyKinds)
  const uris = cleaned(identifierUris ?? {})
  const isCopied = passwords !== null && keys !== null && Object.keys(uris).every((kind) => uriKinds.includes(kind))
  if (!isCopied || Object.keys(cleaned(others)).length > 0) return null
  const isBan = ({ restrictionType }: Restriction) => restrictionType === 'passwordAddition'
  const kept = passwords.filter((one) => !isBan(one))
  const hasUris = Object.keys(uris).length > 0
  return {
    restrictions: {
      passwordCredentials: [...kept, { restrictionType: 'passwordAddition', state: 'disabled' }],
      keyCredentials: keys,
      ...(hasUris && { applicationRestrictions: { identifierUris: uris } }),
    },
    keeps: [
      ...[...kept, ...keys].map(({ restrictionType, maxLifetime }) =>
        [restrictionType, maxLifetime].filter((part) => part).join(' '),
      ),
      ...(hasUris ? ['identifierUris'] : []),
    ],
  }
}

function copyOf(list: readonly Restriction[], kinds: readonly string[]): readonly Restriction[] | null {
  const copies = list.map((one) => cleaned(one) as Restriction)
  const isKnown = (one: Restriction) =>
    kinds.includes(one.restrictionType ?? '') && Object.keys(one).every((member) => members.includes(member))
  return copies.every(isKnown) ? copies : null
}

/** The value without what Graph only shows: its annotations, who set a state, and what is `null`. */
function cleaned(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isShownOnly = (name: string) => name.startsWith('@odata.') || name === 'isStateSetByMicrosoft'
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => inner !== null && inner !== undefined && !isShownOnly(name))
      .map(([name, inner]) => [name, isObject(inner) ? cleaned(inner) : inner]),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** ISO 8601, days and smaller: Microsoft writes "P180D" or "P4DT12H30M5S". */
function millisecondsOf(duration: string): number | null {
  const match = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)
  if (!match) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part || 0))
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}
