/**
 * What the company asks of a sign-in beyond a password. Each value stands for one answer of Entra's.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export type ConditionalAccess =
  | 'none'
  /** AADSTS53003 for every account and every way of signing in. */
  | 'block'
  /** AADSTS53003 for a device code, after the person has signed in with it. https://github.com/Azure/azure-cli/issues/32809 */
  | 'block-device-code'
  /** AADSTS53000: a compliant device is required, and no device here is one. */
  | 'compliant-device'
  /** AADSTS53001: a joined device is required, and no device here is one. */
  | 'joined-device'
  /** AADSTS530003: a device that the company manages is required, and no device here is one. */
  | 'managed-device'
  /** AADSTS50076 until the second factor is given in a browser. */
  | 'mfa'
  /** AADSTS50079 until the second factor is set up in a browser. */
  | 'mfa-registration'
  /** AADSTS50158 until the company's own extra step is taken in a browser. */
  | 'external-challenge'
  /** AADSTS530032: a security policy of the whole tenant. */
  | 'security-policy'
  /** AADSTS530035: security defaults. */
  | 'security-defaults'

/** The company's sign-in rules. Tests change them as an administrator would; the next request obeys them. */
export interface SignInPolicies {
  conditionalAccess: ConditionalAccess
}

export function newSignInPolicies(): SignInPolicies {
  return { conditionalAccess: 'none' }
}
