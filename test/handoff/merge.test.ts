import { chmod, chown, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'jsonc-parser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownersOnly } from '#support/rights.ts'
import { type ReceptionFolder, handoff, newReceptionFolder, secret } from '#support/reception-folder.ts'

const sample = await readFile(join(import.meta.dirname, '../support/appsettings.sample.json'), 'utf8')

let folder: ReceptionFolder
let config = ''
beforeEach(async () => {
  folder = await newReceptionFolder()
  config = folder.path('appsettings.json')
  await writeFile(config, sample)
})
afterEach(() => folder.remove())

const backups = async () => (await readdir(folder.path('.'))).filter((name) => name.endsWith('.bak'))
const merge = (file: string, ...more: readonly string[]) => {
  const records = more.includes('--tenant') ? [] : ['--environment', 'acme', '--tenant', handoff.tenantId]
  const reason = more.includes('--unchecked') ? [] : ['--unchecked', 'a test']
  return folder.run('merge', file, '--identity', folder.identity, '--config', config, ...records, ...reason, ...more)
}

describe('merge', () => {
  test('adds the customer, changes nothing else, keeps the rights of the file and makes a backup', async () => {
    await chmod(config, 0o640)
    if (process.getuid?.() === 0) await chown(config, 1234, 1234)
    const before = await stat(config)
    const file = await folder.sealed('a.age', handoff)
    const { exitCode, stdout, stderr } = await merge(file)
    expect([exitCode, stderr]).toEqual([0, ''])
    const [backup = ''] = await backups()
    expect(backup).toMatch(/^appsettings\.json\.\d{8}-\d{6}\.bak$/)
    const days = /\(in ([\d,]+)\sdays\)/.exec(stdout)?.[1] ?? ''
    expect(stdout.replaceAll('\u00a0', ' ')).toBe(
      `To add for acme in ${config} (Exchange, line 21):
  + Environment: acme
  + ApplicationId: ${handoff.applicationId}
  + ClientSecret: ••••
  + TenantId: ${handoff.tenantId}
  Secret ${handoff.secretKeyId}, expires April 1, 2099 at 12:00 a.m. (in ${days} days)
Entry added to ${config} (backup: ${folder.path(backup)})
Restart the Prextra Server service so that it reads the new configuration.
Next:
  prextra-reception confirm ${file} --environment acme --identity ${folder.identity}
`,
    )
    const after = await readFile(config, 'utf8')
    const [start = '', end = ''] = sample.split('    } // scierie fictive\n')
    expect(after.startsWith(`${start}    }, // scierie fictive\n    {\n      "Environment": "acme",`)).toBe(true)
    expect(after.endsWith(`\n    }\n${end}`)).toBe(true)
    expect((parse(after) as { Exchange: unknown[] }).Exchange[2]).toEqual({
      Environment: 'acme',
      ApplicationId: handoff.applicationId,
      ClientSecret: secret,
      TenantId: handoff.tenantId,
    })
    expect(await readFile(folder.path(backup), 'utf8')).toBe(sample)
    const rightsOf = async (path: string) => {
      const { mode, uid, gid } = await stat(path)
      return { mode: mode & 0o777, uid, gid }
    }
    const { uid, gid } = before
    expect(await rightsOf(config)).toEqual({ mode: before.mode & 0o777, uid, gid })
    // The backup holds the customers' secrets: it is its owner's alone.
    expect(await rightsOf(folder.path(backup))).toEqual({ mode: ownersOnly, uid, gid })
    expect((await readdir(folder.path('.'))).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('changes nothing the second time, not even the date of the file', async () => {
    const file = await folder.sealed('a.age', handoff)
    await merge(file)
    await utimes(config, 1000, 1000)
    const { exitCode, stdout } = await merge(file, '--language', 'fr')
    expect([exitCode, stdout]).toEqual([
      0,
      `Rien à changer\u00a0: l’entrée est déjà dans ${config}, et rien n’a été écrit.\nEnsuite\u00a0:\n  prextra-reception confirm ${file} --environment acme --identity ${folder.identity} --language fr\n`,
    ])
    expect((await stat(config)).mtimeMs).toBe(1000_000)
    expect(await backups()).toHaveLength(1)
  })

  test('replaces the old secret with the renewed one and shows neither', async () => {
    await merge(await folder.sealed('a.age', { ...handoff, clientSecret: `${secret}-old` }))
    const { stdout } = await merge(await folder.sealed('b.age', handoff))
    expect(stdout).toContain('Entry updated in')
    expect(stdout).toContain('  - ClientSecret: ••••\n  + ClientSecret: ••••\n')
    expect(await backups()).toHaveLength(2)
    expect(await readFile(config, 'utf8')).toContain(JSON.stringify(secret))
  })

  test('keeps a byte order mark, CRLF and tabs', async () => {
    const text = `\uFEFF${sample.replaceAll('\n', '\r\n').replaceAll('  ', '\t')}`
    await writeFile(config, text)
    await merge(await folder.sealed('a.age', handoff))
    const after = await readFile(config, 'utf8')
    expect(after.startsWith('\uFEFF//')).toBe(true)
    expect(after).not.toMatch(/[^\r]\n/)
    expect(after).toContain('\r\n\t\t{\r\n\t\t\t"Environment": "acme",\r\n')
  })

  test('takes tenant and environment from CDID’s records, whatever the file says', async () => {
    const file = await folder.sealed('a.age', { ...handoff, environment: 'scierie' })
    const elsewhere = 'bbbbbbbb-0000-4000-8000-00000000000b'
    const refused = [
      [await merge(file, '--environment', 'acme', '--tenant', elsewhere), /from tenant 2222.*records say bbbb/],
      [
        await merge(file, '--environment', 'Scierie', '--tenant', handoff.tenantId),
        /line 29.*already belongs.*--replace/,
      ],
    ] as const
    for (const [{ exitCode, stdout, stderr }, sentence] of refused) {
      expect([exitCode, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(sentence)
    }
    await merge(file)
    const twice = await merge(file, '--environment', 'acme-2', '--tenant', handoff.tenantId.toUpperCase())
    expect(twice.stderr).toMatch(/already under the environment “acme”.*--also/)
    const names = (text: string) => (parse(text) as { Exchange: { Environment: string }[] }).Exchange
    expect(names(await readFile(config, 'utf8')).map((entry) => entry.Environment)).toEqual([
      'boulangerie',
      'scierie',
      'acme',
    ])
  })

  test('refuses a practice file without --practice, and a real one with it', async () => {
    const practice = await folder.sealed('PRATIQUE.age', { ...handoff, practice: true })
    expect((await merge(practice)).stderr).toMatch(/practice run.*--practice\.\n$/)
    expect((await merge(await folder.sealed('real.age', handoff), '--practice')).stderr).toMatch(/is a real file/)
    expect(await readFile(config, 'utf8')).toBe(sample)
    expect((await merge(practice, '--practice')).exitCode).toBe(0)
  })

  test('refuses a secret that has expired', async () => {
    const { exitCode, stderr } = await merge(
      await folder.sealed('a.age', { ...handoff, secretExpiresAt: '2026-01-02T00:00:00Z' }),
    )
    expect([exitCode, stderr.trim()]).toEqual([
      1,
      'The secret in this file expired on January\u00a01, 2026: ask the administrator to renew it; nothing was written.',
    ])
    expect(await readFile(config, 'utf8')).toBe(sample)
  })

  test.each([
    ['not JSON', '{ "Exchange": [\n', /not JSON that .NET can read at line 2, column 1/],
    [
      'a key twice',
      '{ "Exchange": [],\n"EXCHANGE": [] }',
      /key “EXCHANGE” \(line 2, column 1\) is already at line 1, column 3/,
    ],
    ['a wrong type', '{ "Exchange": {} }', /Exchange \(line 1, column 15\) must be a list/],
    [
      'another encoding',
      Buffer.from('{ "é": 1 }', 'latin1'),
      /neither in UTF-8 nor in UTF-16, but probably in windows-1252/,
    ],
  ])('a configuration with %s is left as it is', async (_, content, expected) => {
    await writeFile(config, content)
    const before = await readFile(config)
    const { exitCode, stdout, stderr } = await merge(await folder.sealed('a.age', handoff))
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(expected)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(await readFile(config)).toEqual(before)
    expect(await backups()).toEqual([])
  })
})
