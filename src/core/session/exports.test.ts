import { expect, test } from 'vitest'
import {
  all,
  at,
  blocked,
  found,
  identity,
  inPlace,
  nothingFound,
  now,
  plan,
  proofFailed,
  proofPassed,
} from '#support/gallery/facts.ts'
import type { AwaitLine } from '../ledger.ts'
import type { Session } from './session.ts'
import { advance, type SessionEvent } from './session-event.ts'
import { isOffered, type DocumentName } from './exports.ts'

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
const toDo = plan(all, nothingFound)
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
  ['a plan to approve', at('review', { plan: toDo }), ['security', 'plan']],
  ['all in place', at('review', { plan: inPlace }), ['security']],
  ['a plan under way', at('run', { plan: toDo, busy: true }), []],
  ['nothing proven yet', at('proof', { plan: inPlace }), ['allow-list-script']],
  [
    'a red mailbox',
    at('proof', { plan: inPlace, proof: { ...proofFailed, problem: blocked } }),
    ['allow-list-script', 'reminder-check'],
  ],
  ['a green mailbox', at('proof', { plan: inPlace, proof: proofPassed }), ['allow-list-script']],
  ['a colleague asked', at('delegation', { plan: toDo }), []],
  ['a colleague waited for', at('delegation', { plan: toDo, awaited }), ['reminder-check']],
  ['a limit not entered', at('limit', { plan: inPlace }), []],
  ['a limit entered', at('limit', { plan: inPlace, limit }), ['scope-script']],
  ['handed over', at('done', { plan: inPlace }), ['report', 'security', 'reminder-secret']],
  [
    'handed over, the secret not seen',
    at('done', { plan: plan([], { ...found, secret: null }) }),
    ['report', 'security'],
  ],
  ['all removed', at('removed', { plan: plan([], nothingFound, 'removed') }), ['withdraw-script']],
])('what is offered at %s', (_when, session, documents) => {
  expect(offered(session)).toEqual(documents)
})

test('a document saved twice is listed once, under its last name', () => {
  const after = (session: Session, ...events: SessionEvent[]) =>
    events.reduce((one, event) => advance(one, event, new Date(now)), session)
  const saved = (fileName: string): SessionEvent => ({ kind: 'document-saved', document: 'report', fileName })
  const done = after(at('done', { plan: inPlace }), saved('a.pdf'), saved('b.pdf'))
  expect(done.saved).toEqual([{ document: 'report', fileName: 'b.pdf', savedAt: now }])
  expect(done.at).toBe('done')
  // What is planned anew makes what was saved old.
  expect(after(done, { kind: 'planned', plan: inPlace }).saved).toEqual([])
  expect(after(done, { kind: 'ran', plan: inPlace }).saved).toEqual([])
})
