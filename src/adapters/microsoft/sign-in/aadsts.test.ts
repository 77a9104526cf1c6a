import { describe, expect, test } from 'vitest'
import { meaningOf } from './aadsts.ts'

describe('a person', () => {
  test.each([
    [53003, 'conditional-access'],
    [530003, 'device-not-managed'],
    [53000, 'device-not-managed'],
    [50076, 'second-factor'],
    [50158, 'second-factor'],
    [50057, 'account-blocked'],
    [50020, 'wrong-account'],
    [500213, 'cross-tenant-blocked'],
    [50105, 'sign-in-not-assigned'],
    [65001, 'sign-in-needs-approval'],
    [65004, 'sign-in-declined'],
    [90099, 'sign-in-not-authorized'],
    [50034, 'wrong-account'],
    [16003, 'wrong-account'],
    [90072, 'wrong-account'],
    [700082, 'signed-out'],
    [40008, 'identity-provider-failed'],
    [90002, 'tenant-unknown'],
    [90038, 'other-cloud'],
    [7000112, 'sign-in-app-disabled'],
    [500014, 'api-disabled'],
    [50011, 'sign-in-misconfigured'],
    [90033, 'busy'],
  ])('AADSTS%i: %s', (number, meaning) => {
    expect(meaningOf(number, 'person')).toBe(meaning)
  })
})

describe('an application', () => {
  test.each([
    [7000215, { settling: 'secret-not-accepted' }],
    [7000222, { settling: 'secret-expired' }],
    [700016, { settling: 'application-unknown' }],
    [7000229, { settling: 'service-principal-missing' }],
    [7000112, 'application-disabled'],
    [500014, 'api-disabled'],
    [500011, 'exchange-missing'],
    [53003, 'conditional-access'],
    [90055, 'busy'],
  ])('AADSTS%i: %j', (number, meaning) => {
    expect(meaningOf(number, 'application')).toEqual(meaning)
  })
})

test('a number that is not in the table has no meaning', () => {
  expect(meaningOf(12345, 'person')).toBeNull()
})
