import { noPolicy, type Hive, type Policy } from './settings.ts'

/** A value as the registry holds it. `other`: of a type that no setting has. */
export type RegistryValue =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'texts'; readonly value: readonly string[] }
  | { readonly type: 'other' }

/** What a hive holds at the policy's key. `absent` is no policy; `unreadable` is not: nobody knows what it says. */
export type HiveReading =
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable' }
  | { readonly state: 'read'; readonly values: ReadonlyMap<string, RegistryValue | 'unreadable'> }

/** A part of the policy that is there and was not understood. `value`: its name; `null`: the whole key could not be read. */
export interface PolicyFault {
  readonly hive: Hive
  readonly value: string | null
  readonly why: 'unreadable' | 'malformed'
}

/** The company's policy as it was read when the assistant opened. */
export interface PolicyReading {
  readonly policy: Policy
  /** Not empty: the ways to a real tenant are closed, but for a removal. */
  readonly faults: readonly PolicyFault[]
}

export const noPolicyReading: PolicyReading = { policy: noPolicy, faults: [] }
