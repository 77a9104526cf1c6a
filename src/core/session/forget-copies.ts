import { isSameId } from '../folded-name.ts'
import type { GuideView, UnreadGuide } from '../guide/guide.ts'
import type { KeptCopy } from '../ledger.ts'
import type { Vault, VaultEntry } from '../ports.ts'
import { guideAccount, passwordIn, vaultAccount } from '../vault-account.ts'

/** What this computer has kept from earlier visits. */
export interface KeptHere {
  /** What the ledger remembers of the copies in the keychain. */
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
  /** The copies of secrets that CDID has, as far as the ledger remembers whose they were. */
  readonly copies: readonly KeptCopy[]
  /** The name of the organization whose pasted secret it was, which may be empty; `null`: none was deleted. */
  readonly pastedFor: string | null
}

/**
 * Deletes the entries of the keychain whose time has come, and returns those of real tenants. When that is, the ledger tells
 * of a copy that it knows, and else the entry itself. A practice entry always leaves: it opens nothing once the assistant has
 * closed. An entry that the keychain does not delete is tried again next time. One that a renewal by hand still needs for
 * CDID's confirmation stays, however late that is; so does every one while the guide that would say so cannot be read. A secret
 * that was pasted and not handed over may be one in production, so that nothing but this copy of it is ever deleted.
 */
export async function forgetOldCopies(kept: KeptHere, now: Date): Promise<ForgottenHere> {
  const practised = await forgetDue(kept, true, () => true)
  const real = await forgetDue(kept, false, (entry, copy) => isDue(entry, copy, kept.guide, now))
  const copies = (accounts: readonly string[], practice: boolean) =>
    kept.copies.filter((copy) => copy.practice === practice && accounts.includes(accountOf(copy)))
  const gone = copies(real, false)
  for (const { keyId } of [...copies(practised, true), ...gone]) kept.forgotten(keyId)
  return { copies: gone, pastedFor: real.includes(guideAccount) ? await askForPasteAgain(kept) : null }
}

/** Returns the accounts of what was deleted. */
async function forgetDue(
  kept: KeptHere,
  practice: boolean,
  isDue: (entry: VaultEntry, copy: KeptCopy | undefined) => boolean,
): Promise<readonly string[]> {
  const vault = kept.vaultOf(practice)
  const found = await vault.entries()
  if (!('done' in found)) return []
  const gone: string[] = []
  for (const entry of found.done) {
    const { account } = entry
    const copy = kept.copies.find((one) => one.practice === practice && accountOf(one) === account)
    if (isDue(entry, copy) && 'done' in (await vault.remove(account))) gone.push(account)
  }
  return gone
}

function isDue(
  { account, label }: VaultEntry,
  copy: KeptCopy | undefined,
  guide: KeptHere['guide'],
  now: Date,
): boolean {
  // A secret pasted for a guide that no longer exists is of no use to anybody.
  if (account === guideAccount && guide === null) return true
  const kind = copy === undefined ? label?.kind : 'delivered'
  const until = copy?.until ?? label?.until
  if (until === undefined || now < new Date(until)) return false
  switch (kind) {
    case 'canary':
      return true
    case 'pasted':
      return typeof guide !== 'string' && guide?.step !== 'old-secret'
    case 'delivered':
      return guide !== 'unavailable' && !isNeeded(account, guide)
    // The clock of this computer may be wrong, and nobody else holds a pending secret: a run removes it, by Microsoft's time.
    case 'pending':
    case undefined:
      return false
  }
}

/** Whether a renewal by hand still waits for CDID to confirm this secret. */
function isNeeded(account: string, guide: GuideView | 'unreadable' | null): boolean {
  if (guide === null || guide === 'unreadable') return false
  const isWaiting = guide.step === 'old-secret' && guide.confirmedAt === null
  return isWaiting && isSameId(passwordIn(account)?.keyId ?? '', guide.entries.secretKeyId ?? '')
}

/** The guide asks once more for what was pasted. Returns whose it was, or `null` when the guide does not count on it. */
async function askForPasteAgain(kept: KeptHere): Promise<string | null> {
  const { guide } = kept
  if (guide === null || typeof guide === 'string' || guide.secretReceivedAt === null) return null
  await kept.keepGuide({ ...guide, secretReceivedAt: null })
  return guide.entries.organization ?? guide.entries.domain ?? ''
}

function accountOf({ tenantId, appId, keyId }: KeptCopy): string {
  return vaultAccount(tenantId, appId, keyId)
}
