import { beforeEach, describe, expect, test } from 'vitest'
import { luc, marieEve, sophie, signIn } from '#support/tenant-client.ts'
import { openCompany, type SignedInCompany } from '../signed-in-company.ts'

let company: SignedInCompany

beforeEach(async () => {
  company = await openCompany({ account: marieEve, scope: 'openid User.Read Mail.Send' })
})

const to = (address: string) => [{ emailAddress: { address } }]
const message = {
  subject: 'Configuration Prextra',
  body: { contentType: 'Text', content: 'Bonjour' },
  toRecipients: to('soutien@cdid.example'),
  attachments: [
    {
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: 'prextra.age',
      contentType: 'application/octet-stream',
      contentBytes: Buffer.from('age-encryption.org/v1').toString('base64'),
    },
  ],
}

test('a mail is accepted, and what was sent can be opened again', async () => {
  const answer = await company.send('POST', '/me/sendMail', { message, saveToSentItems: false })
  expect(answer).toMatchObject({ status: 202, body: {} })
  expect(company.tenant.state.sentMail).toMatchObject([
    {
      from: 'me.tremblay@erablieredunord.example',
      to: ['soutien@cdid.example'],
      subject: 'Configuration Prextra',
      body: { contentType: 'text', content: 'Bonjour' },
      isInSentItems: false,
      sentDateTime: '2026-11-22T14:00:00Z',
      attachments: [{ name: 'prextra.age', contentBytes: message.attachments[0]?.contentBytes }],
    },
  ])
})

test('as oneself by name; as nobody else', async () => {
  await company.send('POST', `/users/${marieEve}/sendMail`, { message })
  expect(company.tenant.state.sentMail).toMatchObject([{ isInSentItems: true }])
  expect((await company.send('POST', `/users/${sophie}/sendMail`, { message })).body.error?.code).toBe(
    'Authorization_RequestDenied',
  )
  expect(company.tenant.state.sentMail).toHaveLength(1)
})

const file = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'x' }

test.each([
  ['no recipient', { ...message, toRecipients: [] }, 'ErrorInvalidRecipients'],
  ['no address', { ...message, toRecipients: to('nobody') }, 'ErrorInvalidRecipients'],
  ['two addresses in one', { ...message, toRecipients: to('a@cdid.example,b@cdid.example') }, 'ErrorInvalidRecipients'],
  ['a line end', { ...message, toRecipients: to('a@cdid.example\r\nBcc: b@evil.example') }, 'ErrorInvalidRecipients'],
  [
    'too many',
    { ...message, toRecipients: Array.from({ length: 501 }, (_, n) => to(`a${n}@cdid.example`)[0]) },
    'ErrorInvalidRecipients',
  ],
  ['a misspelt property', { ...message, toRecipient: to('a@cdid.example') }, 'BadRequest'],
  ['bytes that are no base64', { ...message, attachments: [{ ...file, contentBytes: 'a b' }] }, 'BadRequest'],
  [
    'an attachment without a name',
    { ...message, attachments: [{ '@odata.type': file['@odata.type'], contentBytes: 'AAAA' }] },
    'Request_BadRequest',
  ],
  ['an attachment without its type', { ...message, attachments: [{ name: 'x', contentBytes: 'AAAA' }] }, 'BadRequest'],
  [
    'an item for an attachment',
    {
      ...message,
      attachments: [{ '@odata.type': '#microsoft.graph.itemAttachment', name: 'x', contentBytes: 'AAAA' }],
    },
    'BadRequest',
  ],
  [
    '3 MB in one attachment',
    { ...message, attachments: [{ ...file, contentBytes: Buffer.alloc(3 * 1024 * 1024).toString('base64') }] },
    'BadRequest',
  ],
])('%s is refused, and nothing is sent', async (_, wrong, code) => {
  const answer = await company.send('POST', '/me/sendMail', { message: wrong })
  expect(answer.body.error?.code).toBe(code)
  expect(company.tenant.state.sentMail).toEqual([])
})

describe('limits', () => {
  test('just under 3 MB goes out', async () => {
    const attachments = [{ ...file, contentBytes: Buffer.alloc(3 * 1024 * 1024 - 2048).toString('base64') }]
    expect((await company.send('POST', '/me/sendMail', { message: { ...message, attachments } })).body).toEqual({})
    expect(company.tenant.state.sentMail[0]?.attachments[0]?.contentBytes).toHaveLength(4_191_576)
  })

  test('a request over 4 MB is 413 before anyone reads it', async () => {
    const attachments = [{ ...file, contentBytes: Buffer.alloc(4 * 1024 * 1024).toString('base64') }]
    const answer = await company.send('POST', '/me/sendMail', { message: { ...message, attachments } })
    expect(answer).toMatchObject({ status: 413, body: { error: { message: 'Maximum request length exceeded.' } } })
  })
})

test('an administrator without a mailbox sends nothing', async () => {
  const admin = await openCompany({ account: luc })
  expect((await admin.send('POST', '/me/sendMail', { message })).body.error).toMatchObject({
    code: 'MailboxNotEnabledForRESTAPI',
    message: 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  })
  expect(admin.tenant.state.sentMail).toEqual([])
})

test('without the scope nothing is sent', async () => {
  const token = await signIn(company.tenant, marieEve, 'openid User.Read Application.ReadWrite.All')
  const scopes = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { scp: string }
  // A token also carries the scopes that were consented to at an earlier sign-in.
  expect(scopes.scp).toContain('Mail.Send')
  const other = await openCompany({ account: marieEve, scope: 'openid User.Read' })
  expect((await other.send('POST', '/me/sendMail', { message })).body.error?.code).toBe('ErrorAccessDenied')
})
