/** The keychain account of one password: `tenantId/appId/keyId`. */
export function vaultAccount(tenantId: string, appId: string, keyId: string): string {
  return `${tenantId}/${appId}/${keyId}`
}

/**
 * The keychain account of the secret that is pasted into the guide. It has a fixed name until the handoff, because the
 * ids of `vaultAccount` may still be corrected.
 */
export const guideAccount = 'guide'
