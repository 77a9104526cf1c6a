import { flag, listOf, object, oneOf, string, text, type ObjectShape } from './shape.ts'

/** https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/api/user-sendmail.md */
const recipient = object(
  'recipient',
  { emailAddress: object('emailAddress', { address: string, name: text }, ['address']) },
  ['emailAddress'],
)

const fileAttachment = object(
  'fileAttachment',
  {
    name: string,
    contentType: text,
    contentBytes: { kind: 'base64' },
    contentId: text,
    isInline: flag,
  },
  ['name', 'contentBytes'],
  { isTyped: true, readOnly: ['id', 'lastModifiedDateTime', 'size'] },
)

export const sendMailShape: ObjectShape = object(
  'sendMail',
  {
    message: object(
      'message',
      {
        subject: text,
        body: object('itemBody', { contentType: oneOf('text', 'html', 'Text', 'HTML'), content: text }),
        toRecipients: listOf(recipient),
        ccRecipients: listOf(recipient),
        bccRecipients: listOf(recipient),
        replyTo: listOf(recipient),
        from: recipient,
        sender: recipient,
        importance: oneOf('low', 'normal', 'high'),
        attachments: listOf(fileAttachment),
        internetMessageHeaders: listOf(object('internetMessageHeader', { name: string, value: string })),
        categories: listOf(string),
      },
      [],
      { readOnly: ['id', 'createdDateTime', 'sentDateTime', 'receivedDateTime', 'hasAttachments'] },
    ),
    saveToSentItems: { kind: 'boolean', nullable: true },
  },
  ['message'],
)
