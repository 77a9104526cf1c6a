import { inspect } from 'node:util'
import type { Aim } from '#core/provision/step.ts'
import type { Failure } from '#practice/faults/retry-after-monitor.ts'
import type { TenantImage } from '#practice/tenant/image.ts'
import type { TenantState } from '#practice/tenant/state.ts'

/** How one piece of work for the person ended. */
export interface End {
  /** The error it rejected with; `null` when it reported success. */
  readonly error: unknown
  /** The claims of its success that were not true in the tenant at that moment. */
  readonly lacking: readonly string[]
  /** How long it waited on the virtual clock, in milliseconds. */
  readonly waitedMs: number
  readonly requests: number
}

/** One sealing: whether the secret was marked as delivered before the bytes were made. */
export interface Sealing {
  readonly marked: boolean
}

/** Text that a person, a file or support may come to see. */
export interface Sink {
  readonly name: string
  readonly content: Buffer
}

/** Everything that the invariants look at after a cell. */
export interface Observation {
  /** The aim of the last runs. */
  readonly aim: Aim
  readonly before: TenantState
  readonly state: TenantState
  readonly image: Pick<TenantImage, 'applications'>
  /** The keychains of all computers together, by account. */
  readonly copies: ReadonlyMap<string, string>
  readonly ends: readonly End[]
  /** The number of further runs until one reported success; `null` when none did. */
  readonly recoveries: number | null
  /** After the success: the number of changes in another plan, and of writes when it was handed over again. */
  readonly again: { readonly changes: number; readonly writes: number } | null
  /** The number of delivered secrets that are allowed: one, and another until CDID has confirmed the newer one. */
  readonly inProduction: number
  readonly sealings: readonly Sealing[]
  readonly handOvers: number
  readonly sinks: readonly Sink[]
  readonly heard: readonly string[]
  readonly earlyCalls: readonly Failure[]
  readonly hosts: ReadonlySet<string>
  readonly unhandled: readonly unknown[]
}

/** Returns how work ended, for the message of a failing cell. */
export function endedWith(error: unknown): string {
  return `ended with ${error instanceof Error ? error.message : inspect(error)}`
}
