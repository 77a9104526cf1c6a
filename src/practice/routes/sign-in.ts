import { Hono } from 'hono'
import type { Company } from '../company.ts'
import { discovery } from './sign-in/discovery.ts'
import { refusalBody, SignInRefusal, single } from './sign-in/refusal.ts'
import type { SignIns } from './sign-in/sign-ins.ts'
import { answerToken } from './sign-in/token.ts'
import { visit } from './sign-in/visit.ts'

/** login.microsoftonline.com: the pages, the tokens, and what is read before them. */
export function signInHost(company: Company, signIns: SignIns): Hono {
  const app = new Hono()
  app.route('/', visit(company, signIns))
  app.route('/', discovery(company))

  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    const text = await c.req.text()
    const correlationId = c.req.header('client-request-id') ?? new URLSearchParams(text).get('client-request-id')
    try {
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
      if (type !== 'application/x-www-form-urlencoded') {
        throw new SignInRefusal(
          900561,
          'invalid_request',
          'The endpoint only accepts POST requests with Content-Type application/x-www-form-urlencoded.',
        )
      }
      const form = single(new URLSearchParams(text))
      const answer = await answerToken(company, signIns, c.req.param('tenant'), form, c.req.header('authorization'))
      return c.json(answer, 200, { 'cache-control': 'no-store', pragma: 'no-cache' })
    } catch (error) {
      if (!(error instanceof SignInRefusal)) throw error
      return c.json(refusalBody(error, company.clock, correlationId), error.status, { 'cache-control': 'no-store' })
    }
  })

  app.notFound((c) => c.body(null, 404))
  app.onError((error, c) => {
    if (!(error instanceof SignInRefusal)) throw error
    return c.json(refusalBody(error, company.clock, null), error.status)
  })
  return app
}

/** The part of it that may be shown to a browser on this machine: the pages, and nothing that gives a token. */
export function signInPages(company: Company, signIns: SignIns): Hono {
  const app = new Hono()
  app.route('/', visit(company, signIns))
  app.notFound((c) => c.body(null, 404))
  app.onError((error) => {
    throw error
  })
  return app
}
