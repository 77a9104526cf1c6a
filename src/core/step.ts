import type { Change } from './change.ts'
import type { Application, AppRoleAssignment, ServicePrincipal, World } from './ports.ts'
import type { Profile } from './profile.ts'
import type { RunEvent } from './run-event.ts'
import type { Secret } from './secret.ts'

/** What a step may use of the outside: the world, a way to be stopped, and a way to say what it is doing. */
export interface Outside {
  readonly world: World
  readonly signal: AbortSignal
  readonly say: (event: RunEvent) => void
}

/** What the administrator wants to be true. */
export interface Wish {
  readonly profile: Profile
  readonly tenantId: string
  /** ISO 8601. */
  readonly secretEndsAt: string
  /** A new secret beside the delivered one. */
  readonly renew: boolean
  /** When it was wished, ISO 8601: what has expired by then is expired. */
  readonly asOf: string
}

/** One of our passwords on the application. */
export interface SeenSecret {
  readonly keyId: string
  readonly startsAt: string
  readonly endsAt: string
  readonly delivered: boolean
  /** What this keychain holds of it. */
  readonly held: Secret | null
}

/**
 * What was seen in the tenant and the keychain. `undefined`: not looked at yet; `null`: looked, not there.
 * Nothing here is remembered from an earlier run: starting again is seeing again.
 */
export interface Seen {
  readonly application?: Application | null
  readonly namesakes?: number
  readonly servicePrincipal?: ServicePrincipal | null
  /** By the resource's appId. */
  readonly resources?: Readonly<Record<string, ServicePrincipal>>
  readonly grants?: readonly AppRoleAssignment[]
  readonly secrets?: readonly SeenSecret[]
}

/** One thing in the tenant: how it is seen, what is missing, how it is made. */
export interface Step<Kind extends Change['kind']> {
  see(outside: Outside, seen: Seen, wish: Wish): Promise<Partial<Seen>>
  /** Pure. An empty list: it is already true. */
  decide(seen: Seen, wish: Wish): readonly Extract<Change, { kind: Kind }>[]
  /** Returns what Microsoft answered: merged into what was seen, never read back through a lagging list. */
  make(
    change: Extract<Change, { kind: Kind }>,
    seen: Seen,
    outside: Outside,
    wish: Wish,
  ): Promise<{ readonly seen: Partial<Seen>; readonly id: string | null }>
}

/** What a step before this one has made sure of; its absence is a mistake of ours, not of the tenant. */
export function present<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`${name} was expected to be there`)
  return value
}
