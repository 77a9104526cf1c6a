import { Hono, type Context } from 'hono'
import { generateCookie, getCookie } from 'hono/cookie'
import type { Company } from '../../../company/company.ts'
import { readAuthorize, readCaller, readTenant, type ReturnAddress } from '../authorize.ts'
import { endVisit, sendRefusal, sessionCookie } from './ending.ts'
import { needGranted } from '../tokens/grant.ts'
import {
  accountPage,
  accountPath,
  adminNeededPage,
  challengePage,
  challengePath,
  consentPage,
  consentPath,
  errorPage,
  expiredPage,
  returnPath,
} from './pages.ts'
import { refusalBody, SignInRefusal, single } from '../refusal.ts'
import { findSignedInAccount } from './silent.ts'
import { adminConsentStep, askedRoles, grantAll } from './admin-consent.ts'
import type { Authentication, SignIns } from '../sign-ins.ts'
import { adminNeeded, nextStep, wantedScopes, type Step } from '../steps.ts'
import { pageContextOf, type Visit } from './visitor.ts'
import { readLanguage } from './language.ts'

/** Serves the pages of a sign-in: choosing an account, extra steps, consent, and back to the client. */
export function visit(company: Company, signIns: SignIns): Hono {
  const { directory, clock } = company
  const app = new Hono()

  const authorize = (version: 1 | 2) => async (c: Context) => {
    const query = new URL(c.req.url).searchParams
    const language = readLanguage(query.get('ui_locales') ?? undefined, c.req.header('accept-language'))
    const correlationId = query.get('client-request-id')
    let back: ReturnAddress | undefined
    try {
      const parameters = single(query)
      const { isShared } = readTenant(directory, c.req.param('tenant') ?? '')
      const caller = readCaller(directory, signIns, isShared, parameters)
      back = caller.back
      const { request, prompt } = readAuthorize(directory, caller, { isShared, version }, parameters)
      const known = findSignedInAccount(signIns.session(getCookie(c, sessionCookie)), request, prompt)
      const ending = { kind: 'code', request } as const
      const id = signIns.begin({ request, ending, language })
      const transaction = signIns.pending(id)
      if (transaction === undefined) return await expiredPage(language)
      const here: Visit = { company, signIns, c, language, id, transaction }
      if (prompt === 'none') return await carrySilently(here, known)
      if (known === undefined) return await accountPage(pageContextOf(here), directory.seed.name)
      transaction.authentication = known
      return await show(here, nextStep(company, request, known, request.forceConsent))
    } catch (error) {
      if (!(error instanceof SignInRefusal)) throw error
      if (back === undefined) return errorPage(language, refusalBody(error, clock, correlationId))
      return sendRefusal(company, language, back, error, correlationId)
    }
  }
  app.get('/:tenant/oauth2/v2.0/authorize', authorize(2))
  app.get('/:tenant/oauth2/authorize', authorize(1))

  app.post(accountPath, (c) =>
    continued(company, signIns, c, (here, form) => {
      const { transaction } = here
      const account = transaction.request.accounts.find((user) => user.id === form.get('account'))
      if (account === undefined || transaction.authentication !== undefined) return expiredPage(here.language)
      transaction.authentication = signIns.authenticate(account)
      return proceed(here, transaction.request.forceConsent)
    }),
  )

  app.post(challengePath, (c) =>
    continued(company, signIns, c, (here) => {
      const { transaction } = here
      if (transaction.authentication === undefined) return expiredPage(here.language)
      transaction.authentication = signIns.authenticate(transaction.authentication.account, ['pwd', 'mfa'])
      return proceed(here, transaction.request.forceConsent)
    }),
  )

  app.post(consentPath, (c) =>
    continued(company, signIns, c, (here, form) => {
      const { request, ending, authentication } = here.transaction
      if (authentication === undefined) return expiredPage(here.language)
      const step = stepOf(here, authentication, true)
      if (step.kind !== 'consent') return expiredPage(here.language)
      if (form.get('decision') !== 'accept') return endVisit(here, declined())
      if (ending.kind === 'admin-consent') grantAll(company, request)
      else {
        const { client, scopes } = request
        const ids = { principalId: authentication.account.id, resource: scopes.resource }
        directory.consent({ client, ...ids, scopes: wantedScopes(request) })
      }
      return endVisit(here)
    }),
  )

  app.post(returnPath, (c) =>
    continued(company, signIns, c, (here) => {
      const { authentication } = here.transaction
      if (authentication === undefined || stepOf(here, authentication, true).kind !== 'admin-needed') {
        return expiredPage(here.language)
      }
      return endVisit(here, adminNeeded())
    }),
  )

  return app
}

