import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { marieEve, signInClientId, sophie, tenantId } from '#practice/rehearsal.ts'
import { hostNames } from '#practice/tls.ts'
import { openRelay } from '#support/connect-relay.ts'
import { openLiveTenant, type LiveTenant } from '#support/live-tenant.ts'
import { PageWalker } from '#support/page-walker.ts'
import {
  makeClientCertificate,
  registerApplication,
  type RegisteredApplication,
} from '#support/registered-application.ts'

const run = promisify(execFile)
const exchange = 'https://outlook.office365.com/.default'
const folder = mkdtempSync(join(tmpdir(), 'prextra-azure-identity-'))
let live: LiveTenant
let relay: Awaited<ReturnType<typeof openRelay>>
let application: RegisteredApplication
let certificatePath: string

beforeAll(async () => {
  live = await openLiveTenant()
  relay = await openRelay(hostNames, live.port)
  application = await registerApplication(live.tenant, { isFallbackPublicClient: true })
  const certificate = await makeClientCertificate()
  await application.change({ keyCredentials: [certificate.keyCredential] })
  certificatePath = join(folder, 'client.pem')
  writeFileSync(certificatePath, certificate.keyPem + certificate.certPem + '\n')
})

afterAll(async () => {
  await relay.close()
  await live.close()
})

interface Told {
  readonly token?: string
  readonly message?: string
}

/** Microsoft's library, unchanged, in a process of its own: real TLS, real names, a proxy and an authority as its environment says. */
async function ask(script: string, env: Record<string, string> = {}): Promise<Told> {
  const source = `
    import * as identity from '@azure/identity'
    const tell = (told) => process.stdout.write(JSON.stringify(told))
    try {
      ${script}
    } catch (error) {
      tell({ message: error.message })
    }`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', source], {
    env: { PATH: process.env.PATH, HOME: folder, HTTPS_PROXY: relay.url, NODE_EXTRA_CA_CERTS: live.caFile, ...env },
  })
  return JSON.parse(stdout) as Told
}

const quoted = (value: unknown): string => JSON.stringify(value)
const bySecret = (secret: string, at = tenantId, clientId = application.appId) =>
  `const credential = new identity.ClientSecretCredential(${quoted(at)}, ${quoted(clientId)}, ${quoted(secret)})
   tell(await credential.getToken(${quoted(exchange)}))`

describe('@azure/identity over real TLS', () => {
  test.each(['id', 'domain'])('ClientSecretCredential, the company by its %s', async (by) => {
    const { token = '' } = await ask(bySecret(application.secret, by === 'id' ? tenantId : 'erablieredunord.example'))
    expect(decodeJwt(token)).toMatchObject({ appid: application.appId, tid: tenantId, appidacr: '1' })
    expect(relay.asked).toContain('login.microsoftonline.com:443')
  })

  test('ClientCertificateCredential', async () => {
    const { token = '' } = await ask(
      `const credential = new identity.ClientCertificateCredential(${quoted(tenantId)}, ${quoted(application.appId)}, { certificatePath: ${quoted(certificatePath)} }, { sendCertificateChain: true })
       tell(await credential.getToken(${quoted(exchange)}))`,
    )
    expect(decodeJwt(token)).toMatchObject({ appid: application.appId, appidacr: '2' })
  })

  test('DeviceCodeCredential, its code typed on the page', async () => {
    const person = new PageWalker(live.tenant.fetch)
    const script = `
      const credential = new identity.DeviceCodeCredential({
        tenantId: ${quoted(tenantId)},
        clientId: ${quoted(signInClientId)},
        userPromptCallback: ({ userCode, verificationUri }) => process.stderr.write(JSON.stringify({ userCode, verificationUri }) + '\\n'),
      })
      tell(await credential.getToken('https://graph.microsoft.com/User.Read'))`
    const child = run(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import * as identity from '@azure/identity'\nconst tell = (told) => process.stdout.write(JSON.stringify(told))\n${script}`,
      ],
      {
        env: { PATH: process.env.PATH, HOME: folder, HTTPS_PROXY: relay.url, NODE_EXTRA_CA_CERTS: live.caFile },
      },
    )
    child.child.stderr?.once('data', (line: Buffer) => {
      const { userCode, verificationUri } = JSON.parse(line.toString()) as Record<string, string>
      void person.enterCode(verificationUri ?? '', userCode ?? '', { account: sophie })
    })
    const { token = '' } = JSON.parse((await child).stdout) as Told
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
    const { token = '' } = await ask(
      `const credential = new identity.AuthorizationCodeCredential(${quoted(tenantId)}, ${quoted(application.appId)}, ${quoted(application.secret)}, ${quoted(answer.code)}, ${quoted(redirectUri)})
       tell(await credential.getToken('User.Read'))`,
    )
    expect(decodeJwt(token)).toMatchObject({ oid: marieEve, appidacr: '1' })
  })

  test('EnvironmentCredential, from the environment alone', async () => {
    const { token = '' } = await ask(`tell(await new identity.EnvironmentCredential().getToken(${quoted(exchange)}))`, {
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: application.appId,
      AZURE_CLIENT_SECRET: application.secret,
    })
    expect(decodeJwt(token).appid).toBe(application.appId)
  })

  test.each<[string, () => string, number]>([
    ['a wrong secret', () => bySecret('wrong'), 7000215],
    ['an unknown company', () => bySecret('x', 'contoso.example'), 90002],
    ['an unknown application', () => bySecret('x', tenantId, 'aaaaaaaa-58d7-4e19-9c4b-1d7e2f80a365'), 700016],
  ])('%s is told by its number', async (_, script, code) => {
    const told = await ask(script())
    expect(told).not.toHaveProperty('token')
    expect(told.message).toContain(`AADSTS${code}: `)
  })

  test('without the authority it refuses the line', async () => {
    const told = await ask(bySecret(application.secret), { NODE_EXTRA_CA_CERTS: '' })
    expect(told).not.toHaveProperty('token')
    expect(told.message).toMatch(/certificate|network_error/i)
  })

  test('no other host was asked for anything it needed', () => {
    expect(new Set(relay.asked.filter((name) => name.endsWith('microsoftonline.com:443')))).toEqual(
      new Set(['login.microsoftonline.com:443']),
    )
    expect(live.exchanges.every(({ host }) => host === 'login.microsoftonline.com')).toBe(true)
  })
})
