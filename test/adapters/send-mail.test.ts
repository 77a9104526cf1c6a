import { expect, test } from 'vitest'
import { mailScopes } from '#adapters/microsoft/graph/outbox.ts'
import type { Mail } from '#core/handoff/mail.ts'
import { ProblemError } from '#core/problem.ts'
import { send } from '#core/handoff/send.ts'
import type { Faults, FaultRule } from '#practice/faults/faults.ts'
import { smallCompany, type Seed } from '#practice/company/seed.ts'
import { visitPages } from '#support/page-walker.ts'
import { marieEve, sophie } from '#support/tenant-client.ts'
import { openTestPlace, type TestPlace } from '#support/workplace.ts'

const mail: Mail = {
  to: [{ address: 'technique@cdid.example' }],
  cc: [{ name: 'Chef "de" projet, CDID\r\nBcc: x@y.example', address: 'chef@cdid.example' }],
  subject: 'Accès\r\nBcc: tous@cdid.example',
  text: 'Bonjour,\n\nÀ bientôt.\n',
  attachments: [
    { fileName: 'prextra.age', contentType: 'application/vnd.age', content: new Uint8Array([0, 1, 254, 255]) },
  ],
}
const url = 'https://graph.microsoft.com/v1.0/me/sendMail'

/** Somebody who signed in, and then allowed the mail, or did what `account` and `accept` say. */
async function ready(options: { readonly faults?: Faults; readonly seed?: Seed; readonly account?: string } = {}) {
  const { account, ...rest } = options
  const place = await openTestPlace(rest)
  await place.signInAs(account)
  expect(await allow(place, account)).toMatchObject({ answer: { done: null }, pages: 1 })
  return place
}

async function allow({ signIn, page, context }: TestPlace, account = marieEve) {
  let visited: Promise<unknown> = Promise.resolve()
  let pages = 0
  const answer = await signIn.allow(
    mailScopes,
    () => Promise.resolve('browser'),
    ({ url: address }) => {
      pages += 1
      visited = visitPages(page(address), account)
      return Promise.resolve()
    },
    context.signal,
  )
  await visited
  return { answer, pages }
}

const asked = ({ tenant }: TestPlace) => tenant.requests.filter(({ path }) => path.endsWith('/sendMail'))
const refused = async (place: TestPlace) => {
  const error = await send(place.context, mail).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ProblemError)
  return (error as ProblemError).problem
}

test('a mail is sent once with harmless headers, and the right to send is asked for once', async () => {
  const place = await ready()
  expect(place.tenant.state.sentMail).toEqual([])
  expect(await send(place.context, mail)).toBe('sent')
  expect(place.tenant.state.sentMail).toMatchObject([
    {
      from: 'me.tremblay@erablieredunord.example',
      to: ['technique@cdid.example'],
      cc: ['chef@cdid.example'],
      bcc: [],
      subject: 'Accès Bcc: tous@cdid.example',
      body: { contentType: 'text', content: mail.text },
      attachments: [{ name: 'prextra.age', contentBytes: 'AAH+/w==' }],
      isInSentItems: true,
    },
  ])
  expect(await allow(place)).toEqual({ answer: { done: null }, pages: 0 })
  await place.close()
})

test('without the right to send, nothing is sent', async () => {
  const place = await openTestPlace()
  await place.signInAs()
  expect(await refused(place)).toMatchObject({ code: 'sign-in-needs-approval' })
  expect(asked(place)).toEqual([])
  await place.close()
})

