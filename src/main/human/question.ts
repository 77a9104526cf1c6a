import type { ToConfirm } from '#core/session/to-confirm.ts'
import type { ActingCall } from '#contract/calls.ts'

/** What main asks a person: to confirm something, or whether it was they who made a call that no act came before. */
export type Question = ToConfirm | { readonly kind: 'unseen'; readonly call: ActingCall }
