import type { Company } from '../../company.ts'
import type { StoredApplication, StoredServicePrincipal } from '../../directory.ts'
import { isPassword } from '../../secrets.ts'
import { missing, SignInRefusal, unknownClient } from './refusal.ts'
import type { SignIns } from './sign-ins.ts'

/** The application that proves itself by secret, and its enterprise application. Throws what Entra answers when it does not. */
export function readApplication(
  company: Company,
  signIns: SignIns,
  form: Map<string, string>,
  authorization: string | undefined,
): { application: StoredApplication; principal: StoredServicePrincipal } {
  const { directory } = company
  const { clientId, secret } = readCredentials(form, authorization)
  if (signIns.clients.some((client) => client.clientId === clientId)) {
    throw new SignInRefusal(
      700025,
      'invalid_client',
      `Client is public so neither 'client_assertion' nor 'client_secret' should be presented.`,
      { status: 401 },
    )
  }
  const application = directory.applications.find((known) => known.appId === clientId)
  if (!directory.sees(application)) throw unknownClient(clientId, directory.seed.name)
  if (secret === undefined) {
    throw new SignInRefusal(
      7000218,
      'invalid_client',
      `The request body must contain the following parameter: 'client_assertion' or 'client_secret'.`,
      { status: 401 },
    )
  }
  checkSecret(company, application, secret)
  const principal = directory.servicePrincipals.find((known) => known.appId === clientId)
  if (!directory.sees(principal)) {
    throw new SignInRefusal(
      7000229,
      'unauthorized_client',
      `The client application ${clientId} is missing service principal in the tenant ${directory.seed.tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    )
  }
  if (!principal.accountEnabled) {
    throw new SignInRefusal(
      7000112,
      'unauthorized_client',
      `Application '${clientId}'(${principal.displayName}) is disabled.`,
    )
  }
  return { application, principal }
}

function readCredentials(
  form: Map<string, string>,
  authorization: string | undefined,
): { clientId: string; secret: string | undefined } {
  if (authorization === undefined) {
    const clientId = form.get('client_id')
    if (clientId === undefined) throw missing('client_id')
    return { clientId, secret: form.get('client_secret') }
  }
  // https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1: each half form-encoded, then Basic.
  const pair = Buffer.from(authorization.replace(/^Basic /i, ''), 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  const decode = (half: string): string => new URLSearchParams(`v=${half}`).get('v') ?? ''
  if (colon === -1) throw missing('client_id')
  return { clientId: decode(pair.slice(0, colon)), secret: decode(pair.slice(colon + 1)) }
}

function checkSecret(company: Company, application: StoredApplication, secret: string): void {
  const now = company.clock.now().getTime()
  const found = application.passwords.find((password) => isPassword(password, secret))
  const notYet = found !== undefined && Date.parse(found.startDateTime) > now
  if (!company.directory.sees(found) || notYet) {
    throw new SignInRefusal(
      7000215,
      'invalid_client',
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${application.appId}'.`,
      { status: 401 },
    )
  }
  if (Date.parse(found.endDateTime) <= now) {
    throw new SignInRefusal(
      7000222,
      'invalid_client',
      `The provided client secret keys for app '${application.appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
      { status: 401 },
    )
  }
}
