import { expect, test } from 'vitest'
import { fileDifference } from './file-difference.ts'

const before = `{
  "ConnectionStrings": { "Main": "Password=PLANTED-1" },
  "Exchange": [ { "Environment": "acme", "ClientSecret": "PLANTED-2", "TenantId": "T" } ]
}`

test('shows keys, environments and ids, and never another value', () => {
  const after = before.replace('PLANTED-1', 'PLANTED-3').replace('"acme"', '"scierie"').replace(', "TenantId": "T"', '')
  const { lines, more } = fileDifference(before, after)
  expect(lines.map(({ sign, key, value }) => `${sign} ${key}: ${value}`)).toEqual([
    '- ConnectionStrings:Main: ••••',
    '+ ConnectionStrings:Main: ••••',
    '- Exchange:0:Environment: acme',
    '+ Exchange:0:Environment: scierie',
    '- Exchange:0:TenantId: T',
  ])
  expect(more).toBe(0)
})

test('says nothing of layout, comments and the case of keys', () => {
  expect(fileDifference(before, before.replace('{', '{ // note').replace('"Exchange"', '"EXCHANGE"')).lines).toEqual([])
})

test('stops after forty lines and says how many more there are', () => {
  const many = JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`k${number}`, number])))
  const { lines, more } = fileDifference(many, '{}')
  expect([lines.length, more]).toEqual([40, 11])
})
