import { SignInRefusal } from './refusal.ts'

/** The parts of a `claims` parameter that the practice tenant obeys. */
export interface ClaimsRequest {
  /** Whether the client handles claims challenges (`cp1`): its tokens live a day and end when the session is revoked. */
  readonly isContinuous: boolean
  /** The authentication context asked for (`acrs`), which here needs a second factor. */
  readonly authenticationContext: string | undefined
  /** Seconds since 1970: only a sign-in at this time or later is accepted. */
  readonly notBefore: number | undefined
  readonly wantsAuthTime: boolean
}

export const noClaims: ClaimsRequest = {
  isContinuous: false,
  authenticationContext: undefined,
  notBefore: undefined,
  wantsAuthTime: false,
}

interface ClaimRequest {
  readonly value?: unknown
  readonly values?: unknown
}

/** https://learn.microsoft.com/entra/identity-platform/claims-challenge */
export function readClaims(text: string | undefined): ClaimsRequest {
  if (text === undefined || text === '') return noClaims
  const { access_token: access = {}, id_token: id = {} } = parse(text)
  const context = access.acrs
  const [listed] = Array.isArray(context?.values) ? (context.values as unknown[]) : [context?.value]
  const capabilities = access.xms_cc?.values
  const notBefore = Number(access.nbf?.value)
  return {
    isContinuous: Array.isArray(capabilities) && capabilities.some((one) => String(one).toLowerCase() === 'cp1'),
    authenticationContext: typeof listed === 'string' ? listed : undefined,
    notBefore: Number.isFinite(notBefore) ? notBefore : undefined,
    wantsAuthTime: 'auth_time' in id,
  }
}

function parse(text: string): Partial<Record<'access_token' | 'id_token', Record<string, ClaimRequest | null>>> {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read
  } catch {
    // Text that is not JSON is refused below, like JSON that is no object.
  }
  // UNCONFIRMED(malformed-claims): the number Entra gives for a claims parameter that is not a JSON object.
  throw new SignInRefusal(90023, 'invalid_request', `The 'claims' parameter is not a JSON object.`)
}
