import { expect, test } from 'vitest'
import type { ProblemCode } from '../problem.ts'
import { suggestFix } from './suggest-fix.ts'

test.each<[ProblemCode, string | null, string | null, string | null]>([
  // the problem, why, and where it is put right: in a set-up, in a renewal
  ['secret-not-accepted', 'wrong-secret', 'secret', 'secret'],
  ['secret-expired', 'expired-secret', 'secret', 'secret'],
  ['secret-not-here', 'lost-secret', 'secret', 'secret'],
  ['application-unknown', 'unknown-application', 'ids', 'ids'],
  ['tenant-unknown', 'unknown-tenant', 'ids', 'ids'],
  ['tenant-changed', 'other-tenant', 'ids', 'ids'],
  ['other-cloud', 'other-cloud', 'ids', 'ids'],
  ['exchange-missing', 'no-exchange', 'ids', 'ids'],
  ['service-principal-missing', 'no-principal', 'consent', 'ids'],
  ['application-disabled', 'disabled', 'consent', 'ids'],
  ['role-missing', 'no-role', 'consent', 'ids'],
  ['consent-missing', 'no-role', 'consent', 'ids'],
  ['ews-ended', 'ews-ended', 'permission', 'ids'],
  ['ews-ended-or-filtered', 'ews-ended', 'permission', 'ids'],
  ['ews-blocked', 'allow-list', 'proof', 'proof'],
  ['mailbox-unknown', 'mailbox', 'proof', 'proof'],
  ['mailbox-elsewhere', 'mailbox', 'proof', 'proof'],
  ['unreachable', null, null, null],
  ['not-microsoft', null, null, null],
  ['microsoft-busy', null, null, null],
])('%s is %s', (code, reason, inSetUp, inRenewal) => {
  expect(suggestFix({ aim: 'present' }, { code })).toEqual(reason && { reason, step: inSetUp })
  expect(suggestFix({ aim: 'renewed' }, { code })).toEqual(reason && { reason, step: inRenewal })
})
