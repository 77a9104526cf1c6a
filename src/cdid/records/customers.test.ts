import { describe, expect, test } from 'vitest'
import { customerOf, readContact, withCustomer } from './customers.ts'
import type { Records } from './records-schema.ts'

const tenant = '22222222-0000-4000-8000-000000000002'
const other = 'bbbbbbbb-0000-4000-8000-00000000000b'
const now = new Date('2026-11-22T12:00:00Z')
const none: Records = { format: 'prextra-reception-records', version: 1, practice: false, customers: [], intents: [] }

describe('readContact', () => {
  test.each([
    ['ada@acme.example', { name: 'ada@acme.example', email: 'ada@acme.example' }],
    ['Ada Lefebvre <ada@acme.example>', { name: 'Ada Lefebvre', email: 'ada@acme.example' }],
    ['"Lefebvre, Ada" <ada@acme.example>', { name: 'Lefebvre, Ada', email: 'ada@acme.example' }],
  ])('%s', (text, contact) => {
    expect(readContact(text)).toEqual(contact)
  })

  test.each([
    '',
    'Ada',
    'a@b, c@d',
    'Ada <a@b>, <c@d>',
    'Ada <a@b> x',
    'a@b\r\nBcc: c@d',
    'Ada\u202E <a@b>',
    'a..b@acme.example',
    '"a b"@acme.example',
    'a@acme.example.',
    `${'a'.repeat(250)}@acme.example`,
  ])('not %j', (text) => {
    expect(readContact(text)).toBeNull()
  })
})

describe('customers', () => {
  const acme = customerOf(none, { environment: 'Acme', tenant }, now)
  const records = withCustomer(none, acme, (kept) => kept)

  test('are found by name whatever its case, and are made only with a tenant', () => {
    expect(customerOf(records, { environment: 'ACME', tenant: null }, now)).toBe(acme)
    expect(customerOf(records, { environment: 'acme', tenant: tenant.toUpperCase() }, now)).toBe(acme)
    expect(() => customerOf(none, { environment: 'acme', tenant: null }, now)).toThrow('customer-unknown')
    expect(() => customerOf(records, { environment: 'acme', tenant: other }, now)).toThrow('customer-differs')
  })

  test('are not overwritten when another process has given them another tenant', () => {
    const theirs = withCustomer(none, { ...acme, tenantId: other }, (kept) => kept)
    expect(() => withCustomer(theirs, acme, (kept) => kept)).toThrow('customer-differs')
  })
})
