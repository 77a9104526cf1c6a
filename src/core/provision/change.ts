/**
 * Everything a run can change in a tenant, as plain data: it crosses IPC, is compared by value,
 * is worded by `words/changes.ts` and approved by a person before it is made.
 */
export type Change =
  | {
      readonly kind: 'create-application'
      readonly displayName: string
      readonly redirectUris: readonly string[]
      readonly permissions: readonly string[]
    }
  | {
      readonly kind: 'update-application'
      readonly applicationId: string
      /** What is missing, and will be added to what is there. */
      readonly redirectUris: readonly string[]
      readonly permissions: readonly string[]
      readonly tags: readonly string[]
    }
  | { readonly kind: 'restore-application'; readonly applicationId: string; readonly appId: string }
  | { readonly kind: 'create-service-principal' }
  | { readonly kind: 'grant'; readonly resourceAppId: string; readonly appRoleId: string; readonly value: string }
  /** The consent, and the line in the application's manifest that asks for it. */
  | {
      readonly kind: 'remove-grant'
      readonly resourceAppId: string
      readonly appRoleId: string
      readonly value: string
      /** `limited`: Exchange gives it for some mailboxes instead. `replaced`: another profile has taken its place. */
      readonly why: 'limited' | 'replaced'
    }
  /** The mark that Exchange limits it leaves; what it was not granted meanwhile is granted again. */
  | { readonly kind: 'widen-application'; readonly applicationId: string }
  | { readonly kind: 'create-secret'; readonly expiresAt: string; readonly beside: string | null }
  | { readonly kind: 'remove-secret'; readonly keyId: string; readonly why: RemovalReason }
  | {
      readonly kind: 'remove-application'
      readonly applicationId: string
      readonly appId: string
      readonly displayName: string
      /** `twin`: a second one of ours, made when the first could not be seen; nothing of it was handed over. */
      readonly why: 'asked-for' | 'twin'
    }
  /** The application stays, as we did not make it; only our marks leave. */
  | { readonly kind: 'release-application'; readonly applicationId: string; readonly appId: string }
  /** The entry that our own sign-in left in the tenant. */
  | { readonly kind: 'remove-sign-in-entry'; readonly servicePrincipalId: string; readonly appId: string }

/**
 * `nobody-holds-it`: never delivered, and its value is not in this keychain. `superseded`: delivered, and CDID has
 * confirmed the one that replaces it. `asked-for`: everything is being removed.
 */
export type RemovalReason = 'nobody-holds-it' | 'expired' | 'superseded' | 'asked-for'

/** Equal by value, whatever the order of the keys. */
export function sameChange(a: Change, b: Change): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
