import { SignInRefusal } from './refusal.ts'

/** A `claims` parameter, as far as the practice tenant acts on it. */
export interface ClaimsRequest {
  /** The client handles claims challenges (`cp1`): its tokens live long, and end when the session does. */
  readonly isContinuous: boolean
  /** The authentication context asked for (`acrs`): it stands for the second factor here. */
  readonly authenticationContext: string | undefined
  /** In seconds: only a sign-in later than this will do. */
  readonly notBefore: number | undefined
  readonly wantsAuthTime: boolean
}

export const noClaims: ClaimsRequest = {
  isContinuous: false,
  authenticationContext: undefined,
  notBefore: undefined,
  wantsAuthTime: false,
}

interface Wish {
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

function parse(text: string): Partial<Record<'access_token' | 'id_token', Record<string, Wish | null>>> {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read
  } catch {
    // Refused below.
  }
  // UNCONFIRMED(malformed-claims): the number Entra gives for a claims parameter that is not a JSON object.
  throw new SignInRefusal(90023, 'invalid_request', `The 'claims' parameter is not a JSON object.`)
}
