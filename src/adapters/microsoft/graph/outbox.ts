import { z } from 'zod'
import { mapAnswer } from '#core/answer.ts'
import { harmless, type Correspondent } from '#core/handoff/mail.ts'
import type { Outbox } from '#core/ports.ts'
import type { GraphConnection } from './exchange.ts'
import { createGraph } from './graph.ts'
import type { Refusal } from './graph-answer.ts'

/** The right that is asked for only when something is sent. */
export const mailScopes = ['Mail.Send'] as const

/**
 * The Outbox port by POST /me/sendMail, which keeps a copy in Sent Items. Its one success is 202: accepted, and not yet
 * delivered. https://learn.microsoft.com/graph/api/user-sendmail
 */
export function createOutbox(connection: GraphConnection): Outbox {
  const graph = createGraph(connection)
  return {
    async send(mail, signal, onTheWay) {
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
      const call = {
        method: 'post',
        path: '/me/sendMail',
        body: { message },
        writes: true,
        success: 202,
        refusals,
        ...(onTheWay && { onTheWay }),
      } as const
      return mapAnswer(await graph(call, z.undefined(), signal), () => null)
    },
  }
}

function recipient(emailAddress: Correspondent) {
  return { emailAddress }
}

/** What Graph's refusals of sendMail mean. The first five are UNCONFIRMED for it: they were seen on other calls on mailboxes. */
const refusals: readonly Refusal[] = [
  { code: 'MailboxNotEnabledForRESTAPI', means: 'no-mailbox' },
  { code: 'ErrorInvalidUser', means: 'no-mailbox' },
  { code: 'ErrorNonExistentMailbox', means: 'no-mailbox' },
  { code: 'Request_ResourceNotFound', means: 'no-mailbox' },
  { code: 'ResourceNotFound', means: 'no-mailbox' },
  { status: 401, means: 'signed-out' },
  { means: 'mail-refused' },
]
