import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Dialogue, talk } from '#support/dialogue.ts'
import { cli, type Desk, handoff, newDesk, sealTo, secret } from './desk.ts'

/** What is asked of a person: a passphrase, a control code, a yes. */
let desk: Desk
let file = ''
let config = ''
beforeEach(async () => {
  desk = await newDesk()
  file = await desk.sealed('a.age', handoff)
  config = desk.path('appsettings.json')
  await writeFile(config, '{\n  "Exchange": []\n}\n')
})
afterEach(() => desk.leave())

describe('a key with a passphrase', () => {
  const passphrase = 'correct horse battery staple'

  test('is made from a file or standard input, and opens with either; never from a command line', async () => {
    const made = await desk.receptionIn(
      { input: `${passphrase}\n` },
      'keygen',
      '--out',
      'cdid.age',
      '--passphrase-stdin',
    )
    expect(made).toMatchObject({ exitCode: 0, stderr: '' })
    const [, publicKey = ''] = /(age1\w{58})/.exec(made.stdout) ?? []
    const content = await readFile(desk.path('cdid.age'), 'utf8')
    expect(content).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S+ 17\n/)
    expect((await stat(desk.path('cdid.age'))).mode & 0o777).toBe(0o600)

    await writeFile(file, await sealTo(publicKey, handoff))
    await writeFile(desk.path('passphrase'), `${passphrase}\r\n`)
    const open = (around: Parameters<Desk['receptionIn']>[0], ...more: readonly string[]) =>
      desk.receptionIn(around, 'open', file, '--identity', 'cdid.age', ...more)
    const byFile = await open({ env: { PREXTRA_PASSPHRASE_FILE: desk.path('passphrase') } })
    expect([byFile.exitCode, byFile.stderr]).toEqual([0, ''])
    expect((await open({ input: passphrase }, '--passphrase-stdin')).exitCode).toBe(0)
    expect((await open({ input: 'something else' }, '--passphrase-stdin')).stderr).toMatch(/passphrase does not open/)
    expect((await open({})).stderr).toMatch(/passphrase of the key is needed/)
  })

  test('is as `age -p` makes it: age opens ours, and theirs opens here', async () => {
    await desk.receptionIn({ input: passphrase }, 'keygen', '--out', 'cdid.age', '--passphrase-stdin')
    const asked = [['Enter passphrase', passphrase]] as const
    await talk(desk.path('.'), ['age', '--decrypt', '--output', 'plain.key', 'cdid.age'], asked)
    expect(await readFile(desk.path('plain.key'), 'utf8')).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/m)

    const twice = [...asked, ['Confirm passphrase', passphrase]] as const
    await talk(desk.path('.'), ['age', '--passphrase', '--output', 'theirs.age', desk.identity], twice)
    const opened = await desk.receptionIn(
      { input: passphrase },
      ...['open', file, '--identity', 'theirs.age', '--passphrase-stdin'],
    )
    expect([opened.exitCode, opened.stderr]).toEqual([0, ''])
  })

  test('a short one is refused, and nothing is made', async () => {
    const { exitCode, stderr } = await desk.receptionIn(
      { input: 'short' },
      'keygen',
      '--out',
      'k',
      '--passphrase-stdin',
    )
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/fewer than 12/)])
    expect(await readdir(desk.path('.'))).not.toContain('k')
    expect((await desk.reception('keygen', '--out', 'k')).stderr).toMatch(/passphrase of the key is needed/)
  })
})

/** Reception at a terminal of its own. */
const onTerminal = (dialogue: Dialogue, ...args: readonly string[]) =>
  talk(desk.path('.'), [process.execPath, cli, ...args], dialogue)

describe('at a terminal', () => {
  const first = 'Passphrase for the new key (Enter to be given one): '

  test('a passphrase is asked twice and never shown', async () => {
    const typed = 'correct horse battery'
    const again = [first, typed] as const
    const { shown, exitCode } = await onTerminal([again, ['The same once more: ', typed]], 'keygen', '--out', 'new.key')
    expect(exitCode).toBe(0)
    expect(shown).toContain('Public key: age1')
    expect(shown).not.toContain(typed)
    const other = await onTerminal([again, ['The same once more: ', 'something else']], 'keygen', '--out', 'b.key')
    expect(other.shown).toContain('The two passphrases are not the same')
    expect(await readdir(desk.path('.'))).not.toContain('b.key')
  })

  test('enter makes ten words, which open the key', async () => {
    const { shown } = await onTerminal([[first, '']], 'keygen', '--out', 'new.key')
    const [, words = ''] = /this once only: (\S+)/.exec(shown) ?? []
    expect(words.split('-')).toHaveLength(10)
    const open = ['open', file, '--identity', 'new.key', '--passphrase-stdin']
    const { exitCode, stderr } = await desk.receptionIn({ input: words }, ...open)
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/sealed to another key/)])
  })

  test('a merge shows the difference in colour, and without a yes writes nothing', async () => {
    await desk.reception(
      ...['customer', 'add', '--environment', 'acme', '--tenant', handoff.tenantId, '--identity', desk.identity],
    )
    const args = ['merge', file, '--identity', desk.identity, '--config', config, '--environment', 'acme']
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

  test('the control code is asked for when a file is opened, and a wrong one opens nothing', async () => {
    const { stdout } = await desk.reception('open', file, '--identity', desk.identity, '--json')
    const { controlCode } = JSON.parse(stdout) as { controlCode: { en: string[] } }
    const open = (code: string) => onTerminal([['by voice): ', code]], 'open', file, '--identity', desk.identity)
    expect((await open(controlCode.en.join(' '))).shown).toContain('The control code is the right one:')
    const wrong = await open(controlCode.en.toReversed().join(' '))
    expect([wrong.exitCode, wrong.shown]).toEqual([1, expect.stringContaining('is not this file’s')])
    expect(wrong.shown).not.toContain('Acmé')
  })
})
