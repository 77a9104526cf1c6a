import { expect, test } from 'vitest'
import { graph, marieEve, postToken, recipe, register, signIn, stoppedClock } from '#support/tenant-client.ts'
import { createTenant } from '../../../tenant/tenant.ts'

test('a secret: text once, shaped as Entra’s, two years by default, its end after its start', async () => {
  const clock = stoppedClock()
  const tenant = createTenant({ clock })
  const token = await signIn(tenant, marieEve)
  const { body } = await graph(tenant, token, 'POST', '/applications', recipe)
  const add = (passwordCredential: object) =>
    graph(tenant, token, 'POST', `/applications/${String(body.id)}/addPassword`, { passwordCredential })
  const { body: made } = await add({ displayName: 'CDID 2026-11' })
  expect(made.secretText).toMatch(/^[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{34}$/)
  expect(made).toMatchObject({
    displayName: 'CDID 2026-11',
    startDateTime: '2026-11-22T14:00:00Z',
    endDateTime: '2028-11-22T14:00:00Z',
    hint: String(made.secretText).slice(0, 3),
    customKeyIdentifier: null,
  })
  const read = await graph(tenant, token, 'GET', `/applications/${String(body.id)}?$select=passwordCredentials`)
  expect(read.body.passwordCredentials).toMatchObject([{ keyId: made.keyId, secretText: null }])
  expect(JSON.stringify([tenant.state, tenant.requests])).not.toContain(String(made.secretText))
  expect(JSON.stringify(tenant.state)).not.toMatch(/hash|hiddenFor/)

  for (const wrong of [
    { endDateTime: '2026-11-22T13:00:00Z' },
    { startDateTime: '2027-01-01T00:00:00Z', endDateTime: '2027-01-01T00:00:00Z' },
  ]) {
    expect((await add(wrong)).body.error?.code).toBe('KeyCredentialsInvalidEndDate')
  }
  for (const wrong of [
    { endDateTime: '2027-05-01' },
    { endDateTime: 5 },
    { secretText: 'mine' },
    { keyId: marieEve },
  ]) {
    expect((await add(wrong)).status).toBe(400)
  }
  expect(tenant.state.applications[0]?.passwordCredentials).toHaveLength(1)

  const remove = (keyId: unknown) =>
    graph(tenant, token, 'POST', `/applications/${String(body.id)}/removePassword`, { keyId })
  expect((await remove(marieEve)).status).toBe(400)
  expect((await remove(made.keyId)).status).toBe(204)
  expect(tenant.state.applications[0]?.passwordCredentials).toEqual([])
})

test('a secret that starts tomorrow is not a secret today', async () => {
  const clock = stoppedClock()
  const tenant = createTenant({ clock })
  const token = await signIn(tenant, marieEve)
  const { id, appId } = await register(tenant, token)
  const { body } = await graph(tenant, token, 'POST', `/applications/${id}/addPassword`, {
    passwordCredential: { startDateTime: '2026-11-23T14:00:00Z' },
  })
  const ask = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: String(body.secretText),
    scope: 'https://graph.microsoft.com/.default',
  }
  expect(await (await postToken(tenant, ask)).json()).toMatchObject({ error_codes: [7000215] })
  clock.forward(24 * 3600_000)
  expect((await postToken(tenant, ask)).status).toBe(200)
})
