import { randomUUID, X509Certificate } from 'node:crypto'
import { instant } from '../../../tenant/clock.ts'
import type { Company } from '../../../company/company.ts'
import type { StoredKey } from '../../../tenant/directory.ts'
import { badRequest, GraphRefusal } from '../request/refusal.ts'

/**
 * Reads the whole list of an application's certificates, as a PATCH gives it. An entry with a known keyId and no key is
 * kept, one with a key is new, and those left out are removed.
 * https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob/main/api-reference/v1.0/resources/keycredential.md
 * UNCONFIRMED(key-credential-refusals): Graph's sentences for a certificate it does not take.
 */
export function readKeyCredentials(
  company: Company,
  given: unknown,
  before: readonly StoredKey[],
): readonly StoredKey[] {
  return (given as readonly GivenKey[]).map((one) => {
    const known = before.find((key) => key.keyId === one.keyId)
    if (known !== undefined && (one.key ?? null) === null) return known
    return newKey(company, one)
  })
}

interface GivenKey {
  readonly keyId?: string | null
  readonly key?: string | null
  readonly type?: 'AsymmetricX509Cert'
  readonly usage?: 'Verify'
  readonly displayName?: string | null
  readonly startDateTime?: string | null
  readonly endDateTime?: string | null
  readonly customKeyIdentifier?: string | null
}

function newKey(company: Company, given: GivenKey): StoredKey {
  const { type, usage } = given
  if (type === undefined) throw badRequest(`A value is required for property 'type' of resource 'KeyCredential'.`)
  if (usage === undefined) throw badRequest(`A value is required for property 'usage' of resource 'KeyCredential'.`)
  const certificate = readCertificate(given.key ?? '')
  const start = new Date(given.startDateTime ?? certificate.validFrom)
  const end = new Date(given.endDateTime ?? certificate.validTo)
  if (end > new Date(certificate.validTo) || end <= start || end <= company.clock.now()) {
    throw new GraphRefusal(400, 'KeyCredentialsInvalidEndDate', 'Key credential end date is invalid.')
  }
  return {
    keyId: given.keyId ?? randomUUID(),
    type,
    usage,
    key: certificate.raw.toString('base64'),
    customKeyIdentifier: given.customKeyIdentifier ?? certificate.fingerprint.replaceAll(':', ''),
    displayName: given.displayName ?? certificate.subject.replaceAll('\n', ', '),
    startDateTime: instant(start),
    endDateTime: instant(end),
  }
}

function readCertificate(key: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(key, 'base64'))
  } catch {
    throw badRequest(`Key value is invalid certificate`)
  }
}
