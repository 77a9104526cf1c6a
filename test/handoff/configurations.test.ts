import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownersOnly } from '#support/rights.ts'
import { Secret } from '#core/secret.ts'
import { readPlace } from '#cdid/configuration/place.ts'
import type { DesiredEntry } from '#cdid/configuration/entry-plan.ts'
import { decode, encode, type Encoding } from '#cdid/files/file-encoding.ts'
import { merge, type MergeRequest } from '#cdid/configuration/merge.ts'
import { ReceptionError } from '#cdid/reception-problem.ts'
import { counted } from '#support/counted.ts'
import { unrecorded } from '#support/unrecorded-changes.ts'
import { changeOutsideEntry } from '#support/outside-entry.ts'

const desired: DesiredEntry = {
  environment: 'acme',
  tenantId: '22222222-0000-4000-8000-000000000002',
  applicationId: '11111111-0000-4000-8000-000000000001',
  secret: new Secret('not-a-real-"secret"\\é'),
}
const sample = await readFile(join(import.meta.dirname, '../support/appsettings.sample.json'), 'utf8')

const row = counted('configs')
afterAll(() => {
  row.write()
})
let folder = ''
let config = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prextra-configurations-'))
  config = join(folder, 'appsettings.json')
})
afterEach(() => rm(folder, { recursive: true }))

const mergeIt = (more: Partial<MergeRequest> = {}) =>
  merge({
    config,
    place: ['Exchange'],
    desired,
    replace: false,
    also: false,
    now: new Date(),
    approve: () => Promise.resolve(true),
    journal: () => unrecorded,
    ...more,
  })
const refusal = (merging: ReturnType<typeof merge>) =>
  merging.then(
    ({ change }): string => change,
    (error: unknown) => (error instanceof ReceptionError ? error.problem.code : String(error)),
  )
/** Counts one configuration as passed or failed; `verdict` says what was wrong, and is `null` when nothing was. */
const cell = (name: string, verdict: string | null) => {
  row.cell(verdict === null, `${name}: ${verdict ?? ''}`)
  expect(verdict).toBeNull()
}

const entry = (environment: string, tenant = `tenant-of-${environment}`) =>
  `{ "Environment": "${environment}", "ApplicationId": "a", "ClientSecret": "s", "TenantId": "${tenant}" }`
const own = entry('acme', desired.tenantId)

