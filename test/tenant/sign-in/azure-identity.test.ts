import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { marieEve, signInClientId, sophie, tenantId } from '#support/tenant-client.ts'
import { hostNames } from '#practice/serving/tls.ts'
import type { DesiredState } from '#support/azure-identity-client.ts'
import { openRelay } from '#support/connect-relay.ts'
import { openLiveTenant, type LiveTenant } from '#support/live-tenant.ts'
import { PageWalker } from '#support/page-walker.ts'
import {
  makeClientCertificate,
  registerApplication,
  type RegisteredApplication,
} from '#support/registered-application.ts'

const exchange = 'https://outlook.office365.com/.default'
const folder = mkdtempSync(join(tmpdir(), 'prextra-azure-identity-'))
let live: LiveTenant
let relay: Awaited<ReturnType<typeof openRelay>>
let application: RegisteredApplication
let certificatePath: string

beforeAll(async () => {
  live = await openLiveTenant()
  relay = await openRelay(hostNames, live.port)
  application = await registerApplication(live.tenant)
  const certificate = await makeClientCertificate()
  await application.change({ keyCredentials: [certificate.keyCredential] })
  certificatePath = join(folder, 'client.pem')
  writeFileSync(certificatePath, `${certificate.keyPem}${certificate.certPem}\n`)
})

afterAll(async () => {
  await relay.close()
  await live.close()
})

type Shown = { readonly userCode: string; readonly verificationUri: string }

/** Runs a client in a process of its own, which reaches the tenant by TLS under Microsoft's names, through a proxy. */
async function ask(
  desired: Partial<DesiredState>,
  { env = {}, onShown }: { env?: Record<string, string>; onShown?: (shown: Shown) => void } = {},
): Promise<{ token?: string; message?: string }> {
  const whole = { tenantId, clientId: application.appId, scope: exchange, ...desired }
  const child = spawn(process.execPath, ['test/support/azure-identity-client.ts', JSON.stringify(whole)], {
    env: { PATH: process.env.PATH, HOME: folder, HTTPS_PROXY: relay.url, NODE_EXTRA_CA_CERTS: live.caFile, ...env },
  })
  let out = ''
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.once('data', (data: Buffer) => onShown?.(JSON.parse(data.toString()) as Shown))
  await once(child, 'close')
  return JSON.parse(out) as { token?: string; message?: string }
}

describe('@azure/identity over real TLS', () => {
  test.each([
    ['id', tenantId],
    ['domain', 'erablieredunord.example'],
  ])('ClientSecretCredential, the company by its %s', async (_, at) => {
    const { token = '' } = await ask({ by: 'secret', secret: application.secret, tenantId: at })
    expect(decodeJwt(token)).toMatchObject({ appid: application.appId, tid: tenantId, appidacr: '1' })
    expect(relay.asked).toContain('login.microsoftonline.com:443')
  })

  test('ClientCertificateCredential', async () => {
    const { token = '' } = await ask({ by: 'certificate', certificatePath })
    expect(decodeJwt(token)).toMatchObject({ appid: application.appId, appidacr: '2' })
  })

  test('DeviceCodeCredential, its code typed on the page', async () => {
    const person = new PageWalker(live.tenant.fetch)
    const { token = '' } = await ask(
      { by: 'device', clientId: signInClientId, scope: 'https://graph.microsoft.com/User.Read' },
      {
        onShown: ({ verificationUri, userCode }) =>
          void person.enterCode(verificationUri, userCode, { account: sophie }),
      },
    )
    expect(decodeJwt(token)).toMatchObject({ oid: sophie, appid: signInClientId, aud: 'https://graph.microsoft.com' })
  })

  test('AuthorizationCodeCredential, for a web application', async () => {
    const redirectUri = 'https://app.erablieredunord.example/back'
    await application.change({ web: { redirectUris: [redirectUri] } })
    const query = new URLSearchParams({
      client_id: application.appId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid offline_access User.Read',
    })
    const address = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/authorize?${query.toString()}`
    const { answer } = await new PageWalker(live.tenant.fetch).signIn(address, { account: marieEve })
    const { token = '' } = await ask({
      by: 'code',
      secret: application.secret,
      code: answer.code ?? '',
      redirectUri,
      scope: 'User.Read',
    })
    expect(decodeJwt(token)).toMatchObject({ oid: marieEve, appidacr: '1' })
  })

  test('EnvironmentCredential, from the environment alone', async () => {
    const env = {
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: application.appId,
      AZURE_CLIENT_SECRET: application.secret,
    }
    const { token = '' } = await ask({ by: 'environment' }, { env })
    expect(decodeJwt(token).appid).toBe(application.appId)
  })

  test.each<[string, Partial<DesiredState>, number]>([
    ['a wrong secret', { by: 'secret', secret: 'wrong' }, 7000215],
    ['an unknown company', { by: 'secret', secret: 'x', tenantId: 'contoso.example' }, 90002],
    ['an unknown application', { by: 'secret', secret: 'x', clientId: 'aaaaaaaa-58d7-4e19-9c4b-1d7e2f80a365' }, 700016],
  ])('%s is told by its number', async (_, desired, code) => {
    const told = await ask(desired)
    expect(told).not.toHaveProperty('token')
    expect(told.message).toContain(`AADSTS${code}: `)
  })

  test('refuses the connection without the authority', async () => {
    const told = await ask({ by: 'secret', secret: application.secret }, { env: { NODE_EXTRA_CA_CERTS: '' } })
    expect(told).not.toHaveProperty('token')
    expect(told.message).toMatch(/certificate|network_error/i)
  })

  test('no other host was asked for anything it needed', () => {
    expect(live.exchanges.every(({ host }) => host === 'login.microsoftonline.com')).toBe(true)
    expect(live.exchanges.length).toBeGreaterThan(0)
  })
})
