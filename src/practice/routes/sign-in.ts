import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import type { Company } from '../company/company.ts'
import { adminConsent } from './sign-in/pages/admin-consent.ts'
import { answerDeviceCode } from './sign-in/tokens/device-code.ts'
import { devicePages } from './sign-in/pages/device-page.ts'
import { discovery } from './sign-in/discovery.ts'
import { refusalBody, SignInRefusal, single } from './sign-in/refusal.ts'
import { signOut } from './sign-in/pages/sign-out.ts'
import type { SignIns } from './sign-in/sign-ins.ts'
import { answerToken } from './sign-in/tokens/token.ts'
import { writeAnswer, writeOldAnswer } from './sign-in/tokens/token-answer.ts'
import { visit } from './sign-in/pages/visit.ts'

const notKept = { 'cache-control': 'no-store', pragma: 'no-cache' }

/** Serves Entra ID: the sign-in pages, the token endpoints and discovery. */
export function signInHost(company: Company, signIns: SignIns): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('x-ms-request-id', randomUUID())
    c.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
    if (c.req.header('return-client-request-id') === 'true') {
      c.header('client-request-id', c.req.header('client-request-id'))
    }
  })
  pages(app, company, signIns)
  app.route('/', discovery(company))

  for (const version of [1, 2] as const) {
    const base = version === 2 ? '/:tenant/oauth2/v2.0' : '/:tenant/oauth2'
    app.all(`${base}/token`, (c) =>
      posted(c, company, async (tenant, form) => {
        const answer = await answerToken(company, signIns, { tenant, version }, form, c.req.header('authorization'))
        return version === 2 ? writeAnswer(answer) : writeOldAnswer(answer, company.clock.now())
      }),
    )
    app.all(`${base}/devicecode`, (c) =>
      posted(c, company, (tenant, form) => answerDeviceCode(company, signIns, { tenant, version }, form)),
    )
  }
  app.get('/common/oauth2/nativeclient', (c) => c.html('<!doctype html><title>Practice</title>', 200, notKept))

  app.notFound((c) => c.body(null, 404))
  app.onError((error, c) => {
    if (!(error instanceof SignInRefusal)) throw error
    return c.json(refusalBody(error, company.clock, c.req.header('client-request-id') ?? null), error.status)
  })
  return app
}

/** Serves only the sign-in pages, and nothing that gives a token, for a browser on this machine. */
export function signInPages(company: Company, signIns: SignIns): Hono {
  const app = new Hono()
  pages(app, company, signIns)
  app.notFound((c) => c.body(null, 404))
  app.onError((error) => {
    throw error
  })
  return app
}

function pages(app: Hono, company: Company, signIns: SignIns): void {
  app.route('/', visit(company, signIns))
  app.route('/', adminConsent(company, signIns))
  app.route('/', devicePages(company, signIns))
  app.route('/', signOut(company, signIns))
}

/** Answers an endpoint that takes a form and returns JSON, also for a refusal. */
async function posted(
  c: Context,
  company: Company,
  carryOut: (tenant: string, form: Map<string, string>) => object | Promise<object>,
): Promise<Response> {
  const text = await c.req.text()
  const correlationId = c.req.header('client-request-id') ?? new URLSearchParams(text).get('client-request-id')
  try {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
    if (c.req.method !== 'POST') {
      throw new SignInRefusal(
        900561,
        'invalid_request',
        `The endpoint only accepts POST requests. Received a ${c.req.method} request.`,
      )
    }
    if (type !== 'application/x-www-form-urlencoded') {
      throw new SignInRefusal(
        900561,
        'invalid_request',
        'The endpoint only accepts POST requests with Content-Type application/x-www-form-urlencoded.',
      )
    }
    const answer = await carryOut(c.req.param('tenant') ?? '', single(new URLSearchParams(text)))
    return c.json(answer, 200, notKept)
  } catch (error) {
    if (!(error instanceof SignInRefusal)) throw error
    return c.json(refusalBody(error, company.clock, correlationId), error.status, notKept)
  }
}
