/**
 * Everything a run can change in a tenant, as plain data: it is sent to the window, worded by `words/screens/review`,
 * approved by a person, and compared by value with what was approved before it is made.
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
      /** Only what is missing: it is added to what is there. */
      readonly redirectUris: readonly string[]
      readonly permissions: readonly string[]
      readonly tags: readonly string[]
    }
  | { readonly kind: 'restore-application'; readonly applicationId: string; readonly appId: string }
  | { readonly kind: 'create-service-principal' }
  | { readonly kind: 'enable-service-principal'; readonly servicePrincipalId: string }
  | { readonly kind: 'grant'; readonly resourceAppId: string; readonly appRoleId: string; readonly value: string }
  /** Removes the consent, and the permission from the application's manifest. */
  | {
      readonly kind: 'remove-grant'
      readonly resourceAppId: string
      readonly appRoleId: string
      readonly value: string
      /** `limited`: Exchange grants it for some mailboxes instead. `replaced`: the permissions of another profile are used. */
      readonly why: 'limited' | 'replaced'
    }
  /** Removes the tag that says that Exchange limits the application, so that the tenant-wide grants are planned again. */
  | { readonly kind: 'widen-application'; readonly applicationId: string }
  | {
      readonly kind: 'create-secret'
      readonly expiresAt: string
      readonly beside: string | null
      /**
       * What the policy keeps that exempts the application from the tenant's ban on secrets, only while the secret is made;
       * `null`: no exemption.
       */
      readonly exemption: readonly string[] | null
    }
  /** Takes back an exemption that a run had begun and could not take back itself. */
  | { readonly kind: 'end-exemption'; readonly applicationId: string; readonly id: string }
  | { readonly kind: 'remove-secret'; readonly keyId: string; readonly why: RemovalReason }
  | {
      readonly kind: 'remove-application'
      readonly applicationId: string
      readonly appId: string
      readonly displayName: string
      /** `duplicate`: a second one of ours, made when the first could not be read yet; nothing of it was handed over. */
      readonly why: 'asked-for' | 'duplicate'
    }
  /** Removes our tags from an application that somebody else made; the application stays. */
  | { readonly kind: 'release-application'; readonly applicationId: string; readonly appId: string }
  /** Removes the enterprise application that the assistant's own sign-in made in the tenant. */
  | { readonly kind: 'remove-sign-in-entry'; readonly servicePrincipalId: string; readonly appId: string }

/**
 * Why a secret is removed. `nobody-holds-it`: it was never delivered, and its value is not in this keychain.
 * `superseded`: CDID has confirmed the secret that replaces it. `asked-for`: everything is being removed.
 */
export type RemovalReason = 'nobody-holds-it' | 'expired' | 'superseded' | 'asked-for'

/** Whether two changes are equal by value, whatever the order of their keys. */
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
