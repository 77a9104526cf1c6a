import { isSameId } from '../folded-name.ts'
import { forgetCopy, keptUntil, usualKeepDays } from '../handoff/kept-copy.ts'
import type { GuideView, UnreadGuide } from '../guide/guide.ts'
import type { KeptCopy } from '../ledger.ts'
import type { Vault } from '../ports.ts'
import { guideAccount } from '../vault-account.ts'

/** What this computer has kept from earlier visits. */
export interface KeptHere {
  readonly copies: readonly KeptCopy[]
  readonly guide: GuideView | UnreadGuide | null
  vaultOf(practice: boolean): Vault
  /** Writes the kept guide. Resolves to whether that worked. */
  keepGuide(guide: GuideView): Promise<boolean>
  /** Records that the copy of this secret is gone. */
  forgotten(keyId: string): void
}

/** What was deleted from this computer, of real tenants. */
export interface ForgottenHere {
  readonly copies: readonly KeptCopy[]
  /** The name of the organization whose pasted secret it was, which may be empty; `null`: none was deleted. */
  readonly pastedFor: string | null
}

/**
 * Deletes the copies whose time has come, as the person chose it, and returns those of real tenants. A practice copy
 * always leaves: it opens nothing once the assistant has closed. A copy that the keychain does not delete is tried again
 * next time, and one that a renewal by hand still needs for CDID's confirmation stays, however late that is; so does every
 * one while the guide that would say so cannot be read. A secret that was pasted and not handed over may be one in production,
 * so that nothing but this copy of it is ever deleted.
 */
export async function forgetOldCopies(kept: KeptHere, now: Date): Promise<ForgottenHere> {
  // A secret pasted for a guide that no longer exists is of no use to anybody.
  if (kept.guide === null) await kept.vaultOf(false).remove(guideAccount)
  const needed = keyIdToConfirm(kept.guide)
  const gone: KeptCopy[] = []
  for (const copy of kept.copies) {
    const isDue =
      copy.practice ||
      (now >= new Date(copy.until) && kept.guide !== 'unavailable' && !isSameId(copy.keyId, needed ?? ''))
    if (!isDue || !(await forgetCopy(kept.vaultOf(copy.practice), copy))) continue
    kept.forgotten(copy.keyId)
    if (!copy.practice) gone.push(copy)
  }
  return { copies: gone, pastedFor: await forgetOldPaste(kept, now) }
}

/** Deletes the pasted secret of a guide that was left unfinished for as long as a copy is usually kept. */
async function forgetOldPaste(kept: KeptHere, now: Date): Promise<string | null> {
  const { guide } = kept
  if (guide === null || typeof guide === 'string' || guide.step === 'old-secret') return null
  const { secretReceivedAt, entries } = guide
  if (secretReceivedAt === null || now < new Date(keptUntil(new Date(secretReceivedAt), usualKeepDays))) return null
  if (!('done' in (await kept.vaultOf(false).remove(guideAccount)))) return null
  await kept.keepGuide({ ...guide, secretReceivedAt: null })
  return entries.organization ?? entries.domain ?? ''
}

function keyIdToConfirm(guide: GuideView | UnreadGuide | null): string | null {
  if (guide === null || typeof guide === 'string') return null
  return guide.step === 'old-secret' && guide.confirmedAt === null ? guide.entries.secretKeyId : null
}
