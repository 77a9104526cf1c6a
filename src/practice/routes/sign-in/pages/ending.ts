import type { Company } from '../../../company/company.ts'
import type { ReturnAddress } from '../authorize.ts'
import { clientInfo } from '../tokens/issue.ts'
import { answerPage, endPage, expiredPage } from './pages.ts'
import { refusalBody, type SignInRefusal } from '../refusal.ts'
import type { Visit } from './visitor.ts'
import { wantedScopes } from '../steps.ts'
import type { Language } from './language.ts'

/** The name of the cookie that keeps a browser signed in, as at Entra. */
export const sessionCookie = 'ESTSAUTH'

/** Ends a sign-in: sends the answer to the client, or the refusal. */
export function endVisit(here: Visit, refusal?: SignInRefusal): Promise<Response> | Response {
  const { company, signIns, language, id, transaction } = here
  const { ending, request, authentication } = transaction
  if (authentication === undefined) return expiredPage(language)
  signIns.end(id)
  switch (ending.kind) {
    case 'device':
      ending.device.state = refusal === undefined ? authentication : 'declined'
      return endPage(language, refusal === undefined ? 'device' : 'declined', request.client.displayName)
    case 'admin-consent': {
      const back: ReturnAddress = { redirectUri: ending.redirectUri, responseMode: 'query', state: ending.state }
      const told = { admin_consent: 'True', tenant: company.directory.seed.tenantId }
      if (refusal === undefined) {
        const granted = wantedScopes(request).map((name) => `${request.scopes.audience}/${name}`)
        return sendBack(language, back, { ...told, ...(ending.version === 2 ? { scope: granted.join(' ') } : {}) })
      }
      const body = refusalBody(refusal, company.clock, request.correlationId)
      // UNCONFIRMED(admin-consent-refused): documented is a cancelled consent at the newer address alone.
      const error = ending.version === 2 ? 'consent_required' : 'access_denied'
      return sendBack(language, back, { error, error_description: body.error_description, ...told })
    }
    case 'code': {
      if (refusal !== undefined) {
        return sendRefusal(company, language, ending.request, refusal, request.correlationId)
      }
      const { wantsClientInfo } = ending.request
      return sendBack(language, ending.request, {
        code: signIns.issueCode(ending.request, authentication),
        ...(wantsClientInfo ? { client_info: clientInfo(company, authentication.account) } : {}),
        session_state: id.slice(2, 38),
      })
    }
  }
}

/** Sends a refusal to an address that is registered for the client. */
export function sendRefusal(
  company: Company,
  language: Language,
  back: ReturnAddress,
  refusal: SignInRefusal,
  correlationId: string | null,
): Promise<Response> | Response {
  const { error, error_description, error_uri, claims } = refusalBody(refusal, company.clock, correlationId)
  return sendBack(language, back, {
    error,
    error_description,
    error_uri,
    ...(claims === undefined ? {} : { claims }),
    ...(refusal.code === 65004 ? { error_subcode: 'cancel' } : {}),
  })
}

function sendBack(
  language: Language,
  back: ReturnAddress,
  fields: Record<string, string>,
): Promise<Response> | Response {
  const answer = back.state === undefined ? fields : { ...fields, state: back.state }
  if (back.responseMode === 'form_post') return answerPage(language, back.redirectUri, answer)
  const address = new URL(back.redirectUri)
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value)
  return new Response(null, { status: 302, headers: { location: address.href, 'cache-control': 'no-store' } })
}
