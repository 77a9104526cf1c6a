import { expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { filterPage, scriptedConnection, type Scripted } from '#support/scripted-connection.ts'
import { openByGraph } from './graph-mailbox.ts'

const refusal = (status: number, code: string, message = ''): Scripted => ({
  status,
  body: { error: { code, message } },
})
const unknown = refusal(404, 'ErrorInvalidUser')

async function open(...answers: readonly Scripted[]) {
  const { connection, requests } = scriptedConnection(...answers)
  const { signal } = new AbortController()
  const answer = await openByGraph(connection, 'calendar', "o'brien@nord.example", new Secret('token'), signal)
  return { answer, paths: requests.map(({ url }) => decodeURIComponent(new URL(url).pathname + new URL(url).search)) }
}

test('the mailbox’s own call, and nothing of its content', async () => {
  const { answer, paths } = await open({ body: { id: 'c-1' } })
  expect(answer).toEqual({ done: null })
  expect(paths).toEqual(["/v1.0/users/o'brien@nord.example/calendar?$select=id"])
})

test('an address that is not the account’s name is looked up, and the account is opened by its id', async () => {
  const id = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
  const { answer, paths } = await open(unknown, { body: { value: [{ id }] } }, { body: { id: 'c-1' } })
  expect(answer).toEqual({ done: null })
  expect(paths.slice(1)).toEqual([
    "/v1.0/users?$filter=mail eq 'o''brien@nord.example'&$select=id",
    `/v1.0/users/${id}/calendar?$select=id`,
  ])
})

test('an address that nobody has is unknown, as the first answer said', async () => {
  const { answer } = await open(unknown, { body: { value: [] } })
  expect(answer).toMatchObject({ no: { code: 'mailbox-unknown', microsoft: { code: 'ErrorInvalidUser' } } })
})

test('a look-up that is refused leaves the first answer', async () => {
  const { answer } = await open(unknown, refusal(403, 'Authorization_RequestDenied'))
  expect(answer).toMatchObject({ no: { code: 'mailbox-unknown' } })
})

test.each([
  [404, 'ResourceNotFound', 'Resource could not be discovered.', 'mailbox-unknown'],
  [404, 'MailboxNotEnabledForRESTAPI', '', 'mailbox-unknown'],
  [404, 'Request_ResourceNotFound', '', 'mailbox-unknown'],
])('%i %s means %s', async (status, code, message, meaning) => {
  const { answer } = await open(refusal(status, code, message), { body: { value: [] } })
  expect(answer).toMatchObject({ no: { code: meaning } })
})

test.each([
  [404, 'OrganizationFromTenantGuidNotFound', "The tenant for tenant guid 'x' does not exist.", 'exchange-missing'],
  [
    403,
    'ErrorAccessDenied',
    'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
    'mailbox-refused',
  ],
  [403, 'ErrorAccessDenied', 'Access to OData is disabled.', 'programs-refused'],
  [403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.', 'mailbox-out-of-reach'],
  [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.', 'mailbox-refused'],
  [401, 'InvalidAuthenticationToken', 'Access token has expired.', 'exchange-unauthorized'],
])('%i %s, “%s”', async (status, code, message, meaning) => {
  expect((await open(refusal(status, code, message))).answer).toMatchObject({ no: { code: meaning } })
})

test('a filter’s 404 is not an unknown mailbox, and nothing is looked up', async () => {
  const { answer, paths } = await open({ status: 404, headers: {}, body: filterPage })
  expect(answer).toMatchObject({ no: { code: 'not-microsoft' } })
  expect(paths).toHaveLength(1)
})
