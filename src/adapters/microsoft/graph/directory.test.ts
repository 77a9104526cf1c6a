import { describe, expect, test } from 'vitest'
import type { Answer } from '#core/answer.ts'
import type { Directory } from '#core/directory.ts'
import { filterPage, fromMicrosoft, scriptedConnection, type Scripted } from '#support/scripted-connection.ts'
import { createDirectory } from './directory.ts'
import { createGraph } from './graph.ts'

const id = '8f3b6a1e-92d4-4c75-b0e8-1a6f5d27c943'
const appId = '6d0c1f7a-3b52-4e8e-9f41-2c5a7e9b0d13'
const keyId = '0b5a7a3e-5c0f-4b8e-9a39-6f6f1c1f2a10'
const resource = '00000002-0000-0ff1-ce00-000000000000'
const role = 'dc890d15-9560-4a4c-9b7f-a736ec74ec40'
const { signal } = new AbortController()

const application = {
  id,
  appId,
  displayName: 'Prextra',
  createdDateTime: '2026-11-01T00:00:00Z',
  tags: ['ours'],
  publicClient: { redirectUris: ['https://a.example'] },
  requiredResourceAccess: [
    {
      resourceAppId: resource,
      resourceAccess: [
        { id: role, type: 'Role' },
        { id: appId, type: 'Scope' },
      ],
    },
  ],
  passwordCredentials: [
    { keyId, displayName: null, startDateTime: '2026-11-01T00:00:00Z', endDateTime: '2027-04-01T00:00:00Z' },
  ],
}
const asRead = {
  id,
  appId,
  displayName: 'Prextra',
  createdAt: '2026-11-01T00:00:00Z',
  tags: ['ours'],
  redirectUris: ['https://a.example'],
  permissions: [{ resourceAppId: resource, appRoleId: role }],
  passwords: [{ keyId, displayName: null, startsAt: '2026-11-01T00:00:00Z', endsAt: '2027-04-01T00:00:00Z' }],
}
const error = (status: number, code: string, message = ''): Scripted => ({ status, body: { error: { code, message } } })
const notFound = error(404, 'Request_ResourceNotFound')
const page = (status: number): Scripted => ({ status, headers: {}, body: filterPage })

/** Makes one call on a directory whose Graph gives this answer; returns the answer and what was sent. */
async function call<T>(scripted: Scripted, work: (directory: Directory) => Promise<Answer<T>>) {
  const { connection, requests } = scriptedConnection(scripted)
  const directory = createDirectory(
    createGraph({ ...connection, token: () => Promise.resolve({ done: 'token' }) }),
    connection,
  )
  const answer = await work(directory)
  const [request] = requests
  const url = new URL(request?.url ?? '')
  return {
    answer,
    method: request?.method,
    path: decodeURIComponent(url.pathname + url.search).replace('/v1.0', ''),
    body: request?.body === undefined ? undefined : (JSON.parse(request.body) as unknown),
    headers: request?.headers,
  }
}

