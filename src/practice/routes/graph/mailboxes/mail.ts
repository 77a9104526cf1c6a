import { randomUUID } from 'node:crypto'
import { second } from '../../../tenant/clock.ts'
import type { SeedUser } from '../../../company/seed.ts'
import type { StoredMail } from '../../../tenant/stored.ts'
import { holds } from '../request/access.ts'
import { readBody } from '../request/body.ts'
import { firstKey, type GraphAnswer, type GraphCall, type GraphRoute } from '../request/call.ts'
import { mailboxOf, needExchange } from './mailbox.ts'
import { me } from '../people/people.ts'
import { sendMail } from '../request/permissions.ts'
import { refuseOptions } from '../odata/query.ts'
import { badRequest, denied, GraphRefusal, notFound } from '../request/refusal.ts'
import { sendMailShape } from '../shapes/mail.ts'

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/api/user-sendmail.md */
export const mailRoutes: readonly GraphRoute[] = [
  { method: 'POST', path: 'me/sendMail', permissions: [[]], answer: (call) => send(call, me(call)) },
  { method: 'POST', path: 'users/{}/sendMail', permissions: [[]], answer: (call) => send(call, sender(call)) },
]

/** The size in bytes from which a file needs an upload session: outlook-large-attachments.md */
const largestAttachment = 3 * 1024 * 1024
/** The most recipients of one message, Exchange Online's default. */
const mostRecipients = 500

interface Recipient {
  readonly emailAddress: { readonly address: string }
}

interface Message {
  readonly subject?: string | null
  readonly body?: { readonly contentType?: string; readonly content?: string | null }
  readonly toRecipients?: readonly Recipient[]
  readonly ccRecipients?: readonly Recipient[]
  readonly bccRecipients?: readonly Recipient[]
  readonly attachments?: readonly {
    readonly name: string
    readonly contentType?: string | null
    readonly contentBytes: string
  }[]
}

/** Returns the account that sends. An account sends as itself only; an application with the role sends as any account. */
function sender(call: GraphCall): SeedUser {
  needMailSend(call)
  const { value } = firstKey(call)
  const user = call.company.directory.user(value)
  if (call.caller.user !== undefined && call.caller.user.id !== user?.id) throw denied()
  if (user === undefined) {
    // UNCONFIRMED(mail-unknown-user): Exchange's code and sentence for a user that is not there.
    throw new GraphRefusal(404, 'ErrorInvalidUser', `The requested user '${value}' is invalid.`)
  }
  return user
}

/** Throws Exchange's 403 without Mail.Send, since Exchange decides: https://github.com/pnp/cli-microsoft365/issues/470 */
function needMailSend({ caller }: GraphCall): void {
  if (!holds(caller, sendMail))
    throw new GraphRefusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
}

function send(call: GraphCall, user: SeedUser): GraphAnswer {
  refuseOptions(call)
  needMailSend(call)
  needExchange(call)
  mailboxOf(call, user)
  const { message, saveToSentItems } = readBody(call.body, sendMailShape) as {
    message: Message
    saveToSentItems?: boolean | null
  }
  const mail = readMail(call, user, message, saveToSentItems ?? true)
  call.company.directory.sentMail.push(mail)
  return { status: 202 }
}

function readMail(call: GraphCall, user: SeedUser, message: Message, isInSentItems: boolean): StoredMail {
  const read = (recipients: readonly Recipient[] = []) => recipients.map(({ emailAddress }) => emailAddress.address)
  const { subject, body, attachments = [] } = message
  const to = read(message.toRecipients)
  const cc = read(message.ccRecipients)
  const bcc = read(message.bccRecipients)
  const all = [...to, ...cc, ...bcc]
  if (all.length === 0) {
    throw new GraphRefusal(
      400,
      'ErrorInvalidRecipients',
      'At least one recipient is not valid., A message can’t be sent because it contains no recipients.',
    )
  }
  if (all.length > mostRecipients || !all.every(isAddress)) {
    // UNCONFIRMED(invalid-recipients): the sentence.
    throw new GraphRefusal(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
  }
  for (const { contentBytes } of attachments) {
    if (Buffer.byteLength(contentBytes, 'base64') < largestAttachment) continue
    // UNCONFIRMED(attachment-too-large): the code and the sentence.
    throw new GraphRefusal(
      413,
      'ErrorMessageSizeExceeded',
      'The attachment is larger than 3 MB: use an upload session.',
    )
  }
  if (user.mail === null) throw notFound(user.id)
  if (subject !== undefined && subject !== null && subject.length > 255)
    throw badRequest(`Invalid value specified for property 'subject'.`)
  return {
    id: randomUUID(),
    from: user.mail,
    sentDateTime: second(call.company.clock.now()),
    subject: subject ?? '',
    body: { contentType: body?.contentType?.toLowerCase() ?? 'text', content: body?.content ?? '' },
    to,
    cc,
    bcc,
    attachments: attachments.map(({ name, contentType, contentBytes }) => ({
      name,
      contentType: contentType ?? 'application/octet-stream',
      contentBytes,
    })),
    isInSentItems,
  }
}

/** Whether a text is one bare mail address, without a name, a list or a line break. */
function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)
}
