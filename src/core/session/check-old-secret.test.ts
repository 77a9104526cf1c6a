import { expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { appId, identity } from '#support/gallery/facts.ts'
import { guideStage } from '#support/gallery/sessions.ts'
import { openMemorySession, tokenWith, type MemorySession } from '#support/memory-session.ts'
import { oldKeyId } from '#support/memory-guide.ts'
import { endOf, no } from '#support/proof-ports.ts'
import type { Answer } from '../answer.ts'
import type { GuideView } from '../guide/guide.ts'
import type { AppToken } from '../ports.ts'
import { Secret } from '../secret.ts'
import { vaultAccount } from '../vault-account.ts'
import { checkOldSecret } from './check-old-secret.ts'

const account = vaultAccount(identity.tenantId, appId, oldKeyId)
const confirmed: GuideView = {
  ...filled,
  aim: 'renewed',
  step: 'old-secret',
  oldKeyId,
  confirmedAt: '2026-11-23T13:00:00Z',
}

async function openRenewal(token: Answer<AppToken>, guide = confirmed): Promise<MemorySession> {
  const session = await openMemorySession(guideStage(guide), { tokens: [token] })
  session.tenant.vault.set(account, new Secret('the old secret'))
  return session
}

test.each(['secret-not-accepted', 'secret-expired'] as const)(
  'an old secret that Microsoft refuses as %s is gone, and so is its copy',
  async (code) => {
    const session = await openRenewal(no(code))
    await checkOldSecret(session.context)
    expect(session.facts()).toMatchObject({ busy: false, problem: null, guide: { oldSecret: 'gone' } })
    expect(session.tenant.vault.has(account)).toBe(false)
  },
)

test('an old secret that still opens something is said to work, and its copy stays', async () => {
  const session = await openRenewal(tokenWith())
  await checkOldSecret(session.context)
  expect(session.facts().guide?.oldSecret).toBe('works')
  expect(session.tenant.vault.has(account)).toBe(true)
})

test.each(['unreachable', 'microsoft-busy', 'tenant-changed'] as const)(
  'an answer of %s says nothing of the old secret',
  async (code) => {
    const session = await openRenewal(no(code))
    expect(await endOf(checkOldSecret(session.context), 'checked')).toBe(code)
    expect(session.facts()).toMatchObject({ busy: false, problem: { code }, guide: { oldSecret: 'unchecked' } })
    expect(session.tenant.vault.has(account)).toBe(true)
  },
)

test('an old secret that another computer handed over cannot be tried here', async () => {
  const session = await openRenewal(tokenWith())
  session.tenant.vault.clear()
  await checkOldSecret(session.context)
  expect(session.facts().guide?.oldSecret).toBe('unknown')
})

test('an old secret is not tried before the new one is confirmed', async () => {
  const session = await openRenewal(no('secret-not-accepted'), { ...confirmed, confirmedAt: null })
  expect(await endOf(checkOldSecret(session.context), 'checked')).toBe('out-of-order')
  expect(session.tenant.vault.has(account)).toBe(true)
})
