import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mailScopes } from '#adapters/microsoft/graph/outbox.ts'
import { signInScopes } from '#adapters/microsoft/sign-in/sign-in-scopes.ts'
import { profiles, type Profile } from '#core/access/profile.ts'
import { exemptionScopes } from '#core/provision/exemption.ts'
import { microsoftGraph } from '#practice/company/microsoft-graph.ts'
import { createTenant } from '#practice/tenant/tenant.ts'
import { graph, marieEve, signIn } from '#support/tenant-client.ts'

interface Manifest {
  readonly publicClient: { readonly redirectUris: readonly string[] }
  readonly requiredResourceAccess: readonly {
    readonly resourceAppId: string
    readonly resourceAccess: readonly { readonly id: string; readonly type: string }[]
  }[]
}

const manifest = JSON.parse(readFileSync('build/sign-in-application.json', 'utf8')) as Manifest

/** Every delegated scope that the assistant asks for, at the sign-in or later. */
const asked = [
  ...signInScopes,
  ...mailScopes,
  ...exemptionScopes,
  ...Object.values<Profile>(profiles).flatMap(({ grantedWith }) => grantedWith),
]

test('the sign-in application that CDID registers names every scope that the assistant asks for, and no other', () => {
  const [access, ...others] = manifest.requiredResourceAccess
  expect(others).toEqual([])
  expect(access?.resourceAppId).toBe(microsoftGraph.appId)
  expect(access?.resourceAccess.every(({ type }) => type === 'Scope')).toBe(true)
  const nameOf = (id: string) => microsoftGraph.scopes.find((scope) => scope.id === id)?.value ?? id
  expect(access?.resourceAccess.map(({ id }) => nameOf(id)).sort()).toEqual([...new Set(asked)].sort())
})

test('Graph accepts its registration as it stands', async () => {
  const tenant = createTenant()
  const token = await signIn(tenant, marieEve)
  const { status, body } = await graph(tenant, token, 'POST', '/applications', manifest)
  expect(status).toBe(201)
  expect(body).toMatchObject(manifest)
})

test('docs/cdid.md names what has to be registered', () => {
  const text = readFileSync('docs/cdid.md', 'utf8')
  const { redirectUris } = manifest.publicClient
  for (const word of [...asked, ...redirectUris, 'AzureADMultipleOrgs', 'DirectoryRole', 'acct']) {
    expect(text).toContain(word)
  }
})
