import type { WaitReason } from '../answer.ts'
import type { Probe } from '../access/profile.ts'

/** Told as it happens, while a plan is made true or proven. `index` is the change's place in the approved plan. */
export type RunEvent =
  | { readonly kind: 'making'; readonly index: number }
  | { readonly kind: 'made'; readonly index: number; readonly id: string | null }
  | {
      readonly kind: 'waiting'
      readonly reason: WaitReason
      /** How often Microsoft has been asked so far. */
      readonly attempt: number
      readonly nextInMs: number
      /** How long this may still take and be normal. */
      readonly atMostMs: number
    }
  | { readonly kind: 'waited' }
  /** A tenant policy allows less: the secret will end earlier than approved, ISO 8601. */
  | { readonly kind: 'shortened'; readonly index: number; readonly endsAt: string }
  /** All is made; so many reads in a row have agreed that nothing is left to change. */
  | { readonly kind: 'confirming'; readonly agreed: number; readonly of: number }
  /** The proof has a token; the app roles it carries, as Microsoft names them. */
  | { readonly kind: 'token-received'; readonly roles: readonly string[] }
  | { readonly kind: 'proving-check'; readonly check: ProofCheck }
  | { readonly kind: 'check-passed'; readonly check: ProofCheck }

/** `outside`: a mailbox that Exchange must keep closed. */
export type ProofCheck = 'token' | 'role' | 'blocked-mailbox' | Probe