/** Shows the next page, and keeps the account signed in with this browser. */
async function proceed(here: Visit, isConsentAsked: boolean): Promise<Response> {
  const { c, signIns, transaction } = here
  const { authentication } = transaction
  if (authentication === undefined) return accountPage(pageContextOf(here), here.company.directory.seed.name)
  const session = signIns.join(getCookie(c, sessionCookie), authentication)
  const response = await show(here, stepOf(here, authentication, isConsentAsked))
  const rules = { path: '/', secure: true, httpOnly: true, sameSite: 'None' } as const
  response.headers.append('set-cookie', generateCookie(sessionCookie, session, rules))
  return response
}

function stepOf({ company, transaction }: Visit, authentication: Authentication, isConsentAsked: boolean): Step {
  const { request, ending } = transaction
  return ending.kind === 'admin-consent'
    ? adminConsentStep(company, request, authentication)
    : nextStep(company, request, authentication, isConsentAsked)
}

function show(here: Visit, step: Step): Promise<Response> | Response {
  const { company, transaction } = here
  const { request, ending } = transaction
  const account = (transaction.authentication as Authentication).account
  switch (step.kind) {
    case 'blocked':
      // Entra shows an error page of its own, and nothing goes back to the client.
      here.signIns.end(here.id)
      return errorPage(here.language, refusalBody(step.refusal, company.clock, request.correlationId))
    case 'challenge':
      return challengePage(pageContextOf(here), account, step.challenge)
    case 'consent':
      return consentPage(
        pageContextOf(here),
        account,
        ending.kind === 'admin-consent' ? askedRoles(company, request) : [],
      )
    case 'admin-needed':
      return adminNeededPage(pageContextOf(here), refusalBody(adminNeeded(), company.clock, request.correlationId))
    case 'done':
      return endVisit(here)
  }
}

/** Answers `prompt=none`: with a code, or with the reason why a page would be needed. */
function carrySilently(here: Visit, known: Authentication | undefined): Promise<Response> | Response {
  const { company, transaction } = here
  if (known === undefined) {
    throw new SignInRefusal(50058, 'login_required', 'A silent sign-in request was sent but no user is signed in.')
  }
  transaction.authentication = known
  const { request } = transaction
  const step = nextStep(company, request, known, false)
  switch (step.kind) {
    case 'done':
      return endVisit(here)
    case 'blocked':
      throw new SignInRefusal(
        step.refusal.code,
        'interaction_required',
        step.refusal.message.replace(/^AADSTS\d+: /, ''),
      )
    case 'challenge':
      throw new SignInRefusal(50076, 'interaction_required', 'You must use multi-factor authentication to continue.')
    case 'consent':
    case 'admin-needed':
      needGranted(company, request.client, known.account, request.scopes)
      throw new SignInRefusal(
        65001,
        'consent_required',
        'The user or administrator has not consented to use the application.',
      )
  }
}

function declined(): SignInRefusal {
  return new SignInRefusal(
    65004,
    'access_denied',
    `User declined to consent to access the app. The resource owner or authorization server denied the request.`,
  )
}

/** Reads a form of the practice pages and the sign-in that it belongs to. */
async function continued(
  company: Company,
  signIns: SignIns,
  c: Context,
  then: (here: Visit, form: Map<string, string>) => Promise<Response> | Response,
): Promise<Response> {
  const form = new Map(new URLSearchParams(await c.req.text()))
  const id = form.get('transaction') ?? ''
  const transaction = signIns.pending(id)
  if (transaction === undefined) return expiredPage(readLanguage(undefined, c.req.header('accept-language')))
  return then({ company, signIns, c, language: transaction.language, id, transaction }, form)
}
