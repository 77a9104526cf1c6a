import { describe, expect, test } from 'vitest'
import { appId, identity, keyId } from '#support/gallery/facts.ts'
import { guideStage } from '#support/gallery/sessions.ts'
import { atIds, atSecret, oldKeyId } from '#support/memory-guide.ts'
import { openMemorySession, pastedSecret } from '#support/memory-session.ts'
import { refused } from '#support/memory-tenant.ts'
import { endOf } from '#support/proof-ports.ts'
import type { GuideView } from '../guide/guide.ts'
import { Secret } from '../secret.ts'
import { guideAccount, vaultAccount } from '../vault-account.ts'
import { pasteSecret } from './guide-secret.ts'

const { tenantId } = identity

describe('the secret that is pasted', () => {
  test('goes to the keychain, and leaves the clipboard', async () => {
    const session = await openMemorySession(guideStage(atSecret), { clipboard: `  ${pastedSecret}\n` })
    await pasteSecret(session.context)
    expect(session.tenant.vault.get(guideAccount)?.reveal()).toBe(pastedSecret)
    expect(session.tenant.labels.get(guideAccount)).toEqual({ kind: 'pasted', until: '2026-12-23T14:00:00.000Z' })
    expect(session.told.clipboard).toBe('')
    expect(session.facts().guide).toMatchObject({ secretIssue: null, secretReceivedAt: '2026-11-23T14:00:00.000Z' })
    expect(JSON.stringify(session.shown)).not.toContain(pastedSecret)
  })

  test('is read at its own step only', async () => {
    const session = await openMemorySession(guideStage(atIds), { clipboard: pastedSecret })
    expect(await endOf(pasteSecret(session.context), 'pasted')).toBe('out-of-order')
    expect(session.told.clipboard).toBe(pastedSecret)
    expect(session.tenant.vault.size).toBe(0)
  })

  test.each<[string, string, object]>([
    ['nothing', '  ', { code: 'clipboard-empty' }],
    ['the id of the secret', keyId, { code: 'is-secret-id' }],
    ['the id of the application', appId, { code: 'is-entry', other: 'applicationId' }],
    ['a value that the portal has hidden', 'abC******************', { code: 'is-hidden' }],
    ['two lines', `${pastedSecret}\n${pastedSecret}`, { code: 'has-spaces' }],
    ['half of a value', pastedSecret.slice(0, 20), { code: 'too-short' }],
  ])('is refused when it is %s, which stays on the clipboard', async (_what, clipboard, issue) => {
    const session = await openMemorySession(guideStage(atSecret), { clipboard })
    await pasteSecret(session.context)
    expect(session.facts().guide).toMatchObject({ secretIssue: issue, secretReceivedAt: null })
    expect(session.told.clipboard).toBe(clipboard)
    expect(session.tenant.writes()).toEqual([])
  })

  test('is refused when it is the one that a renewal replaces', async () => {
    const renewing: GuideView = { ...atSecret, aim: 'renewed', oldKeyId }
    const session = await openMemorySession(guideStage(renewing), { clipboard: pastedSecret })
    session.tenant.vault.set(vaultAccount(tenantId, appId, oldKeyId), new Secret(pastedSecret))
    await pasteSecret(session.context)
    expect(session.facts().guide).toMatchObject({ secretIssue: { code: 'is-old-secret' }, secretReceivedAt: null })
    expect(session.tenant.vault.has(guideAccount)).toBe(false)
  })

  test('is not received when the keychain refuses it or does not give it back', async () => {
    for (const code of ['refused', 'lost'] as const) {
      const session = await openMemorySession(guideStage(atSecret), { clipboard: pastedSecret })
      if (code === 'refused') session.tenant.answer('vault.write', refused('vault-unavailable'))
      else session.tenant.vault.set = () => session.tenant.vault
      expect(await endOf(pasteSecret(session.context), 'pasted')).toBe('vault-unavailable')
      expect(session.facts()).toMatchObject({
        at: 'guide',
        busy: false,
        guide: { secretReceivedAt: null },
        problem: { code: 'vault-unavailable' },
      })
      expect(session.told.clipboard).toBe(pastedSecret)
    }
  })
})
