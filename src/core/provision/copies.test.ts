import { expect, test } from 'vitest'
import { openMemoryTenant } from '#support/memory-tenant.ts'
import { Secret } from '../secret.ts'
import { vaultAccount } from '../vault-account.ts'
import { forgetCopiesOfNothing } from './copies.ts'
import type { DesiredState } from './step.ts'

const tenantId = 'a-tenant'
const desired = { tenantId } as DesiredState
function open(...accounts: readonly (readonly [string, string])[]) {
  const tenant = openMemoryTenant()
  for (const [appId, keyId] of accounts) tenant.vault.set(vaultAccount(tenantId, appId, keyId), new Secret('a-value'))
  return tenant
}

test('a copy of a secret that the application no longer has is forgotten, and no other', async () => {
  const tenant = open(['app', 'k-1'], ['app', 'k-2'], ['app-2', 'k-2'])
  await forgetCopiesOfNothing(tenant.context, desired, 'app', new Set(['k-1']))
  expect([...tenant.vault.keys()]).toEqual([
    vaultAccount(tenantId, 'app', 'k-1'),
    vaultAccount(tenantId, 'app-2', 'k-2'),
  ])
})

test('a keychain that cannot be listed stops nothing', async () => {
  const tenant = open(['app', 'k-2'])
  const { world } = tenant.context
  const locked = {
    ...world.vault,
    entries: () => Promise.resolve({ no: { code: 'vault-unavailable', at: '' } as const }),
  }
  const context = { ...tenant.context, world: { ...world, vault: locked } }
  await forgetCopiesOfNothing(context, desired, 'app', new Set())
  expect(tenant.vault.size).toBe(1)
})
