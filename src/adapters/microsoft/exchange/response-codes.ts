import type { WaitReason } from '#core/answer.ts'
import type { ProblemCode } from '#core/problem.ts'

/**
 * EWS's response codes, by what they say of a call that opens a mailbox. Meanings:
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode
 */
export interface TransientCode {
  readonly reason: WaitReason
  /** The problem that is told when waiting did not help. */
  readonly problem: ProblemCode
}

const throttled: TransientCode = { reason: 'throttled', problem: 'exchange-busy' }
const busy: TransientCode = { reason: 'busy', problem: 'exchange-busy' }
/** Exchange does not reach the servers where the mailbox is: they are down, or the mailbox is hosted elsewhere (hybrid). */
const unreached: TransientCode = { reason: 'busy', problem: 'mailbox-elsewhere' }

const transientCodes: Readonly<Record<string, TransientCode>> = {
  ErrorServerBusy: throttled,
  ErrorExceededConnectionCount: throttled,
  ErrorTooManyObjectsOpened: throttled,
  ErrorInsufficientResources: throttled,
  ErrorADOperation: busy,
  ErrorADUnavailable: busy,
  ErrorBatchProcessingStopped: busy,
  ErrorClientDisconnected: busy,
  ErrorConnectionFailed: busy,
  ErrorDataSourceOperation: busy,
  // "an error it could not recover from": met now and then, and gone at the next call (exchangelib#1113).
  ErrorInternalServerError: busy,
  ErrorMailboxFailover: busy,
  ErrorMailboxLogonFailed: busy,
  ErrorMailboxMoveInProgress: busy,
  ErrorMailboxStoreUnavailable: busy,
  ErrorTimeoutExpired: busy,
  ErrorAutoDiscoverFailed: unreached,
  ErrorCrossSiteRequest: unreached,
  ErrorNoApplicableProxyCASServersAvailable: unreached,
  ErrorNoDestinationCASDueToKerberosRequirements: unreached,
  ErrorNoDestinationCASDueToSSLRequirements: unreached,
  ErrorNoDestinationCASDueToVersionMismatch: unreached,
  ErrorNoRespondingCASInDestinationSite: unreached,
  ErrorProxyRequestProcessingFailed: unreached,
  ErrorProxyServiceDiscoveryFailed: unreached,
  ErrorServiceDiscoveryFailed: unreached,
}

/** Returns how to wait for a code that passes by itself, or `null` for any other code. */
export function transientCode(code: string): TransientCode | null {
  // Microsoft adds codes of this name that it does not document (ErrorConnectionFailedTransientError).
  return transientCodes[code] ?? (/Transient(?:Error|Exception)$/.test(code) ? busy : null)
}

/** The problems that EWS's refusals mean. */
export const refusedCodes: Readonly<Record<string, ProblemCode>> = {
  ErrorAccessDenied: 'mailbox-out-of-reach',
  ErrorImpersonateUserDenied: 'mailbox-out-of-reach',
  ErrorImpersonationDenied: 'mailbox-out-of-reach',
  ErrorAccountDisabled: 'mailbox-refused',
  ErrorNonExistentMailbox: 'mailbox-unknown',
  ErrorMissingEmailAddress: 'mailbox-unknown',
  ErrorNonPrimarySmtpAddress: 'mailbox-alias',
}
