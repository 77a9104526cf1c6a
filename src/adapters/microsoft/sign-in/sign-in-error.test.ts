import { expect, test } from 'vitest'
import { classifySignIn, type SignInError, type Subject } from './sign-in-error.ts'

const told = { details: { host: 'login.microsoftonline.com', status: 400 }, at: '2026-11-23T14:00:00.000Z' }
const none: SignInError = { error: '', suberror: null, description: '', numbers: [], correlationId: null }
const classify = (found: Partial<SignInError>, subject: Subject = 'person') =>
  classifySignIn({ ...none, ...found }, subject, told, 'sign-in-refused')

test.each([
  [
    'a number beside the sentence',
    { numbers: [530003], suberror: 'message_only' },
    { no: { code: 'device-not-managed' } },
  ],
  ['a number in the sentence', { description: 'AADSTS53003: Blocked.' }, { no: { code: 'conditional-access' } }],
  ['the first number that is known', { numbers: [12345, 50105] }, { no: { code: 'sign-in-not-assigned' } }],
  ['an outage', { numbers: [90033] }, { notYet: 'busy', problem: { code: 'microsoft-busy' } }],
] satisfies [string, Partial<SignInError>, object][])('%s', (_name, found, answer) => {
  expect(classify(found)).toMatchObject(answer)
})

test('what an application was just given is waited for; for a person it is a refusal', () => {
  expect(classify({ numbers: [7000215] }, 'application')).toMatchObject({
    notYet: 'secret-not-active',
    problem: { code: 'secret-not-accepted' },
  })
  expect(classify({ numbers: [7000215] })).toMatchObject({ no: { code: 'sign-in-misconfigured' } })
})

test.each([
  ['a policy’s last word', { error: 'invalid_grant', suberror: 'message_only' }, 'conditional-access'],
  ['another step', { error: 'invalid_grant', suberror: 'additional_action' }, 'second-factor'],
  ['a consent', { error: 'invalid_grant', suberror: 'consent_required' }, 'sign-in-needs-approval'],
  ['a new number of conditional access', { error: 'invalid_grant', numbers: [530099] }, 'conditional-access'],
  ['a declined page', { error: 'access_denied' }, 'sign-in-declined'],
  ['a session', { error: 'interaction_required' }, 'signed-out'],
  ['our own request', { error: 'invalid_scope' }, 'sign-in-misconfigured'],
  ['anything else', { error: 'something_new' }, 'sign-in-refused'],
] satisfies [string, Partial<SignInError>, string][])(
  'an unknown number is judged by its kind: %s',
  (_name, found, code) => {
    expect(classify(found)).toMatchObject({ no: { code } })
  },
)

test('a host that says it cannot answer is waited for', () => {
  expect(classify({ error: 'temporarily_unavailable' }, 'application')).toMatchObject({ notYet: 'busy' })
})

test('support gets Microsoft’s number and ids, and the sentence of a number that is not known', () => {
  const description =
    "AADSTS99999: The account 'ada@nord.example' may not.\r\nTrace ID: t-1\r\nCorrelation ID: c-1\r\nTimestamp: 2026-11-23"
  expect(classify({ error: 'invalid_grant', numbers: [99999], description, correlationId: 'c-1' })).toEqual({
    no: {
      code: 'sign-in-refused',
      at: told.at,
      microsoft: {
        ...told.details,
        code: 'AADSTS99999',
        correlationId: 'c-1',
        message: 'AADSTS99999: The account … may not.',
      },
    },
  })
  const known = classify({ numbers: [53003], description: 'AADSTS53003: Blocked.' })
  expect('no' in known && known.no.microsoft).not.toHaveProperty('message')
})
