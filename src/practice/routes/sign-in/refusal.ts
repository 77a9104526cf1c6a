import { randomUUID } from 'node:crypto'
import type { Clock } from '../../tenant/clock.ts'

/**
 * A refusal of Entra's sign-in, with Microsoft's AADSTS number.
 * UNCONFIRMED(aadsts-texts): the texts of many numbers. Clients may not rely on them.
 */
export class SignInRefusal extends Error {
  readonly code: number
  /** The OAuth `error`, by which a client decides what to do. */
  readonly error: string
  readonly status: 400 | 401
  readonly suberror: string | undefined
  /** The claims that the next request should ask for, as JSON. */
  readonly claims: string | undefined

  constructor(
    code: number,
    error: string,
    message: string,
    more: { status?: 401; suberror?: string; claims?: string } = {},
  ) {
    super(`AADSTS${code}: ${message}`)
    this.code = code
    this.error = error
    this.status = more.status ?? 400
    this.suberror = more.suberror
    this.claims = more.claims
  }
}

export interface RefusalBody {
  error: string
  error_description: string
  error_codes: number[]
  timestamp: string
  trace_id: string
  correlation_id: string
  error_uri: string
  suberror?: string
  claims?: string
}

/** Returns the JSON body of a refusal. https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity-platform/reference-error-codes.md */
export function refusalBody(refusal: SignInRefusal, clock: Clock, correlationId: string | null): RefusalBody {
  const trace = randomUUID()
  const correlation = correlationId ?? randomUUID()
  const timestamp = clock
    .now()
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
  return {
    error: refusal.error,
    error_description: `${refusal.message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [refusal.code],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${refusal.code}`,
    ...(refusal.suberror === undefined ? {} : { suberror: refusal.suberror }),
    ...(refusal.claims === undefined ? {} : { claims: refusal.claims }),
  }
}

export function missing(parameter: string): SignInRefusal {
  return new SignInRefusal(
    900144,
    'invalid_request',
    `The request body must contain the following parameter: '${parameter}'.`,
  )
}

export function unknownClient(clientId: string, company: string): SignInRefusal {
  return new SignInRefusal(
    700016,
    'unauthorized_client',
    `Application with identifier '${clientId}' was not found in the directory '${company}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  )
}

/** Returns the parameters of a query or a form. Throws AADSTS9000411 when one is given twice. */
export function single(parameters: URLSearchParams): Map<string, string> {
  const read = new Map<string, string>()
  for (const [name, value] of parameters) {
    if (read.has(name)) {
      throw new SignInRefusal(
        9000411,
        'invalid_request',
        `The request is not properly formatted. The parameter '${name}' is duplicated.`,
      )
    }
    read.set(name, value)
  }
  return read
}

export function need(parameters: Map<string, string>, name: string): string {
  const value = parameters.get(name)
  if (value === undefined || value === '') throw missing(name)
  return value
}
