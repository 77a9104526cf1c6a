import { previousStage } from './actions.ts'
import type { SessionContext } from './context.ts'
import { goBackInGuide } from './guide-moves.ts'
import { resumable } from './resumable.ts'
import { pathDataOf, pathOf } from './session-path.ts'

/** Goes back to the stage before. Rejects with `out-of-order` where there is none. */
export async function goBack(context: SessionContext): Promise<void> {
  context.allow('back')
  const { session } = context
  if (session.at === 'network' && session.from.at !== 'welcome') {
    const { from } = session
    context.arriveAt(from)
    if (from.problem) context.emit({ kind: 'failed', problem: from.problem })
    return
  }
  if (session.at === 'delegation') {
    context.arriveAt(session.from)
    return
  }
  if ('origin' in session && session.origin === 'guide') {
    if (!(await goBackInGuide(context))) await goToWelcome(context)
    return
  }
  const to = previousStage(session)
  if (to === 'proof' && session.at === 'handoff')
    context.arriveAt({ ...pathDataOf(session), at: 'proof', access: session.access })
  else if (to === 'review' && 'origin' in session) context.arriveAt({ ...pathDataOf(session), at: 'review' })
  else if (to === 'identity' && session.at === 'review') {
    context.arriveAt({ at: 'identity', intent: session.intent, identity: session.identity })
  } else await goToWelcome(context)
}

/** Goes home, from wherever a person may leave. */
export async function goHome(context: SessionContext): Promise<void> {
  context.allow('home')
  await goToWelcome(context)
}

async function goToWelcome(context: SessionContext): Promise<void> {
  // The kept guide is read again below, so writing it must be over.
  if (pathOf(context.session)?.origin === 'guide') await context.settled()
  context.leaveWorld(resumable(context.desktop))
}
