import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createVault } from '#adapters/keychain/keychain.ts'
import { Secret } from '#core/secret.ts'
import { systemClock } from '#main/clock.ts'

const { signal } = new AbortController()
const service = `prextra-test-${crypto.randomUUID()}`
const vault = createVault(service, systemClock, () => crypto.randomUUID())

test('a real keyring keeps a value, gives it back and removes it', async () => {
  const account = 'tenant/app/key'
  const secret = new Secret('abc8Q~accented-é-and-~tilde')
  expect(await vault.read(account)).toEqual({ done: null })
  expect(await vault.write(account, secret)).toEqual({ done: null })
  const back = await vault.read(account)
  expect('done' in back && back.done?.equals(secret)).toBe(true)
  expect(await vault.remove(account)).toEqual({ done: null })
  expect(await vault.read(account)).toEqual({ done: null })
})

test('the canary leaves nothing behind', async () => {
  expect(await vault.canary(signal)).toEqual({ done: null })
  const keytar = await import('keytar')
  expect(await keytar.findCredentials(service)).toEqual([])
})

test('a value that Windows could not keep is refused', async () => {
  expect(await vault.write('a', new Secret('x'.repeat(1281)))).toMatchObject({ no: { code: 'vault-unavailable' } })
  expect(await vault.write('a', new Secret('x'.repeat(1280)))).toEqual({ done: null })
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
