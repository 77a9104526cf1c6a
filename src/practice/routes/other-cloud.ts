import { Hono, type Context } from 'hono'
import { publicHosts } from '../company/clouds.ts'
import type { Company } from '../company/company.ts'
import { addExchangeHeaders } from './exchange/headers.ts'
import { unauthorized } from './exchange/caller.ts'
import { GraphRefusal, newRequestId, refusalResponse } from './graph/request/refusal.ts'
import { discovery } from './sign-in/discovery.ts'
import { readLanguage } from './sign-in/pages/language.ts'
import { errorPage } from './sign-in/pages/pages.ts'
import { refusalBody, SignInRefusal } from './sign-in/refusal.ts'

/**
 * Serves the public sign-in host to a company of another cloud: it is described there by its own cloud's hosts, and
 * nobody signs in. https://github.com/smallstep/certificates/pull/1309 shows such a description of a tenant in China.
 * UNCONFIRMED(other-cloud-at-public): what the page and the token endpoint answer.
 */
export function foreignSignInHost(company: Company): Hono {
  const app = new Hono()
  const { clock } = company
  const correlationId = (c: Context): string | null => c.req.header('client-request-id') ?? null
  app.use(async (c, next) => {
    await next()
    c.header('x-ms-request-id', newRequestId())
  })
  for (const path of ['/:tenant/oauth2/v2.0/authorize', '/:tenant/oauth2/authorize']) {
    app.get(path, (c) => {
      const language = readLanguage(c.req.query('ui_locales'), c.req.header('accept-language'))
      return errorPage(language, refusalBody(redirection(company), clock, correlationId(c)))
    })
  }
  for (const path of ['token', 'devicecode']) {
    for (const base of ['/:tenant/oauth2/v2.0', '/:tenant/oauth2']) {
      app.post(`${base}/${path}`, async (c) => {
        const form = new URLSearchParams(await c.req.text())
        const isConfidential = form.has('client_secret') || form.has('client_assertion')
        const refusal = isConfidential ? crossCloud() : redirection(company)
        return c.json(refusalBody(refusal, clock, correlationId(c)), refusal.status)
      })
    }
  }
  app.route('/', discovery(company, publicHosts))
  app.notFound((c) => c.body(null, 404))
  app.onError((error, c) => {
    if (!(error instanceof SignInRefusal)) throw error
    return c.json(refusalBody(error, clock, correlationId(c)), error.status)
  })
  return app
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function redirection({ directory: { seed, hosts } }: Company): SignInRefusal {
  return new SignInRefusal(
    90038,
    'invalid_request',
    `The specified tenant '${seed.tenantId}' belongs to the national cloud '${hosts.instance}'. Current cloud instance '${publicHosts.instance}' does not federate with ${hosts.instance}. A cloud redirect error is returned.`,
  )
}

/** https://github.com/OfficeDev/microsoft-teams-library-js/issues/3121 */
function crossCloud(): SignInRefusal {
  return new SignInRefusal(900382, 'invalid_request', 'Confidential Client is not supported in Cross Cloud request.')
}

/** Serves the public Graph to tokens of another cloud, of which it accepts none. */
export function foreignGraphHost(company: Company): Hono {
  const app = new Hono()
  app.all('*', (c) => {
    const hasToken = c.req.header('authorization') !== undefined
    const message = hasToken ? 'InvalidCloudInstance' : 'Access token is empty.'
    const requestId = newRequestId()
    const refusal = new GraphRefusal(401, 'InvalidAuthenticationToken', message)
    const response = refusalResponse(refusal, company, requestId, c.req.header('client-request-id') ?? requestId)
    response.headers.set('request-id', requestId)
    return response
  })
  return app
}

/** Serves the public Exchange to tokens of another cloud, whose audience is never its own. */
export function foreignExchangeHost(): Hono {
  const app = new Hono()
  app.all('*', () => {
    const response = unauthorized(
      '2000003;reason="The audience claim value is invalid.";error_category="invalid_resource"',
    )
    addExchangeHeaders(response.headers)
    return response
  })
  return app
}
