import {
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption'
import { describe, expect, test } from 'vitest'
import { handoffMaxBytes } from '#core/handoff/document.ts'
import type { Recipient } from '#core/ports.ts'
import { createSeal, headerStanzas } from './age.ts'

const seal = createSeal({ now: () => new Date('2026-11-22T12:00:00Z') })
const plain = new TextEncoder().encode('{"format":"prextra-handoff"}')

const key = async (identity: string, notAfter = '2028-11-22'): Promise<Recipient> => ({
  id: 'cdid-test',
  publicKey: await identityToRecipient(identity),
  notAfter,
})
const classic = await generateX25519Identity()
const hybrid = await generateHybridIdentity()

const refused = async (recipients: readonly Recipient[], content = plain) => {
  const error: unknown = await seal(content, recipients).catch((thrown: unknown) => thrown)
  return (error as { problem: { code: string } }).problem.code
}

describe('createSeal', () => {
  test.each([
    ['X25519', classic],
    ['mlkem768x25519', hybrid],
  ])('seals to one key, or several, of class %s', async (stanza, identity) => {
    const recipient = await key(identity)
    for (const recipients of [[recipient], [recipient, recipient]]) {
      const sealed = await seal(plain, recipients)
      expect(headerStanzas(sealed)).toEqual(recipients.map(() => stanza))
      const decrypter = new Decrypter()
      decrypter.addIdentity(identity)
      expect(await decrypter.decrypt(sealed)).toEqual(plain)
    }
  })

  test('two seals of the same content differ', async () => {
    const recipients = [await key(classic)]
    expect(await seal(plain, recipients)).not.toEqual(await seal(plain, recipients))
  })

  test('refuses no recipient, and two classes together', async () => {
    expect(await refused([])).toBe('recipient-missing')
    expect(await refused([await key(classic), await key(hybrid)])).toBe('recipient-missing')
  })

  test('refuses a recipient after its last day', async () => {
    expect(await refused([await key(classic, '2026-11-21')])).toBe('recipient-missing')
    expect(await refused([await key(classic), await key(classic, '2026-11-22T11:59:59Z')])).toBe('recipient-missing')
    expect(await refused([await key(classic, 'never')])).toBe('recipient-missing')
    await expect(seal(plain, [await key(classic, '2026-11-22')])).resolves.toBeInstanceOf(Uint8Array)
  })

  test('refuses a text that is no public key, and a private key too', async () => {
    const good = await key(classic)
    const last = good.publicKey.endsWith('q') ? 'p' : 'q'
    const bad = [
      classic,
      '',
      ` ${good.publicKey}`,
      `${good.publicKey}\n`,
      good.publicKey.toUpperCase(),
      good.publicKey.slice(0, -1) + last,
      'age1tag1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq',
      'ssh-ed25519 AAAA',
    ]
    for (const publicKey of bad) expect(await refused([{ ...good, publicKey }])).toBe('recipient-missing')
  })

  test('refuses content that is empty or too long', async () => {
    const recipients = [await key(classic)]
    expect(await refused(recipients, new Uint8Array(0))).toBe('internal')
    expect(await refused(recipients, new Uint8Array(handoffMaxBytes + 1))).toBe('internal')
    await expect(seal(new Uint8Array(handoffMaxBytes), recipients)).resolves.toBeInstanceOf(Uint8Array)
  })
})

describe('headerStanzas', () => {
  test('shows that a file was sealed with a passphrase', async () => {
    const encrypter = new Encrypter()
    encrypter.setPassphrase('only for this test')
    encrypter.setScryptWorkFactor(1)
    expect(headerStanzas(await encrypter.encrypt(plain))).toEqual(['scrypt'])
  })

  test('is null for what is not an age file', async () => {
    const sealed = await seal(plain, [await key(classic)])
    expect(headerStanzas(plain)).toBeNull()
    expect(headerStanzas(sealed.subarray(0, 60))).toBeNull()
    expect(headerStanzas(new TextEncoder().encode('age-encryption.org/v1\n-> X25519 a\nbody\n'))).toBeNull()
  })
})