describe('reading', () => {
  test('the organization, by its default domain', async () => {
    const body = {
      value: [
        { id, displayName: 'Nord', verifiedDomains: [{ name: 'a.example' }, { name: 'b.example', isDefault: true }] },
      ],
    }
    const { answer } = await call({ body }, (directory) => directory.organization(signal))
    expect(answer).toEqual({ done: { id, name: 'Nord', domain: 'b.example' } })
  })

  test('an application by its uniqueName, with quotes doubled', async () => {
    const { answer, path } = await call({ body: application }, (directory) =>
      directory.applicationByUniqueName("l'érable", signal),
    )
    expect(answer).toEqual({ done: asRead })
    expect(path).toContain("/applications(uniqueName='l''érable')?$select=id,appId")
  })

  test('an application that is not there', async () => {
    expect((await call(notFound, (directory) => directory.applicationById(id, signal))).answer).toEqual({ done: null })
  })

  test.each([
    ['by tag', (directory: Directory) => directory.applicationsByTag("o'urs", signal), "tags/any(t:t eq 'o''urs')"],
    ['by name', (directory: Directory) => directory.applicationsByName("L'É", signal), "displayName eq 'L''É'"],
  ] as const)('applications %s', async (_name, work, filter) => {
    const { answer, path } = await call({ body: { value: [application] } }, work)
    expect(answer).toEqual({ done: [asRead] })
    expect(path).toContain(`/applications?$filter=${filter}&$select=`)
  })

  test('the recycle bin, with when each was deleted', async () => {
    const body = { value: [{ ...application, deletedDateTime: '2026-11-20T00:00:00Z' }] }
    const { answer } = await call({ body }, (directory) => directory.deletedApplications('Prextra', signal))
    expect(answer).toEqual({ done: [{ ...asRead, deletedAt: '2026-11-20T00:00:00Z' }] })
  })

  test.each([
    [{ accountEnabled: true, disabledByMicrosoftStatus: null }, null],
    [{}, null],
    [{ accountEnabled: false }, { by: 'administrator' }],
    [{ accountEnabled: false, disabledByMicrosoftStatus: 'NotDisabled' }, { by: 'administrator' }],
    [
      { accountEnabled: true, disabledByMicrosoftStatus: 'DisabledDueToViolationOfServicesAgreement' },
      { by: 'microsoft', status: 'DisabledDueToViolationOfServicesAgreement' },
    ],
    [
      { accountEnabled: false, disabledByMicrosoftStatus: 'new' },
      { by: 'microsoft', status: 'new' },
    ],
  ])('a service principal, and who has disabled it: %j', async (body, disabled) => {
    const { answer, path } = await call({ body: { id, appId, ...body } }, (directory) =>
      directory.servicePrincipalByAppId(appId, signal),
    )
    expect(answer).toEqual({ done: { id, appId, createdAt: null, disabled } })
    expect(path).toBe(`/servicePrincipals(appId='${appId}')?$select=id,appId,accountEnabled,disabledByMicrosoftStatus`)
  })

  test('the assignments of an application’s service principal, which may be missing', async () => {
    const assignment = { id: 'a-1', resourceId: id, appRoleId: role }
    const work = (directory: Directory) => directory.appRoleAssignments(appId, signal)
    const { answer, path } = await call({ body: { value: [assignment] } }, work)
    expect(answer).toEqual({ done: [assignment] })
    expect(path).toBe(`/servicePrincipals(appId='${appId}')/appRoleAssignments?$top=999`)
    expect((await call(notFound, work)).answer).toEqual({ done: null })
  })

  test('the policy on secrets, which most accounts may not read', async () => {
    const work = (directory: Directory) => directory.secretPolicy(signal)
    const body = { isEnabled: false }
    expect((await call({ body }, work)).answer).toEqual({
      done: { forbidden: false, longestMs: null, exemption: null },
    })
    expect((await call(error(403, 'Authorization_RequestDenied'), work)).answer).toEqual({ done: null })
  })

  test('the policy on secrets is not asked for again before Microsoft wants to be', async () => {
    const { connection, requests, clock } = scriptedConnection({
      status: 429,
      headers: { ...fromMicrosoft, 'retry-after': '90' },
    })
    const token = () => Promise.resolve({ done: 'token' })
    const directory = createDirectory(createGraph({ ...connection, token }), connection)
    expect(await directory.secretPolicy(signal)).toMatchObject({ notYet: 'throttled', afterMs: 90_000 })
    clock.set(new Date(clock.now().getTime() + 30_000))
    expect(await directory.secretPolicy(signal)).toMatchObject({ notYet: 'throttled', afterMs: 60_000 })
    expect(requests).toHaveLength(1)
  })

  test.each([
    ['applicationByUniqueName', (directory: Directory) => directory.applicationByUniqueName('x', signal)],
    ['applicationById', (directory: Directory) => directory.applicationById(id, signal)],
    ['applicationsByTag', (directory: Directory) => directory.applicationsByTag('x', signal)],
    ['applicationsByName', (directory: Directory) => directory.applicationsByName('x', signal)],
    ['deletedApplications', (directory: Directory) => directory.deletedApplications('x', signal)],
    ['servicePrincipalByAppId', (directory: Directory) => directory.servicePrincipalByAppId(appId, signal)],
    ['appRoleAssignments', (directory: Directory) => directory.appRoleAssignments(appId, signal)],
    ['secretPolicy', (directory: Directory) => directory.secretPolicy(signal)],
    ['organization', (directory: Directory) => directory.organization(signal)],
  ] as const)('%s never takes a filter’s page for something that is missing', async (_name, work) => {
    for (const status of [200, 403, 404]) {
      expect((await call<unknown>(page(status), work)).answer).toMatchObject({ no: { code: 'not-microsoft' } })
    }
  })
})

