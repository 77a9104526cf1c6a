import { expect, test } from 'vitest'
import { problem } from '#support/gallery/facts.ts'
import type { ProblemCode } from '../problem.ts'
import { suggestFix } from './suggest-fix.ts'

test.each<[ProblemCode, string | undefined, string | null, string | null, string | null]>([
  // the problem, Microsoft's own code, why, and where it is put right: in a set-up, in a renewal
  ['secret-not-accepted', 'AADSTS7000215', 'wrong-secret', 'secret', 'secret'],
  ['secret-expired', 'AADSTS7000222', 'expired-secret', 'secret', 'secret'],
  ['secret-not-here', undefined, 'lost-secret', 'secret', 'secret'],
  ['secret-not-accepted', 'AADSTS700016', 'unknown-application', 'ids', 'ids'],
  ['secret-not-accepted', 'AADSTS90002', 'unknown-tenant', 'ids', 'ids'],
  ['tenant-changed', undefined, 'other-tenant', 'ids', 'ids'],
  ['secret-not-accepted', 'AADSTS7000229', 'no-principal', 'consent', 'ids'],
  ['secret-not-accepted', 'AADSTS7000112', 'disabled', 'consent', 'ids'],
  ['role-missing', undefined, 'no-role', 'consent', 'ids'],
  ['ews-ended', undefined, 'ews-ended', 'permission', 'ids'],
  ['ews-blocked', undefined, 'allow-list', 'proof', 'proof'],
  ['mailbox-unknown', undefined, 'mailbox', 'proof', 'proof'],
  ['unreachable', undefined, null, null, null],
  ['microsoft-busy', 'AADSTS90033', null, null, null],
])('%s (%s) is %s', (code, microsoftCode, reason, inSetUp, inRenewal) => {
  const refusal = problem(code, microsoftCode === undefined ? {} : { code: microsoftCode })
  expect(suggestFix({ aim: 'present' }, refusal)).toEqual(reason && { reason, step: inSetUp })
  expect(suggestFix({ aim: 'renewed' }, refusal)).toEqual(reason && { reason, step: inRenewal })
})
