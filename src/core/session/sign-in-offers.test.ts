import { expect, test } from 'vitest'
import { problemCodes, type ProblemCode } from '../problem.ts'
import { offersAfter } from './sign-in-offers.ts'

test.each<[ProblemCode | null, string, string | null]>([
  [null, 'browser', 'device-code'],
  ['sign-in-timeout', 'browser', 'device-code'],
  ['loopback-refused', 'device-code', 'browser'],
  ['sign-in-code-expired', 'device-code', 'browser'],
  ['device-code-blocked', 'browser', 'guide'],
  ['device-not-managed', 'browser', 'guide'],
  ['wrong-account', 'browser', null],
])('after %s, %s is offered first and %s beside it', (problem, first, beside) => {
  expect(offersAfter(problem)).toEqual({ first, beside })
})

test('a code is never offered after a policy that it cannot meet', () => {
  const offering = problemCodes.filter((code) => {
    const { first, beside } = offersAfter(code)
    return first === 'device-code' || beside === 'device-code'
  })
  expect(offering).toEqual([
    'sign-in-cancelled',
    'sign-in-timeout',
    'sign-in-code-expired',
    'sign-in-busy',
    'loopback-refused',
  ])
})
