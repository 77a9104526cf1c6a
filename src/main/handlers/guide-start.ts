import { isProvable, newGuide, type GuideView } from '#core/guide/guide.ts'
import { profileFor, profiles } from '#core/access/profile.ts'
import { guideAccount } from '#core/vault-account.ts'
import type { Handlers } from '../serve.ts'
import { summarizeGuide } from '#core/guide/guide.ts'
import type { Desk } from './desk.ts'
import { goToWaitByHand } from './guide-moves.ts'

export function renewByHandCalls(desk: Desk): Pick<Handlers, 'renewByHand'> {
  return {
    async renewByHand({ tenantId }) {
      desk.turn.allow('renew-by-hand')
      if (!(await mayBegin(desk))) return null
      const line = desk.shell.history().find((one) => one.tenantId === tenantId)
      await openGuide(desk, false, (startedAt) => ({
        ...newGuide('renewed', line ? profiles[line.profile] : profileFor(desk.now()), startedAt, {
          ...(line && { applicationId: line.appId, tenantId: line.tenantId }),
          ...(line && { organization: line.organization.name, domain: line.organization.domain }),
        }),
        oldKeyId: line?.keyId ?? null,
        limited: line?.limited ?? false,
      }))
      return null
    },
  }
}

/** Another day's guide, or a new one: then what an earlier one left in the keychain goes. */
export async function startByHand(desk: Desk, way: 'by-hand' | 'by-hand-kept' | 'by-hand-practice'): Promise<null> {
  const kept = way === 'by-hand-kept' ? desk.shell.guide.read() : null
  // A proof is not kept: what comes after it begins with it again.
  if (kept !== null && kept !== 'unreadable') {
    await openGuide(desk, false, () => (kept.step === 'contact' ? { ...kept, step: 'secret' } : kept))
    if (kept.awaited && isProvable(kept)) await goToWaitByHand(desk, kept.awaited)
  } else if (way === 'by-hand-practice' || (await mayBegin(desk))) {
    await openGuide(desk, way === 'by-hand-practice', (startedAt) =>
      newGuide('present', profileFor(desk.now()), startedAt),
    )
  }
  return null
}

/** Only one is kept: a new one takes the place of another only with a yes. What cannot be read is set aside, not lost. */
async function mayBegin({ shell }: Desk): Promise<boolean> {
  const kept = summarizeGuide(shell.guide.read())
  return kept?.state !== 'kept' || shell.mayReplaceGuide(kept.organization)
}

async function openGuide(desk: Desk, practice: boolean, guide: (startedAt: string) => GuideView): Promise<void> {
  await desk.openWorkplace(practice)
  const opened = guide(desk.now().toISOString())
  if (opened.secretReceivedAt === null) await desk.place().world.vault.remove(guideAccount)
  desk.turn.dispatch({ kind: 'guide-opened', practice, guide: opened })
}