const accepted: readonly (readonly [name: string, content: string, encoding?: Encoding, at?: string])[] = [
  ['the sample', sample],
  ['UTF-8 with a mark', sample, 'utf-8-marked'],
  ['UTF-16, little end first', sample, 'utf-16le'],
  ['UTF-16, big end first', sample, 'utf-16be'],
  ['CRLF', sample.replaceAll('\n', '\r\n')],
  ['CR alone', sample.replaceAll('\n', '\r').replaceAll(/\/\/[^\r]*/g, '')],
  ['CRLF and a mark', sample.replaceAll('\n', '\r\n'), 'utf-8-marked'],
  ['mixed line ends', sample.replace('\n', '\r\n')],
  ['tabs', sample.replaceAll('  ', '\t')],
  ['no line end at the end', sample.trimEnd()],
  ['white space and lines at the end', `${sample}\n\n \t\n`],
  ['an empty object', '{}'],
  ['an empty object over lines', '{\n}\n'],
  ['only a comment in it', '{\n  // nothing yet\n}\n'],
  ['minified', '{"A":1,"Exchange":[],"B":[1,2]}'],
  ['one line', '{ "A": 1, "Exchange": [ ' + entry('b') + ' ], "B": 2 }'],
  ['an empty list', '{\n  "Exchange": []\n}\n'],
  ['a list with a comment in it', '{\n  "Exchange": [\n    /* none */\n  ]\n}\n'],
  ['trailing commas', `{\n  "Exchange": [\n    ${entry('b')},\n  ],\n}\n`],
  ['a comment that looks like the list', '{\n  // "Exchange": [\n  "A": "/* \\" */",\n  "Exchange": [] // ]\n}\n'],
  ['keys in lower case', `{\n  "exchange": [\n    ${entry('b').replace('Environment', 'environment')}\n  ]\n}\n`],
  ['keys in capitals', `{\n  "EXCHANGE": [\n    ${own.replace('ClientSecret', 'CLIENTSECRET')}\n  ]\n}\n`],
  [
    'our entry already there',
    `{\n  "Exchange": [\n    ${entry('b')},\n    ${own}, // ours\n    ${entry('c')}\n  ]\n}\n`,
  ],
  ['our entry without a secret', `{ "Exchange": [ { "Environment": "ACME", "TenantId": "${desired.tenantId}" } ] }`],
  ['our entry without a tenant', '{ "Exchange": [ { "Environment": "acme", "Other": [1, { "a": null }] } ] }'],
  ['an entry of another shape', `{ "Exchange": [ {}, { "Note": 1 }, ${entry('b')} ] }`],
  ['__proto__ as a key', `{ "__proto__": { "Exchange": 1 }, "Exchange": [ { "__proto__": 1, "constructor": 2 } ] }`],
  ['__proto__ as an environment', `{ "Exchange": [ ${entry('__proto__')} ] }`],
  ['the same key in two objects', '{ "A": { "b": 1 }, "C": { "B": 2 }, "Exchange": [] }'],
  ['an empty object under a key that is there twice', '{ "A": {}, "a": {}, "Exchange": [] }'],
  ['a colon key elsewhere', '{ "A:B": 1, "A": { "C": 2 }, "Exchange": [] }'],
  ['a colon key on the way', '{ "P:Q": { "Exchange": [] } }', 'utf-8', 'P:Q:Exchange'],
  ['characters beyond the first plane', `{ "🙂": "👩‍👩‍👧", "Exchange": [ ${entry('é🙂')} ] }`],
  ['escapes', `{ "\\u0045xchange": [ ${entry('b').replace('"b"', '"\\u0062"')} ] }`],
  ['nested', `{\n  "Prextra": {\n    "Exchange": [\n      ${entry('b')}\n    ]\n  }\n}\n`, 'utf-8', 'Prextra:Exchange'],
  ['nested, the list missing', '{\n  "Prextra": {\n    "A": 1\n  }\n}\n', 'utf-8', 'Prextra:Exchange'],
  ['nested, all missing', '{\n  "A": 1\n}\n', 'utf-8', 'Prextra:Outlook:Exchange'],
  ['nested, all missing, minified', '{"A":1}', 'utf-8', 'Prextra:Outlook:Exchange'],
  ['nested in a list', `{ "Servers": [ { "A": 1 }, { "Exchange": [] } ] }`, 'utf-8', '/Servers/1/Exchange'],
  ['a name with a colon', '{ "a:b": { "Exchange": [] } }', 'utf-8', '/a:b/Exchange'],
  ['a list of another name', '{ "Customers": [] }', 'utf-8', 'Customers'],
  ['nested in UTF-16', '{\r\n\t"Prextra": {\r\n\t}\r\n}\r\n', 'utf-16le', 'Prextra:Exchange'],
  ['63 levels deep elsewhere', `{ "A": ${'['.repeat(63)}${']'.repeat(63)}, "Exchange": [] }`],
]

describe('a configuration that may be written', () => {
  const all = accepted.map(([name, content, encoding = 'utf-8', at = 'Exchange']) => ({ name, content, encoding, at }))
  test.each(all)('$name', async ({ name, content, encoding, at }) => {
    const bytes = encode(content, encoding)
    await writeFile(config, bytes, { mode: 0o640 })
    const rights = (await stat(config)).mode
    const place = readPlace(at) ?? []
    const { change } = await mergeIt({ place })
    const after = decode(await readFile(config))
    const untouched =
      after?.encoding === encoding
        ? changeOutsideEntry(content, after.text, place, desired.environment)
        : 'the encoding changed'
    const again = await mergeIt({ place })
    const backup = (await readdir(folder)).find((found) => found.endsWith('.bak')) ?? ''
    const kept = Buffer.from(bytes).equals(await readFile(join(folder, backup)))
    const verdict = [
      change === 'none' && 'nothing was written',
      untouched,
      again.change !== 'none' && 'a second merge changes it',
      (await stat(config)).mode !== rights && 'other rights',
      !kept && 'the backup is not the file',
    ].filter((wrong) => typeof wrong === 'string')
    cell(name, verdict.length === 0 ? null : verdict.join('; '))
  })
})

