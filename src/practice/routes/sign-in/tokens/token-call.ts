import type { Company } from '../../../company/company.ts'
import type { SignIns } from '../sign-ins.ts'
import type { ProvenClient } from './client-credentials.ts'

/** One request to a token endpoint, once its form is read and its client has proven itself. */
export interface TokenCall {
  readonly company: Company
  readonly signIns: SignIns
  /** Whether the address names no company: `common` or `organizations`. */
  readonly isShared: boolean
  /** 1: the older endpoint, at an address without `/v2.0`. */
  readonly version: 1 | 2
  readonly form: Map<string, string>
  readonly proven: ProvenClient
}
