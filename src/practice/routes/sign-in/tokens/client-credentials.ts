import type { Company } from '../../../company/company.ts'
import type { StoredApplication, StoredServicePrincipal } from '../../../tenant/directory.ts'
import { isPassword } from '../../../tenant/secrets.ts'
import { checkAssertion, readAssertionSubject } from './assertion.ts'
import type { SignInClient } from '../clients.ts'
import { clientDisabled, isDisabled } from '../disabled.ts'
import { missing, SignInRefusal } from '../refusal.ts'
import { findClient } from '../registrations.ts'
import type { SignIns } from '../sign-ins.ts'

/** A client at the token endpoint. `proof` is its `appidacr`: 0 without proof, 1 by secret, 2 by certificate. */
export interface ProvenClient {
  readonly client: SignInClient
  readonly proof: '0' | '1' | '2'
}

/** Returns the client that asks for a token. Throws when its secret or certificate is wrong; a missing one is allowed here. */
export async function readProvenClient(
  company: Company,
  signIns: SignIns,
  form: Map<string, string>,
  authorization: string | undefined,
): Promise<ProvenClient> {
  const { clientId, secret, hasAssertion } = readCredentials(form, authorization)
  const client = findClient(company.directory, signIns, clientId)
  if (secret === undefined && !hasAssertion) return { client, proof: '0' }
  if (client.registration === undefined) throw isPublic()
  const { application } = client.registration
  if (hasAssertion) {
    await checkAssertion(company, application, form)
    return { client, proof: '2' }
  }
  checkSecret(company, application, secret ?? '')
  return { client, proof: '1' }
}

/** Returns the application that proved itself and its service principal. Throws when either is missing or disabled. */
export function needPrincipal(
  company: Company,
  { client, proof }: ProvenClient,
): { application: StoredApplication; principal: StoredServicePrincipal; proof: '1' | '2' } {
  const { directory } = company
  if (client.registration === undefined) throw isPublic()
  if (proof === '0') throw needProof()
  const principal = directory.servicePrincipals.find((known) => known.appId === client.clientId)
  if (!directory.sees(principal)) {
    throw new SignInRefusal(
      7000229,
      'unauthorized_client',
      `The client application ${client.clientId} is missing service principal in the tenant ${directory.seed.tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    )
  }
  // `isDisabled` stops new tokens: https://learn.microsoft.com/graph/api/resources/application
  if (isDisabled(principal) || client.registration.application.properties.isDisabled === true) {
    throw clientDisabled(client.clientId, principal)
  }
  return { application: client.registration.application, principal, proof }
}

export function needProof(): SignInRefusal {
  return new SignInRefusal(
    7000218,
    'invalid_client',
    `The request body must contain the following parameter: 'client_assertion' or 'client_secret'.`,
    { status: 401 },
  )
}

export function isPublic(): SignInRefusal {
  return new SignInRefusal(
    700025,
    'invalid_client',
    `Client is public so neither 'client_assertion' nor 'client_secret' should be presented.`,
    { status: 401 },
  )
}

function readCredentials(
  form: Map<string, string>,
  authorization: string | undefined,
): { clientId: string; secret: string | undefined; hasAssertion: boolean } {
  if (authorization === undefined) {
    const hasAssertion = form.has('client_assertion')
    const clientId = form.get('client_id') ?? (hasAssertion ? readAssertionSubject(form) : undefined)
    if (clientId === undefined || clientId === '') throw missing('client_id')
    if (hasAssertion) readAssertionSubject(form)
    return { clientId, secret: form.get('client_secret'), hasAssertion }
  }
  // https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1: each half form-encoded, then Basic.
  const pair = Buffer.from(authorization.replace(/^Basic /i, ''), 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  const decode = (half: string): string => new URLSearchParams(`v=${half}`).get('v') ?? ''
  if (colon === -1) throw missing('client_id')
  return { clientId: decode(pair.slice(0, colon)), secret: decode(pair.slice(colon + 1)), hasAssertion: false }
}

function checkSecret(company: Company, application: StoredApplication, secret: string): void {
  const now = company.clock.now().getTime()
  const principal = company.directory.servicePrincipals.by('appId', application.appId)
  const passwords = [...application.passwords, ...(principal?.passwords ?? [])]
  const found = passwords.find((password) => isPassword(password, secret))
  const notYet = found !== undefined && Date.parse(found.startDateTime) > now
  if (!company.directory.sees(found) || notYet) {
    throw new SignInRefusal(
      7000215,
      'invalid_client',
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${application.appId}'.`,
      { status: 401 },
    )
  }
  if (Date.parse(found.endDateTime) <= now || company.directory.faults.findsExpired(found)) {
    throw new SignInRefusal(
      7000222,
      'invalid_client',
      `The provided client secret keys for app '${application.appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
      { status: 401 },
    )
  }
}
