import type { Clock } from './clock.ts'
import { between, seededRandom, type Random } from './random.ts'

/**
 * Where one looks from. Entra answers each from another copy, so they disagree for a while: a list (and any filter), a
 * read by id, a read by alternate key, a write that names the object, and the token endpoint.
 * https://github.com/hashicorp/terraform-provider-azuread: read by id says yes, `$filter=appId eq` still says no.
 */
export const views = ['list', 'get', 'key', 'write', 'token'] as const
export type View = (typeof views)[number]

export const lagging = ['application', 'servicePrincipal', 'appRoleAssignment', 'passwordCredential', 'grant'] as const
export type Lagging = (typeof lagging)[number]

/** How many looks at a new object of each kind miss it before it is there, wherever one looks from. */
export type Lag = { readonly [kind in Lagging]?: number }

/** Lag in seconds on the tenant's clock, drawn from a seed for each object and each view of it. */
export interface Replication {
  readonly seed: number
  /** The shortest and the longest time until a new object is there, by kind. */
  readonly seconds: { readonly [kind in Lagging]?: readonly [least: number, most: number] }
  /** The share of objects (0 to 1) that, once seen, are gone again for as long as they took to come. */
  readonly flapping?: number
}

/** Milliseconds since 1970 between which a view misses an object. */
export type Away = { readonly [view in View]?: readonly (readonly [from: number, until: number])[] }

export interface Replicated {
  /** How many more looks miss it. */
  hiddenFor: number
  /** When which view misses it. */
  away?: Away
}

/** Decides for each new object when it can be seen, and from where. */
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

  /** What a new object of this kind has to wait for. */
  begin(kind: Lagging): Replicated {
    const hiddenFor = this.lag[kind] ?? 0
    const range = this.replication?.seconds[kind]
    if (range === undefined) return { hiddenFor }
    const now = this.clock.now().getTime()
    const isFlapping = this.random() < (this.replication?.flapping ?? 0)
    const away = Object.fromEntries(
      views.map((view) => {
        const wait = between(this.random, range[0], range[1]) * 1000
        const first = [now, now + wait] as const
        return [view, isFlapping ? [first, [now + wait * 2, now + wait * 3]] : [first]]
      }),
    )
    return { hiddenFor, away }
  }

  /** One look at an object: a counted lag is one look nearer to its end. */
  sees(object: Replicated, view: View): boolean {
    if (object.hiddenFor > 0) {
      object.hiddenFor -= 1
      return false
    }
    const now = this.clock.now().getTime()
    return object.away?.[view]?.some(([from, until]) => from <= now && now < until) !== true
  }
}
