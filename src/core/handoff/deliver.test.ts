import { describe, expect, test } from 'vitest'
import { appId, identity, keyId } from '#support/gallery/facts.ts'
import { tenantInPlace, theAccount, theSecret } from '#support/memory-session.ts'
import { openMemoryTenant, refused, type MemoryTenant } from '#support/memory-tenant.ts'
import { endOf } from '#support/proof-ports.ts'
import { publicCloud } from '../access/cloud.ts'
import type { DeliverableAccess } from '../access/access.ts'
import { profiles } from '../access/profile.ts'
import type { Recipient } from '../ports.ts'
import type { RunContext } from '../provision/step.ts'
import { deliveredTag } from '../provision/tags.ts'
import { guideAccount } from '../vault-account.ts'
import { deliver, keepPastedCopy, markDelivered, type DeliveryFacts } from './deliver.ts'

const access: DeliverableAccess = {
  profile: profiles.ews,
  cloud: publicCloud,
  tenantId: identity.tenantId,
  applicationId: appId,
  secret: { value: theSecret, keyId, startsAt: '2026-11-23T13:59:00Z', endsAt: '2027-04-01T05:00:00Z' },
  consent: 'seen',
  limited: false,
}
const facts: DeliveryFacts = {
  organization: identity.organization,
  contact: { name: '', email: 'me@nord.example' },
  proof: { token: '2026-11-23T13:59:30Z', mailbox: null },
  assistant: '1.0.0',
  caseNumber: null,
  setUp: 'assistant',
}
const recipient = (id: string, notAfter: string): Recipient => ({ id, publicKey: `age1${id}`, notAfter })
const current = recipient('current', '2027-01-01')

/** A world that can seal, and the order of what happened in it. */
function sealing(tenant: MemoryTenant, recipients: readonly Recipient[] = [current]) {
  const happened: string[] = []
  const plain: Uint8Array[] = []
  const texts: string[] = []
  const context: RunContext = {
    ...tenant.context,
    world: {
      ...tenant.context.world,
      recipients,
      newId: () => '00000000-0000-4000-8000-000000000001',
      seal: (bytes, to) => {
        happened.push(`sealed to ${to.map(({ id }) => id).join()}`)
        plain.push(bytes)
        texts.push(new TextDecoder().decode(bytes))
        return Promise.resolve(new Uint8Array([1, 2, 3]))
      },
    },
  }
  const record = () => {
    happened.push('recorded')
    return Promise.resolve()
  }
  return { context, happened, plain, texts, record }
}

describe('delivering', () => {
  test('records first, then seals to one key, then notes it', async () => {
    const tenant = openMemoryTenant()
    const { context, happened, texts, record } = sealing(tenant)
    const { sealed, code, line } = await deliver(context, access, facts, record)
    expect(happened).toEqual(['recorded', 'sealed to current'])
    expect([...sealed]).toEqual([1, 2, 3])
    expect(code).toHaveLength(8)
    expect(tenant.journal).toEqual([{ did: 'deliver', ...line }])
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({
      clientSecret: theSecret.reveal(),
      // Nobody is called nothing: the address stands for a name that is not known.
      contact: { name: 'me@nord.example', email: 'me@nord.example' },
    })
    expect(JSON.parse(texts[0] ?? '')).not.toHaveProperty('limited')
    expect(JSON.stringify(tenant.journal)).not.toContain(theSecret.reveal())
  })

  test('leaves nothing readable in memory, whether it was sealed or not', async () => {
    const { context, plain, record } = sealing(openMemoryTenant())
    await deliver(context, access, facts, record)
    const broken: RunContext = {
      ...context,
      world: {
        ...context.world,
        seal: (bytes) => {
          plain.push(bytes)
          return Promise.reject(new Error('not sealed'))
        },
      },
    }
    await expect(deliver(broken, access, facts, record)).rejects.toThrow('not sealed')
    expect(plain.map((bytes) => bytes.length > 0 && bytes.every((byte) => byte === 0))).toEqual([true, true])
  })

  test('seals nothing that could not be recorded', async () => {
    const tenant = openMemoryTenant()
    const { context, happened } = sealing(tenant)
    await expect(deliver(context, access, facts, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
    expect(happened).toEqual([])
    expect(tenant.journal).toEqual([])
  })

  test('seals to the first key that may still be used, and to none after its end', async () => {
    const over = recipient('over', '2026-11-23')
    const rotated = sealing(openMemoryTenant(), [over, current])
    await deliver(rotated.context, access, facts, rotated.record)
    expect(rotated.happened).toContain('sealed to current')
    const late = sealing(openMemoryTenant(), [over])
    expect(await endOf(deliver(late.context, access, facts, late.record), 'sealed')).toBe('recipient-missing')
    expect(late.happened).toEqual([])
  })
})

describe('marking as delivered', () => {
  test('adds its tag beside the others, once', async () => {
    const tenant = tenantInPlace({ tags: ['cdid-prextra-outlook-sync', 'of somebody else'] })
    const [application] = tenant.applications
    if (!application) throw new Error('there is no application')
    await markDelivered(tenant.context, application, access.secret)
    expect(tenant.applications[0]?.tags).toEqual(
      expect.arrayContaining(['cdid-prextra-outlook-sync', 'of somebody else', deliveredTag(keyId)]),
    )
    await markDelivered(tenant.context, application, access.secret)
    expect(tenant.calls.filter((call) => call === 'patchApplication')).toHaveLength(1)
  })

  test('waits for a secret that was just made, and for no other', async () => {
    const tenant = tenantInPlace({ passwords: [] })
    const [application] = tenant.applications
    if (!application) throw new Error('there is no application')
    const old = { ...access.secret, startsAt: '2026-11-01T00:00:00Z' }
    expect(await endOf(markDelivered(tenant.context, application, old), 'marked')).toBe('secret-not-here')
    expect(tenant.clock.waits).toEqual([])
    expect(await endOf(markDelivered(tenant.context, application, access.secret), 'marked')).toBe('secret-not-here')
    expect(tenant.clock.waits.length).toBeGreaterThan(3)
    expect(tenant.calls).not.toContain('patchApplication')
  })
})

describe('filing what was pasted', () => {
  test('moves it to its own account', async () => {
    const tenant = openMemoryTenant()
    tenant.vault.set(guideAccount, theSecret)
    await keepPastedCopy(tenant.context, access)
    expect([...tenant.vault.keys()]).toEqual([theAccount])
    expect(tenant.labels.get(theAccount)).toEqual({ kind: 'pending', until: access.secret.endsAt })
  })

  test('leaves one that is filed already as it is', async () => {
    const tenant = openMemoryTenant()
    const delivered = { kind: 'delivered', until: '2026-12-23T14:00:00.000Z' } as const
    tenant.vault.set(theAccount, theSecret)
    tenant.labels.set(theAccount, delivered)
    await keepPastedCopy(tenant.context, access)
    expect(tenant.labels.get(theAccount)).toEqual(delivered)
  })

  test('keeps the first place until the second reads back', async () => {
    const tenant = openMemoryTenant()
    tenant.vault.set(guideAccount, theSecret)
    tenant.answer('vault.write', refused('vault-unavailable'))
    expect(await endOf(keepPastedCopy(tenant.context, access), 'kept')).toBe('vault-unavailable')
    tenant.vault.set = () => tenant.vault
    expect(await endOf(keepPastedCopy(tenant.context, access), 'kept')).toBe('vault-unavailable')
    expect([...tenant.vault.keys()]).toEqual([guideAccount])
  })
})
