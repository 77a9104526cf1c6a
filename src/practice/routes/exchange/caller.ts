import type { Company } from '../../company/company.ts'
import { exchangeOnline } from '../../company/first-party.ts'
import { assignments, type MailboxCaller } from './scope.ts'

const role = 'Application EWS.AccessAsApp'

/** Returns the application of an app-only token, or the 401 for a request without a valid one. */
export async function readCaller(
  company: Company,
  authorization: string | undefined,
): Promise<MailboxCaller | Response> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) return unauthorized(undefined)
  const verified = await company.tokens.verify(token, exchangeOnline.identifiers(company.directory.hosts))
  // UNCONFIRMED(ews-diagnostics): the exact words of x-ms-diagnostics.
  if ('refused' in verified) {
    return unauthorized(
      verified.refused === 'expired'
        ? '2000001;reason="The token has expired.";error_category="token_expired"'
        : verified.refused === 'audience'
          ? '2000003;reason="The audience claim value is invalid.";error_category="invalid_resource"'
          : '2000002;reason="The token has an invalid signature.";error_category="invalid_signature"',
    )
  }
  const { appid, idtyp, roles } = verified.claims
  const hasRole = Array.isArray(roles) && roles.includes('full_access_as_app')
  // RBAC for Applications needs no role in the token. https://learn.microsoft.com/exchange/permissions-exo/application-rbac
  const isLetIn = (appId: string) => hasRole || assignments(company, { appId, role }).length > 0
  if (idtyp !== 'app' || typeof appid !== 'string' || !isLetIn(appid)) {
    // UNCONFIRMED(ews-no-role-is-401): that a token without role is 401 and not a fault.
    return unauthorized(
      '2000008;reason="The token contains not enough scope to make this call.";error_category="invalid_grant"',
    )
  }
  return { appId: appid, hasRole, role }
}

/** Returns Exchange's 401, with the reason where a token was sent. */
export function unauthorized(diagnostics: string | undefined): Response {
  const headers = new Headers({
    'www-authenticate':
      'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="00000001-0000-0000-c000-000000000000@*", token_types="app_asserted_user_v1 service_asserted_app_v1"',
  })
  if (diagnostics !== undefined) headers.set('x-ms-diagnostics', diagnostics)
  return new Response(null, { status: 401, headers })
}
