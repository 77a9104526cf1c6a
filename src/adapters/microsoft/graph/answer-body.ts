import { z } from 'zod'
import type { Answer } from '#core/answer.ts'
import type { Clock } from '#core/ports.ts'

/** The shape of one page of a list of Graph's. */
export const listOf = <T extends z.ZodType>(shape: T) => z.object({ value: z.array(shape) })

/** An object of which only the id is read. */
export const withId = z.object({ id: z.string() })

/** A success without a body, where Microsoft documents one, leaves it unknown what was done. */
export function requireBody<T>(answer: Answer<T | null>, clock: Clock): Answer<T> {
  if (!('done' in answer)) return answer
  if (answer.done !== null) return { done: answer.done }
  return { unknown: true, problem: { code: 'microsoft-unexpected', at: clock.now().toISOString() } }
}
