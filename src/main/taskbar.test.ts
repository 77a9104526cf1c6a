import { expect, test } from 'vitest'
import { newSession, type Session } from '#core/session/session.ts'
import { taskbarProgress } from './taskbar.ts'

const run = (...states: readonly string[]) =>
  ({
    ...newSession,
    at: 'run',
    busy: true,
    run: { rows: states.map((state) => ({ state })), confirming: null },
  }) as never

test.each<[string, Session, number]>([
  ['nothing is under way', newSession, -1],
  ['a sign-in is under way', { ...newSession, busy: true }, 2],
  ['a run has made nothing yet', run('doing', 'to-come'), 0],
  ['a run is half done', run('done', 'doing'), 0.5],
  ['a run only confirms', run('done', 'done'), 1],
])('%s', (_what, session, progress) => {
  expect(taskbarProgress(session)).toBe(progress)
})
