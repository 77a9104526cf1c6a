import { Hono, type Context } from 'hono'
import { generateCookie, getCookie } from 'hono/cookie'
import { decodeJwt } from 'jose'
import type { Company } from '../../../company/company.ts'
import { readTenant } from '../authorize.ts'
import { isAmong } from '../clients.ts'
import { sessionCookie } from './ending.ts'
import { endPage } from './pages.ts'
import { findClient } from '../registrations.ts'
import type { SignIns } from '../sign-ins.ts'
import { readLanguage } from './language.ts'

/** Ends the browser's session, and redirects only to an address registered for the client. */
export function signOut(company: Company, signIns: SignIns): Hono {
  const app = new Hono()
  const leave = async (c: Context): Promise<Response> => {
    readTenant(company.directory, c.req.param('tenant') ?? '')
    signIns.leave(getCookie(c, sessionCookie))
    const response = await leadOn(c)
    const gone = generateCookie(sessionCookie, '', { path: '/', secure: true, maxAge: 0 })
    response.headers.append('set-cookie', gone)
    return response
  }
  const leadOn = (c: Context): Promise<Response> | Response => {
    const after = c.req.query('post_logout_redirect_uri')
    const clientId = c.req.query('client_id') ?? readAudience(c.req.query('id_token_hint'))
    if (after !== undefined && clientId !== undefined) {
      const { redirectUris, registration } = findClient(company.directory, signIns, clientId)
      if (isAmong([...redirectUris, ...(registration?.webRedirectUris ?? [])], after)) {
        const address = new URL(after)
        const state = c.req.query('state')
        if (state !== undefined) address.searchParams.set('state', state)
        return c.redirect(address.href)
      }
    }
    return endPage(readLanguage(c.req.query('ui_locales'), c.req.header('accept-language')), 'signed-out')
  }
  app.get('/:tenant/oauth2/v2.0/logout', leave)
  app.get('/:tenant/oauth2/logout', leave)
  return app
}

function readAudience(idToken: string | undefined): string | undefined {
  if (idToken === undefined) return undefined
  try {
    const { aud } = decodeJwt(idToken)
    return typeof aud === 'string' ? aud : undefined
  } catch {
    return undefined
  }
}
