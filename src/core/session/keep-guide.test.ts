import { expect, test } from 'vitest'
import { filled } from '#support/gallery/by-hand.ts'
import { handoff, proofPassed } from '#support/gallery/facts.ts'
import { guideHandoffStage, guideProofStage, guideStage, reviewStage } from '#support/gallery/sessions.ts'
import { openMemorySession } from '#support/memory-session.ts'
import type { GuideView } from '../guide/guide.ts'
import { keepGuide } from './keep-guide.ts'
import type { StageData } from './session.ts'

const renewing: GuideView = { ...filled, aim: 'renewed' }
const doneWith = (guide: GuideView): StageData => ({ ...guideHandoffStage(guide), at: 'done', handoff })

test.each<[string, StageData, GuideView | null]>([
  ['under way, as it stands', guideStage(filled), filled],
  ['at its proof, as it stands', guideProofStage(filled, { proof: proofPassed }), filled],
  ['handed over: a set-up is over', doneWith(filled), null],
  ['handed over: a renewal waits for its confirmation', doneWith(renewing), { ...renewing, step: 'old-secret' }],
  [
    'whose old secret works still',
    guideStage({ ...renewing, oldSecret: 'works' }),
    { ...renewing, oldSecret: 'works' },
  ],
  ['whose old secret is gone', guideStage({ ...renewing, oldSecret: 'gone' }), null],
  ['whose old secret cannot be tried', guideStage({ ...renewing, oldSecret: 'unknown' }), null],
])('a guide is kept %s', async (_when, stage, kept) => {
  const session = await openMemorySession(stage)
  keepGuide(session.context)
  await session.context.settled()
  expect(session.guidesKept).toEqual([kept])
})

test('a practice guide is not kept, and on the automatic path there is none', async () => {
  for (const [stage, practice] of [
    [guideStage(filled), true],
    [reviewStage(), false],
  ] as const) {
    const session = await openMemorySession(stage, { practice })
    keepGuide(session.context)
    await session.context.settled()
    expect(session.guidesKept).toEqual([])
  }
})

test('a guide that could not be kept says so, until it could', async () => {
  const session = await openMemorySession(guideStage(filled))
  const { guideFile } = session.context.desktop
  const write = guideFile.write.bind(guideFile)
  guideFile.write = () => Promise.resolve(false)
  keepGuide(session.context)
  await session.context.settled()
  expect(session.facts().guide?.kept).toBe(false)
  guideFile.write = write
  keepGuide(session.context)
  await session.context.settled()
  expect(session.facts().guide?.kept).toBe(true)
})
