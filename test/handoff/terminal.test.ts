import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownersOnly } from '#support/rights.ts'
import { type Dialogue, talk } from '#support/dialogue.ts'
import { cli, type ReceptionFolder, handoff, newReceptionFolder, sealTo, secret } from '#support/reception-folder.ts'

/** The questions that are asked at a terminal: passphrase, control code, and whether to write. */
let folder: ReceptionFolder
let file = ''
let config = ''
beforeEach(async () => {
  folder = await newReceptionFolder()
  file = await folder.sealed('a.age', handoff)
  config = folder.path('appsettings.json')
  await writeFile(config, '{\n  "Exchange": []\n}\n')
})
afterEach(() => folder.remove())

describe('a key with a passphrase', () => {
  const passphrase = 'correct horse battery staple'

  test('takes its passphrase from a file or standard input, and opens with either', async () => {
    const made = await folder.runWith({ input: `${passphrase}\n` }, 'keygen', '--out', 'cdid.age', '--passphrase-stdin')
    expect(made).toMatchObject({ exitCode: 0, stderr: '' })
    const [, publicKey = ''] = /(age1\w{58})/.exec(made.stdout) ?? []
    const content = await readFile(folder.path('cdid.age'), 'utf8')
    expect(content).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ 17\n/)
    expect((await stat(folder.path('cdid.age'))).mode & 0o777).toBe(ownersOnly)

    await writeFile(file, await sealTo(publicKey, handoff))
    await writeFile(folder.path('passphrase'), `${passphrase}\r\n`)
    const open = (around: Parameters<ReceptionFolder['runWith']>[0], ...more: readonly string[]) =>
      folder.runWith(around, 'open', file, '--identity', 'cdid.age', ...more)
    const byFile = await open({ env: { PREXTRA_PASSPHRASE_FILE: folder.path('passphrase') } })
    expect([byFile.exitCode, byFile.stderr]).toEqual([0, ''])
    expect((await open({ input: passphrase }, '--passphrase-stdin')).exitCode).toBe(0)
    expect((await open({ input: 'something else' }, '--passphrase-stdin')).stderr).toMatch(/passphrase does not open/)
    expect((await open({})).stderr).toMatch(/passphrase of the key is needed/)
  })

  test('has the format of `age -p`: age opens ours, and we open theirs', async () => {
    await folder.runWith({ input: passphrase }, 'keygen', '--out', 'cdid.age', '--passphrase-stdin')
    const asked = [['Enter passphrase', passphrase]] as const
    await talk(folder.path('.'), ['age', '--decrypt', '--output', 'plain.key', 'cdid.age'], asked)
    expect(await readFile(folder.path('plain.key'), 'utf8')).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/m)

    const twice = [...asked, ['Confirm passphrase', passphrase]] as const
    await talk(folder.path('.'), ['age', '--passphrase', '--output', 'theirs.age', folder.identity], twice)
    const opened = await folder.runWith(
      { input: passphrase },
      'open',
      file,
      '--identity',
      'theirs.age',
      '--passphrase-stdin',
    )
    expect([opened.exitCode, opened.stderr]).toEqual([0, ''])
  })

  test('is not made with a short passphrase', async () => {
    const { exitCode, stderr } = await folder.runWith({ input: 'short' }, 'keygen', '--out', 'k', '--passphrase-stdin')
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/fewer than 12/)])
    expect(await readdir(folder.path('.'))).not.toContain('k')
    expect((await folder.run('keygen', '--out', 'k')).stderr).toMatch(/passphrase of the key is needed/)
  })
})

/** Runs reception at a terminal of its own and answers its questions. */
const onTerminal = (dialogue: Dialogue, ...args: readonly string[]) =>
  talk(folder.path('.'), [process.execPath, cli, ...args], dialogue)

describe('at a terminal', () => {
  const first = 'Passphrase for the new key (Enter to be given one): '

  test('a new passphrase is asked twice and never shown', async () => {
    const typed = 'correct horse battery'
    const again = [first, typed] as const
    const { shown, exitCode } = await onTerminal([again, ['The same once more: ', typed]], 'keygen', '--out', 'new.key')
    expect(exitCode).toBe(0)
    expect(shown).toContain('Public key: age1')
    expect(shown).not.toContain(typed)
    const other = await onTerminal([again, ['The same once more: ', 'something else']], 'keygen', '--out', 'b.key')
    expect(other.shown).toContain('The two passphrases are not the same')
    expect(await readdir(folder.path('.'))).not.toContain('b.key')
  })

  test('Enter makes a passphrase of ten words, which opens the key', async () => {
    const { shown } = await onTerminal([[first, '']], 'keygen', '--out', 'new.key')
    const [, words = ''] = /this once only: (\S+)/.exec(shown) ?? []
    expect(words.split('-')).toHaveLength(10)
    const open = ['open', file, '--identity', 'new.key', '--passphrase-stdin']
    const { exitCode, stderr } = await folder.runWith({ input: words }, ...open)
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/sealed to another key/)])
  })

  test('a merge shows the difference in colour, and writes only after a yes', async () => {
    await folder.run(
      'customer',
      'add',
      '--environment',
      'acme',
      '--tenant',
      handoff.tenantId,
      '--identity',
      folder.identity,
    )
    const args = ['merge', file, '--identity', folder.identity, '--config', config, '--environment', 'acme']
    const reason = ['--unchecked', 'a reason']
    const before = await readFile(config, 'utf8')
    expect((await onTerminal([['Write? [y/N]', 'n']], ...args, ...reason)).exitCode).toBe(1)
    expect(await readFile(config, 'utf8')).toBe(before)
    const { shown, exitCode } = await onTerminal([['Write? [y/N]', 'y']], ...args, ...reason)
    expect(exitCode).toBe(0)
    expect(shown).toContain('\u001b[32m  + ClientSecret: ••••\u001b[39m')
    expect(shown).not.toContain('PLANTED')
    expect(await readFile(config, 'utf8')).toContain(JSON.stringify(secret))
  })

  test('open asks for the control code, and shows nothing when it is wrong', async () => {
    const { stdout } = await folder.run('open', file, '--identity', folder.identity, '--json')
    const { controlCode } = JSON.parse(stdout) as { controlCode: { en: string[] } }
    const open = (code: string) => onTerminal([['by voice): ', code]], 'open', file, '--identity', folder.identity)
    expect((await open(controlCode.en.join(' '))).shown).toContain('The control code is the right one:')
    const wrong = await open(controlCode.en.toReversed().join(' '))
    expect([wrong.exitCode, wrong.shown]).toEqual([1, expect.stringContaining('is not this file’s')])
    expect(wrong.shown).not.toContain('Acmé')
  })
})
