import { Hono, type Context } from 'hono'
import type { Company } from '../../company.ts'
import { has } from '../../roles.ts'
import type { SeedUser } from '../../seed.ts'
import { readAuthorize, readCaller, readTenant, type ReturnAddress } from './authorize.ts'
import { clientInfo } from './issue.ts'
import {
  accountPage,
  accountPath,
  adminNeededPage,
  answerPage,
  consentPage,
  consentPath,
  errorPage,
  expiredPage,
  returnPath,
} from './pages.ts'
import { refusalBody, SignInRefusal, single, type RefusalBody } from './refusal.ts'
import type { AuthorizeRequest, SignIns, Transaction } from './sign-ins.ts'
import { readLanguage, type Language } from './words.ts'

/** The pages a person walks through in a browser: choose an account, consent, and back to the client. */
export function visit(company: Company, signIns: SignIns): Hono {
  const { directory, clock } = company
  const app = new Hono()

  app.get('/:tenant/oauth2/v2.0/authorize', async (c) => {
    const query = new URL(c.req.url).searchParams
    const language = readLanguage(query.get('ui_locales') ?? undefined, c.req.header('accept-language'))
    const correlationId = query.get('client-request-id')
    let back: ReturnAddress | undefined
    try {
      const parameters = single(query)
      const { isShared } = readTenant(directory, c.req.param('tenant'))
      const caller = readCaller(directory, signIns, parameters)
      back = caller.back
      const request = readAuthorize(directory, caller, isShared, parameters)
      return await accountPage(language, signIns.begin(request, language), request, directory.seed.name)
    } catch (error) {
      if (!(error instanceof SignInRefusal)) throw error
      const body = refusalBody(error, clock, correlationId)
      return back === undefined ? errorPage(language, body) : sendBack(language, back, refused(body))
    }
  })

  app.post(accountPath, (c) =>
    continued(c, signIns, async (language, id, transaction, form) => {
      const account = transaction.request.accounts.find((user) => user.id === form.get('account'))
      if (account === undefined || transaction.account !== undefined) return expiredPage(language)
      transaction.account = account
      if (!needsConsent(company, transaction.request, account))
        return finish(company, signIns, language, id, transaction.request, account)
      if (mayConsent(transaction.request, account)) return consentPage(language, id, transaction.request, account)
      return adminNeededPage(
        language,
        id,
        transaction.request,
        refusalBody(adminNeeded(), clock, transaction.request.correlationId),
      )
    }),
  )

  app.post(consentPath, (c) =>
    continued(c, signIns, async (language, id, { request, account }, form) => {
      if (account === undefined || !mayConsent(request, account)) return expiredPage(language)
      if (form.get('decision') === 'accept') {
        const { client, scopes } = request
        const wanted = scopes.isDefault ? client.requiredScopes : scopes.names
        directory.consent({ client, principalId: account.id, resource: scopes.resource, scopes: wanted })
        return finish(company, signIns, language, id, request, account)
      }
      signIns.end(id)
      const declined = new SignInRefusal(
        65004,
        'access_denied',
        `User declined to consent to access the app. The resource owner or authorization server denied the request.`,
      )
      return sendBack(language, request, {
        ...refused(refusalBody(declined, clock, request.correlationId)),
        error_subcode: 'cancel',
      })
    }),
  )

  app.post(returnPath, (c) =>
    continued(c, signIns, async (language, id, { request, account }) => {
      if (account === undefined || mayConsent(request, account)) return expiredPage(language)
      signIns.end(id)
      return sendBack(language, request, refused(refusalBody(adminNeeded(), clock, request.correlationId)))
    }),
  )

  return app
}

/** Reads a form of ours, and the sign-in it belongs to. */
async function continued(
  c: Context,
  signIns: SignIns,
  then: (language: Language, id: string, transaction: Transaction, form: Map<string, string>) => Promise<Response>,
): Promise<Response> {
  const form = new Map(new URLSearchParams(await c.req.text()))
  const id = form.get('transaction') ?? ''
  const transaction = signIns.pending(id)
  if (transaction === undefined) return expiredPage(readLanguage(undefined, c.req.header('accept-language')))
  return then(transaction.language, id, transaction, form)
}

function needsConsent(company: Company, request: AuthorizeRequest, account: SeedUser): boolean {
  if (request.forceConsent) return true
  const { client, scopes } = request
  const { directory } = company
  if (!directory.servicePrincipals.some((principal) => principal.appId === client.clientId)) return true
  const granted = directory.consented(client.clientId, account.id, scopes.resource)
  const wanted = scopes.isDefault ? client.requiredScopes : scopes.names
  return !wanted.every((name) => granted.includes(name))
}

function mayConsent(request: AuthorizeRequest, account: SeedUser): boolean {
  const { client, scopes } = request
  const wanted = scopes.isDefault ? client.requiredScopes : scopes.names
  const adminOnly = scopes.resource.scopes.some((scope) => scope.adminOnly && wanted.includes(scope.value))
  return !adminOnly || has('consent-for-admin-scopes', account.roles)
}

// UNCONFIRMED: which OAuth error travels back with 90094 when the person returns without consent.
function adminNeeded(): SignInRefusal {
  return new SignInRefusal(
    90094,
    'access_denied',
    'An administrator of the company must grant the permissions this application asks for.',
  )
}

function finish(
  company: Company,
  signIns: SignIns,
  language: Language,
  id: string,
  request: AuthorizeRequest,
  account: SeedUser,
): Promise<Response> | Response {
  signIns.end(id)
  return sendBack(language, request, {
    code: signIns.issueCode(request, account),
    ...(request.wantsClientInfo ? { client_info: clientInfo(company, account) } : {}),
    session_state: id.slice(2, 38),
  })
}

function refused(body: RefusalBody): Record<string, string> {
  return { error: body.error, error_description: body.error_description, error_uri: body.error_uri }
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