describe('writing', () => {
  const body = { displayName: 'Prextra', redirectUris: ['https://a.example'], permissions: asRead.permissions }

  test('an upsert', async () => {
    const work = (directory: Directory) => directory.upsertApplication('key', body, signal)
    const made = await call({ status: 201, body: application }, work)
    expect(made).toMatchObject({
      answer: { done: asRead },
      method: 'PATCH',
      path: "/applications(uniqueName='key')",
      headers: { prefer: 'create-if-missing' },
    })
    expect(made.body).toEqual({
      displayName: 'Prextra',
      publicClient: { redirectUris: ['https://a.example'] },
      requiredResourceAccess: [{ resourceAppId: resource, resourceAccess: [{ id: role, type: 'Role' }] }],
      signInAudience: 'AzureADMyOrg',
    })
    expect((await call({ status: 204 }, work)).answer).toEqual({ done: null })
  })

  test.each([404, 405, 501])('an upsert that this cloud does not have: %i', async (status) => {
    const { answer } = await call(error(status, 'x'), (directory) => directory.upsertApplication('key', body, signal))
    expect(answer).toEqual({ done: 'unsupported' })
  })

  test('a created application, whose empty answer leaves it unknown', async () => {
    const work = (directory: Directory) => directory.createApplication({ ...body, tags: ['ours'] }, signal)
    expect((await call({ status: 201, body: application }, work)).answer).toEqual({ done: asRead })
    expect((await call({ status: 204 }, work)).answer).toMatchObject({ unknown: true })
  })

  test('only the fields that are given', async () => {
    const sent = await call({ status: 204 }, (directory) => directory.patchApplication(id, { tags: ['x'] }, signal))
    expect(sent).toMatchObject({ answer: { done: null }, method: 'PATCH', path: `/applications/${id}` })
    expect(sent.body).toEqual({ tags: ['x'] })
  })

  test('a refusal to change an application is about that application', async () => {
    const { answer } = await call(error(403, 'Authorization_RequestDenied'), (directory) =>
      directory.patchApplication(id, { tags: ['x'] }, signal),
    )
    expect(answer).toMatchObject({ no: { code: 'application-not-allowed' } })
  })

  test('a secret, whose value does not print itself', async () => {
    const value = 'abc8Q~secret-text-of-Microsofts'
    const made = { ...application.passwordCredentials[0], secretText: value }
    const password = { displayName: 'Assistant', endsAt: '2027-04-01T00:00:00Z' }
    const { answer, body: sent } = await call({ body: made }, (directory) =>
      directory.addPassword(id, password, signal),
    )
    expect(answer).toMatchObject({ done: { credential: { keyId } } })
    expect('done' in answer && answer.done.secret.reveal()).toBe(value)
    expect(JSON.stringify(answer)).not.toContain(value)
    expect(sent).toEqual({ passwordCredential: { displayName: 'Assistant', endDateTime: '2027-04-01T00:00:00Z' } })
  })

  test('a secret without its value is unknown', async () => {
    const { answer } = await call({ body: application.passwordCredentials[0] }, (directory) =>
      directory.addPassword(id, { displayName: '', endsAt: '' }, signal),
    )
    expect(answer).toMatchObject({ unknown: true })
  })

  test('a grant', async () => {
    const grant = { principalId: id, resourceId: appId, appRoleId: role }
    const assignment = { id: 'a-1', resourceId: appId, appRoleId: role }
    const sent = await call({ status: 201, body: assignment }, (directory) => directory.grantAppRole(grant, signal))
    expect(sent).toMatchObject({
      answer: { done: assignment },
      path: `/servicePrincipals/${appId}/appRoleAssignedTo`,
      body: grant,
    })
  })
})

