import { inspect } from 'node:util'
import type { Aim } from '#core/provision/step.ts'
import type { Failure } from '#practice/faults/retry-after-monitor.ts'
import type { TenantImage } from '#practice/tenant/image.ts'
import type { TenantState } from '#practice/tenant/state.ts'

/** How one turn of the person's ended. */
export interface End {
  /** `null`: it said that it had succeeded. */
  readonly error: unknown
  /** Of what it claimed, what the tenant did not show at that very moment. */
  readonly lacking: readonly string[]
  /** On the virtual clock. */
  readonly waitedMs: number
  readonly requests: number
}

/** One look at the seal: were the bytes made only after the application said that the secret is delivered? */
export interface Sealing {
  readonly marked: boolean
}

/** Text that a person, a file or support may come to see. */
export interface Sink {
  readonly name: string
  readonly content: Buffer
}

/** All that is looked at after a cell. */
export interface Observation {
  /** What the last runs wanted. */
  readonly aim: Aim
  readonly before: TenantState
  readonly state: TenantState
  readonly image: Pick<TenantImage, 'applications'>
  /** The keychains of all computers together, by account. */
  readonly copies: ReadonlyMap<string, string>
  readonly ends: readonly End[]
  /** How many more runs it took until one said that all was done; `null`: none did. */
  readonly recoveries: number | null
  /** After the success: what another plan would change, and what planning and handing over again has written. */
  readonly again: { readonly changes: number; readonly writes: number } | null
  /** Delivered secrets that may be there: one, and one more while CDID has not confirmed the newer. */
  readonly inProduction: number
  readonly sealings: readonly Sealing[]
  readonly handOvers: number
  readonly sinks: readonly Sink[]
  readonly heard: readonly string[]
  readonly earlyCalls: readonly Failure[]
  readonly hosts: ReadonlySet<string>
  readonly unhandled: readonly unknown[]
}

/** In a failing cell's message. */
export function endedWith(error: unknown): string {
  return `ended with ${error instanceof Error ? error.message : inspect(error)}`
}
