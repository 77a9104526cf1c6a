import type { StoredApplication } from '../../tenant/directory.ts'

/** A client that signs people in: one of another company, of Microsoft, or an application of this company. */
export interface SignInClient {
  readonly clientId: string
  readonly displayName: string
  readonly publisher: string
  readonly homeTenantId: string
  /** The "Mobile and desktop" redirect addresses, whose codes are redeemed without a secret. */
  readonly redirectUris: readonly string[]
  /** The scopes of Microsoft Graph that its registration names, which `/.default` asks for. */
  readonly requiredScopes: readonly string[]
  /** The optional claims that its registration adds to the id_token. */
  readonly optionalClaims: readonly ('acct' | 'wids')[]
  /** For Microsoft's clients: by resource, the scopes that need no consent. All others are refused (AADSTS65002). */
  readonly preauthorized?: Readonly<Record<string, readonly string[]>>
  /** The registration of an application of this company. */
  readonly registration?: Registration
}

/** What only the company's own applications have. */
interface Registration {
  readonly application: StoredApplication
  /** The "Web" redirect addresses, whose codes are redeemed only with a secret or a certificate. */
  readonly webRedirectUris: readonly string[]
  readonly isSingleTenant: boolean
  /** `isFallbackPublicClient`: whether it may use flows without a redirect address, such as the device code. */
  readonly allowsPublicFlows: boolean
  readonly requiredAccess: readonly RequiredAccess[]
}

export interface RequiredAccess {
  readonly resourceAppId: string
  readonly resourceAccess: readonly { readonly id: string; readonly type: string }[]
}

/** The client that the practice tenant knows when no other is given: a sign-in application of CDID's. */
export const practiceSignInClient: SignInClient = {
  clientId: 'b3f0a6c2-58d7-4e19-9c4b-1d7e2f80a365',
  displayName: 'Prextra Outlook Setup Assistant',
  publisher: 'CDID Inc.',
  homeTenantId: '91c4e7d0-2a6b-4f38-8e5d-7b0f3c9a1642',
  redirectUris: ['http://localhost'],
  requiredScopes: ['User.Read', 'Application.ReadWrite.All'],
  optionalClaims: ['acct', 'wids'],
}

/**
 * Compares redirect addresses as Entra does: exactly, but for the port of a loopback address. An empty path equals `/`,
 * and `[::1]` is not supported.
 * https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity-platform/reply-url.md
 */
export function isAmong(registeredUris: readonly string[], redirectUri: string): boolean {
  const asked = withoutLoopbackPort(redirectUri)
  return asked !== undefined && registeredUris.some((registered) => withoutLoopbackPort(registered) === asked)
}

function withoutLoopbackPort(address: string): string | undefined {
  const url = parse(address)
  if (url === undefined) return undefined
  if (url.hash !== '' || url.username !== '' || url.password !== '') return undefined
  if (url.protocol === 'http:') {
    if (url.hostname !== 'localhost' && url.hostname !== '127.0.0.1') return undefined
    url.port = ''
  }
  return url.href
}

// URL.canParse is missing in Node 18.15, which an older Electron runs.
function parse(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}
