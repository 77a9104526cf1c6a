import { dayMs } from '../calendar-days.ts'
import type { KeptCopy } from '../ledger.ts'
import type { Vault } from '../ports.ts'
import { vaultAccount } from '../vault-account.ts'

/** How long a copy may wait for CDID's confirmation: whoever handed it over chooses one of these. */
export const keepDays = [7, 30, 90] as const

export type KeepDays = (typeof keepDays)[number]

export const usualKeepDays: KeepDays = 30

export function keptUntil(from: Date, days: KeepDays): string {
  return new Date(from.getTime() + days * dayMs).toISOString()
}

/**
 * Deletes the copy and nothing else: the secret in the tenant is CDID's, and stays. `false`: the keychain did not do it,
 * and the copy is found again when the assistant next opens.
 */
export async function forgetCopy(
  vault: Vault,
  { tenantId, appId, keyId }: Pick<KeptCopy, 'tenantId' | 'appId' | 'keyId'>,
): Promise<boolean> {
  return 'done' in (await vault.remove(vaultAccount(tenantId, appId, keyId)))
}
