import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Company } from '../company.ts'
import type { SeedMailbox } from '../seed.ts'
import { findMailbox } from './exchange/mailbox.ts'
import { companyPolicy, isEwsGone, type PolicyReason } from './exchange/policy.ts'
import {
  envelope,
  faultBody,
  folderElements,
  messagesNamespace,
  readGetFolder,
  SoapFault,
  typesNamespace,
  type GetFolderRequest,
} from './exchange/soap.ts'
import { escapeXml } from './exchange/xml.ts'

const audiences = [
  'https://outlook.office365.com',
  'https://outlook.office.com',
  '00000002-0000-0ff1-ce00-000000000000',
]

/** outlook.office365.com: Exchange Web Services as they stand in late 2026. It knows one operation, GetFolder. */
export function exchangeHost(company: Company): Hono {
  const app = new Hono()

  app.post('/EWS/Exchange.asmx', async (c) => {
    // UNCONFIRMED: what EWS will answer once it is gone.
    if (isEwsGone(company)) return new Response(null, { status: 410 })
    const caller = await readCaller(company, c.req.header('authorization'))
    if (caller instanceof Response) return caller
    const reason = companyPolicy(company, caller.appId)
    if (reason !== undefined) return blocked(reason)
    const type = c.req.header('content-type') ?? ''
    if (!/^text\/xml\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) return new Response(null, { status: 415 })
    try {
      const request = readGetFolder(await c.req.text())
      const mailbox = findMailbox(company, request.impersonated, c.req.header('x-anchormailbox') ?? null)
      if (mailbox.ewsEnabled === false) return blocked('EWS is disabled for this user or tenant')
      return soap(200, getFolderResponse(mailbox, request))
    } catch (error) {
      if (error instanceof SoapFault) return soap(500, faultBody(error))
      throw error
    }
  })

  app.notFound((c) => c.body(null, 404))
  app.onError((error) => {
    throw error
  })
  return app
}

/** The application of an app-only token that holds full_access_as_app, or the 401 it gets. */
async function readCaller(company: Company, authorization: string | undefined): Promise<{ appId: string } | Response> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) return unauthorized(undefined)
  const verified = await company.tokens.verify(token, audiences)
  // UNCONFIRMED: the exact words of x-ms-diagnostics.
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
  const mayAll = idtyp === 'app' && Array.isArray(roles) && roles.includes('full_access_as_app')
  if (!mayAll || typeof appid !== 'string') {
    return unauthorized(
      '2000008;reason="The token contains not enough scope to make this call.";error_category="invalid_grant"',
    )
  }
  return { appId: appid }
}

function unauthorized(diagnostics: string | undefined): Response {
  const headers = new Headers({
    'www-authenticate':
      'Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="00000001-0000-0000-c000-000000000000@*", token_types="app_asserted_user_v1 service_asserted_app_v1"',
  })
  if (diagnostics !== undefined) headers.set('x-ms-diagnostics', diagnostics)
  return new Response(null, { status: 401, headers })
}

function blocked(reason: PolicyReason): Response {
  return new Response(null, { status: 403, headers: { 'x-ews-policy-reason': reason } })
}

function soap(status: 200 | 500, body: string): Response {
  return new Response(envelope(body), { status, headers: { 'content-type': 'text/xml; charset=utf-8' } })
}

function getFolderResponse(mailbox: SeedMailbox, request: GetFolderRequest): string {
  const messages = request.folderIds.map((folder) => {
    const id = createHash('sha256').update(`${mailbox.address} ${folder}`).digest('base64')
    const details =
      request.baseShape === 'IdOnly'
        ? ''
        : `<t:DisplayName>${escapeXml(folder)}</t:DisplayName><t:TotalCount>0</t:TotalCount><t:ChildFolderCount>0</t:ChildFolderCount>`
    const element = folderElements[folder] ?? 'Folder'
    return `<m:GetFolderResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Folders><t:${element}><t:FolderId Id="${id}" ChangeKey="AQAAAA=="/>${details}</t:${element}></m:Folders></m:GetFolderResponseMessage>`
  })
  return `<m:GetFolderResponse xmlns:m="${messagesNamespace}" xmlns:t="${typesNamespace}"><m:ResponseMessages>${messages.join('')}</m:ResponseMessages></m:GetFolderResponse>`
}
