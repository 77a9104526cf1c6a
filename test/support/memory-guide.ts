import { profiles } from '#core/access/profile.ts'
import { noEntries } from '#core/guide/entries.ts'
import { accessInGuide, atStep, newGuide, type GuideView } from '#core/guide/guide.ts'
import type { StageData } from '#core/session/session.ts'
import { guideAccount } from '#core/vault-account.ts'
import { filled } from './gallery/by-hand.ts'
import { appId, identity, proofPassed } from './gallery/facts.ts'
import { guideStage } from './gallery/sessions.ts'
import { openMemorySession, theSecret, type MemorySession } from './memory-session.ts'

/** A guide at its first step. */
export const begun = newGuide('present', profiles.ews, '2026-11-23T13:00:00Z')
export const withIds = { ...noEntries, applicationId: appId, tenantId: identity.tenantId }
export const atIds: GuideView = { ...atStep(begun, 'ids'), entries: withIds }
/** A guide with its ids, and without its secret. */
export const atSecret: GuideView = { ...atStep(begun, 'secret'), entries: withIds }
export const oldKeyId = '0a1b2c3d-4e5f-4678-9abc-def012345678'

/** Opens a guide that was proven, with the secret in the keychain, and what this computer remembers of the proof. */
export async function openProvenGuide(
  stage: StageData = guideStage(filled, { proof: proofPassed }),
): Promise<MemorySession> {
  const session = await openMemorySession(stage)
  session.tenant.vault.set(guideAccount, theSecret)
  session.context.memory.access = accessInGuide(filled, theSecret)
  session.context.memory.proof = { token: '2026-11-23T13:00:00Z', mailbox: null }
  return session
}
