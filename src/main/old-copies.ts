import { z } from 'zod'
import type { JournalFile } from '#adapters/files/journal.ts'
import type { KeptCopy } from '#core/ledger.ts'
import { forgetCopy } from '#core/handoff/kept-copy.ts'
import { isSameId } from '#core/folded-name.ts'
import type { GuideView } from '#core/guide/guide.ts'
import type { Vault } from '#core/ports.ts'
import { forgetLineSchema, keepLineSchema } from '#core/schemas/ledger.ts'
import { guideAccount } from '#core/vault-account.ts'

/**
 * Deletes the copies whose time has come, as their keepers chose, and answers those of real tenants. A practice copy
 * opens nothing once the assistant has closed. What the keychain does not delete is tried again next time. A copy that a
 * renewal by hand still waits for CDID's word with is left, however late that word is.
 */
export async function forgetOldCopies(
  journal: JournalFile,
  now: Date,
  vaultOf: (practice: boolean) => Vault,
  guide: GuideView | 'unreadable' | null = null,
): Promise<readonly KeptCopy[]> {
  const gone: KeptCopy[] = []
  const isWaiting =
    guide !== null && guide !== 'unreadable' && guide.step === 'old-secret' && guide.confirmedAt === null
  const awaited = isWaiting ? guide.entries.secretKeyId : null
  for (const copy of readKept(journal)) {
    if (!copy.practice && now < new Date(copy.until)) continue
    if (!copy.practice && awaited !== null && isSameId(copy.keyId, awaited)) continue
    if (!(await forgetCopy(vaultOf(copy.practice), copy))) continue
    journal.record({ at: now.toISOString(), did: 'forget', keyId: copy.keyId })
    if (!copy.practice) gone.push(copy)
  }
  return gone
}

/** What was pasted for a guide that is no longer there is nobody's. */
export async function forgetPasted(guide: GuideView | 'unreadable' | null, vault: Vault): Promise<void> {
  if (guide === null) await vault.remove(guideAccount)
}

/** Of each secret the last word counts. */
function readKept(journal: JournalFile): readonly KeptCopy[] {
  const seen = new Set<string>()
  return journal.lines().flatMap((line) => {
    const read = z.union([keepLineSchema, forgetLineSchema]).safeParse(line)
    if (!read.success || seen.has(read.data.keyId)) return []
    seen.add(read.data.keyId)
    if (read.data.did === 'forget') return []
    const { practice, tenantId, organization, appId, keyId, until } = read.data
    return [{ practice, tenantId, organization, appId, keyId, until }]
  })
}
