import { expect, test } from 'vitest'
import {
  blocked,
  failedProof,
  identity,
  nothingFound,
  now,
  plan,
  proofPassed,
  rows,
  toDo,
} from '#support/gallery/facts.ts'
import {
  delegationStage,
  doneStage,
  limitStage,
  proofStage,
  removedStage,
  reviewStage,
  runStage,
  sessionAt,
} from '#support/gallery/sessions.ts'
import type { AwaitLine } from '../ledger.ts'
import { advance } from './advance.ts'
import { isOffered } from './exports.ts'
import type { DocumentName } from './saved-document.ts'
import type { Session } from './session.ts'

const names: readonly DocumentName[] = [
  'report',
  'security',
  'plan',
  'allow-list-script',
  'scope-script',
  'withdraw-script',
  'reminder-secret',
  'reminder-check',
]
const offered = (session: Session) => names.filter((name) => isOffered(session, name))
const awaited: AwaitLine = {
  practice: true,
  tenantId: identity.tenantId,
  organization: identity.organization,
  profile: 'ews',
  for: 'consent',
  since: now,
  until: now,
  mailbox: null,
  blockedMailbox: null,
}
const limit = { group: 'g@nord.example', allowedMailbox: 'a@nord.example', blockedMailbox: 'b@nord.example' }

test.each<[string, Session, readonly DocumentName[]]>([
  ['a plan to approve', sessionAt(reviewStage({ plan: toDo })), ['security', 'plan']],
  ['all in place', sessionAt(reviewStage()), ['security']],
  ['a plan under way', sessionAt(runStage({ plan: toDo }), { busy: true }), []],
  ['nothing proven yet', sessionAt(proofStage()), ['allow-list-script']],
  ['a red mailbox', sessionAt(proofStage({ proof: failedProof(blocked) })), ['allow-list-script', 'reminder-check']],
  ['a green mailbox', sessionAt(proofStage({ proof: proofPassed })), ['allow-list-script']],
  ['a colleague asked', sessionAt(delegationStage('consent', reviewStage())), []],
  ['a colleague waited for', sessionAt(delegationStage('consent', reviewStage({ awaited }))), ['reminder-check']],
  ['a limit not entered', sessionAt(limitStage()), []],
  ['a limit entered', sessionAt(limitStage({ limit })), ['scope-script']],
  ['handed over', sessionAt(doneStage()), ['report', 'security', 'reminder-secret']],
  ['all removed', sessionAt(removedStage(plan([], nothingFound, 'removed'), { rows })), ['withdraw-script']],
])('what is offered at %s', (_when, session, documents) => {
  expect(offered(session)).toEqual(documents)
})

test('a document saved twice is listed once, under its last name', () => {
  const save = (session: Session, fileName: string) =>
    advance(session, { kind: 'document-saved', document: 'report', fileName }, new Date(now))
  const saved = save(save(sessionAt(doneStage()), 'a.pdf'), 'b.pdf')
  expect(saved.saved).toEqual([{ document: 'report', fileName: 'b.pdf', savedAt: now }])
  expect(saved.at).toBe('done')
})
