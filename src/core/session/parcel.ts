import type { Proof } from '../access/prove.ts'
import type { Delivery } from '../handoff/deliver.ts'
import type { KeepDays } from '../handoff/kept-copy.ts'
import type { Mail } from '../handoff/mail.ts'

/** A sealed file and how it is handed over. It can be handed over again: CDID sees the same bytes as one file. */
export interface Parcel {
  readonly delivery: Delivery
  readonly fileName: string
  readonly mail: Mail
  /** The proof that the file tells of. */
  readonly proof: Proof
  readonly caseNumber: string | null
  readonly copyTo: string | null
  /** For how long the person chose to keep the copy here. */
  readonly days: KeepDays
}
