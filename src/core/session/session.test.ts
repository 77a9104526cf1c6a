import { expect, test } from 'vitest'
import type { Plan } from '../provision/plan.ts'
import { isLegal, newSession, type Action, type Session } from './session.ts'
import { advance, type SessionEvent } from './session-event.ts'

const at = new Date('2026-11-23T14:00:00Z')
const plan: Plan = {
  id: 'c8a7b6d5-0000-4000-8000-000000000001',
  changes: [{ kind: 'create-service-principal' }],
  found: {
    application: null,
    servicePrincipal: null,
    permissions: [],
    grantedBy: [],
    granted: [],
    secret: null,
    namesakes: [],
    deleted: [],
    retiring: null,
    longestSecretMs: null,
    limited: false,
    profile: 'ews',
    consented: true,
    others: [],
    adopted: false,
  },
  secretEndsAt: '2027-04-01T00:00:00Z',
  aim: 'present',
  reach: 'as-is',
  retireOthers: false,
  consentDelegated: false,
}
const secret = {
  keyId: 'k',
  startsAt: '2026-11-01T00:00:00Z',
  expiresAt: '2027-04-01T00:00:00Z',
  state: 'delivered',
  held: true,
  confirmed: false,
} as const
const walk = (...events: SessionEvent[]) => events.reduce((session, event) => advance(session, event, at), newSession)
const proving: SessionEvent = {
  kind: 'proving',
  checks: ['token', 'role', 'mailbox'],
  mailbox: 'a@b.example',
  blockedMailbox: null,
}
const actions: readonly Action[] = [
  'start',
  'approve',
  'go-to-proof',
  'prove',
  'go-to-handoff',
  'hand-off',
  'stop',
  'plan',
  'back',
  'home',
]
const legalIn = (session: Session) => actions.filter((action) => isLegal(session, action))

test('at first only starting is legal', () => {
  expect(legalIn(newSession)).toEqual(['start', 'home'])
})

test('while something runs, only ending it is legal', () => {
  const running = walk(
    { kind: 'started', practice: true, intent: 'present' },
    { kind: 'planned', plan },
    { kind: 'running' },
  )
  expect(legalIn(running)).toEqual(['stop'])
})

test('a plan with changes is approved, not walked past; an empty one is walked past, not approved', () => {
  const review = walk({ kind: 'planned', plan })
  expect(legalIn(review)).toEqual(['approve', 'plan', 'back', 'home'])
  const inPlace = walk({ kind: 'planned', plan: { ...plan, changes: [], found: { ...plan.found, secret } } })
  expect(legalIn(inPlace)).toEqual(['go-to-proof', 'plan', 'back', 'home'])
  const elsewhere = walk({
    kind: 'planned',
    plan: { ...plan, changes: [], found: { ...plan.found, secret: { ...secret, held: false } } },
  })
  expect(legalIn(elsewhere)).toEqual(['plan', 'back', 'home'])
})

test('checking now cuts short only what is awaited of others', () => {
  const awaited = {
    ...{ practice: false, tenantId: 't', organization: { name: '', domain: '' }, profile: 'ews' as const },
    ...{ for: 'allow-list' as const, since: '', until: '', mailbox: null, blockedMailbox: null },
  }
  const waiting = { reason: 'allow-list' as const, attempt: 1, since: '', nextAt: '', until: '' }
  const session: Session = { ...newSession, at: 'proof', busy: true, awaited, waiting }
  expect(isLegal(session, 'check-now')).toBe(true)
  expect(isLegal({ ...session, waiting: { ...waiting, reason: 'throttled' } }, 'check-now')).toBe(false)
})

test('nothing is handed over before a token carried the role', () => {
  const asked = walk({ kind: 'ran', plan: { ...plan, changes: [] } }, proving, {
    kind: 'proving-check',
    check: 'token',
  })
  const failed = advance(asked, { kind: 'failed', problem: { code: 'secret-not-accepted', at: at.toISOString() } }, at)
  expect(failed.proof?.checks.map(({ state }) => state)).toEqual(['failed', 'to-come', 'to-come'])
  expect(isLegal(failed, 'go-to-handoff')).toBe(false)
  const opened = walk(
    { kind: 'ran', plan: { ...plan, changes: [] } },
    proving,
    { kind: 'check-passed', check: 'token' },
    { kind: 'check-passed', check: 'role' },
    { kind: 'proved' },
  )
  expect(isLegal(opened, 'go-to-handoff')).toBe(true)
})

test('while the right to send is asked, the page is all there is to end; else a stop ends it', () => {
  const handing = walk({ kind: 'went', to: 'handoff' }, { kind: 'handing-off' })
  const asking = advance(handing, { kind: 'page-opened', until: at.toISOString() }, at)
  const mayEnd = (session: Session) =>
    (['cancel-sign-in', 'stop', 'hand-off', 'back'] as const).filter((action) => isLegal(session, action))
  expect(mayEnd(handing)).toEqual(['stop'])
  expect(mayEnd(asking)).toEqual(['cancel-sign-in', 'stop'])
  expect(mayEnd(advance(asking, { kind: 'page-closed' }, at))).toEqual(['stop'])
})

test('a run ends where what comes next is: the proof, the end of a removal, or a plan of what is still missing', () => {
  const ended = (next: Plan) => walk({ kind: 'planned', plan }, { kind: 'running' }, { kind: 'ran', plan: next }).at
  const found = { ...plan.found, secret }
  expect(ended({ ...plan, changes: [], found })).toBe('proof')
  // Nothing to prove with: this computer's copy has left with CDID's word.
  expect(ended({ ...plan, changes: [], found: { ...found, secret: { ...secret, held: false } } })).toBe('review')
  expect(ended(plan)).toBe('review')
  expect(ended({ ...plan, changes: [], aim: 'removed' })).toBe('removed')
})

test('a wait keeps the moment it began', () => {
  const wait = { kind: 'waiting', reason: 'replication', attempt: 1, nextInMs: 1000, atMostMs: 300_000 } as const
  const first = advance(walk({ kind: 'planned', plan }, { kind: 'running' }), wait, at)
  const second = advance(first, { ...wait, attempt: 2 }, new Date(at.getTime() + 1000))
  expect(second.waiting).toMatchObject({ since: at.toISOString(), attempt: 2 })
  expect(advance(second, { kind: 'waited' }, at).waiting).toBeNull()
})
