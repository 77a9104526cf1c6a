import { expect, test } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { planToConfirm } from '#core/session/to-confirm.ts'
import { scene } from '#support/gallery/stage.ts'
import { wordsOf } from './question-words.ts'

function asked(name: string): string {
  const session = scene(name)
  const question = session.at === 'review' ? planToConfirm(session, session.plan.id) : null
  if (question === null) throw new Error('nothing is asked')
  return wordsOf(question, { language: 'fr', screenShare: false }).detail
}

test('a plan that grants what Prextra does not use says so before the yes, and no other plan does', () => {
  expect(profiles.graph.isSupported).toBe(false)
  expect(asked('04f-review-graph')).toContain('Prextra n’utilise pas encore Microsoft Graph.')
  expect(asked('04-review')).not.toContain('Graph')
})
