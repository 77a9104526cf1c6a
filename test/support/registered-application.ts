import 'reflect-metadata'
import { KeyObject, webcrypto, X509Certificate } from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'
import { graph, luc, signIn } from '#support/tenant-client.ts'
import type { Tenant } from '#practice/tenant/tenant.ts'

/** An application the tests' administrator has registered, its enterprise application and its secret. */
export interface RegisteredApplication {
  readonly id: string
  readonly appId: string
  readonly principalId: string
  readonly secret: string
  /** Changes the registration as an administrator would. */
  change(properties: Readonly<Record<string, unknown>>): Promise<void>
}

export const graphAppId = '00000003-0000-0000-c000-000000000000'
export const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d'
export const applicationReadAll = '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30'

export async function registerApplication(
  tenant: Tenant,
  properties: Readonly<Record<string, unknown>> = {},
): Promise<RegisteredApplication> {
  const token = await signIn(tenant, luc)
  const made = await call('POST', '/applications', { displayName: 'A client of our own', ...properties })
  const id = String(made.id)
  const appId = String(made.appId)
  const principal = await call('POST', '/servicePrincipals', { appId })
  const { secretText } = await call('POST', `/applications/${id}/addPassword`, { passwordCredential: {} })
  return {
    id,
    appId,
    principalId: String(principal.id),
    secret: String(secretText),
    change: async (change) => {
      await call('PATCH', `/applications/${id}`, change)
    },
  }

  async function call(method: string, path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answered = await graph(tenant, token, method, path, body)
    if (answered.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answered.body)}`)
    return answered.body
  }
}

/** A certificate of the tests' own, as a company would make one for its daemon. */
export interface ClientCertificate {
  readonly certPem: string
  readonly keyPem: string
  readonly x5t: string
  readonly x5tS256: string
  /** As `keyCredentials` takes it. */
  readonly keyCredential: Readonly<Record<string, string>>
}

export async function makeClientCertificate(now = new Date()): Promise<ClientCertificate> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const day = 24 * 3600_000
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '4a01',
    name: 'CN=daemon.erablieredunord.example',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + 300 * day),
  })
  const certPem = made.toString('pem')
  const { raw, fingerprint, fingerprint256 } = new X509Certificate(certPem)
  const print = (text: string): string => Buffer.from(text.replaceAll(':', ''), 'hex').toString('base64url')
  return {
    certPem,
    keyPem: String(KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' })),
    x5t: print(fingerprint),
    x5tS256: print(fingerprint256),
    keyCredential: { type: 'AsymmetricX509Cert', usage: 'Verify', key: raw.toString('base64') },
  }
}
