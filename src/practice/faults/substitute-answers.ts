import { html } from 'hono/html'
import { addExchangeHeaders } from '../routes/exchange/headers.ts'
import { envelope, errorMessages, faultBody, SoapFault } from '../routes/exchange/soap.ts'
import { readLanguage } from '../routes/sign-in/pages/language.ts'
import { errorPage } from '../routes/sign-in/pages/pages.ts'
import { refusalBody, SignInRefusal } from '../routes/sign-in/refusal.ts'
import type { Clock } from '../tenant/clock.ts'
import type { FaultRule } from './faults.ts'

/** Returns the HTML page of a filter or proxy, with the rule's status (403 when it names none) and headers. */
export async function htmlPage({ page, response }: FaultRule): Promise<Response> {
  const { title = 'Access blocked', text = 'Your network blocks this page.' } = page ?? {}
  const body = await html`<!doctype html>
    <html lang="en">
      <head>
        <title>${title}</title>
      </head>
      <body>
        <h1>${title}</h1>
        <p>${text}</p>
      </body>
    </html>`
  const headers = new Headers({ 'content-type': 'text/html; charset=utf-8' })
  for (const { name, value } of response?.headers ?? []) headers.set(name, value)
  return new Response(body.toString(), { status: response?.statusCode ?? 403, headers })
}

/** Returns Microsoft's own error page, from which nothing goes back to the client. */
export function signInErrorPage(request: Request, aadsts: number, clock: Clock): Promise<Response> {
  const query = new URL(request.url).searchParams
  const language = readLanguage(
    query.get('ui_locales') ?? undefined,
    request.headers.get('accept-language') ?? undefined,
  )
  const refusal = new SignInRefusal(aadsts, 'invalid_request', 'The sign-in was interrupted.')
  return errorPage(language, refusalBody(refusal, clock, query.get('client-request-id')))
}

/** https://github.com/MicrosoftDocs/office-developer-exchange-docs/blob/main/docs/web-service-reference/responsecode.md */
const exchangeMessages: Readonly<Record<string, string>> = {
  ErrorInternalServerError: 'An internal server error occurred. The operation failed.',
  ErrorInternalServerTransientError: 'An internal server error occurred. Try again later.',
  ErrorConnectionFailedTransientError: 'The connection to the mailbox server failed. Try again later.',
  ErrorNoRespondingCASInDestinationSite:
    'Exchange Web Services are not currently available for this request because none of the Client Access Servers in the destination site could process the request.',
  ErrorMailboxStoreUnavailable: 'The mailbox database is temporarily unavailable.',
  ErrorMailboxMoveInProgress: 'Mailbox move in progress. Try again later.',
}

/** Returns an error of Exchange's for a request that nothing is wrong with. */
export async function exchangeError(request: Request, { exchangeError: given }: FaultRule): Promise<Response> {
  const { code = 'ErrorInternalServerError', as = 'fault' } = given ?? {}
  const fault = new SoapFault(code, given?.message ?? exchangeMessages[code] ?? 'The operation failed.')
  const headers = new Headers({ 'content-type': 'text/xml; charset=utf-8' })
  addExchangeHeaders(headers)
  if (as === 'fault') return new Response(envelope(faultBody(fault)), { status: 500, headers })
  const text = await request.text()
  const folders = [...text.matchAll(/<(?:\w+:)?(?:DistinguishedFolderId|FolderId)[\s/>]/g)].length
  const operation = /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(text)?.[1] ?? 'GetFolder'
  return new Response(envelope(errorMessages(fault, Math.max(folders, 1), operation)), { status: 200, headers })
}
