import { approve } from '#core/session/approve-plan.ts'
import { acceptIdentity } from '#core/session/make-plan.ts'
import type { MemorySession } from './memory-session.ts'

/** Accepts the organization that is shown, and approves the plan that follows. */
export async function accepted({ context }: MemorySession): Promise<void> {
  await acceptIdentity(context)
  const { session } = context
  if (session.at !== 'review') throw new Error('there is no plan to approve')
  await approve(context, { planId: session.plan.id, typed: null })
}
