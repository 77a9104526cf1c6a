import type { Change } from './change.ts'
import type {
  Application,
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

/** All in place; the same with a new secret beside the delivered one; nothing of ours left. */
export type Aim = 'present' | 'renewed' | 'removed'

/** What the administrator wants to be true. */
export interface DesiredState {
  readonly aim: Aim
  readonly profile: Profile
  /** Which mailboxes: as the tenant shows, only those that Exchange names, or all of them again. */
  readonly reach: 'as-is' | 'limited' | 'everywhere'
  /** The permissions of other profiles leave. */
  readonly retireOthers: boolean
  /** Somebody else gives the consent: it is left out of what is made here. */
  readonly consentDelegated: boolean
  readonly tenantId: string
  /** ISO 8601. */
  readonly secretEndsAt: string
  /** Object id of an application that only bears our name: the person has said that it is Prextra's. */
  readonly adopt: string | null
  /** Object id of ours in the recycle bin: the person would rather have it back than a new one. */
  readonly restore: string | null
  /** appId of the sign-in application when it serves nothing but this assistant; `null`: it stays. */
  readonly signInEntry: string | null
  /** When it was wished, ISO 8601: what has expired by then is expired. */
  readonly asOf: string
}

/** One of our passwords on the application. */
export interface ObservedSecret {
  readonly keyId: string
  /** Carries the run that made it: two of one name are one request sent twice. */
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string
  readonly delivered: boolean
  /** CDID's confirmation of it has been recorded. */
  readonly confirmed: boolean
  /** What this keychain holds of it. */
  readonly held: Secret | null
}

/**
 * What was seen in the tenant and the keychain. `undefined`: not looked at yet; `null`: looked, not there.
 * Nothing here is remembered from an earlier run: starting again is seeing again.
 */
export interface ObservedState {
  readonly application?: Application | null
  /** Others of ours, made when the first could not be seen. */
  readonly twins?: readonly Application[]
  /** Applications that bear our name and none of our marks. */
  readonly namesakes?: readonly Application[]
  /** Ours, in the recycle bin; looked for only when there is none outside it. */
  readonly deleted?: readonly DeletedApplication[]
  readonly servicePrincipal?: ServicePrincipal | null
  /** By the resource's appId. */
  readonly resources?: Readonly<Record<string, ServicePrincipal>>
  readonly grants?: readonly AppRoleAssignment[]
  readonly secrets?: readonly ObservedSecret[]
  /** `null`: could not be read. */
  readonly secretPolicy?: SecretPolicy | null
  /** The entry of our own sign-in; looked for only when everything is to be removed. */
  readonly signInEntry?: ServicePrincipal | null
}

/** What is as it usually is: nothing limited, retired or left to others, nothing adopted or restored. */
export const defaultOptions = {
  ...{
    aim: 'present',
    reach: 'as-is',
    retireOthers: false,
    consentDelegated: false,
    adopt: null,
    restore: null,
  },
} as const satisfies Partial<DesiredState>

/** One thing in the tenant: how it is seen, what is missing, how it is made. */
export interface Step<Kind extends Change['kind']> {
  observe(context: RunContext, observed: ObservedState, desired: DesiredState): Promise<Partial<ObservedState>>
  /** Pure. An empty list: it is already true. */
  decide(observed: ObservedState, desired: DesiredState): readonly Extract<Change, { kind: Kind }>[]
  /** Returns what Microsoft answered: merged into what was seen, never read back through a lagging list. */
  make(
    change: Extract<Change, { kind: Kind }>,
    observed: ObservedState,
    context: RunContext,
    desired: DesiredState,
  ): Promise<{ readonly observed: Partial<ObservedState>; readonly id: string | null }>
}

/** What a step before this one has made sure of; its absence is a mistake of ours, not of the tenant. */
export function present<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`${name} was expected to be there`)
  return value
}