const refused: readonly (readonly [name: string, code: string, content: string | Buffer, at?: string])[] = [
  ['nothing at all', 'config-syntax', ''],
  ['half of a file', 'config-syntax', sample.slice(0, 700)],
  ['something after its end', 'config-syntax', '{} {}'],
  ['NaN', 'config-syntax', '{ "A": NaN }'],
  ['Latin-1', 'config-encoding', Buffer.from('{ "é": 1 }', 'latin1')],
  ['half a character of UTF-16', 'config-encoding', Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d])],
  ['UTF-32', 'config-encoding', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0, 0x7d, 0, 0, 0])],
  ['the list twice', 'config-duplicate-key', '{ "Exchange": [], "exchange": [] }'],
  ['the way to it twice', 'config-duplicate-key', '{ "P": {}, "p": { "Exchange": [] } }', 'P:Exchange'],
  ['UTF-16 without a mark', 'config-encoding', Buffer.from(sample, 'utf16le')],
  ['zero bytes', 'config-encoding', Buffer.alloc(4096)],
  ['the same key twice elsewhere', 'config-duplicate-key', '{ "A": { "b": 1, "B": 2 }, "Exchange": [] }'],
  ['the same key with a colon', 'config-duplicate-key', '{ "A": { "b": 1 }, "a:B": 2, "Exchange": [] }'],
  ['an item of an array with a colon', 'config-duplicate-key', '{ "A": [1], "A:0": 2, "Exchange": [] }'],
  ['a part of the list with colons', 'config-split-list', `{ "Exchange": [ ${own} ], "Exchange:0:Note": "x" }`],
  ['a part of the list in another case', 'config-duplicate-key', `{ "Exchange": [], "EXCHANGE": { "0": ${own} } }`],
  ['a numbered list', 'config-not-array', `{ "Exchange": { "0": ${own} } }`],
  ['64 levels below the root', 'config-too-deep', `{ "A": ${'['.repeat(64)}${']'.repeat(64)}, "Exchange": [] }`],
  ['half a pair in a name', 'config-syntax', '{ "\\ud800": 1, "Exchange": [] }'],
  ['a hidden line in a comment', 'config-syntax', '{ // a\u2028b\n"Exchange": [] }'],
  ['a name twice in an entry', 'config-duplicate-key', '{ "Exchange": [ { "TenantId": "a", "tenantid": "b" } ] }'],
  ['our customer twice', 'config-duplicate-environment', `{ "Exchange": [ ${own}, ${own} ] }`],
  ['a list that is an object', 'config-not-array', '{ "Exchange": {} }'],
  ['a list that is null', 'config-not-array', '{ "Exchange": null }'],
  ['an entry that is text', 'config-not-object', '{ "Exchange": [ "acme" ] }'],
  ['an environment that is a number', 'config-not-text', '{ "Exchange": [ { "Environment": 1 } ] }'],
  ['a list at the root', 'config-not-object', '[]'],
  ['a way that is text', 'config-not-object', '{ "P": "x" }', 'P:Exchange'],
  ['a place that a list does not have', 'config-no-place', '{ "S": [] }', '/S/3/Exchange'],
  ['far too deep', 'config-too-deep', '['.repeat(200_000)],
  ['another customer under our name', 'environment-taken', `{ "Exchange": [ ${entry('ACME')} ] }`],
  [
    'our tenant under another name',
    'tenant-elsewhere',
    `{ "Exchange": [ ${entry('b', desired.tenantId.toUpperCase())} ] }`,
  ],
]

