import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgeKey } from '#cdid/sealed/age-file.ts'
import { ReceptionError } from '#cdid/reception-problem.ts'
import { openSealed } from '#cdid/sealed/sealed-file.ts'
import { counted } from '#support/counted.ts'
import { handoff, sealTo } from '#support/reception-folder.ts'

/** A file as the assistant seals it: what reception does with it when one bit is changed, or when it is cut or extended. */
let key: AgeKey
let whole: Uint8Array
beforeAll(async () => {
  const identity = await generateX25519Identity()
  key = { identity }
  whole = await sealTo(await identityToRecipient(identity), JSON.stringify(handoff, null, 2))
})

const outcome = async (bytes: Uint8Array, keys: readonly AgeKey[] = [key]) => {
  const error: unknown = await openSealed(bytes, keys, { file: 'a.age', practice: false }).catch((e: unknown) => e)
  if (error instanceof ReceptionError) return error.problem.code
  return error instanceof Error ? error.message : 'opened'
}
const refused = /^(not-sealed|sealed-damaged|other-key)$/

test('the undamaged file opens', async () => {
  expect(await outcome(whole)).toBe('opened')
})

describe('a damaged file', () => {
  const flips = counted('flips')
  const truncations = counted('truncations')
  const endings = counted('endings')
  afterAll(() => {
    for (const row of [flips, truncations, endings]) row.write()
  })

  test('is refused for every bit that is changed', { timeout: 120_000 }, async () => {
    for (let index = 0; index < whole.length; index++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = Uint8Array.from(whole)
        flipped[index] = (whole[index] ?? 0) ^ (1 << bit)
        const code = await outcome(flipped)
        flips.cell(refused.test(code), `bit ${bit} of byte ${index}: ${code}`)
      }
    }
    expect(flips.failures).toEqual([])
    expect(flips.ran).toBe(8 * whole.length)
  })

  test('is refused for every length it is cut to', { timeout: 60_000 }, async () => {
    for (let length = 0; length < whole.length; length++) {
      const code = await outcome(whole.slice(0, length))
      truncations.cell(refused.test(code), `${length} bytes: ${code}`)
    }
    expect(truncations.failures).toEqual([])
    expect(truncations.ran).toBe(whole.length)
  })

  test('is refused when something is appended', async () => {
    for (const more of [
      '\0',
      '\n',
      '\r\n',
      ' ',
      'x'.repeat(16),
      'x'.repeat(70_000),
      Buffer.from(whole).toString('latin1'),
    ]) {
      const code = await outcome(Buffer.concat([whole, Buffer.from(more, 'latin1')]))
      endings.cell(code === 'sealed-damaged', `${more.length} bytes more: ${code}`)
    }
    expect(endings.failures).toEqual([])
  })
})

describe('the recipients of a sealed file', () => {
  test('a file is not opened by another key, or by none', async () => {
    expect(await outcome(whole, [{ identity: await generateX25519Identity() }])).toBe('other-key')
    expect(await outcome(whole, [{ identity: await generateHybridIdentity() }])).toBe('other-key')
    expect(await outcome(whole, [])).toBe('other-key')
  })

  test('a file with no recipient, with a passphrase or with keys of two kinds is refused', async () => {
    const { Encrypter } = await import('age-encryption')
    const content = JSON.stringify(handoff)
    const recipients = (...wrap: readonly (string | { wrapFileKey: () => never[] })[]) => {
      const encrypter = new Encrypter()
      for (const one of wrap) encrypter.addRecipient(one)
      return encrypter.encrypt(content)
    }
    const identity = 'identity' in key ? key.identity : ''
    const publicKey = await identityToRecipient(identity)
    const hybrid = await generateHybridIdentity()
    expect(await outcome(await recipients({ wrapFileKey: () => [] }))).toBe('sealed-damaged')
    expect(await outcome(await recipients(publicKey, await identityToRecipient(hybrid)))).toBe('mixed-recipients')
    expect(await outcome(await recipients(publicKey, publicKey))).toBe('opened')
    expect(await outcome(await recipients(...Array.from({ length: 33 }, () => publicKey)))).toBe('sealed-damaged')
    const encrypter = new Encrypter()
    encrypter.setPassphrase('only for this test')
    encrypter.setScryptWorkFactor(1)
    expect(await outcome(await encrypter.encrypt(content))).toBe('other-key')
    expect(await outcome(await recipients(await identityToRecipient(hybrid)), [{ identity: hybrid }])).toBe('opened')
  })
})
