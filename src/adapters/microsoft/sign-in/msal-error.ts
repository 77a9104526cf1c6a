import type { AuthError } from '@azure/msal-node'
import { correlationIn, type SignInError } from './sign-in-error.ts'

/**
 * Returns what MSAL's error keeps of Entra's answer. MSAL writes other words around Entra's sentence, and for most errors
 * puts an id of its own in place of the one that Entra answered with.
 */
export function readMsalError(error: AuthError): SignInError {
  const number = 'errorNo' in error ? Number(error.errorNo) : Number.NaN
  const [, sentence] = / - Description: (.*) - Correlation ID: /s.exec(error.errorMessage) ?? []
  return {
    error: error.errorCode,
    suberror: error.subError || null,
    description: sentence ?? error.errorMessage,
    numbers: Number.isNaN(number) || number === 0 ? [] : [number],
    correlationId: correlationIn(error.errorMessage) ?? (error.correlationId || null),
  }
}
