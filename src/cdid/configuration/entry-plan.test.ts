import { readFileSync } from 'node:fs'
import { parse } from 'jsonc-parser'
import { describe, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { textAfter } from '#support/edited-text.ts'
import { readConfiguration } from './configuration.ts'
import { planEntry, type DesiredEntry } from './entry-plan.ts'
import type { ReceptionError } from '../reception-problem.ts'

const desired: DesiredEntry = {
  environment: 'acme',
  tenantId: '22222222-0000-4000-8000-000000000002',
  applicationId: '11111111-0000-4000-8000-000000000001',
  secret: new Secret('not-a-real-"secret"\\'),
}
const entry = {
  Environment: desired.environment,
  ApplicationId: desired.applicationId,
  ClientSecret: desired.secret.reveal(),
  TenantId: desired.tenantId,
}
const never = { config: 'appsettings.json', replace: false, also: false }
const sample = readFileSync(new URL('../../../test/support/appsettings.sample.json', import.meta.url), 'utf8')

const read = (text: string) => readConfiguration(Buffer.from(text), 'appsettings.json')
const plan = (text: string, allowed: Partial<typeof never> = {}) =>
  planEntry(read(text), desired, { ...never, ...allowed })
/** Returns the text after a merge, and fails when a second merge would change it again. */
const merged = (text: string, allowed: Partial<typeof never> = {}) => {
  const after = textAfter(read(text), plan(text, allowed))
  expect(plan(after, { also: true })).toBeNull()
  return after
}
const problem = (text: string, allowed: Partial<typeof never> = {}) => {
  try {
    plan(text, allowed)
    return null
  } catch (error) {
    return (error as ReceptionError).problem
  }
}
const value = (text: string) => parse(text, [], { allowTrailingComma: true }) as Record<string, unknown>

describe('a new entry', () => {
  test('goes after the last one in the same layout, and comments stay with the entries they are about', () => {
    const after = merged(sample)
    expect(after.replace(/\r/g, '')).toBe(
      sample.replace(
        '    } // scierie fictive\n',
        `    }, // scierie fictive
    {
      "Environment": "acme",
      "ApplicationId": "11111111-0000-4000-8000-000000000001",
      "ClientSecret": "not-a-real-\\"secret\\"\\\\",
      "TenantId": "22222222-0000-4000-8000-000000000002"
    }
`,
      ),
    )
  })

  const acme = '{"Environment":"acme","ApplicationId":"A","ClientSecret":"S","TenantId":"T"}'
  const spaced = '{ "Environment": "acme", "ApplicationId": "A", "ClientSecret": "S", "TenantId": "T" }'
  const lines = (indent: string, eol = '\n') =>
    spaced.replace(/[{,] /g, (found) => found.trim() + eol + indent + '  ').replace(' }', eol + indent + '}')
  test.each([
    ['an empty object', '{}', `{\n  "Exchange": [\n    ${lines('    ')}\n  ]\n}`],
    ['an object on one line', '{ "A": 1 }', `{ "A": 1, "Exchange": [${spaced}] }`],
    ['a minified object', '{"A":1}', `{"A":1,"Exchange":[${acme}]}`],
    ['no array', '{\n  "A": 1\n}\n', `{\n  "A": 1,\n  "Exchange": [\n    ${lines('    ')}\n  ]\n}\n`],
    ['a trailing comma', '{\n  "A": 1,\n}', `{\n  "A": 1,\n  "Exchange": [\n    ${lines('    ')}\n  ],\n}`],
    [
      'a comment after the last',
      '{\n  "A": 1 // a\n}',
      `{\n  "A": 1, // a\n  "Exchange": [\n    ${lines('    ')}\n  ]\n}`,
    ],
    [
      'a comma on its own line',
      '{\n  "A": 1 // a\n  , // b\n}',
      `{\n  "A": 1 // a\n  , // b\n  "Exchange": [\n    ${lines('    ')}\n  ],\n}`,
    ],
    ['an empty array', '{\n  "exchange": []\n}', `{\n  "exchange": [\n    ${lines('    ')}\n  ]\n}`],
    ['an empty array in a line', '{"exchange":[]}', `{"exchange":[${acme}]}`],
    ['an open empty array', '{\n  "exchange": [\n  ]\n}', `{\n  "exchange": [\n    ${lines('    ')}\n  ]\n}`],
    [
      'a commented array',
      '{\n  "exchange": [\n    // none\n  ]\n}',
      `{\n  "exchange": [\n    // none\n    ${lines('    ')}\n  ]\n}`,
    ],
    [
      'CRLF',
      '{\r\n  "A": 1\r\n}\r\n',
      `{\r\n  "A": 1,\r\n  "Exchange": [\r\n    ${lines('    ', '\r\n')}\r\n  ]\r\n}\r\n`,
    ],
    [
      'tabs',
      '{\n\t"A": 1\n}',
      `{\n\t"A": 1,\n\t"Exchange": [\n\t\t${lines('\t\t').replaceAll('\t\t  ', '\t\t\t')}\n\t]\n}`,
    ],
    [
      'one-line entries',
      '{ "Exchange": [\n  { "Environment": "b" }\n] }',
      `{ "Exchange": [\n  { "Environment": "b" },\n  ${spaced}\n] }`,
    ],
    [
      'another case',
      '{"exchange":[{"environment":"b","tenantid":"x"}]}',
      `{"exchange":[{"environment":"b","tenantid":"x"},${acme.replace('Environment', 'environment').replace('TenantId', 'tenantid')}]}`,
    ],
    [
      'an entry with a trailing comma',
      '{"Exchange":[{"Environment":"b"},]}',
      `{"Exchange":[{"Environment":"b"},${acme},]}`,
    ],
    [
      'an entry glued to its line comment',
      '{"Exchange":[{"Environment":"b"}// b\n]}',
      `{"Exchange":[{"Environment":"b"},// b\n${acme}\n]}`,
    ],
    ['an empty entry', '{"Exchange":[{}]}', `{"Exchange":[{},${acme}]}`],
  ])('in %s', (_, before, after) => {
    const short = (text: string) =>
      text
        .replace(desired.applicationId, 'A')
        .replace(desired.tenantId, 'T')
        .replace(JSON.stringify(entry.ClientSecret), '"S"')
    expect(short(merged(before))).toBe(after)
  })
})

describe('an existing entry', () => {
  const held = `{
  "EXCHANGE": [
    { "environment": "Acme", /* id */ "applicationid": "OLD", "ClientSecret" : "old" /* s */, "TenantId": "${desired.tenantId.toUpperCase()}", "SyncMinutes": 5 }, // acme
  ],
}`

  test('keeps its place, its unknown names, its case and its comments', () => {
    expect(merged(held)).toBe(
      held.replace('"OLD"', `"${desired.applicationId}"`).replace('"old"', JSON.stringify(entry.ClientSecret)),
    )
  })

  test('gets the names that it lacks', () => {
    expect(merged('{"Exchange":[{"Environment":"acme","More":1}]}')).toBe(
      `{"Exchange":[{"Environment":"acme","More":1,${JSON.stringify(entry).slice(1, -1).split(',').slice(1).join(',')}}]}`,
    )
  })

  test('has a difference that shows no secret, old or new', () => {
    const difference = plan(held)?.difference ?? []
    expect(difference.map(({ sign, name, value: shown }) => `${sign} ${name}: ${shown}`)).toEqual([
      '  Environment: Acme',
      '- ApplicationId: OLD',
      `+ ApplicationId: ${desired.applicationId}`,
      '- ClientSecret: ••••',
      '+ ClientSecret: ••••',
      `  TenantId: ${desired.tenantId.toUpperCase()}`,
    ])
  })
})

describe('another customer’s entry', () => {
  const other = (environment: string, tenant: string) =>
    `{\n  "Exchange": [\n    { "Environment": "${environment}", "TenantId": "${tenant}" }\n  ]\n}`

  test('with our environment is refused, unless it may be replaced', () => {
    const text = other('ACME', '99999999-0000-4000-8000-000000000009')
    expect(problem(text)).toMatchObject({ code: 'environment-taken', line: 3 })
    expect(problem(text, { also: true })).toMatchObject({ code: 'environment-taken' })
    expect(value(merged(text, { replace: true }))).toEqual({ Exchange: [{ ...entry, Environment: 'ACME' }] })
  })

  test('with our tenant is refused, unless the tenant may be there twice', () => {
    const text = other('scierie', desired.tenantId.toUpperCase())
    expect(problem(text)).toMatchObject({ code: 'tenant-elsewhere', environment: 'scierie', line: 3 })
    expect(problem(text, { replace: true })).toMatchObject({ code: 'tenant-elsewhere' })
    expect((value(merged(text, { also: true }))['Exchange'] as unknown[]).length).toBe(2)
  })
})

describe('a configuration that is refused', () => {
  test.each([
    ['config-syntax', '', { line: 1 }],
    ['config-syntax', '{\n  "A": 1\n  "B": 2\n}', { line: 3 }],
    ['config-syntax', '{ "A": NaN }', { line: 1 }],
    ['config-syntax', '{ "A": 1 } { "B": 2 }', { line: 1 }],
    ['config-syntax', '{\n  "A": 1, /* never closed', {}],
    ['config-syntax', '{\n "A": {\n', {}],
    ['config-not-object', '[]', { line: 1 }],
    ['config-not-array', '{\n\n  "exchange": {} }', { name: 'Exchange', line: 3 }],
    ['config-not-array', '{ "Exchange": null }', { name: 'Exchange', line: 1 }],
    ['config-not-object', '{ "Exchange": [\n"a" ] }', { name: 'Exchange[0]', line: 2 }],
    ['config-not-text', '{ "Exchange": [\r\n{},\r\n{ "tenantId": 7 } ] }', { name: 'Exchange[1].TenantId', line: 3 }],
    ['config-duplicate-key', '{ "Exchange": [],\n"exchange": [] }', { name: 'exchange', line: 2, firstLine: 1 }],
    ['config-duplicate-key', '{ "A": 1,\n"A": 1 }', { name: 'A', line: 2, firstLine: 1 }],
    [
      'config-duplicate-key',
      '{ "Exchange": [{ "TenantId": "a",\n"TENANTID": "b" }] }',
      { name: 'Exchange:0:TENANTID', line: 2, column: 1 },
    ],
    [
      'config-duplicate-key',
      '{ "Exchange": [{ "More": 1,\n"more": 2 }] }',
      { name: 'Exchange:0:more', line: 2, column: 1 },
    ],
    [
      'config-duplicate-environment',
      '{ "Exchange": [{ "Environment": "acme" },\n{ "Environment": "ACME" }] }',
      { line: 2, firstLine: 1 },
    ],
    ['config-too-deep', '['.repeat(200_000), {}],
  ])('%s', (code, text, more) => {
    expect(problem(text)).toMatchObject({ code, file: 'appsettings.json', ...more })
  })

  test('is refused when it is not in UTF-8 or UTF-16', () => {
    const utf16 = Buffer.from('\uFEFF{ }', 'utf16le')
    expect(readConfiguration(utf16, 'a.json').encoding).toBe('utf-16le')
    expect(() => readConfiguration(Buffer.from([0x7b, 0xe9, 0x7d]), 'a.json')).toThrow('config-encoding')
  })
})

test('the processor time grows with the number of customers, not with its square', () => {
  const timeOf = (count: number) => {
    const customers = Array.from({ length: count }, (_, n) => ({
      Environment: `client-${n}`,
      TenantId: `t-${n}`,
      ApplicationId: 'a',
      ClientSecret: 's',
    }))
    const text = JSON.stringify({ Exchange: customers }, null, 2)
    const started = process.cpuUsage()
    expect(plan(text)?.change).toBe('added')
    return process.cpuUsage(started).user
  }
  timeOf(2_000)
  const small = Math.min(timeOf(2_000), timeOf(2_000), timeOf(2_000))
  const large = Math.min(timeOf(16_000), timeOf(16_000))
  expect(large / small).toBeLessThan(8 * 4)
})
