import { describe, expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import {
  blocked,
  checked,
  doing,
  failedProof,
  identity,
  inPlace,
  passed,
  problem,
  proofPassed,
  rows,
  toCome,
  toDo,
} from '#support/gallery/facts.ts'
import {
  delegationStage,
  guideProofStage,
  guideStage,
  handoffStage,
  identityStage,
  limitStage,
  proofStage,
  reviewStage,
  runStage,
  sessionAt,
} from '#support/gallery/sessions.ts'
import { factsOf } from '#support/session-facts.ts'
import type { AwaitLine } from '../ledger.ts'
import { isLegal } from './actions.ts'
import { advance, arrive, type SessionEvent } from './advance.ts'
import { newSession, type Session } from './session.ts'

const at = new Date('2026-11-23T14:00:00Z')
const later = new Date('2026-11-23T14:00:02Z')
const saved = [{ document: 'plan', fileName: 'plan.pdf', savedAt: at.toISOString() }] as const
const awaited: AwaitLine = {
  practice: true,
  tenantId: identity.tenantId,
  organization: identity.organization,
  profile: 'ews',
  for: 'allow-list',
  since: at.toISOString(),
  until: later.toISOString(),
  mailbox: null,
  blockedMailbox: null,
}
const walk = (session: Session, ...events: SessionEvent[]) =>
  events.reduce((next, event) => advance(next, event, at), session)
const proving = { ...proofPassed, checks: checked(toCome, toCome, toCome), at: null }

describe('arriving at a stage', () => {
  test('ends what was on its way, and leaves nothing of it', () => {
    const waiting = { reason: 'busy' as const, attempt: 1, since: '', nextAt: '', until: '' }
    const before = sessionAt(runStage(), {
      busy: true,
      waiting,
      page: { state: 'open', why: null, until: '', code: null },
      problem: problem('stopped'),
    })
    expect(arrive(before, reviewStage())).toEqual(sessionAt(reviewStage()))
  })

  test('keeps the world that was chosen', () => {
    expect(arrive(sessionAt(identityStage()), reviewStage()).practice).toBe(true)
    expect(arrive(newSession, reviewStage()).practice).toBe(false)
  })

  test('at a proof, says why the last one failed', () => {
    expect(arrive(sessionAt(reviewStage()), proofStage({ proof: failedProof(blocked) })).problem).toEqual(blocked)
    expect(arrive(sessionAt(reviewStage()), proofStage({ proof: proofPassed })).problem).toBeNull()
    expect(arrive(sessionAt(proofStage()), handoffStage({ proof: failedProof(blocked) })).problem).toBeNull()
  })

  test('keeps what was saved, until what is shown is about something else', () => {
    const before = sessionAt(reviewStage({ plan: toDo }), { saved })
    expect(arrive(before, reviewStage()).saved).toEqual(saved)
    expect(arrive(before, reviewStage(), true).saved).toEqual([])
  })
})

test('what begins is on its way, without the problem of before; its end and its failure let the person go on', () => {
  const begun = walk(sessionAt(reviewStage(), { problem: problem('unreachable') }), { kind: 'begun' })
  expect(begun).toMatchObject({ busy: true, problem: null })
  const asked = walk(begun, { kind: 'page-opened', until: at.toISOString(), code: null })
  expect(walk(asked, { kind: 'ended' })).toMatchObject({ busy: false, page: null, problem: null })
  const failed = walk(asked, { kind: 'failed', problem: problem('stopped') })
  expect(failed).toMatchObject({ busy: false, page: null, waiting: null, problem: { code: 'stopped' } })
})

test('a page of Microsoft waits for a click, opens, and closes', () => {
  const run = sessionAt(runStage(), { busy: true })
  const wanted = walk(run, { kind: 'page-wanted', why: 'grant', way: 'browser' })
  expect(wanted.page).toEqual({ state: 'wanted', why: 'grant', way: 'browser' })
  const opening = walk(wanted, { kind: 'page-opening', way: 'device-code' })
  expect(opening.page).toEqual({ state: 'opening', why: 'grant', way: 'device-code' })
  const open = walk(opening, { kind: 'page-opened', until: later.toISOString(), code: null })
  expect(open.page).toEqual({ state: 'open', why: 'grant', until: later.toISOString(), code: null })
  expect(walk(open, { kind: 'page-closed' }).page).toBeNull()
})

test('a wait keeps the moment it began, and one for another reason begins anew', () => {
  const wait = { kind: 'waiting', reason: 'replication', attempt: 1, nextInMs: 1000, atMostMs: 300_000 } as const
  const first = advance(sessionAt(runStage(), { busy: true }), wait, at)
  expect(first.waiting).toEqual({
    reason: 'replication',
    attempt: 1,
    since: at.toISOString(),
    nextAt: '2026-11-23T14:00:01.000Z',
    until: '2026-11-23T14:05:00.000Z',
  })
  const second = advance(first, { ...wait, attempt: 2 }, later)
  expect(second.waiting).toMatchObject({ since: at.toISOString(), attempt: 2 })
  expect(advance(second, { ...wait, reason: 'throttled' }, later).waiting).toMatchObject({ since: later.toISOString() })
  expect(advance(second, { kind: 'waited' }, later).waiting).toBeNull()
})

test('a change of a run is made in its own row, with the time that it took', () => {
  const wait = { kind: 'waiting', reason: 'busy', attempt: 1, nextInMs: 1000, atMostMs: 300_000 } as const
  const run = sessionAt(runStage({ run: { rows: rows.map((row) => ({ ...row, state: 'to-come' })) } }))
  const making = walk(run, wait, { kind: 'making', index: 1 })
  expect(making.waiting).toBeNull()
  const made = advance(making, { kind: 'made', index: 1, id: 'sp' }, later)
  expect(factsOf(made).run?.rows.map(({ state }) => state)).toEqual(['to-come', 'done', 'to-come', 'to-come'])
  expect(factsOf(made).run?.rows[1]).toMatchObject({ startedAt: at.toISOString(), ms: 2000, id: 'sp' })
})

test('a secret that ends earlier than approved says so in its row, and the reads that agree are counted', () => {
  const run = walk(
    sessionAt(runStage()),
    { kind: 'shortened', index: 3, endsAt: later.toISOString() },
    { kind: 'confirming', agreed: 2, of: 5 },
  )
  expect(factsOf(run).run?.rows.map(({ shortenedTo }) => shortenedTo)).toEqual([null, null, null, later.toISOString()])
  expect(factsOf(run).stableReads).toEqual({ agreed: 2, of: 5, problem: null })
})

test('what a run emits changes nothing at another stage', () => {
  const review = sessionAt(reviewStage())
  expect(walk(review, { kind: 'making', index: 0 }, { kind: 'confirming', agreed: 1, of: 5 })).toEqual(review)
})

describe('a proof', () => {
  test('passes check by check, each with the time that it took', () => {
    const begun = walk(sessionAt(proofStage({ proof: proving })), { kind: 'proving-check', check: 'token' })
    expect(factsOf(begun).proof?.checks.map(({ state }) => state)).toEqual(['doing', 'to-come', 'to-come'])
    const proof = factsOf(advance(begun, { kind: 'check-passed', check: 'token' }, later)).proof
    expect(proof?.checks[0]).toEqual({ check: 'token', state: 'passed', startedAt: at.toISOString(), ms: 2000 })
    expect(proof?.checks.slice(1).map(({ state }) => state)).toEqual(['to-come', 'to-come'])
  })

  test('fails at the check that was on its way, and keeps why and when', () => {
    const asked = sessionAt(
      proofStage({ proof: { ...proving, checks: checked(passed(1), doing(at.toISOString()), toCome) } }),
      { busy: true },
    )
    const failed = advance(asked, { kind: 'failed', problem: problem('role-missing') }, later)
    expect(factsOf(failed).proof?.checks.map(({ state }) => state)).toEqual(['passed', 'failed', 'to-come'])
    expect(factsOf(failed).proof).toMatchObject({ at: later.toISOString(), problem: { code: 'role-missing' } })
    expect(failed).toMatchObject({ busy: false, problem: { code: 'role-missing' } })
    expect(isLegal(failed, 'go-to-handoff')).toBe(false)
  })

  test('that has ended is not what fails afterwards', () => {
    const failed = walk(sessionAt(proofStage({ proof: proofPassed }), { busy: true }), {
      kind: 'failed',
      problem: problem('unreachable'),
    })
    expect(factsOf(failed).proof).toEqual(proofPassed)
    expect(failed.problem).toMatchObject({ code: 'unreachable' })
  })

  test('lets the access be handed over once a token carried the role', () => {
    const token = walk(
      sessionAt(proofStage({ proof: proving })),
      { kind: 'proving-check', check: 'token' },
      { kind: 'check-passed', check: 'token' },
    )
    expect(isLegal(token, 'go-to-handoff')).toBe(false)
    const role = walk(token, { kind: 'check-passed', check: 'role' })
    expect(isLegal(role, 'go-to-handoff')).toBe(true)
    expect(isLegal({ ...role, busy: true }, 'go-to-handoff')).toBe(false)
  })
})

describe('what is waited for', () => {
  const begin: SessionEvent = { kind: 'awaited', line: awaited }

  test('is known on the path, from the stage that was left for it as well', () => {
    expect(factsOf(walk(sessionAt(proofStage()), begin)).awaited).toEqual(awaited)
    const handedOn = walk(sessionAt(delegationStage('consent', reviewStage())), begin)
    expect(handedOn).toMatchObject({ at: 'delegation', from: { awaited } })
    expect(factsOf(walk(handedOn, { kind: 'awaited', line: null })).awaited).toBeNull()
  })

  test('is in the guide too, which is kept for another day', () => {
    const waiting = walk(sessionAt(guideProofStage(filled)), begin)
    expect(factsOf(waiting)).toMatchObject({ awaited, guide: { awaited } })
    expect(factsOf(walk(waiting, { kind: 'awaited', line: null }))).toMatchObject({
      awaited: null,
      guide: { awaited: null },
    })
  })

  test('is nothing before there is a path', () => {
    expect(walk(sessionAt(identityStage()), begin)).toEqual(sessionAt(identityStage()))
  })
})

test('what was kept or forgotten is said where it is shown, and nowhere else', () => {
  const copies = [
    {
      practice: false,
      tenantId: identity.tenantId,
      organization: identity.organization,
      appId: 'app',
      keyId: 'key',
      until: at.toISOString(),
    },
  ]
  const forgotten: SessionEvent = { kind: 'copies-forgotten', copies, pastedFor: null }
  expect(walk(newSession, forgotten)).toEqual({ ...newSession, forgotten: copies })
  expect(walk(sessionAt(limitStage()), forgotten)).toEqual(sessionAt(limitStage()))
  const notKept: SessionEvent = { kind: 'guide-kept', kept: false }
  expect(factsOf(walk(sessionAt(guideStage(filled)), notKept)).guide?.kept).toBe(false)
  expect(walk(sessionAt(reviewStage()), notKept)).toEqual(sessionAt(reviewStage()))
})

test('a document that was saved is listed with the moment, wherever the person is', () => {
  const saving: SessionEvent = { kind: 'document-saved', document: 'plan', fileName: 'plan.pdf' }
  expect(walk(sessionAt(reviewStage({ plan: inPlace })), saving).saved).toEqual(saved)
})
