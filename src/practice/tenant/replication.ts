import type { Clock } from './clock.ts'
import { between, seededRandom, type Random } from './random.ts'

/**
 * The kinds of access to an object. Entra answers each from another replica, and for a while they disagree: a list or
 * filter, a read by id, a read by alternate key, a write that names the object, and the token endpoint.
 * https://github.com/hashicorp/terraform-provider-azuread: read by id says yes, `$filter=appId eq` still says no.
 */
export const views = ['list', 'get', 'key', 'write', 'token'] as const
export type View = (typeof views)[number]

export const lagging = [
  'application',
  'servicePrincipal',
  'appRoleAssignment',
  'passwordCredential',
  'grant',
  /** The assignment of an app management policy, which addPassword obeys once it has arrived. */
  'policyAssignment',
] as const
export type Lagging = (typeof lagging)[number]

/** How many reads of a new object fail before one finds it, by kind of object, whatever the kind of read. */
export type Lag = { readonly [kind in Lagging]?: number }

/** Replication lag in seconds of the tenant's clock, drawn from a seed for each object and each kind of read. */
export interface Replication {
  readonly seed: number
  /** The shortest and the longest time in seconds until a new object is found, by kind of object. */
  readonly seconds: { readonly [kind in Lagging]?: readonly [least: number, most: number] }
  /** The kinds of read that lag; all of them unless said otherwise. */
  readonly views?: readonly View[]
  /** The share of objects (0 to 1) that are found, then not found for as long again, then found for good. */
  readonly flapping?: number
}

/** The periods, in milliseconds since 1970, in which each kind of read does not find an object. */
export type HiddenPeriods = { readonly [view in View]?: readonly (readonly [from: number, until: number])[] }

export interface Replicated {
  /** How many more reads do not find it. */
  hiddenFor: number
  /** When each kind of read does not find it. */
  away?: HiddenPeriods
}

/** Decides for each new object when each kind of read finds it. */
export class Replicas {
  private readonly lag: Lag
  private readonly replication: Replication | undefined
  private readonly clock: Clock
  private random: Random

  constructor(lag: Lag, replication: Replication | undefined, clock: Clock) {
    this.lag = lag
    this.replication = replication
    this.clock = clock
    this.random = seededRandom(replication?.seed ?? 0)
  }

  reset(): void {
    this.random = seededRandom(this.replication?.seed ?? 0)
  }

  /** Returns the lag of one new object of this kind. */
  begin(kind: Lagging): Replicated {
    const hiddenFor = this.lag[kind] ?? 0
    const range = this.replication?.seconds[kind]
    if (range === undefined) return { hiddenFor }
    const now = this.clock.now().getTime()
    const isFlapping = this.random() < (this.replication?.flapping ?? 0)
    const away = Object.fromEntries(
      views.map((view) => {
        const drawn = between(this.random, range[0], range[1]) * 1000
        const wait = this.replication?.views?.includes(view) === false ? 0 : drawn
        const first = [now, now + wait] as const
        return [view, isFlapping ? [first, [now + wait * 2, now + wait * 3]] : [first]]
      }),
    )
    return { hiddenFor, away }
  }

  /** Whether this read finds the object. Where lag is counted in reads, each call uses one up. */
  sees(object: Replicated, view: View): boolean {
    if (object.hiddenFor > 0) {
      object.hiddenFor -= 1
      return false
    }
    const now = this.clock.now().getTime()
    return object.away?.[view]?.some(([from, until]) => from <= now && now < until) !== true
  }
}
