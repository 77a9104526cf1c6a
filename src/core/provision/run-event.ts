import type { WaitReason } from '../answer.ts'
import type { Probe } from '../access/profile.ts'

/** What is emitted while a plan is made true or an access is proven. `index` is the change's place in the approved plan. */
export type RunEvent =
  | { readonly kind: 'making'; readonly index: number }
  | { readonly kind: 'made'; readonly index: number; readonly id: string | null }
  | {
      readonly kind: 'waiting'
      readonly reason: WaitReason
      /** How many calls have been answered so far. */
      readonly attempt: number
      readonly nextInMs: number
      /** How long waiting may still go on and be normal. */
      readonly atMostMs: number
    }
  | { readonly kind: 'waited' }
  /** A tenant policy allows a shorter life: the secret ends at this moment (ISO 8601), earlier than approved. */
  | { readonly kind: 'shortened'; readonly index: number; readonly endsAt: string }
  /** Everything is made, and this many reads in a row have shown that nothing is left to change. */
  | { readonly kind: 'confirming'; readonly agreed: number; readonly of: number }
  /** The proof has a token; the app roles it carries, as Microsoft names them. */
  | { readonly kind: 'token-received'; readonly roles: readonly string[] }
  | { readonly kind: 'proving-check'; readonly check: ProofCheck }
  | { readonly kind: 'check-passed'; readonly check: ProofCheck }

/** What a proof checks, in order. `blocked-mailbox`: a mailbox outside the limit stays closed. */
export type ProofCheck = 'token' | 'role' | 'blocked-mailbox' | Probe
