import type { StoredApplication } from '../../tenant/directory.ts'

/** A client that signs people in: by default a multi-tenant public client of another company. */
export interface SignInClient {
  readonly clientId: string
  readonly displayName: string
  readonly publisher: string
  readonly homeTenantId: string
  /** "Mobile and desktop" addresses: redeemed without a secret. */
  readonly redirectUris: readonly string[]
  /** What `/.default` asks of Microsoft Graph: the permissions of its registration. */
  readonly requiredScopes: readonly string[]
  /** Optional claims its registration asks for in the id_token. Entra adds neither by itself. */
  readonly optionalClaims: readonly ('acct' | 'wids')[]
  /** Microsoft's own clients: by resource, the scopes it has without anybody's consent. Any other is refused (65002). */
  readonly preauthorized?: Readonly<Record<string, readonly string[]>>
  /** The registration, when it is one of this company's. */
  readonly registration?: Registration
}

/** What only this company's own applications have. */
interface Registration {
  readonly application: StoredApplication
  /** "Web" addresses: redeemed with a secret or a certificate only. */
  readonly webRedirectUris: readonly string[]
  readonly isSingleTenant: boolean
  /** `isFallbackPublicClient`: it may use flows without an address, such as the device code. */
  readonly allowsPublicFlows: boolean
  readonly requiredAccess: readonly RequiredAccess[]
}

export interface RequiredAccess {
  readonly resourceAppId: string
  readonly resourceAccess: readonly { readonly id: string; readonly type: string }[]
}

/** CDID's sign-in application, as the practice tenant knows it when no other is given. */
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
 * Entra's matching: exact, but for the port of a loopback address; an empty path equals `/`; `[::1]` is not supported.
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

// Not URL.canParse: the Electron of our test machines runs Node 18.15.
function parse(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}