describe('a configuration that is refused', () => {
  const all = refused.map(([name, code, content, at = 'Exchange']) => ({ name, code, content, at }))
  test.each(all)('$name: $code', async ({ name, code, content, at }) => {
    await writeFile(config, content)
    const before = await readFile(config)
    const said = await refusal(mergeIt({ place: readPlace(at) ?? [] }))
    const same = before.equals(await readFile(config)) && (await readdir(folder)).length === 1
    cell(name, said === code && same ? null : `${said}, ${same ? 'as it was' : 'changed'}`)
  })

  test('100 MB', async () => {
    await writeFile(config, '{}')
    await truncate(config, 100 * 1024 * 1024)
    cell('100 MB', (await refusal(mergeIt())) === 'file-too-large' ? null : 'read')
  })

  test('read-only', async () => {
    await writeFile(config, sample)
    await chmod(config, 0o444)
    const said = await refusal(mergeIt())
    cell('read-only', said === 'config-read-only' && (await readFile(config, 'utf8')) === sample ? null : said)
  })

  test('a folder, and a file that is missing', async () => {
    cell('missing', (await refusal(mergeIt())) === 'file-not-found' ? null : 'found')
    cell('a folder', (await refusal(mergeIt({ config: folder }))) === 'not-a-file' ? null : 'read')
  })

  test('a change by another program after the approval that makes the merge a different one is refused', async () => {
    await writeFile(config, sample)
    const theirs = sample.replace('"Port": 587', '"Port": 25')
    const merging = mergeIt({
      approve: async () => {
        // The other program gives our environment another tenant, each time the merge asks.
        await writeFile(config, theirs.replace('"scierie"', `"acme"`))
        return true
      },
    })
    cell('another writer', (await refusal(merging)) === 'environment-taken' ? null : 'written over')
  })

  test('a change by another program elsewhere in the file is kept, and our entry is added', async () => {
    await writeFile(config, sample)
    const theirs = sample.replace('"Port": 587', '"Port": 25')
    const approve = async () => {
      await writeFile(config, theirs)
      return true
    }
    const { change } = await mergeIt({ approve })
    const wrong = changeOutsideEntry(theirs, await readFile(config, 'utf8'), ['Exchange'], 'acme')
    cell('another writer before', change === 'added' ? wrong : change)
  })

  test('eight merges at once: every entry is there', async () => {
    await writeFile(config, sample)
    const names = Array.from({ length: 8 }, (_, number) => `client-${number}`)
    const tenant = (number: number) => `22222222-0000-4000-8000-00000000000${number}`
    await Promise.all(
      names.map((environment, number) => mergeIt({ desired: { ...desired, environment, tenantId: tenant(number) } })),
    )
    const after = await readFile(config, 'utf8')
    const missing = names.filter((name) => !after.includes(`"${name}"`))
    cell('two at once', missing.length === 0 ? null : `${missing.join(', ')} lost`)
  })

  test('a symbolic link stays one, and its target is written', async () => {
    const real = join(folder, 'real.json')
    await writeFile(real, sample)
    await symlink(real, config)
    await mergeIt()
    cell('a link', changeOutsideEntry(sample, await readFile(real, 'utf8'), ['Exchange'], 'acme'))
  })
})

test('the newest five backups are kept, for their owner alone, and files with other names are left alone', async () => {
  await writeFile(config, sample, { mode: 0o640 })
  await writeFile(`${config}.old.bak`, 'mine')
  for (let number = 1; number <= 8; number++) {
    const secret = new Secret(`secret-${number}`)
    await mergeIt({ desired: { ...desired, secret }, now: new Date(2026, 10, 22, 14, 7, number < 4 ? 0 : number) })
  }
  const backups = (await readdir(folder)).filter((name) => name.endsWith('.bak')).sort()
  expect(backups).toEqual([
    ...[4, 5, 6, 7, 8].map((second) => `appsettings.json.20261122-14070${second}.bak`),
    'appsettings.json.old.bak',
  ])
  expect(await readFile(`${config}.20261122-140708.bak`, 'utf8')).toContain('secret-7')
  expect((await stat(`${config}.20261122-140708.bak`)).mode & 0o777).toBe(ownersOnly)
})
