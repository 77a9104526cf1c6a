export interface PasswordIds {
  readonly tenantId: string
  readonly appId: string
  readonly keyId: string
}

/** The keychain account of one password: `tenantId/appId/keyId`. */
export function vaultAccount(tenantId: string, appId: string, keyId: string): string {
  return `${tenantId}/${appId}/${keyId}`
}

/**
 * The keychain account of the secret that is pasted into the guide. It has a fixed name until the handoff, because the
 * ids of `vaultAccount` may still be corrected.
 */
export const guideAccount = 'guide'

/** The ids of the password that an account of `vaultAccount` files; `null` for any other account. */
export function passwordIn(account: string): PasswordIds | null {
  const [tenantId, appId, keyId, ...more] = account.split('/')
  return tenantId && appId && keyId && more.length === 0 ? { tenantId, appId, keyId } : null
}