const lost: readonly [string, Partial<FaultRule>][] = [
  ['503 before it was done', { response: { statusCode: 503 } }],
  ['503 after it was done', { response: { statusCode: 503 }, effect: 'answer-after-commit' }],
  ['a reset after it was done', { effect: 'reset-after-commit' }],
  ['a page instead of an answer', { effect: 'captive-portal' }],
  ['a success that is not Graph’s', { response: { statusCode: 200, body: '' } }],
]
test.each(lost)('after %s it may have been sent, and only a person sends it again', async (_name, rule) => {
  const mocks = [{ request: { url, method: 'POST', nth: 1 }, ...rule }]
  const place = await ready({ faults: { mocks } })
  expect(await send(place.context, mail)).toBe('maybe')
  expect(asked(place)).toHaveLength(1)
  // Only a person sends it again.
  expect(await send(place.context, mail)).toBe('sent')
  expect(asked(place)).toHaveLength(2)
  await place.close()
})

test('a person who stops while it is under way is let go, and it may have been sent', async () => {
  const stop = new AbortController()
  const place = await ready({
    faults: {
      mocks: [{ request: { url, method: 'POST' }, effect: 'no-answer' }],
      hung: () => {
        stop.abort(new Error('stopped'))
      },
    },
  })
  expect(await send({ ...place.context, signal: stop.signal }, mail)).toBe('maybe')
  await place.close()
})

test('without an answer within the time limit it may have been sent', async () => {
  const late: { ring: () => void } = { ring: () => undefined }
  const place = await ready({
    faults: {
      mocks: [{ request: { url, method: 'POST' }, effect: 'no-answer-after-commit' }],
      hung: () => {
        late.ring()
      },
    },
  })
  late.ring = () => {
    place.clock.ringAlarms()
  }
  expect(await send(place.context, mail)).toBe('maybe')
  expect(place.tenant.state.sentMail).toHaveLength(1)
  await place.close()
})

test('after 429 it was not sent, and is sent after the wait that Microsoft asks for', async () => {
  const response = { statusCode: 429, headers: [{ name: 'Retry-After', value: '20' }] }
  const place = await ready({ faults: { mocks: [{ request: { url, method: 'POST', nth: 1 }, response }] } })
  expect(await send(place.context, mail)).toBe('sent')
  expect(place.clock.waits).toContain(20_000)
  expect(place.tenant.state.sentMail).toHaveLength(1)
  await place.close()
})

const answered = (statusCode: number, code: string) => ({
  faults: {
    mocks: [{ request: { url, method: 'POST' }, response: { statusCode, body: { error: { code, message: code } } } }],
  },
})
test.each([
  [403, 'ErrorAccessDenied', 'mail-refused'],
  [403, 'ErrorSendAsDenied', 'mail-refused'],
  [400, 'ErrorInvalidRecipients', 'mail-refused'],
  [413, 'ErrorMessageSizeExceeded', 'mail-refused'],
  [404, 'MailboxNotEnabledForRESTAPI', 'no-mailbox'],
  [404, 'ErrorNonExistentMailbox', 'no-mailbox'],
  [401, 'InvalidAuthenticationToken', 'signed-out'],
])('%i %s is a refusal: %s', async (status, code, meant) => {
  const place = await ready(answered(status, code))
  expect(await refused(place)).toMatchObject({ code: meant, microsoft: { status, code } })
  expect(asked(place)).toHaveLength(1)
  await place.close()
})

test('an administrator without a mailbox sends nothing', async () => {
  const { mailboxes } = smallCompany
  const seed = {
    ...smallCompany,
    mailboxes: mailboxes.filter(({ address }) => address !== 'me.tremblay@erablieredunord.example'),
  }
  const place = await ready({ seed })
  expect(await refused(place)).toMatchObject({ code: 'no-mailbox' })
  expect(place.tenant.state.sentMail).toEqual([])
  await place.close()
})

test('somebody else who signs in for the consent is refused and forgotten', async () => {
  const place = await openTestPlace()
  await place.signInAs()
  const { answer } = await allow(place, sophie)
  expect(answer).toMatchObject({ no: { code: 'other-account' } })
  expect(await refused(place)).toMatchObject({ code: 'sign-in-needs-approval' })
  expect(await place.world.directory.organization(place.context.signal)).toMatchObject({ done: {} })
  expect(asked(place)).toEqual([])
  await place.close()
})
