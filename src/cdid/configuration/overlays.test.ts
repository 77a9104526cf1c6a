import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findOverlays, overlayVariables, siblingsOf } from './overlays.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prextra-overlays-'))
})
afterEach(() => rm(folder, { recursive: true }))

const write = (name: string, text: string) => writeFile(join(folder, name), text)

test('finds the configurations that .NET reads beside one, from either side', async () => {
  const names = ['appsettings.json', 'appsettings.Production.json', 'AppSettings.Development.json', 'other.json']
  for (const name of [...names, 'appsettings.json.20261127-101500.bak', 'appsettings.a.b.json']) await write(name, '{}')
  const of = async (name: string) => (await siblingsOf(join(folder, name))).map((path) => path.slice(folder.length + 1))
  expect(await of('appsettings.json')).toEqual(['AppSettings.Development.json', 'appsettings.Production.json'])
  expect(await of('appsettings.Production.json')).toEqual(['AppSettings.Development.json', 'appsettings.json'])
  expect(await of('other.json')).toEqual([])
})

test.each([
  ['the list', '{\n  "Exchange": [] }', 2],
  ['the list in another case', '{ "EXCHANGE": [{}] }', 1],
  ['an item with colons', '{\n\n"exchange:0:ClientSecret": "x" }', 3],
  ['a numbered list', '{ "Exchange": { "0": {} } }', 1],
])('warns of %s', async (_, text, line) => {
  await write('appsettings.Production.json', text)
  const found = await findOverlays(join(folder, 'appsettings.json'), ['Exchange'])
  expect(found).toEqual([{ file: join(folder, 'appsettings.Production.json'), line }])
})

test.each([
  ['another list', '{ "Servers": [] }'],
  ['a longer name', '{ "ExchangeOnline": [] }'],
  ['a list of that name elsewhere', '{ "Old": { "Exchange": [] } }'],
  ['what is not JSON', 'not JSON'],
])('says nothing of %s', async (_, text) => {
  await write('appsettings.Production.json', text)
  expect(await findOverlays(join(folder, 'appsettings.json'), ['Exchange'])).toEqual([])
})

test('finds a nested list', async () => {
  await write('appsettings.Production.json', '{ "Prextra": { "Mail": 1 },\n"prextra:Exchange": [] }')
  expect(await findOverlays(join(folder, 'appsettings.json'), ['Prextra', 'Exchange'])).toMatchObject([{ line: 2 }])
})

test('names the variables that .NET lays over the list', () => {
  const names = ['Exchange__0__ClientSecret', 'EXCHANGE__1__TENANTID', 'Exchange', 'ExchangeOnline__0', 'PATH']
  expect(overlayVariables(names, ['Exchange'])).toEqual(['Exchange__0__ClientSecret', 'EXCHANGE__1__TENANTID'])
  expect(overlayVariables(['Prextra__Exchange__0__x', 'Prextra__Mail'], ['Prextra', 'Exchange'])).toEqual([
    'Prextra__Exchange__0__x',
  ])
})
