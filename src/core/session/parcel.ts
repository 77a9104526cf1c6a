import type { Delivery } from '../handoff/deliver.ts'
import type { Mail } from '../handoff/mail.ts'

/** What was sealed, and how it is sent: the same bytes again are the same file to CDID. */
export interface Parcel {
  readonly delivery: Delivery
  readonly fileName: string
  readonly mail: Mail
  readonly caseNumber: string | null
  readonly copyTo: string | null
}
