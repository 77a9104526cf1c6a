import type { Change } from './change.ts'
import type {
  Application,
  AppPolicy,
  AppRoleAssignment,
  DeletedApplication,
  SecretPolicy,
  ServicePrincipal,
} from '../directory.ts'
import type { World } from '../ports.ts'
import type { Profile } from '../access/profile.ts'
import type { RunEvent } from './run-event.ts'
import type { Secret } from '../secret.ts'

/**
 * What a use case runs in: the world it works on, the signal that ends it, and the way it tells what it is doing. `W`
 * names how much of the world it needs.
 */
export interface RunContext<W = World> {
  readonly world: W
  readonly signal: AbortSignal
  readonly emit: (event: RunEvent) => void
  /** Takes work that must come to its end even when the person has stopped: whoever runs next waits for it. */
  readonly finish: (work: Promise<unknown>) => void
}

/** `present`: all is in place. `renewed`: the same, with a new secret beside the delivered one. `removed`: nothing of ours is left. */
export const aims = ['present', 'renewed', 'removed'] as const

export type Aim = (typeof aims)[number]

/** Which mailboxes the application may open. `as-is`: as the tenant has it. `limited`: those that Exchange names. `everywhere`: all. */
export const reaches = ['as-is', 'limited', 'everywhere'] as const

export type Reach = (typeof reaches)[number]

/**
 * Where a policy forbids secrets. `none`: nothing is done about it. `own`: the application is exempted while its secret is
 * made. `delegated`: somebody else is asked for an exemption.
 */
export const exemptionWays = ['none', 'own', 'delegated'] as const

export type ExemptionWay = (typeof exemptionWays)[number]

/** What the administrator wants to be true. */
export interface DesiredState {
  readonly aim: Aim
  readonly profile: Profile
  readonly reach: Reach
  /** Whether the permissions of other profiles are removed. */
  readonly retireOthers: boolean
  /** Whether our service principal is enabled if an administrator has disabled it. */
  readonly enableServicePrincipal: boolean
  /** Whether somebody else grants admin consent: then no plan holds a grant. */
  readonly consentDelegated: boolean
  readonly exemption: ExemptionWay
  readonly tenantId: string
  /** ISO 8601. */
  readonly secretEndsAt: string
  /** Object id of an application that has our name and none of our tags: the person has said that it is Prextra's. */
  readonly adopt: string | null
  /** Object id of our application in the recycle bin, when the person wants it back rather than a new one. */
  readonly restore: string | null
  /** appId of the sign-in application, which is removed with the rest when only this assistant uses it; `null`: it stays. */
  readonly signInEntry: string | null
  /** The moment the plan is made for, ISO 8601: a secret that ends before it has expired. */
  readonly asOf: string
}

/** One of the application's client secrets that the assistant made. */
export interface ObservedSecret {
  readonly keyId: string
  /** Its display name, new for each run: two secrets of one name come from one request that was sent twice. */
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string
  readonly delivered: boolean
  /** CDID's confirmation of it has been recorded. */
  readonly confirmed: boolean
  /** Its value, if this computer's keychain holds it. */
  readonly held: Secret | null
}

/**
 * What was read in the tenant and in the keychain. `undefined`: not read yet. `null`: read, and not there.
 * Nothing in it comes from an earlier run: every run reads everything again.
 */
export interface ObservedState {
  readonly application?: Application | null
  /** More applications with our tag, made when the first one could not be read yet. */
  readonly duplicates?: readonly Application[]
  /** Applications with our name and none of our tags. */
  readonly namesakes?: readonly Application[]
  /** Our applications in the recycle bin; read only when there is none outside it. */
  readonly deleted?: readonly DeletedApplication[]
  readonly servicePrincipal?: ServicePrincipal | null
  /** The service principals of the APIs, by their appId. */
  readonly resources?: Readonly<Record<string, ServicePrincipal>>
  readonly grants?: readonly AppRoleAssignment[]
  readonly secrets?: readonly ObservedSecret[]
  /** `null`: could not be read, or not needed because no secret is to be made. */
  readonly secretPolicy?: SecretPolicy | null
  /** The policies assigned to the application; read only when the person chose an exemption. */
  readonly assignedPolicies?: readonly AppPolicy[]
  /** The enterprise application of our own sign-in; read only when everything is to be removed. */
  readonly signInEntry?: ServicePrincipal | null
}

/** The options that are usual: nothing is limited, removed, enabled, left to others, adopted or restored. */
export const defaultOptions = {
  aim: 'present',
  reach: 'as-is',
  retireOthers: false,
  enableServicePrincipal: false,
  consentDelegated: false,
  exemption: 'none',
  adopt: null,
  restore: null,
} as const satisfies Partial<DesiredState>

/**
 * A look at the tenant that has begun. Everything else depends on these two at most, and what depends on neither is read
 * beside them: so a look at an empty tenant needs one exchange, and two where our application exists.
 */
export interface Look {
  readonly application: Promise<Application | null>
  readonly servicePrincipal: Promise<ServicePrincipal | null>
}

/** One kind of thing in the tenant: how it is read, which changes are missing, and how a change is made. */
export interface Step<Kind extends Change['kind']> {
  /** Reads what the look itself does not. Reads that do not depend on each other are begun at the same time. */
  observe?(context: RunContext, look: Look, desired: DesiredState): Promise<Partial<ObservedState>>
  /** Pure: the changes that are missing, in order; none when the desired state is already true. */
  decide(observed: ObservedState, desired: DesiredState): readonly Extract<Change, { kind: Kind }>[]
  /** Makes one change. Returns what Microsoft answered, which is merged into the observed state: a read may lag behind. */
  make(
    change: Extract<Change, { kind: Kind }>,
    observed: ObservedState,
    context: RunContext,
    desired: DesiredState,
  ): Promise<{ readonly observed: Partial<ObservedState>; readonly id: string | null }>
}

/** Returns a value that an earlier step has made sure of; throws when it is missing, which is a mistake in this code. */
export function required<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`${name} was expected to be there`)
  return value
}
