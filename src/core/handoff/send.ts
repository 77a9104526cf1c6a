import { done, mapAnswer, type Answer } from '../answer.ts'
import type { Mail } from './mail.ts'
import { ask } from '../provision/retry.ts'
import type { RunContext } from '../provision/step.ts'

/**
 * What became of a mail. `maybe` when it was sent and the answer was lost: the assistant never sends it again by
 * itself.
 */
export type Sent = 'sent' | 'maybe'

/**
 * Sends a mail once. Tries again only when Microsoft says that it was not sent. Resolves to `maybe` when the answer was
 * lost or the person did not wait for it. Rejects with the refusal.
 */
export async function send(context: RunContext, mail: Mail): Promise<Sent> {
  const { world, signal } = context
  const mailing: { underWay: boolean } = { underWay: false }
  const once = async (): Promise<Answer<Sent>> => {
    mailing.underWay = true
    const answer = await world.outbox.send(mail, signal, (isUnderWay) => {
      mailing.underWay = isUnderWay
    })
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