test('enabling a service principal', async () => {
  const work = (directory: Directory) => directory.enableServicePrincipal(id, signal)
  expect(await call({ status: 204, headers: {} }, work)).toMatchObject({
    answer: { done: null },
    method: 'PATCH',
    path: `/servicePrincipals/${id}`,
    body: { accountEnabled: true },
  })
  expect((await call(notFound, work)).answer).toMatchObject({ notYet: 'replication' })
  expect((await call(error(403, 'Authorization_RequestDenied'), work)).answer).toMatchObject({
    no: { code: 'not-allowed' },
  })
  for (const status of [200, 403, 404, 502]) {
    expect((await call(page(status), work)).answer).toMatchObject({ unknown: true })
  }
})

describe('removing', () => {
  const removals = [
    ['an application', (directory: Directory) => directory.deleteApplication(id, signal)],
    ['a service principal', (directory: Directory) => directory.deleteServicePrincipal(id, signal)],
    ['a grant', (directory: Directory) => directory.removeGrant({ principalId: id, id: 'a-1' }, signal)],
    ['a secret', (directory: Directory) => directory.removePassword(id, keyId, signal)],
  ] as const

  test.each(removals)('%s is done when Microsoft says so, or does not know it', async (_name, work) => {
    expect((await call({ status: 204, headers: {} }, work)).answer).toEqual({ done: null })
    expect((await call(notFound, work)).answer).toEqual({ done: null })
  })

  test('a secret that is gone is gone', async () => {
    const gone = error(400, 'Request_BadRequest', 'No password credential found with keyId.')
    expect((await call(gone, removals[3][1])).answer).toEqual({ done: null })
  })

  test.each(removals)('%s is not removed by a filter’s page', async (_name, work) => {
    for (const status of [200, 403, 404, 502]) {
      expect((await call(page(status), work)).answer).toMatchObject({ unknown: true })
    }
  })
})

test('a restore', async () => {
  const work = (directory: Directory) => directory.restoreApplication(id, signal)
  const sent = await call({ body: application }, work)
  expect(sent).toMatchObject({ answer: { done: null }, method: 'POST', path: `/directory/deletedItems/${id}/restore` })
  expect((await call(notFound, work)).answer).toMatchObject({ notYet: 'replication' })
})

describe('the roles of the account', () => {
  const listed = (...roles: object[]): Scripted => ({
    status: 200,
    body: { '@odata.count': roles.length, value: roles },
  })
  const hidden = { '@odata.type': '#microsoft.graph.directoryRole', id, roleTemplateId: null }

  test('are asked for as an advanced query, which a cast is', async () => {
    const { method, path, headers } = await call(listed(), (directory) => directory.activeRoles(signal))
    expect([method, path]).toEqual([
      'GET',
      '/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=roleTemplateId',
    ])
    expect(headers).toMatchObject({ consistencylevel: 'eventual' })
  })

  test.each<[string, Scripted, Answer<readonly string[] | null>]>([
    ['are those that Graph lists', listed({ roleTemplateId: role }), { done: [role] }],
    ['are none, where it lists none', listed(), { done: [] }],
    ['are not visible, where it hides what they are', listed({ roleTemplateId: role }, hidden), { done: null }],
    ['are not visible without a user object', notFound, { done: null }],
  ])('%s', async (_name, scripted, expected) => {
    expect((await call(scripted, (directory) => directory.activeRoles(signal))).answer).toEqual(expected)
  })

  test('a filter’s page names none', async () => {
    expect((await call(page(404), (directory) => directory.activeRoles(signal))).answer).toMatchObject({
      no: { code: 'not-microsoft' },
    })
  })
})
