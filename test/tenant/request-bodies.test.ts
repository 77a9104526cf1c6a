import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, expect, test } from 'vitest'
import type { Clock } from '#core/ports.ts'
import { publicCloud } from '#core/access/cloud.ts'
import { createDirectory } from '../../src/adapters/microsoft/graph/directory.ts'
import type { Graph } from '../../src/adapters/microsoft/graph/graph.ts'
import * as bodies from './request-bodies.ts'
import { openCompany, type SignedInCompany } from './signed-in-company.ts'

const path = join(import.meta.dirname, 'request-bodies.ts').replaceAll('\\', '/')
const source = readFileSync(path, 'utf8')

/** Returns the errors of tsc for this text in place of request-bodies.ts. */
function problems(text: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  }
  const host = ts.createCompilerHost(options)
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023) : read(name, ...rest)
  const program = ts.createProgram([path], options, host)
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

test('the bodies compile as they are', () => {
  expect(problems(source)).toEqual([])
}, 60_000)

test.each([
  ['requiredResourceAccess:', 'requiredResourceAcess:', 'requiredResourceAcess'],
  ['redirectUris:', 'redirectUrls:', 'redirectUrls'],
  ['resourceAppId:', 'resourceAppID:', 'resourceAppID'],
  ['appRoleId:', 'appRoleID:', 'appRoleID'],
  ['endDateTime:', 'endDatetime:', 'endDatetime'],
  [`tags: ['cdid-prextra-outlook-sync', 'prextra-scoped']`, `tags: 'prextra-scoped'`, 'not assignable'],
])(
  'a planted %s → %s is refused by tsc',
  (right, wrong, words) => {
    expect(source).toContain(right)
    expect(problems(source.replace(right, wrong)).join('\n')).toContain(words)
  },
  60_000,
)

let company: SignedInCompany

beforeAll(async () => {
  company = await openCompany()
})

test('the adapter sends these bodies and no others', async () => {
  const sent: unknown[] = []
  const graph = ((call: { body?: unknown }) => {
    if (call.body !== undefined) sent.push(call.body)
    return Promise.resolve({ unknown: true, problem: { code: 'microsoft-unexpected', at: '' } })
  }) as unknown as Graph
  const clock: Clock = { now: () => new Date(0), wait: () => Promise.resolve(), alarm: () => () => undefined }
  const directory = createDirectory(graph, { cloud: publicCloud, clock })
  const { signal } = new AbortController()
  const { displayName, publicClient, requiredResourceAccess } = bodies.application
  const permissions = requiredResourceAccess.flatMap(({ resourceAppId, resourceAccess }) =>
    resourceAccess.map(({ id }) => ({ resourceAppId, appRoleId: id })),
  )
  const { redirectUris } = publicClient
  await directory.upsertApplication('prextra', { displayName, redirectUris, permissions }, signal)
  await directory.patchApplication('x', bodies.applicationChange, signal)
  await directory.createServicePrincipal(bodies.servicePrincipal.appId, signal)
  await directory.grantAppRole(bodies.grant, signal)
  const { displayName: name, endDateTime } = bodies.addPassword.passwordCredential
  await directory.addPassword('x', { displayName: name, endsAt: endDateTime }, signal)
  await directory.removePassword('x', bodies.removePassword.keyId, signal)
  expect(sent).toEqual([
    bodies.application,
    bodies.applicationChange,
    bodies.servicePrincipal,
    bodies.grant,
    bodies.addPassword,
    bodies.removePassword,
  ])
})

test('and the tenant takes them', async () => {
  const { send, tenant } = company
  const made = await send('POST', '/applications', bodies.application)
  expect(made.body).toMatchObject(bodies.application)
  await send('PATCH', `/applications/${String(made.body.id)}`, bodies.applicationChange)
  const principal = await send('POST', '/servicePrincipals', { ...bodies.servicePrincipal, appId: made.body.appId })
  const grant = { ...bodies.grant, principalId: principal.body.id }
  expect(
    (await send('POST', `/servicePrincipals/${bodies.grant.resourceId}/appRoleAssignedTo`, grant)).body,
  ).toMatchObject(grant)
  const secret = await send('POST', `/applications/${String(made.body.id)}/addPassword`, bodies.addPassword)
  expect(secret.body).toMatchObject({ displayName: 'CDID 2026-11', endDateTime: '2027-05-01T00:00:00Z' })
  const removal = { ...bodies.removePassword, keyId: secret.body.keyId }
  expect((await send('POST', `/applications/${String(made.body.id)}/removePassword`, removal)).body).toEqual({})
  expect(tenant.state.applications).toMatchObject([{ tags: bodies.applicationChange.tags, passwordCredentials: [] }])
})
