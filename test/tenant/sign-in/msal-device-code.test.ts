import type { PublicClientApplication } from '@azure/msal-node'
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { luc, marieEve, tenantId } from '#support/tenant-client.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'
import { msalScopes, publicClient } from '#support/msal-clients.ts'
import { PageWalker, type Person } from '#support/page-walker.ts'
import { registerApplication } from '#support/registered-application.ts'

const scopes = msalScopes
let tenant: Tenant
let walker: PageWalker

beforeEach(() => {
  tenant = createTenant()
  walker = new PageWalker(tenant.fetch)
})

describe('MSAL’s device code', () => {
  const ask = (client: PublicClientApplication, person: Person, page?: (code: string) => void) =>
    client.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode, verificationUri }) => {
        page?.(userCode)
        void walker.enterCode(verificationUri, userCode, person)
      },
    })

  test('is typed on the page, and the poll is answered', async () => {
    const result = await ask(publicClient(tenant), { account: marieEve }, (code) =>
      expect(code).toMatch(/^[A-Z2-9]{9}$/),
    )
    expect(result?.account).toMatchObject({ localAccountId: marieEve, tenantId })
    expect(decodeJwt(result?.accessToken ?? '').scp).toContain('Application.ReadWrite.All')
  })

  test('works for Microsoft’s own Graph client, which asks consent as any other', async () => {
    const result = await ask(publicClient(tenant, { clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e' }), {
      account: luc,
    })
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({
      appid: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
      app_displayname: 'Microsoft Graph Command Line Tools',
    })
  })

  test('stops at a company that forbids it, though the browser was let in', async () => {
    tenant.policies.conditionalAccess = 'block-device-code'
    await expect(ask(publicClient(tenant), { account: marieEve })).rejects.toThrow('post_request_failed: invalid_grant')
  })

  test('ends when the person declines', async () => {
    await expect(ask(publicClient(tenant), { account: marieEve, consent: 'cancel' })).rejects.toThrow(
      'post_request_failed: authorization_declined',
    )
  })

  test('is refused to an application that is no public client', async () => {
    const { appId } = await registerApplication(tenant)
    await expect(ask(publicClient(tenant, { clientId: appId, at: tenantId }), { account: luc })).rejects.toThrow(
      'post_request_failed: invalid_client',
    )
  })
})
