import { Hono, type Context } from 'hono'
import type { Company } from '../company/company.ts'
import { busyAnswer } from './exchange/busy.ts'
import { readCaller } from './exchange/caller.ts'
import { addExchangeHeaders } from './exchange/headers.ts'
import { findMailbox } from './exchange/mailbox.ts'
import { carryOut, folderIdsOf } from './exchange/operations.ts'
import { companyPolicy, isEwsGone, mailboxPolicy, userAgentPolicy, type PolicyReason } from './exchange/policy.ts'
import { readRequest, type ExchangeRequest } from './exchange/request.ts'
import { writeMessagesSchema, writeServiceDescription, writeTypesSchema } from './exchange/schema/documents.ts'
import { reach, type MailboxCaller } from './exchange/scope.ts'
import { envelope, faultBody, SoapFault } from './exchange/soap.ts'

/** The documents that describe the service, by their path in small letters. */
const documents: Readonly<Record<string, () => string>> = {
  '/ews/services.wsdl': writeServiceDescription,
  '/ews/types.xsd': writeTypesSchema,
  '/ews/messages.xsd': writeMessagesSchema,
}

/** Serves Exchange Online: Exchange Web Services as they are in late 2026. The case of a path does not matter. */
export function exchangeHost(company: Company): Hono {
  const app = new Hono()
  app.all('*', async (c) => {
    const response = await answer(company, c)
    addExchangeHeaders(response.headers)
    return response
  })
  app.onError((error) => {
    throw error
  })
  return app
}

async function answer(company: Company, c: Context): Promise<Response> {
  const path = c.req.path.toLowerCase()
  const document = documents[path]
  const isEndpoint = path === '/ews/exchange.asmx'
  if (!isEndpoint && (document === undefined || c.req.method !== 'GET')) return new Response(null, { status: 404 })
  // UNCONFIRMED(ews-gone): what EWS will answer once it is gone.
  if (isEwsGone(company)) return new Response(null, { status: 410 })
  const caller = await readCaller(company, c.req.header('authorization'))
  if (caller instanceof Response) return caller
  if (document !== undefined) {
    // UNCONFIRMED(wsdl-needs-token): that the description is for callers with a token only.
    return new Response(document(), { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' } })
  }
  // UNCONFIRMED(ews-get): what a GET with a token answers. Without one, it is 401 as for any request.
  if (c.req.method !== 'POST') return new Response(null, { status: 404 })
  return answerSoap(company, caller, c)
}

async function answerSoap(company: Company, caller: MailboxCaller, c: Context): Promise<Response> {
  const agent = c.req.header('user-agent') ?? ''
  const reason = companyPolicy(company, caller.appId) ?? userAgentPolicy(company, agent)
  if (reason !== undefined) return blocked(reason)
  const type = c.req.header('content-type') ?? ''
  if (!/^text\/xml\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) return new Response(null, { status: 415 })
  try {
    const request = readRequest(await c.req.text())
    return (
      busyAnswer(company, folderIdsOf(request).length, request.operation) ??
      answerFor(company, caller, request, c.req.header('x-anchormailbox') ?? null)
    )
  } catch (error) {
    if (error instanceof SoapFault) return soap(500, faultBody(error))
    throw error
  }
}

function answerFor(company: Company, caller: MailboxCaller, request: ExchangeRequest, anchor: string | null): Response {
  const mailbox = findMailbox(company, request.impersonated, anchor)
  switch (reach(company, caller, mailbox)) {
    case 'policy':
      // "403 is policy block": https://github.com/David-Barrett-MS/PowerShell-EWS-Scripts/issues/62
      return new Response(null, { status: 403 })
    case 'scope':
      throw new SoapFault(
        'ErrorImpersonateUserDenied',
        'The account does not have permission to impersonate the requested user.',
      )
    case 'yes': {
      const reason = mailboxPolicy(company, mailbox)
      return reason === undefined ? soap(200, carryOut(mailbox, request)) : blocked(reason)
    }
  }
}

function blocked(reason: PolicyReason): Response {
  return new Response(null, { status: 403, headers: { 'x-ews-policy-reason': reason } })
}

function soap(status: 200 | 500, body: string): Response {
  return new Response(envelope(body), { status, headers: { 'content-type': 'text/xml; charset=utf-8' } })
}
