import type { WaitReason } from '../answer.ts'
import type { Problem } from '../problem.ts'
import type { Change } from '../provision/change.ts'
import type { ProofCheck } from '../provision/run-event.ts'

export interface RunRow {
  readonly change: Change
  readonly state: 'to-come' | 'doing' | 'done'
  /** When the change was begun, in ISO 8601; `null` before that. */
  readonly startedAt: string | null
  readonly ms: number | null
  /** The id that Microsoft gave to what was made; `null` when there is none. */
  readonly id: string | null
  /**
   * The end of the secret, in ISO 8601, when a policy of the tenant made it earlier than approved; `null` otherwise.
   */
  readonly shortenedTo: string | null
}

/** A wait that is normal. All instants are in ISO 8601. */
export interface Waiting {
  readonly reason: WaitReason
  readonly attempt: number
  readonly since: string
  readonly nextAt: string
  readonly until: string
}

export interface RunView {
  readonly rows: readonly RunRow[]
}

export interface CheckView {
  readonly check: ProofCheck
  readonly state: 'to-come' | 'doing' | 'passed' | 'failed'
  readonly startedAt: string | null
  readonly ms: number | null
}

export interface ProofView {
  readonly checks: readonly CheckView[]
  readonly mailbox: string
  /** The mailbox that must stay closed; `null` when Exchange does not limit the application. */
  readonly blockedMailbox: string | null
  /** When the last check passed or failed, in ISO 8601; `null` while it runs. */
  readonly at: string | null
  /** The problem that ended it; `null` when there is none. It stays when the person leaves the stage and comes back. */
  readonly problem: Problem | null
}

/** The group of mailboxes that Exchange limits the application to, and two mailboxes that show the limit. */
export interface Limit {
  /** The address of a mail-enabled security group. */
  readonly group: string
  readonly allowedMailbox: string
  readonly blockedMailbox: string
}
