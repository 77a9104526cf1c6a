import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createVault } from '#adapters/keychain/keychain.ts'
import { Secret } from '#core/secret.ts'
import { systemClock } from '#main/clock.ts'

const { signal } = new AbortController()
const service = `prextra-test-${crypto.randomUUID()}`
const label = { kind: 'pending', until: '2027-05-22T14:00:00.000Z' } as const
const vault = createVault(service, systemClock, () => crypto.randomUUID())

test('a real keyring keeps a value, gives it back and removes it', async () => {
  const account = 'tenant/app/key'
  const secret = new Secret('abc8Q~accented-é-and-~tilde')
  expect(await vault.read(account)).toEqual({ done: null })
  expect(await vault.write(account, secret, label)).toEqual({ done: null })
  const back = await vault.read(account)
  expect('done' in back && back.done?.equals(secret)).toBe(true)
  expect(await vault.entries()).toEqual({ done: [{ account, label }] })
  const delivered = { kind: 'delivered', until: '2026-12-23T14:00:00.000Z' } as const
  expect(await vault.relabel(account, delivered)).toEqual({ done: true })
  expect(await vault.entries()).toEqual({ done: [{ account, label: delivered }] })
  expect(await vault.remove(account)).toEqual({ done: null })
  expect(await vault.read(account)).toEqual({ done: null })
})

test('the canary leaves nothing behind', async () => {
  expect(await vault.canary(signal)).toEqual({ done: null })
  const keytar = await import('keytar')
  expect(await keytar.findCredentials(service)).toEqual([])
})

test('a value that Windows could not keep is refused', async () => {
  const longest = 1_280 - `${label.kind} ${label.until}\n`.length
  const refusal = { no: { code: 'vault-unavailable' } }
  expect(await vault.write('a', new Secret('x'.repeat(longest + 1)), label)).toMatchObject(refusal)
  expect(await vault.write('a', new Secret('x'.repeat(longest)), label)).toEqual({ done: null })
  await vault.remove('a')
})

test('without a keyring the canary is refused at once', async () => {
  const script = `
    import { createVault } from '#adapters/keychain/keychain.ts'
    const clock = { now: () => new Date() }
    const vault = createVault('none', clock, () => 'id-of-thirty-two-characters-0123')
    process.stdout.write(JSON.stringify(await vault.canary(new AbortController().signal)))
    process.exit()`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', script], {
    env: { PATH: process.env.PATH, HOME: '/nonexistent', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
  })
  expect(JSON.parse(stdout)).toMatchObject({ no: { code: 'vault-unavailable' } })
})
