import { dayMs } from '../calendar-days.ts'
import type { KeptCopy } from '../ledger.ts'
import type { Vault } from '../ports.ts'
import { vaultAccount } from '../vault-account.ts'

/** For how many days a copy may wait for CDID's confirmation. The person who hands over chooses one. */
export const keepDays = [7, 30, 90] as const

export type KeepDays = (typeof keepDays)[number]

export const usualKeepDays: KeepDays = 30

export function keptUntil(from: Date, days: KeepDays): string {
  return new Date(from.getTime() + days * dayMs).toISOString()
}

/**
 * Deletes this computer's copy of a secret; the secret in the tenant stays, because CDID uses it. Resolves to `false` when
 * the keychain did not delete it: it is then tried again when the assistant next opens.
 */
export async function forgetCopy(
  vault: Vault,
  { tenantId, appId, keyId }: Pick<KeptCopy, 'tenantId' | 'appId' | 'keyId'>,
): Promise<boolean> {
  return 'done' in (await vault.remove(vaultAccount(tenantId, appId, keyId)))
}
