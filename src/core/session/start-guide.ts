import { profiles, type Profile } from '../access/profile.ts'
import { isProvable, newGuide, summarizeGuide, type GuideView } from '../guide/guide.ts'
import type { AwaitLine } from '../ledger.ts'
import { guideAccount } from '../vault-account.ts'
import type { SessionContext } from './context.ts'
import { goToProofFromGuide } from './guide-moves.ts'
import { profileOfNew, requireKnownPolicy } from './obey-policy.ts'

/** Opens the guide as it was left on another day, or a new one. */
export async function startGuide(
  context: SessionContext,
  way: 'by-hand' | 'by-hand-kept' | 'by-hand-practice',
): Promise<void> {
  const { desktop } = context
  const kept = way === 'by-hand-kept' ? desktop.guideFile.read() : null
  if (kept !== null && typeof kept !== 'string') return resumeGuide(context, kept)
  const isPractice = way === 'by-hand-practice'
  if (!isPractice && !(await mayBegin(context))) return
  await openGuide(context, isPractice, (startedAt) => newGuide('present', profileIn(context), startedAt))
}

/** Opens a guide that renews the secret of a line in the history; `tenantId` null: it was made on another computer. */
export async function renewByHand(
  context: SessionContext,
  { tenantId }: { readonly tenantId: string | null },
): Promise<void> {
  context.allow('renew-by-hand')
  requireKnownPolicy(context, 'renewed')
  if (!(await mayBegin(context))) return
  const line = context.desktop.history().find((one) => one.tenantId === tenantId)
  await openGuide(context, false, (startedAt) => {
    if (!line) return newGuide('renewed', profileIn(context), startedAt)
    const { appId: applicationId, organization } = line
    const known = {
      applicationId,
      tenantId: line.tenantId,
      organization: organization.name,
      domain: organization.domain,
    }
    const guide = newGuide('renewed', profiles[line.profile], startedAt, known)
    return { ...guide, cloud: line.cloud, oldKeyId: line.keyId, limited: line.limited ?? false }
  })
}

function profileIn({ desktop, now }: SessionContext): Profile {
  return profileOfNew(desktop.policy.policy, now())
}

/** Opens a kept guide. A proof is not kept, so a guide that was past it begins with the proof again. */
async function resumeGuide(context: SessionContext, kept: GuideView): Promise<void> {
  await openGuide(context, false, () => (kept.step === 'contact' ? { ...kept, step: 'secret' } : kept))
  const { awaited, entries } = kept
  if (!awaited || !isProvable(kept)) return
  await goToProofFromGuide(context)
  const { session } = context
  if (session.at !== 'proof') return
  const line: AwaitLine = {
    for: 'allow-list',
    practice: false,
    tenantId: entries.tenantId ?? '',
    organization: session.access.organization ?? { name: '', domain: '' },
    profile: kept.profile.id,
    since: awaited.since,
    until: awaited.until,
    mailbox: awaited.mailbox,
    blockedMailbox: null,
  }
  context.emit({ kind: 'awaited', line })
}

/**
 * Resolves to whether a new guide may replace the kept one, which the person must allow. An unreadable one is set
 * aside.
 */
async function mayBegin({ desktop }: SessionContext): Promise<boolean> {
  const kept = summarizeGuide(desktop.guideFile.read())
  if (kept === null || kept.state === 'unreadable') return true
  return desktop.mayReplaceGuide(kept.state === 'kept' ? kept.organization : null)
}

async function openGuide(
  context: SessionContext,
  practice: boolean,
  guide: (startedAt: string) => GuideView,
): Promise<void> {
  await context.openWorkplace(practice)
  const opened = guide(context.now().toISOString())
  context.enterCloud(opened.cloud)
  // A secret that an earlier guide left in the keychain is of no use to anybody.
  if (opened.secretReceivedAt === null) await context.workplace().world.vault.remove(guideAccount)
  context.arriveAt({ at: 'guide', origin: 'guide', guide: opened, awaited: null, proof: null })
}
