/**
 * The closed list of everything that can stop a person. `words/problems` has a sentence for each code in both languages;
 * a code without one does not compile.
 */
export const problemCodes = [
  // sign-in
  'sign-in-cancelled',
  'sign-in-timeout',
  'sign-in-code-expired',
  'sign-in-busy',
  'sign-in-declined',
  'sign-in-refused',
  'sign-in-needs-approval',
  'sign-in-not-authorized',
  'sign-in-not-assigned',
  'conditional-access',
  'device-not-managed',
  'device-code-blocked',
  'location-blocked',
  'second-factor',
  'account-blocked',
  'cross-tenant-blocked',
  'identity-provider-failed',
  'sign-in-app-disabled',
  'api-disabled',
  'sign-in-misconfigured',
  'wrong-account',
  'tenant-unknown',
  'other-cloud',
  'unknown-cloud',
  'cloud-without-sign-in',
  'tenant-changed',
  'signed-out',
  'browser-not-opened',
  'loopback-refused',
  // the network
  'unreachable',
  'proxy-sign-in',
  'certificate-untrusted',
  'not-microsoft',
  'perhaps-not-microsoft',
  // Microsoft Graph
  'not-allowed',
  'registration-not-allowed',
  'application-not-allowed',
  'grant-not-allowed',
  'microsoft-busy',
  'microsoft-slow',
  'microsoft-unexpected',
  'answer-lost',
  'quota-exceeded',
  'secrets-forbidden',
  'exemption-not-allowed',
  'exemption-not-possible',
  'exemption-left-behind',
  'lifetime-too-long',
  'exchange-missing',
  'several-applications',
  // the run
  'plan-changed',
  'stopped',
  'renewal-under-way',
  'consent-missing',
  'not-typed',
  'nothing-to-remove',
  // CDID's confirmation
  'confirmation-unreadable',
  'confirmation-other',
  'confirmation-forged',
  // the keychain
  'vault-unavailable',
  'vault-failed-in-run',
  'vault-lost-secret',
  'secret-left-behind',
  'secret-not-here',
  // the proof
  'secret-not-accepted',
  'secret-expired',
  'application-unknown',
  'application-disabled',
  'service-principal-missing',
  'role-missing',
  'ews-disabled',
  'ews-blocked',
  'ews-ended',
  'ews-ended-or-filtered',
  'mailbox-refused',
  'programs-refused',
  'mailbox-out-of-reach',
  'not-limited',
  'blocked-mailbox-needed',
  'mailbox-unknown',
  'mailbox-elsewhere',
  'mailbox-alias',
  'exchange-unauthorized',
  'exchange-busy',
  // the company's policy
  'policy-unknown',
  'policy-cloud',
  'policy-organization',
  'policy-practice',
  'policy-proof',
  // the handoff
  'recipient-missing',
  'mail-not-allowed',
  'other-account',
  'no-mailbox',
  'mail-refused',
  'file-not-written',
  // the assistant itself
  'live-unavailable',
  'out-of-order',
  'bad-input',
  'not-confirmed',
  'too-many-calls',
  'internal',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** What support needs of Microsoft's answer. It never holds a token, a body or a secret. */
export interface MicrosoftDetails {
  readonly host?: string
  readonly status?: number
  /** Microsoft's own code, e.g. `AADSTS7000215`, `Authorization_RequestDenied` or `ErrorAccessDenied`. */
  readonly code?: string
  /** Entra's id of a sign-in. */
  readonly correlationId?: string
  /** Microsoft's id of one exchange (`request-id`). */
  readonly requestId?: string
  /** Our own id of one exchange (`client-request-id`): it is known even when no answer came. */
  readonly clientRequestId?: string
  /** Exchange's `x-ms-diagnostics`. */
  readonly diagnostics?: string
  /** Exchange's `X-EWS-Policy-Reason`. */
  readonly policyReason?: string
  /** The time by Microsoft's clock, ISO 8601. */
  readonly date?: string
  /** The title of a page that came in place of an answer. */
  readonly pageTitle?: string
  /** The sentence of an error that the assistant does not know, without addresses. */
  readonly message?: string
}

/** What went wrong, as plain data: it is sent to the window and worded by `words/problems`. */
export interface Problem {
  readonly code: ProblemCode
  /** When it was met, ISO 8601. */
  readonly at: string
  readonly microsoft?: MicrosoftDetails
  /** Named values that its sentence may hold (a host, a number of days). They are only ever shown: no code reads them to decide. */
  readonly facts?: Readonly<Record<string, string>>
  /** For `mailbox-alias`: the address that Exchange Online asks for instead, which is offered for the next try. */
  readonly primaryAddress?: string
}

/** What support is told of a problem, by name: `words/screens/shell` has a label for each. */
export type SupportDetailName =
  'code' | 'host' | 'status' | 'microsoft' | 'at' | Exclude<keyof MicrosoftDetails, 'host' | 'status' | 'code'>

export interface SupportDetail {
  readonly name: SupportDetailName
  readonly value: string
}

/** Returns all that support needs of a problem, in the order in which it is shown and copied. */
export function supportDetails({ code, at, microsoft = {} }: Problem): readonly SupportDetail[] {
  return [{ name: 'code', value: code }, ...microsoftDetails(microsoft), { name: 'at', value: at }]
}

/** Returns all that support needs of Microsoft's answer, in the same order. */
export function microsoftDetails(microsoft: MicrosoftDetails): readonly SupportDetail[] {
  const { status } = microsoft
  const values: readonly (readonly [SupportDetailName, string | undefined])[] = [
    ['host', microsoft.host],
    ['status', status === undefined ? undefined : String(status)],
    ['microsoft', microsoft.code],
    ['message', microsoft.message],
    ['policyReason', microsoft.policyReason],
    ['diagnostics', microsoft.diagnostics],
    ['pageTitle', microsoft.pageTitle],
    ['correlationId', microsoft.correlationId],
    ['requestId', microsoft.requestId],
    ['clientRequestId', microsoft.clientRequestId],
    ['date', microsoft.date],
  ]
  return values.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))
}

/** A problem that is thrown inside one process. Between processes it is sent in a `Reply`. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.name = 'ProblemError'
    this.problem = problem
  }
}
