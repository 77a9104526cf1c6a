import { expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { failedProof, blocked, identity, now, proofPassed, toDo } from '#support/gallery/facts.ts'
import {
  delegationStage,
  doneStage,
  guideProofStage,
  guideStage,
  handoffStage,
  identityStage,
  limitStage,
  proofStage,
  reviewStage,
  runStage,
} from '#support/gallery/sessions.ts'
import { openMemorySession } from '#support/memory-session.ts'
import { endOf } from '#support/proof-ports.ts'
import type { AwaitLine } from '../ledger.ts'
import { keepGuide } from './keep-guide.ts'
import { goBack, goHome } from './leave.ts'
import { newSession, nothingResumable, type StageData } from './session.ts'

const awaited: AwaitLine = {
  practice: false,
  tenantId: identity.tenantId,
  organization: identity.organization,
  profile: 'ews',
  for: 'allow-list',
  since: now,
  until: now,
  mailbox: null,
  blockedMailbox: null,
}

test.each<[string, StageData, StageData]>([
  ['a plan to who signed in', reviewStage({ intent: 'removed' }), identityStage({ intent: 'removed' })],
  ['a limit to its plan', limitStage({ plan: toDo }), reviewStage({ plan: toDo })],
  ['a proof to its plan', proofStage({ proof: proofPassed }), reviewStage({ proof: proofPassed })],
  ['a handoff to its proof', handoffStage(), proofStage({ proof: proofPassed })],
  ['a step handed on to where it was left', delegationStage('allow-list', proofStage()), proofStage()],
  ['a proof by hand to the secret', guideProofStage(filled), guideStage(filled)],
])('back leads from %s', async (_where, stage, to) => {
  const session = await openMemorySession(stage)
  await goBack(session.context)
  expect(session.context.session).toEqual({
    ...newSession,
    ...to,
    resumable: undefined,
    forgotten: undefined,
    forgottenPaste: undefined,
    emptied: undefined,
  })
})

test('back at a proof that failed, why is said again', async () => {
  const session = await openMemorySession(handoffStage({ proof: failedProof(blocked) }))
  await goBack(session.context)
  expect(session.facts()).toMatchObject({ at: 'proof', problem: blocked })
})

test.each<[string, StageData]>([
  ['a run', runStage()],
  ['what was handed over', doneStage()],
])('there is no way back from %s', async (_where, stage) => {
  const session = await openMemorySession(stage)
  expect(await endOf(goBack(session.context), 'went')).toBe('out-of-order')
  expect(session.facts().at).toBe(stage.at)
})

test('home leads out of the world, to what may be gone on with', async () => {
  const session = await openMemorySession(doneStage(), { practice: true, awaited })
  await goHome(session.context)
  expect(session.context.session).toEqual({ ...newSession, resumable: { ...nothingResumable, awaited } })
})

test('home is not gone to while something is on its way', async () => {
  const session = await openMemorySession(runStage())
  session.context.emit({ kind: 'begun' })
  expect(await endOf(goHome(session.context), 'went')).toBe('out-of-order')
  expect(session.facts().at).toBe('run')
})

test('the guide is written before it is offered again', async () => {
  const session = await openMemorySession(guideStage(filled))
  keepGuide(session.context)
  await goHome(session.context)
  expect(session.facts()).toMatchObject({ at: 'welcome', guide: null, keptGuide: { state: 'kept', step: 'secret' } })
})
