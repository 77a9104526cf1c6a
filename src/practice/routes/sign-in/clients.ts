/** A multi-tenant public client of another company: what signs people in. */
export interface SignInClient {
  readonly clientId: string
  readonly displayName: string
  readonly publisher: string
  readonly homeTenantId: string
  readonly redirectUris: readonly string[]
  /** What `/.default` asks for: the permissions of its registration. */
  readonly requiredScopes: readonly string[]
  /** Optional claims its registration asks for in the id_token. Entra adds neither by itself. */
  readonly optionalClaims: readonly ('acct' | 'wids')[]
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
export function isRegistered(client: SignInClient, redirectUri: string): boolean {
  const asked = withoutLoopbackPort(redirectUri)
  return asked !== undefined && client.redirectUris.some((registered) => withoutLoopbackPort(registered) === asked)
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
