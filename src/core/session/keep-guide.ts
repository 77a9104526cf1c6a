import type { SessionContext } from './context.ts'
import { pathOf } from './session-path.ts'

/**
 * Keeps the guide for another day as it now stands. A practice guide is not kept, and one that is over is deleted: a
 * set-up once it was handed over, a renewal once the old secret is gone or cannot be tried.
 */
export function keepGuide(context: SessionContext): void {
  const { session, desktop } = context
  const path = pathOf(session)
  if (path?.origin !== 'guide' || session.practice) return
  const { guide } = path
  const isHandedOver = session.at === 'done'
  const isOldSecretOver = guide.oldSecret === 'gone' || guide.oldSecret === 'unknown'
  const isOver = isOldSecretOver || (isHandedOver && guide.aim === 'present')
  const kept = isHandedOver ? { ...guide, step: 'old-secret' as const } : guide
  const writing = desktop.guideFile.write(isOver ? null : kept).then((wasKept) => {
    const now = pathOf(context.session)
    if (now?.origin === 'guide' && now.guide.kept !== wasKept) context.emit({ kind: 'guide-kept', kept: wasKept })
  })
  context.finish(writing)
}
