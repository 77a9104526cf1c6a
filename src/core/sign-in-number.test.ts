import { expect, test } from 'vitest'
import { numbersIn, typedNumber } from './sign-in-number.ts'

test('the numbers that a text names', () => {
  expect(numbersIn('AADSTS50076: Due to a change … AADSTS530003: Your device')).toEqual([50076, 530003])
  expect(numbersIn('AADSTS: no number, AADSTS12: too short')).toEqual([])
})

test.each([
  ['50020', 50020],
  [' AADSTS50020 ', 50020],
  ['aadsts530003', 530003],
  ['Sorry, but we’re having trouble signing you in. AADSTS650056: Misconfigured application. Trace ID: 1', 650056],
  ['', null],
  ['12', null],
  ['code 50020', null],
  ['123456789', null],
])('what a person typed: %j', (text, number) => {
  expect(typedNumber(text)).toBe(number)
})
