import { isSameId } from '../folded-name.ts'
import { forgetCopy } from '../handoff/kept-copy.ts'
import type { GuideView } from '../guide/guide.ts'
import type { KeptCopy } from '../ledger.ts'
import type { Vault } from '../ports.ts'
import { guideAccount } from '../vault-account.ts'

/** What this computer has kept from earlier visits. */
export interface KeptHere {
  readonly copies: readonly KeptCopy[]
  readonly guide: GuideView | 'unreadable' | null
  vaultOf(practice: boolean): Vault
  /** Records that the copy of this secret is gone. */
  forgotten(keyId: string): void
}

/**
 * Deletes the copies whose time has come, as the person chose it, and returns those of real tenants. A practice copy
 * always leaves: it opens nothing once the assistant has closed. A copy that the keychain does not delete is tried again
 * next time, and one that a renewal by hand still needs for CDID's confirmation stays, however late that is.
 */
export async function forgetOldCopies(kept: KeptHere, now: Date): Promise<readonly KeptCopy[]> {
  // A secret pasted for a guide that no longer exists is of no use to anybody.
  if (kept.guide === null) await kept.vaultOf(false).remove(guideAccount)
  const needed = keyIdToConfirm(kept.guide)
  const gone: KeptCopy[] = []
  for (const copy of kept.copies) {
    const isDue = copy.practice || (now >= new Date(copy.until) && !isSameId(copy.keyId, needed ?? ''))
    if (!isDue || !(await forgetCopy(kept.vaultOf(copy.practice), copy))) continue
    kept.forgotten(copy.keyId)
    if (!copy.practice) gone.push(copy)
  }
  return gone
}

function keyIdToConfirm(guide: GuideView | 'unreadable' | null): string | null {
  if (guide === null || guide === 'unreadable') return null
  return guide.step === 'old-secret' && guide.confirmedAt === null ? guide.entries.secretKeyId : null
}
