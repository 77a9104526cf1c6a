/**
 * What the company asks of a sign-in beyond a password. Each word stands for one answer of Entra's.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export type ConditionalAccess =
  | 'none'
  /** 53003 for everybody, everywhere. */
  | 'block'
  /** 53003 for a device code, once the person has signed in with it. https://github.com/Azure/azure-cli/issues/32809 */
  | 'block-device-code'
  /** 53000: a compliant device, which none here is. */
  | 'compliant-device'
  /** 53001: a joined device, which none here is. */
  | 'joined-device'
  /** 50076 until the second factor was given in a browser. */
  | 'mfa'
  /** 50079 until the second factor was set up in a browser. */
  | 'mfa-registration'
  /** 50158 until the company's own extra step was taken in a browser. */
  | 'external-challenge'
  /** 530032: a tenant-wide security policy. */
  | 'security-policy'
  /** 530035: security defaults. */
  | 'security-defaults'

/** The company's sign-in rules; tests turn them as its administrator would, and they hold from the next request. */
export interface SignInPolicies {
  conditionalAccess: ConditionalAccess
}

export function newSignInPolicies(): SignInPolicies {
  return { conditionalAccess: 'none' }
}
