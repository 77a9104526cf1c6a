// @peculiar/x509 does not run without this import. https://github.com/PeculiarVentures/x509#installation
import 'reflect-metadata'
import { KeyObject, randomBytes, webcrypto } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const hours = 3600_000
const days = 24 * hours

/** A certificate authority for one run. Its private key never leaves this process. */
export interface Authority {
  /** The certificate that a client must trust. */
  readonly caPem: string
  /** Makes a server certificate for one name, with its private key. */
  issue(name: string, validity?: Validity): Promise<ServerCertificate>
}

export interface ServerCertificate {
  readonly certPem: string
  readonly keyPem: string
}

export interface Validity {
  readonly from: Date
  readonly to: Date
}

/** One week, beginning an hour ago for clients whose clock is late. */
export function usualValidity(now = Date.now()): Validity {
  return { from: new Date(now - hours), to: new Date(now + 7 * days) }
}

/**
 * Makes an authority whose certificates strict verifiers accept (Python 3.13, OpenSSL, NSS): they have key usages and key
 * identifiers.
 */
export async function makeAuthority(): Promise<Authority> {
  const keys = await newKeys()
  const { from, to } = usualValidity()
  const ca = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: `CN=Practice tenant throw-away CA ${randomBytes(4).toString('hex')}, O=Practice only - trust it for tests`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: from,
    notAfter: to,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return {
    caPem: pem(ca),
    issue: (name, validity = usualValidity()) => issue(ca, keys.privateKey, name, validity),
  }
}

async function issue(
  ca: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  name: string,
  { from, to }: Validity,
): Promise<ServerCertificate> {
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: `CN=${name}`,
    issuer: ca.subject,
    notBefore: from,
    notAfter: to,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([{ type: 'dns', value: name }]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(ca),
    ],
  })
  const keyPem = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' })
  return { certPem: pem(certificate), keyPem: String(keyPem) }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

/** Returns a positive serial number, as required by https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2. */
function newSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem').trim()}\n`
}
