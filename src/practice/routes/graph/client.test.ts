import { Client, GraphError, type Context } from '@microsoft/microsoft-graph-client'
import type { Application, PasswordCredential } from '@microsoft/microsoft-graph-types'
import { expect, test } from 'vitest'
import { marieEve, signIn } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '../../tenant/tenant.ts'

/** Returns Microsoft's Graph client with the tenant as its network. */
function clientOf(tenant: Tenant, token: string): Client {
  return Client.initWithMiddleware({
    middleware: {
      execute: async (context: Context) => {
        const headers = new Headers(context.options?.headers)
        headers.set('authorization', `Bearer ${token}`)
        context.response = await tenant.fetch(
          new Request(context.request as string, { ...(context.options as RequestInit), headers }),
        )
      },
    },
  })
}

test('Microsoft’s Graph client creates, finds, changes and is refused', async () => {
  const tenant = createTenant()
  const client = clientOf(tenant, await signIn(tenant, marieEve))
  const wanted = { displayName: 'Prextra Outlook Sync', tags: ['prextra'] } satisfies Application
  const made = (await client
    .api(`/applications(uniqueName='prextra')`)
    .header('Prefer', 'create-if-missing')
    .patch(wanted)) as Application
  expect(made).toMatchObject({ ...wanted, uniqueName: 'prextra' })

  const found = (await client
    .api('/applications')
    .filter(`tags/any(t:t eq 'prextra')`)
    .select(['id', 'appId'])
    .top(5)
    .get()) as { value: Application[] }
  expect(found.value).toEqual([{ id: made.id, appId: made.appId }])

  const secret = (await client
    .api(`/applications/${made.id ?? ''}/addPassword`)
    .post({ passwordCredential: { displayName: 'one' } })) as PasswordCredential
  expect(secret.secretText).toHaveLength(40)

  const failure: unknown = await client
    .api('/servicePrincipals')
    .post({ appId: marieEve })
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(GraphError)
  expect(failure).toMatchObject({
    statusCode: 400,
    code: 'Request_BadRequest',
    message: `The appId '${marieEve}' of the service principal does not reference a valid application object.`,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
  })
  expect(await client.api(`/applications/${made.id ?? ''}`).delete()).toBeUndefined()
  expect(tenant.state.deletedItems).toHaveLength(1)
})
