import { describe, expect, test } from 'vitest'
import { lost, openMemoryTenant, ourApplication, refused, type MemoryTenant } from '#support/memory-tenant.ts'
import { desiredFor, tenantId } from '#support/observed-tenant.ts'
import { profiles, secretNamePrefix } from '../../access/profile.ts'
import { ProblemError } from '../../problem.ts'
import { vaultAccount } from '../../vault-account.ts'
import { makeSecret } from './make-secret.ts'

const desired = desiredFor(profiles.ews)
const expiresAt = '2027-04-01T05:00:00Z'
const dayMs = 86_400_000
const make = ({ context, applications }: MemoryTenant) =>
  makeSecret(
    context,
    applications[0] ?? ourApplication(),
    { kind: 'create-secret', expiresAt, beside: null, exemption: null },
    desired,
    null,
  )
const passwords = ({ applications }: MemoryTenant) => applications[0]?.passwords ?? []
const open = () => openMemoryTenant({ applications: [ourApplication()] })
const times = (tenant: MemoryTenant, call: string) => tenant.calls.filter((one) => one === call).length

describe('a secret that is made', () => {
  test('is tried with a canary first, then added, then kept', async () => {
    const tenant = open()
    const { credential, secret } = await make(tenant)
    expect(tenant.calls).toEqual(['vault.canary', 'addPassword', 'vault.write'])
    expect(tenant.vault.get(vaultAccount(tenantId, 'app-client', credential.keyId))?.equals(secret)).toBe(true)
    expect(credential).toMatchObject({ endsAt: expiresAt })
    expect([...tenant.labels.values()]).toEqual([{ kind: 'pending', until: expiresAt }])
  })

  test('has a name that no other run gives', async () => {
    const tenant = open()
    const [first, second] = [await make(tenant), await make(tenant)]
    expect(first.credential.displayName).toMatch(new RegExp(`^${secretNamePrefix}2026-11-23 · `))
    expect(second.credential.displayName).not.toBe(first.credential.displayName)
  })

  test('is kept even when the person stops meanwhile', async () => {
    const tenant = open()
    const unfinished: Promise<unknown>[] = []
    const { directory } = tenant.context.world
    const addPassword: typeof directory.addPassword = (...call) => {
      tenant.stopper.abort(new ProblemError({ code: 'stopped', at: '' }))
      return directory.addPassword(...call)
    }
    const stopped = {
      ...tenant,
      context: {
        ...tenant.context,
        world: { ...tenant.context.world, directory: { ...directory, addPassword } },
        finish: (work: Promise<unknown>) => unfinished.push(work),
      },
    }
    await expect(make(stopped)).rejects.toMatchObject({ problem: { code: 'stopped' } })
    await Promise.all(unfinished)
    expect([passwords(tenant).length, tenant.vault.size]).toEqual([1, 1])
  })
})

describe('the keychain', () => {
  test('that refuses the canary stops everything before a secret exists', async () => {
    const tenant = open()
    tenant.answer('vault.canary', refused('vault-unavailable'))
    await expect(make(tenant)).rejects.toMatchObject({ problem: { code: 'vault-failed-in-run' } })
    expect(tenant.calls).toEqual(['vault.canary'])
  })

  test('that does not keep the value has the secret removed again', async () => {
    const tenant = open()
    tenant.answer('vault.write', refused('vault-unavailable'))
    await expect(make(tenant)).rejects.toMatchObject({ problem: { code: 'vault-lost-secret' } })
    expect(passwords(tenant)).toEqual([])
  })

  test('that does not keep a secret which cannot be removed either: its id is named', async () => {
    const tenant = open()
    tenant.answer('vault.write', refused('vault-unavailable'))
    const microsoft = { status: 403, requestId: 'of the refusal' }
    tenant.answer('removePassword', { no: { code: 'not-allowed', at: '', microsoft } })
    const error: unknown = await make(tenant).catch((thrown: unknown) => thrown)
    const keyId = passwords(tenant)[0]?.keyId
    expect(error).toMatchObject({ problem: { code: 'secret-left-behind', facts: { keyId }, microsoft } })
    expect(keyId).toBeDefined()
  })

  test('that gives back another value than the one it was given has not kept it', async () => {
    const tenant = open()
    const { vault } = tenant.context.world
    const context = {
      ...tenant.context,
      world: { ...tenant.context.world, vault: { ...vault, read: () => Promise.resolve({ done: null }) } },
    }
    await expect(make({ ...tenant, context })).rejects.toMatchObject({ problem: { code: 'vault-lost-secret' } })
    expect([passwords(tenant).length, tenant.vault.size]).toEqual([0, 0])
  })
})

describe('an answer that was lost', () => {
  test('with the value in it: that secret is removed, and none is made again', async () => {
    const tenant = open()
    tenant.answerAfter('addPassword', lost)
    await expect(make(tenant)).rejects.toMatchObject({ problem: { code: 'answer-lost' } })
    expect([passwords(tenant).length, times(tenant, 'addPassword')]).toEqual([0, 1])
  })

  test('keeps what support needs of it', async () => {
    const tenant = open()
    const microsoft = { host: 'graph.microsoft.com', status: 502, pageTitle: 'Proxy' }
    tenant.answerAfter('addPassword', { unknown: true, problem: { code: 'not-microsoft', at: '', microsoft } })
    await expect(make(tenant)).rejects.toMatchObject({ problem: { code: 'answer-lost', microsoft } })
  })

  test('before anything was made: it is looked for, and not asked again', async () => {
    const tenant = open()
    tenant.answer('addPassword', lost)
    await expect(make(tenant)).rejects.toMatchObject({ problem: { code: 'answer-lost' } })
    expect([passwords(tenant).length, times(tenant, 'addPassword')]).toEqual([0, 1])
    expect(times(tenant, 'applicationById')).toBeGreaterThan(1)
  })
})

describe('a policy on how long a secret may live', () => {
  const days = ({ endsAt }: { readonly endsAt: string }, { clock }: MemoryTenant) =>
    Math.round((Date.parse(endsAt) - clock.now().getTime()) / dayMs)

  test('that cannot be read is met with shorter and shorter lives', async () => {
    const tenant = open()
    tenant.answer('addPassword', refused('lifetime-too-long'), refused('lifetime-too-long'))
    const { credential } = await make(tenant)
    // The chosen life is 129 days; 90 and 60 are the next that are shorter.
    expect(days(credential, tenant)).toBe(60)
  })

  test('that allows no life at all ends with its own refusal', async () => {
    const tenant = open()
    tenant.answer('addPassword', ...Array.from({ length: 7 }, () => refused('lifetime-too-long')))
    await expect(make(tenant)).rejects.toMatchObject({ problem: { code: 'lifetime-too-long' } })
    expect(passwords(tenant)).toEqual([])
  })

  test('that forbids secrets is not met with a shorter life', async () => {
    const tenant = open()
    tenant.answer('addPassword', refused('secrets-forbidden'))
    await expect(make(tenant)).rejects.toMatchObject({ problem: { code: 'secrets-forbidden' } })
    expect(times(tenant, 'addPassword')).toBe(1)
  })
})
