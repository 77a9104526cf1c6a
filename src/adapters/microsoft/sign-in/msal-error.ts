import type { AuthError } from '@azure/msal-node'
import type { SignInError } from './sign-in-error.ts'

/** Returns what MSAL's error keeps of Entra's answer. */
export function readMsalError(error: AuthError): SignInError {
  const number = 'errorNo' in error ? Number(error.errorNo) : Number.NaN
  return {
    error: error.errorCode,
    suberror: error.subError || null,
    description: error.errorMessage,
    numbers: Number.isNaN(number) || number === 0 ? [] : [number],
    correlationId: error.correlationId || null,
  }
}
