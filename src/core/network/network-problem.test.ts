import { expect, test } from 'vitest'
import { problemCodes } from '../problem.ts'
import { isNetworkProblem } from './network-problem.ts'

test('the problems whose cause a check of the connection may show', () => {
  expect(problemCodes.filter(isNetworkProblem)).toEqual([
    'loopback-refused',
    'unreachable',
    'proxy-sign-in',
    'certificate-untrusted',
    'not-microsoft',
    'perhaps-not-microsoft',
  ])
})
