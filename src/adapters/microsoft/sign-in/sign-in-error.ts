import type { Answer } from '#core/answer.ts'
import type { MicrosoftDetails, Problem, ProblemCode } from '#core/problem.ts'
import { numbersIn } from '#core/sign-in-number.ts'
import { meaningOf, type Meaning } from './aadsts.ts'

/** An error of Entra's, from the token endpoint or from the page in the browser. */
export interface SignInError {
  /** The OAuth error, e.g. `invalid_grant`. */
  readonly error: string
  readonly suberror: string | null
  /** Microsoft's sentence. It names the numbers, and is read for them alone. */
  readonly description: string
  /** The numbers that came beside the sentence. */
  readonly numbers: readonly number[]
  readonly correlationId: string | null
}

/** Whoever asked for a token: a person who signs in, or the application that was set up. */
export type Subject = 'person' | 'application'

/**
 * Returns what an error means, by Entra's table of numbers. An error without a number of the table is judged by its kind,
 * and keeps its sentence for support. What an application was just given may not be known everywhere yet, and is waited
 * for; for a person the same error is a refusal, as waiting would only open the page again.
 */
export function classifySignIn(
  found: SignInError,
  subject: Subject,
  { details, at }: { readonly details: MicrosoftDetails; readonly at: string },
  otherwise: ProblemCode,
): Answer<never> {
  const numbers = [...new Set([...found.numbers, ...numbersIn(found.description)])]
  const known = numbers.map((number) => meaningOf(number, subject)).find((meaning) => meaning !== null)
  const meaning = known ?? kindOf(found, subject, numbers) ?? otherwise
  const problem = (code: ProblemCode): Problem => ({
    code,
    at,
    microsoft: {
      ...details,
      code: numbers[0] === undefined ? found.error : `AADSTS${numbers[0]}`,
      ...(found.correlationId !== null && { correlationId: found.correlationId }),
      ...(known === undefined && sentenceOf(found.description)),
    },
  })
  if (meaning === 'busy') return { notYet: 'busy', problem: problem('microsoft-busy') }
  if (typeof meaning === 'object') return { notYet: 'secret-not-active', problem: problem(meaning.settling) }
  return { no: problem(meaning) }
}

/** Suberrors: https://github.com/AzureAD/microsoft-authentication-library-for-dotnet (UiRequiredExceptionClassification). */
const suberrors: Readonly<Record<string, ProblemCode>> = {
  // The person can only be told: a policy does not let them in, whatever they do in the browser.
  message_only: 'conditional-access',
  basic_action: 'second-factor',
  additional_action: 'second-factor',
  consent_required: 'sign-in-needs-approval',
  user_password_expired: 'account-blocked',
  bad_token: 'signed-out',
  token_expired: 'signed-out',
  device_authentication_failed: 'device-not-managed',
  protection_policy_required: 'device-not-managed',
}

/** OAuth errors: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const errors: Readonly<Record<string, Record<Subject, Meaning>>> = {
  access_denied: { person: 'sign-in-declined', application: 'not-allowed' },
  consent_required: { person: 'sign-in-needs-approval', application: 'consent-missing' },
  interaction_required: { person: 'signed-out', application: 'conditional-access' },
  login_required: { person: 'signed-out', application: 'conditional-access' },
  invalid_client: { person: 'sign-in-misconfigured', application: 'secret-not-accepted' },
  invalid_request: { person: 'sign-in-misconfigured', application: 'microsoft-unexpected' },
  invalid_resource: { person: 'sign-in-misconfigured', application: 'exchange-missing' },
  invalid_scope: { person: 'sign-in-misconfigured', application: 'microsoft-unexpected' },
  unauthorized_client: { person: 'sign-in-misconfigured', application: 'application-unknown' },
  server_error: { person: 'busy', application: 'busy' },
  temporarily_unavailable: { person: 'busy', application: 'busy' },
}

/** The families of numbers that Entra extends most often, by how a number begins. */
function familyOf(number: number): ProblemCode | null {
  const digits = String(number)
  if (digits.startsWith('53')) return 'conditional-access'
  if (/^(?:5007|5015)/.test(digits)) return 'second-factor'
  return digits.startsWith('65') ? 'sign-in-needs-approval' : null
}

function kindOf({ error, suberror }: SignInError, subject: Subject, numbers: readonly number[]): Meaning | null {
  const family = subject === 'person' ? numbers.map(familyOf).find((code) => code !== null) : undefined
  return family ?? suberrors[suberror ?? ''] ?? errors[error]?.[subject] ?? null
}

/** Returns Entra's id of a sign-in, which its sentence ends with; `null` for any other text. */
export function correlationIn(text: string): string | null {
  return /Correlation ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null
}

/** Microsoft's sentence for support: without what the details hold already, and without addresses. */
function sentenceOf(description: string): { readonly message?: string } {
  const [sentence = ''] = description.split(/\s*(?:Trace ID|Correlation ID|Timestamp):/i)
  const words = sentence.split(/\s+/).map((word) => (word.includes('@') ? '…' : word))
  const message = words.join(' ').trim().slice(0, 300)
  return message === '' ? {} : { message }
}
