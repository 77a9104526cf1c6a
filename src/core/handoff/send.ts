import { done, mapAnswer, type Answer } from '../answer.ts'
import type { Mail } from './mail.ts'
import { ask } from '../provision/retry.ts'
import type { RunContext } from '../provision/step.ts'

/** `maybe`: it went out and its answer was lost. It is never sent again by itself. */
export type Sent = 'sent' | 'maybe'

/**
 * Sends once. An answer that says it was not sent may be waited for; one that was lost, or that the person did not wait
 * for, leaves it unknown: only that person sends again. Rejects with the refusal.
 */
export async function send(context: RunContext, mail: Mail): Promise<Sent> {
  const { world, signal } = context
  const mailing: { underWay: boolean } = { underWay: false }
  const once = async (): Promise<Answer<Sent>> => {
    mailing.underWay = true
    const answer = await world.outbox.send(mail, signal)
    mailing.underWay = false
    return 'unknown' in answer ? done('maybe') : mapAnswer(answer, () => 'sent')
  }
  try {
    return await ask(context, once)
  } catch (error) {
    if (signal.aborted && mailing.underWay) return 'maybe'
    throw error
  }
}
