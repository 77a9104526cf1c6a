import { describe, expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import {
  blocked,
  checked,
  failedCheck,
  failedProof,
  found,
  halfway,
  handoff,
  heldByAnother,
  identity,
  inPlace,
  now,
  plan,
  proofPassed,
  toCome,
  toDo,
} from '#support/gallery/facts.ts'
import {
  delegationStage,
  doneStage,
  guideHandoffStage,
  guideProofStage,
  guideStage,
  handoffStage,
  identityStage,
  limitStage,
  networkStage,
  proofStage,
  removedStage,
  reviewStage,
  runStage,
  sessionAt,
  signInStage,
} from '#support/gallery/sessions.ts'
import { newGuide } from '../guide/guide.ts'
import { profiles } from '../access/profile.ts'
import type { AwaitedFor, AwaitLine } from '../ledger.ts'
import type { ProblemCode } from '../problem.ts'
import { actions, isLegal, previousStage, type Action } from './actions.ts'
import { newSession, type MicrosoftPage, type Session, type Stage, type StageData } from './session.ts'
import type { Waiting } from './work-views.ts'

const open: MicrosoftPage = { state: 'open', why: null, until: now, code: null }
const withCode: MicrosoftPage = {
  state: 'open',
  why: null,
  until: now,
  code: { userCode: 'H4KQ7PZ2M', address: 'https://login.microsoft.com/device' },
}
const opening: MicrosoftPage = { state: 'opening', why: null, way: 'device-code' }
const wanted: MicrosoftPage = { state: 'wanted', why: 'grant', way: 'browser' }
const noMailbox = failedProof(blocked)
const noToken = failedProof(blocked, checked(failedCheck, toCome, toCome))
const removal = plan(toDo.changes, found, 'removed')
const notConsented = plan([], { ...found, consented: false })
const nothingLeft = plan([], found, 'removed')
const atConsent = { ...filled, step: 'consent' as const }
const begun = newGuide('present', profiles.ews, now)

/** Sessions at each stage that differ in what the conditions of the actions look at. */
const byAssistant: Readonly<Record<Stage, readonly StageData[]>> = {
  welcome: [newSession],
  history: [{ at: 'history', history: [], kept: { files: [], reports: [] }, answer: null, confirmed: null }],
  'sign-in': [
    signInStage(),
    signInStage({ organization: { domain: null, tenantId: identity.tenantId, cloud: 'public', movedFrom: null } }),
  ],
  identity: [identityStage()],
  review: [toDo, inPlace, heldByAnother, notConsented, removal, nothingLeft].map((one) => reviewStage({ plan: one })),
  run: [runStage()],
  delegation: [
    delegationStage('consent', reviewStage()),
    delegationStage('allow-list', proofStage()),
    delegationStage('limit', limitStage()),
    delegationStage('sign-in', signInStage()),
  ],
  limit: [limitStage()],
  proof: [null, noToken, noMailbox, proofPassed].map((proof) => proofStage({ proof })),
  handoff: [handoffStage()],
  done: [doneStage()],
  removed: [removedStage(inPlace, halfway)],
  network: [networkStage()],
  guide: [],
}

const byHand: Readonly<Partial<Record<Stage, readonly StageData[]>>> = {
  guide: [
    guideStage(begun),
    guideStage(atConsent),
    guideStage(filled, { proof: noToken }),
    guideStage(filled, { proof: proofPassed }),
  ],
  delegation: [
    delegationStage('consent', guideStage(atConsent)),
    delegationStage('allow-list', guideProofStage(filled)),
  ],
  proof: [null, noToken, proofPassed].map((proof) => guideProofStage(filled, { proof })),
  handoff: [guideHandoffStage(filled)],
  done: [{ ...guideHandoffStage(filled), at: 'done', handoff }],
}

/** Returns `yes` when an action is legal in all of these sessions, `if` when it is in some, `.` when it is in none. */
function cell(sessions: readonly Session[], action: Action): string {
  const legal = sessions.filter((session) => isLegal(session, action)).length
  if (legal === 0) return '.'
  return legal === sessions.length ? 'yes' : 'if'
}

/** Returns the lines of a table: a row for each action that is legal somewhere, a column for each of these stages. */
function tableOf(
  stages: Readonly<Partial<Record<Stage, readonly StageData[]>>>,
  circumstances: readonly Parameters<typeof sessionAt>[1][],
): readonly string[] {
  const columns = Object.entries(stages).flatMap(([stage, data]) =>
    data.length === 0
      ? []
      : [{ stage, sessions: data.flatMap((one) => circumstances.map((always) => sessionAt(one, always))) }],
  )
  const head = ['', ...columns.map(({ stage }) => stage)]
  const rows = actions
    .map((action) => [action, ...columns.map(({ sessions }) => cell(sessions, action))])
    .filter(([, ...cells]) => cells.some((one) => one !== '.'))
  return [head, ...rows].map((row) =>
    row
      .map((text, place) => text.padEnd(place === 0 ? 20 : 11))
      .join('')
      .trimEnd(),
  )
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .slice(1, -1)
    .map((line) => line.slice(6))

const idle = [{}]
/** With no page of Microsoft's, and with one in each of its states. */
const busy = [null, open, withCode, opening, wanted].map((page) => ({ page, busy: true }))

// Always (`yes`), when a condition of the session holds (`if`), or never (`.`). What is in no row is legal nowhere.

test('what is legal on the automatic path, while nothing is on its way', () => {
  expect(tableOf(byAssistant, idle)).toEqual(
    linesOf(`
                          welcome    history    sign-in    identity   review     run        delegation limit      proof      handoff    done       removed    network
      start               yes        .          .          .          .          .          .          .          .          .          .          .          .
      open-confirmation   yes        yes        .          .          .          .          .          .          .          .          .          .          .
      forget-everything   yes        .          .          .          .          .          .          .          .          .          .          .          .
      sign-in             .          yes        yes        yes        .          .          .          .          .          .          .          .          .
      renew-by-hand       .          yes        .          .          .          .          .          .          .          .          .          .          .
      record-confirmation .          yes        .          .          yes        .          .          .          .          .          .          .          .
      forget-row          .          yes        .          .          .          .          .          .          .          .          .          .          .
      show-file           .          yes        .          .          .          .          .          .          .          .          yes        .          .
      go-to-proof         .          .          .          .          if         .          .          .          .          yes        .          .          .
      go-to-handoff       .          .          .          .          .          .          .          .          if         .          .          .          .
      delegate            .          .          if         .          yes        .          .          yes        yes        .          .          .          .
      find-organization   .          .          yes        .          .          .          .          .          .          .          .          .          .
      forget-organization .          .          yes        .          .          .          .          .          .          .          .          .          .
      cancel-sign-in      .          .          yes        .          .          .          .          .          .          .          .          .          .
      accept-identity     .          .          .          yes        .          .          .          .          .          .          .          .          .
      name-organization   .          .          .          yes        .          .          .          .          .          .          .          .          .
      plan                .          .          .          .          yes        yes        .          yes        yes        .          .          .          .
      approve             .          .          .          .          if         .          .          .          .          .          .          .          .
      go-to-limit         .          .          .          .          if         .          .          .          yes        .          .          .          .
      save-page           .          .          .          .          .          .          yes        .          .          .          .          .          .
      watch               .          .          .          .          .          .          if         .          yes        .          .          .          .
      set-limit           .          .          .          .          .          .          .          yes        .          .          .          .          .
      prove               .          .          .          .          .          .          .          .          yes        .          .          .          .
      hand-off            .          .          .          .          .          .          .          .          .          yes        .          .          .
      hand-off-again      .          .          .          .          .          .          .          .          .          .          yes        .          .
      seal-again          .          .          .          .          .          .          .          .          .          .          yes        .          .
      keep-copy           .          .          .          .          .          .          .          .          .          .          yes        .          .
      explain-code        .          .          yes        .          .          .          .          .          .          .          .          .          .
      home                yes        yes        yes        yes        yes        yes        yes        yes        yes        yes        yes        yes        yes
      back                .          yes        .          yes        yes        .          yes        yes        yes        yes        .          .          yes
      check-connection    yes        .          .          .          .          .          .          .          .          .          .          .          yes
    `),
  )
})

test('what is legal on the path by hand, while nothing is on its way', () => {
  expect(tableOf(byHand, idle)).toEqual(
    linesOf(`
                          guide      delegation proof      handoff    done
      record-confirmation yes        .          .          .          .
      show-file           .          .          .          .          yes
      enter               yes        .          .          .          .
      choose-profile      yes        .          .          .          .
      choose-cloud        if         .          .          .          .
      go-to-step          yes        .          yes        .          .
      open-portal         yes        .          .          .          .
      paste-secret        yes        .          .          .          .
      go-to-proof         if         .          .          yes        .
      go-to-handoff       if         .          if         .          .
      check-old-secret    yes        .          .          .          .
      delegate            if         .          yes        .          .
      save-page           .          yes        .          .          .
      watch               .          if         yes        .          .
      prove               .          .          yes        .          .
      hand-off            .          .          .          yes        .
      hand-off-again      .          .          .          .          yes
      seal-again          .          .          .          .          yes
      keep-copy           .          .          .          .          yes
      home                yes        yes        yes        yes        yes
      back                yes        yes        yes        yes        .
    `),
  )
})

test('what is legal on the automatic path, while something is on its way', () => {
  expect(tableOf(byAssistant, busy)).toEqual(
    linesOf(`
                          welcome    history    sign-in    identity   review     run        delegation limit      proof      handoff    done       removed    network
      cancel-sign-in      .          .          yes        .          .          .          .          .          .          if         if         .          .
      stop                .          .          .          yes        yes        yes        yes        yes        yes        yes        yes        .          yes
      open-page           if         if         if         if         if         if         if         if         if         if         if         if         if
      explain-code        if         if         if         if         if         if         if         if         if         if         if         if         if
      copy-link           if         if         if         if         if         if         if         if         if         if         if         if         if
      copy-code           if         if         if         if         if         if         if         if         if         if         if         if         if
      reopen-page         if         if         if         if         if         if         if         if         if         if         if         if         if
      change-way          if         if         if         if         if         if         if         if         if         if         if         if         if
    `),
  )
})

test('what is legal on the path by hand, while something is on its way', () => {
  expect(tableOf(byHand, busy)).toEqual(
    linesOf(`
                          guide      delegation proof      handoff    done
      cancel-sign-in      .          .          .          if         if
      stop                .          yes        yes        yes        yes
      open-page           if         if         if         if         if
      explain-code        if         if         if         if         if
      copy-link           if         if         if         if         if
      copy-code           if         if         if         if         if
      reopen-page         if         if         if         if         if
      change-way          if         if         if         if         if
    `),
  )
})

test('every action and every stage is in the tables', () => {
  const all = [byAssistant, byHand].flatMap((path) => Object.values(path).flat())
  expect(new Set(all.map(({ at }) => at))).toEqual(new Set(Object.keys(byAssistant)))
  const sessions = all.flatMap((stage) => [...idle, ...busy].map((always) => sessionAt(stage, always)))
  const nowhere = actions.filter((action) => !sessions.some((session) => isLegal(session, action)))
  // The wait that it cuts short has a test of its own, below.
  expect(nowhere).toEqual(['check-now'])
})

test('the connection may be checked wherever the network failed, and where nothing is on its way', () => {
  const at = (code: ProblemCode, busy = false) =>
    isLegal(sessionAt(identityStage(), { busy, problem: { code, at: now } }), 'check-connection')
  expect(at('unreachable')).toBe(true)
  expect(at('proxy-sign-in')).toBe(true)
  expect(at('not-allowed')).toBe(false)
  expect(at('unreachable', true)).toBe(false)
})

test.each<[Action, string, StageData, boolean]>([
  ['approve', 'a plan with changes', reviewStage({ plan: toDo }), true],
  ['approve', 'a removal', reviewStage({ plan: removal }), true],
  ['approve', 'an empty plan', reviewStage(), false],
  ['go-to-proof', 'all in place', reviewStage(), true],
  ['go-to-proof', 'a plan with changes', reviewStage({ plan: toDo }), false],
  ['go-to-proof', 'a secret in another keychain', reviewStage({ plan: heldByAnother }), false],
  ['go-to-proof', 'no secret', reviewStage({ plan: plan([], { ...found, secret: null }) }), false],
  ['go-to-proof', 'no consent yet', reviewStage({ plan: notConsented }), false],
  ['go-to-proof', 'nothing left to remove', reviewStage({ plan: nothingLeft }), false],
  ['go-to-proof', 'a guide with all that a proof needs', guideStage(filled), true],
  ['go-to-proof', 'a guide without its secret', guideStage({ ...filled, secretReceivedAt: null }), false],
  [
    'go-to-proof',
    'a guide without an id',
    guideStage({ ...filled, entries: { ...filled.entries, applicationId: null } }),
    false,
  ],
  ['go-to-limit', 'an application in place', reviewStage(), true],
  ['go-to-limit', 'a plan with changes', reviewStage({ plan: toDo }), false],
  [
    'go-to-limit',
    'no enterprise application',
    reviewStage({ plan: plan([], { ...found, servicePrincipal: null }) }),
    false,
  ],
  ['go-to-handoff', 'no proof', proofStage(), false],
  ['go-to-handoff', 'a token that was refused', proofStage({ proof: noToken }), false],
  ['go-to-handoff', 'a mailbox that stays closed', proofStage({ proof: noMailbox }), true],
  ['go-to-handoff', 'a proof that passed', proofStage({ proof: proofPassed }), true],
  ['go-to-handoff', 'a proof that passed, by hand', guideProofStage(filled, { proof: proofPassed }), true],
  ['go-to-handoff', 'a guide that names who hands over', guideStage(filled, { proof: proofPassed }), true],
  ['go-to-handoff', 'a guide that is not proven', guideStage(filled), false],
  [
    'go-to-handoff',
    'a guide that names nobody',
    guideStage({ ...filled, entries: { ...filled.entries, contactEmail: null } }, { proof: proofPassed }),
    false,
  ],
  ['go-to-step', 'a proof by hand', guideProofStage(filled), true],
  ['go-to-step', 'a proof with the assistant', proofStage(), false],
  ['delegate', 'the consent of the guide', guideStage(atConsent), true],
  ['delegate', 'another step of the guide', guideStage(filled), false],
  ['watch', 'a colleague who consents', delegationStage('consent', reviewStage()), true],
  ['watch', 'a colleague who consents, nobody signed in', delegationStage('consent', guideStage(atConsent)), false],
  ['watch', 'an allow list, nobody signed in', delegationStage('allow-list', guideProofStage(filled)), true],
])('%s is judged by its condition: %s', (action, _what, stage, isAllowed) => {
  expect(isLegal(sessionAt(stage), action)).toBe(isAllowed)
})

test.each<[Action, string, Partial<Session>, boolean]>([
  ['stop', 'a run', { busy: true }, true],
  ['stop', 'a run that has ended', { busy: false }, false],
  ['open-page', 'a page that waits for a click', { busy: true, page: wanted }, true],
  ['open-page', 'a page that is open', { busy: true, page: open }, false],
  ['open-page', 'no page', { busy: true }, false],
  ['change-way', 'a page that waits for a click', { busy: true, page: wanted }, false],
  ['change-way', 'a page that is on its way', { busy: true, page: opening }, true],
  ['change-way', 'a page that is open', { busy: true, page: open }, true],
  ['copy-code', 'a page without a code', { busy: true, page: open }, false],
  ['copy-code', 'a page on which a code is typed', { busy: true, page: withCode }, true],
])('%s is judged by what is on its way: %s', (action, _what, circumstances, isAllowed) => {
  const { busy: isBusy = false, page = null } = circumstances
  expect(isLegal(sessionAt(runStage(), { busy: isBusy, page }), action)).toBe(isAllowed)
})

describe('while reads of the tenant go on beside the proof', () => {
  const reading = { agreed: 4, of: 5, problem: null }
  const legalAt = (stage: StageData, always: Partial<Session> = {}) =>
    actions.filter((action) => isLegal(sessionAt(stage, always), action))

  test('the proof is the only thing to do: nothing that comes after it, no way back, no way home', () => {
    expect(legalAt(proofStage({ proof: proofPassed, stableReads: reading }))).toEqual(['watch', 'prove'])
    const proving = legalAt(proofStage({ proof: proofPassed, stableReads: reading }), { busy: true })
    expect(proving).toEqual(['stop'])
  })

  test('a page of Microsoft’s that they want can be opened', () => {
    const page: MicrosoftPage = { state: 'wanted', why: 'claims', way: 'browser' }
    expect(legalAt(proofStage({ stableReads: reading }), { page })).toContain('open-page')
  })

  test.each([
    ['they have agreed', { ...reading, agreed: 5 }, true],
    ['they have not', reading, false],
    ['they ended before that', { ...reading, problem: { code: 'microsoft-slow', at: now } as const }, false],
    ['there were none', null, false],
  ])('handing over: %s', (_what, stableReads, isAllowed) => {
    expect(isLegal(sessionAt(proofStage({ proof: proofPassed, stableReads })), 'go-to-handoff')).toBe(isAllowed)
    expect(isLegal(sessionAt(handoffStage({ stableReads })), 'hand-off')).toBe(isAllowed)
  })

  test('once they ended before they agreed, the person may plan again, go back and go home', () => {
    const stableReads = { ...reading, problem: { code: 'microsoft-slow', at: now } as const }
    const legal = legalAt(proofStage({ proof: proofPassed, stableReads }))
    expect(legal).toEqual(expect.arrayContaining(['plan', 'back', 'home', 'prove']))
  })
})

test('while the right to send is asked, its page can be ended; before and after, only the handoff itself', () => {
  const mayEnd = (page: MicrosoftPage | null) =>
    (['cancel-sign-in', 'stop', 'hand-off', 'back', 'home'] as const).filter((action) =>
      isLegal(sessionAt(handoffStage(), { busy: true, page }), action),
    )
  expect(mayEnd(open)).toEqual(['cancel-sign-in', 'stop'])
  expect(mayEnd(null)).toEqual(['stop'])
})

test('checking now cuts short what is waited for, and no wait that Microsoft asks for', () => {
  const line = (what: AwaitedFor): AwaitLine => ({
    practice: true,
    tenantId: identity.tenantId,
    organization: identity.organization,
    profile: 'ews',
    for: what,
    since: now,
    until: now,
    mailbox: null,
    blockedMailbox: null,
  })
  const mayCheck = (stage: StageData, reason: Waiting['reason'] | null) => {
    const waiting = reason && { reason, attempt: 1, since: now, nextAt: now, until: now }
    return isLegal(sessionAt(stage, { busy: true, waiting }), 'check-now')
  }
  const proof = proofStage({ awaited: line('allow-list') })
  expect(mayCheck(proof, 'allow-list')).toBe(true)
  expect(mayCheck(proof, 'throttled')).toBe(false)
  expect(mayCheck(proof, 'limit')).toBe(false)
  expect(mayCheck(proof, null)).toBe(false)
  expect(mayCheck(proofStage(), 'allow-list')).toBe(false)
  expect(mayCheck(guideProofStage(filled, { awaited: line('allow-list') }), 'allow-list')).toBe(true)
  expect(mayCheck(delegationStage('consent', reviewStage({ awaited: line('consent') })), 'consent')).toBe(true)
})

test.each<[string, StageData, Stage | null]>([
  ['the welcome', newSession, null],
  [
    'the history',
    { at: 'history', history: [], kept: { files: [], reports: [] }, answer: null, confirmed: null },
    'welcome',
  ],
  ['the sign-in', signInStage(), null],
  ['the organization', identityStage(), 'welcome'],
  ['a plan', reviewStage(), 'identity'],
  ['a run', runStage(), null],
  ['a limit', limitStage(), 'review'],
  ['a proof', proofStage(), 'review'],
  ['a handoff', handoffStage(), 'proof'],
  ['what was handed over', doneStage(), null],
  ['what was removed', removedStage(inPlace, halfway), null],
  ['the guide', guideStage(filled), 'welcome'],
  ['a proof by hand', guideProofStage(filled), 'guide'],
  ['a handoff by hand', guideHandoffStage(filled), 'guide'],
  ['a step handed on from a plan', delegationStage('consent', reviewStage()), 'review'],
  ['a step handed on from a limit', delegationStage('limit', limitStage()), 'limit'],
  ['a step handed on from a proof', delegationStage('allow-list', proofStage()), 'proof'],
  ['a step handed on from the guide', delegationStage('consent', guideStage(atConsent)), 'guide'],
])('back from %s', (_where, stage, to) => {
  expect(previousStage(sessionAt(stage))).toBe(to)
  expect(isLegal(sessionAt(stage), 'back')).toBe(to !== null)
})
