import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { armor } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSealedFile } from '#cdid/sealed/sealed-file.ts'
import { ReceptionError } from '#cdid/reception-problem.ts'
import { type ReceptionFolder, handoff, newReceptionFolder, sealTo, secret } from '#support/reception-folder.ts'

let folder: ReceptionFolder
beforeAll(async () => {
  folder = await newReceptionFolder()
})
afterAll(() => folder.remove())

const fromFile = (file: string) => ({
  file,
  identities: [folder.identity],
  practice: false,
  askPassphrase: () => Promise.reject(new Error('no passphrase is needed')),
})
const opened = (file: string) => openSealedFile(fromFile(file))
const refusal = async (file: string) => {
  const error: unknown = await opened(file).catch((thrown: unknown) => thrown)
  return error instanceof ReceptionError ? error.problem.code : 'opened'
}

describe('Debian’s age', () => {
  test('opens what we seal', async () => {
    const file = await folder.sealed('ours.age', handoff)
    const plain = execFileSync('age', ['--decrypt', '--identity', folder.identity, file], { encoding: 'utf8' })
    expect(JSON.parse(plain)).toEqual(handoff)
  })

  test.each([
    ['binary', []],
    ['armored', ['--armor']],
  ])('seals what we open (%s)', async (_, options) => {
    const file = folder.path(`theirs${options.join('')}.age`)
    execFileSync('age', [...options, '--recipient', folder.publicKey, '--output', file], {
      input: JSON.stringify(handoff),
    })
    const { facts, secret: kept } = await opened(file)
    expect(kept.reveal()).toBe(secret)
    expect(facts).toMatchObject({ tenantId: handoff.tenantId, organization: handoff.organization })
    expect(Object.values(facts)).not.toContain(secret)
  })

  test('reads the key that keygen makes', async () => {
    await folder.run('keygen', '--out', 'new.key', '--unprotected')
    const publicKey = execFileSync('age-keygen', ['-y', folder.path('new.key')], { encoding: 'utf8' }).trim()
    expect(await readFile(folder.path('new.key'), 'utf8')).toContain(`# public key: ${publicKey}\n`)
  })

  test('makes keys that we read; a file sealed to another key is refused', async () => {
    execFileSync('age-keygen', ['-o', folder.path('age.key')], { stdio: 'pipe' })
    const publicKey = execFileSync('age-keygen', ['-y', folder.path('age.key')], { encoding: 'utf8' }).trim()
    await writeFile(folder.path('to-age-key.age'), await sealTo(publicKey, handoff))
    const from = { ...fromFile(folder.path('to-age-key.age')), identities: [folder.path('age.key')] }
    expect((await openSealedFile(from)).recipient).toBe(publicKey)
    expect(await refusal(from.file)).toBe('other-key')
  })
})

describe('a sealed file on its way', () => {
  test('has one control code, armored or not', async () => {
    const file = await folder.sealed('code.age', handoff)
    const armored = folder.path('code.txt')
    await writeFile(armored, `\r\n${armor.encode(await readFile(file)).replaceAll('\n', '\r\n')}`)
    expect((await opened(armored)).controlCode).toEqual((await opened(file)).controlCode)
  })

  test.each([
    ['not JSON', 'not-a-handoff', '{'],
    ['deep JSON', 'not-a-handoff', '['.repeat(60_000)],
    ['another thing', 'not-a-handoff', []],
    ['null', 'not-a-handoff', 'null'],
    ['a later version', 'version-unknown', { ...handoff, version: 2 }],
    ['a version that is text', 'not-a-handoff', { ...handoff, version: secret }],
    ['a secret too long', 'not-a-handoff', { ...handoff, clientSecret: secret.repeat(9) }],
    ['practice', 'practice-file', { ...handoff, practice: true }],
  ])('is refused when it holds %s', async (_, code, content) => {
    expect(await refusal(await folder.sealed('content.age', content))).toBe(code)
  })

  test('is refused before it is read when it is too large or not an ordinary file', async () => {
    await writeFile(folder.path('large.age'), Buffer.alloc(1024 * 1024))
    expect(await refusal(folder.path('large.age'))).toBe('file-too-large')
    expect(await refusal('/dev/zero')).toBe('not-a-file')
  })

  test('is shown without the fields that this version does not know', async () => {
    const text = JSON.stringify(handoff).replace('{', '{"__proto__":{"practice":true},"later":[1],')
    const { facts } = await opened(await folder.sealed('unknown.age', text))
    expect(facts.practice).toBe(false)
    expect(Object.getPrototypeOf(facts)).toBe(Object.prototype)
  })
})
