import { z } from 'zod'
import { mapAnswer } from '#core/answer.ts'
import type { Cloud } from '#core/access/cloud.ts'
import { harmless, type Correspondent } from '#core/handoff/mail.ts'
import type { Clock, Outbox } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import { createGraph } from './graph.ts'
import type { Transport } from '../transport.ts'

/** Asked only when something is sent. */
export const mailScopes = ['Mail.Send'] as const

/**
 * POST /me/sendMail, which keeps a copy in Sent Items. 202: accepted, not delivered; any other success is no answer of
 * Graph's. learn.microsoft.com/graph/api/user-sendmail
 */
export function createOutbox(options: {
  readonly transport: Transport
  readonly cloud: Cloud
  readonly clock: Clock
  readonly token: Parameters<typeof createGraph>[0]['token']
}): Outbox {
  const graph = createGraph(options)
  return {
    async send(mail, signal) {
      const { to, cc = [], subject, text, html, attachments } = harmless(mail)
      const message = {
        subject,
        body: { contentType: html === undefined ? 'text' : 'html', content: html ?? text },
        toRecipients: to.map(recipient),
        ...(cc.length > 0 && { ccRecipients: cc.map(recipient) }),
        attachments: attachments.map(({ fileName, contentType, content }) => ({
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: fileName,
          contentType,
          contentBytes: Buffer.from(content).toString('base64'),
        })),
      }
      const call = { method: 'post', path: '/me/sendMail', body: { message }, writes: true, success: 202 } as const
      const answer = await graph(call, z.undefined(), signal)
      return 'no' in answer ? { no: ofMail(answer.no) } : mapAnswer(answer, () => null)
    },
  }
}

function recipient(emailAddress: Correspondent) {
  return { emailAddress }
}

/** What Exchange's refusals mean of a mail. Any other refusal by it is one as well; everything else means what it always does. */
function ofMail(problem: Problem): Problem {
  const { code, status = 0 } = problem.microsoft ?? {}
  const known = refusals[code ?? '']
  if (known) return { ...problem, code: known }
  const refused = status >= 400 && status < 500 && status !== 401 && status !== 407
  return refused ? { ...problem, code: 'mail-refused' } : problem
}

// UNCONFIRMED for sendMail, seen on other calls of Graph's on mailboxes.
const refusals: Readonly<Record<string, ProblemCode>> = {
  MailboxNotEnabledForRESTAPI: 'no-mailbox',
  ErrorInvalidUser: 'no-mailbox',
  ErrorNonExistentMailbox: 'no-mailbox',
  Request_ResourceNotFound: 'no-mailbox',
  ResourceNotFound: 'no-mailbox',
}
