import type { SessionContext } from '#core/session/context.ts'
import type { Handlers } from '#main/handlers.ts'

/** What a window offers only once reads of the tenant agree, and a watch, which a person begins minutes later. */
const afterReads = ['goToHandoff', 'plan', 'delegate', 'goToLimit', 'watch', 'back', 'home'] as const

/** Returns the handlers as a person uses them, who waits until the window offers what comes after the reads beside the proof. */
export function patientHands(context: SessionContext, handlers: Handlers): Handlers {
  const waiting = afterReads.map((name) => {
    const handle = handlers[name] as (given: unknown) => Promise<unknown>
    return [
      name,
      async (given: unknown) => {
        await context.memory.reads?.ended
        return handle(given)
      },
    ] as const
  })
  return { ...handlers, ...(Object.fromEntries(waiting) as Partial<Handlers>) }
}
