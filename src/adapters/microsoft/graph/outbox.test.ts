import { expect, test } from 'vitest'
import type { Mail } from '#core/handoff/mail.ts'
import { filterPage, scriptedConnection, type Scripted } from '#support/scripted-connection.ts'
import { createOutbox } from './outbox.ts'

const mail: Mail = {
  to: [{ address: 'technique@cdid.example' }],
  subject: 'Accès\r\nBcc: tous@cdid.example',
  text: 'Bonjour',
  attachments: [{ fileName: 'a.age', contentType: 'application/vnd.age', content: new Uint8Array([0, 255]) }],
}

async function send(scripted: Scripted, change: Partial<Mail> = {}) {
  const { connection, requests } = scriptedConnection(scripted)
  const outbox = createOutbox({ ...connection, token: () => Promise.resolve({ done: 'token' }) })
  const answer = await outbox.send({ ...mail, ...change }, new AbortController().signal)
  return { answer, requests }
}
const refusal = (status: number, code: string): Scripted => ({ status, body: { error: { code, message: '' } } })

test('a mail is one request, with headers that were made harmless', async () => {
  const { answer, requests } = await send({ status: 202, headers: {} })
  expect(answer).toEqual({ done: null })
  expect(requests).toMatchObject([
    { method: 'POST', url: 'https://graph.microsoft.com/v1.0/me/sendMail', writes: true },
  ])
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
    message: {
      subject: 'Accès Bcc: tous@cdid.example',
      body: { contentType: 'text', content: 'Bonjour' },
      toRecipients: [{ emailAddress: { address: 'technique@cdid.example' } }],
      attachments: [
        {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: 'a.age',
          contentType: 'application/vnd.age',
          contentBytes: 'AP8=',
        },
      ],
    },
  })
})

test('a mail with HTML is sent as HTML', async () => {
  const { requests } = await send({ status: 202 }, { html: '<p>Bonjour</p>' })
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
    message: { body: { contentType: 'html', content: '<p>Bonjour</p>' } },
  })
})

test.each([
  [404, 'MailboxNotEnabledForRESTAPI', 'no-mailbox'],
  [404, 'ResourceNotFound', 'no-mailbox'],
  [403, 'ErrorSendAsDenied', 'mail-refused'],
  [403, 'Authorization_RequestDenied', 'mail-refused'],
  [413, 'ErrorMessageSizeExceeded', 'mail-refused'],
  [401, 'InvalidAuthenticationToken', 'signed-out'],
])('%i %s is a refusal: %s', async (status, code, meaning) => {
  expect((await send(refusal(status, code))).answer).toMatchObject({
    no: { code: meaning, microsoft: { status, code } },
  })
})

test.each([
  ['another success', { status: 200 }, 'microsoft-unexpected'],
  ['a busy server', refusal(503, 'ServiceUnavailable'), 'microsoft-busy'],
  ['a filter’s page', { status: 403, headers: {}, body: filterPage }, 'not-microsoft'],
] satisfies [string, Scripted, string][])('after %s it may have been sent', async (_name, scripted, code) => {
  expect((await send(scripted)).answer).toMatchObject({ unknown: true, problem: { code } })
})

test('a refused token sends nothing, and keeps its own problem', async () => {
  const { connection, requests } = scriptedConnection()
  const refused = { no: { code: 'sign-in-needs-approval', at: '', microsoft: { status: 400 } } } as const
  const outbox = createOutbox({ ...connection, token: () => Promise.resolve(refused) })
  expect(await outbox.send(mail, new AbortController().signal)).toEqual(refused)
  expect(requests).toEqual([])
})
