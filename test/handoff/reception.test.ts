import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownersOnly } from '#support/rights.ts'
import { fingerprint } from '#core/fingerprint.ts'
import { type ReceptionFolder, handoff, newReceptionFolder } from '#support/reception-folder.ts'

let folder: ReceptionFolder
beforeEach(async () => {
  folder = await newReceptionFolder()
  await writeFile(folder.path('appsettings.json'), '{}')
})
afterEach(() => folder.remove())

describe('keygen', () => {
  test('makes a key that only its owner may read, prints the public key, and never replaces a file', async () => {
    const made = await folder.run('keygen', '--out', 'new.key', '--unprotected', '--language', 'fr')
    expect(made).toMatchObject({ exitCode: 0, stderr: '' })
    const [, publicKey = ''] = /^Clé publique\u00a0: (age1\w{58})$/m.exec(made.stdout) ?? []
    expect(made.stdout).toContain(`Empreinte\u00a0: ${fingerprint(publicKey)}\n`)
    const recipient = JSON.parse(/^\{.*\}$/m.exec(made.stdout)?.[0] ?? '') as Record<string, string>
    expect(recipient).toEqual({
      id: expect.stringMatching(/^cdid-\d{8}$/) as string,
      publicKey,
      notAfter: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    })
    expect((await stat(folder.path('new.key'))).mode & 0o777).toBe(ownersOnly)

    const before = await readFile(folder.path('new.key'))
    const again = await folder.run('keygen', '--out', 'new.key', '--unprotected')
    expect(again).toMatchObject({ exitCode: 1, stdout: '' })
    expect(again.stderr).toMatch(/^The file “.*[\\/]new\.key” already exists .*--out\.\n$/)
    expect(await readFile(folder.path('new.key'))).toEqual(before)
  })

  test('names a practice key as one', async () => {
    const { stdout } = await folder.run('keygen', '--practice')
    expect(stdout).toContain('"id": "practice-')
    expect(await readdir(folder.path('.'))).toContain('PRACTICE-prextra-reception.key')
    await folder.run('keygen', '--practice', '--language', 'fr')
    expect(await readdir(folder.path('.'))).toContain('PRATIQUE-prextra-reception.key')
  })
})

describe('open', () => {
  test('shows everything except the secret, with the control code in both languages', async () => {
    const file = await folder.sealed('a.age', handoff)
    const { exitCode, stdout } = await folder.run('open', file, '--identity', folder.identity, '--language', 'fr')
    expect(exitCode).toBe(0)
    for (const text of [
      'Acmé inc.',
      'acme.example',
      handoff.tenantId,
      handoff.applicationId,
      'a-hint-only',
      'C-1234',
      'pas faite',
      '••••',
      'Ada Lefebvre <ada@acme.example>',
      '22 novembre 2026 à 14 h 07',
      '1ᵉʳ avril 2099 à 0 h 00',
    ]) {
      expect(stdout.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(text)
    }
    expect(
      stdout
        .split(/\nEnsuite/)[0]
        ?.split('\n')
        .slice(-2),
    ).toEqual([expect.stringMatching(/^ {2}(\p{Ll}+ ?){8}$/u), expect.stringMatching(/^ {2}([a-z]+ ?){8}$/)])
  })

  test('compares the control code, in either language', async () => {
    const file = await folder.sealed('a.age', handoff)
    const open = (...more: readonly string[]) => folder.run('open', file, '--identity', folder.identity, ...more)
    const { stdout } = await open('--json')
    const shown = JSON.parse(stdout) as { controlCode: { fr: string[]; en: string[] }; tenantId: string }
    expect(shown.tenantId).toBe(handoff.tenantId)
    for (const words of [shown.controlCode.fr, shown.controlCode.en]) {
      expect(await open('--control-code', words.join(' ').toUpperCase())).toMatchObject({ exitCode: 0, stderr: '' })
    }
    const wrong = await open('--control-code', [...shown.controlCode.en].reverse().join(' '))
    expect(wrong).toMatchObject({ exitCode: 1, stdout: '' })
    expect(wrong.stderr).toMatch(/^The control code is not this file’s: .*already know\.\n$/)
    expect(wrong.stderr).not.toContain(shown.controlCode.en[0])
    expect((await open('--control-code', 'eight words')).stderr).toMatch(/^The control code must be eight words/)
  })

  test('spells out characters that a terminal would obey', async () => {
    const organization = { name: 'A\u001b[2J\u202Ecni', domain: 'acme.example' }
    const file = await folder.sealed('a.age', { ...handoff, organization })
    const { stdout } = await folder.run('open', file, '--identity', folder.identity)
    expect(stdout).toContain('A[U+001B][2J[U+202E]cni')
  })

  test('refuses a practice file without --practice, and a real one with it', async () => {
    const real = await folder.sealed('real.age', handoff)
    const practice = await folder.sealed('PRATIQUE.age', { ...handoff, practice: true })
    const open = async (...args: readonly string[]) => {
      const { exitCode, stderr } = await folder.run('open', ...args, '--identity', folder.identity)
      return `${exitCode} ${stderr}`
    }
    expect(await open(practice)).toMatch(/^1 .*practice run.*--practice\.\n$/)
    expect(await open(real, '--practice')).toMatch(/^1 .*real file.*--practice\.\n$/)
    expect(await open(practice, '--practice')).toBe('0 ')
  })
})

describe('bad input is answered by one sentence', () => {
  test.each([
    ['a missing file', ['open', 'none.age', '--identity', 'cdid.key'], /none\.age” was not found/],
    ['a missing key', ['open', 'a.age', '--identity', 'none.key'], /none\.key” was not found/],
    ['a key that is none', ['open', 'a.age', '--identity', 'appsettings.json'], /not an age private key/],
    ['a file that is not sealed', ['open', 'appsettings.json', '--identity', 'cdid.key'], /not a sealed \(age\) file/],
    ['another key', ['open', 'a.age', '--identity', 'other.key'], /sealed to another key/],
    ['half a file', ['open', 'half.age', '--identity', 'cdid.key'], /incomplete or altered/],
    ['a folder', ['open', '.', '--identity', 'cdid.key'], /not an ordinary file/],
  ])('%s', async (_, args, expected) => {
    const file = await folder.sealed('a.age', handoff)
    await writeFile(folder.path('half.age'), (await readFile(file)).subarray(0, 400))
    await folder.run('keygen', '--out', 'other.key', '--unprotected')
    const { exitCode, stdout, stderr } = await folder.run(...args)
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(expected)
    expect(stderr).toMatch(/^[^\n]+\.\n$/)
  })

  test('wrong usage, by one sentence and the help', async () => {
    const { exitCode, stdout, stderr } = await folder.run('merge', 'a.age', '--language', 'fr')
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^Il manque l’option --identity\.\n\nprextra-reception/)
    expect(await folder.run('--help')).toMatchObject({ exitCode: 0, stderr: '' })
  })
})
