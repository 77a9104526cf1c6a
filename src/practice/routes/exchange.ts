import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Company } from '../company/company.ts'
import type { SeedMailbox } from '../company/seed.ts'
import { busyAnswer } from './exchange/busy.ts'
import { readCaller } from './exchange/caller.ts'
import { findMailbox } from './exchange/mailbox.ts'
import { companyPolicy, isEwsGone, mailboxPolicy, userAgentPolicy, type PolicyReason } from './exchange/policy.ts'
import { reach, type MailboxCaller } from './exchange/scope.ts'
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

/** Serves outlook.office365.com: Exchange Web Services as they are in late 2026. */
export function exchangeHost(company: Company): Hono {
  const app = new Hono()

  app.post('/EWS/Exchange.asmx', async (c) => {
    // UNCONFIRMED(ews-gone): what EWS will answer once it is gone.
    if (isEwsGone(company)) return new Response(null, { status: 410 })
    const caller = await readCaller(company, c.req.header('authorization'))
    if (caller instanceof Response) return caller
    const agent = c.req.header('user-agent') ?? ''
    const reason = companyPolicy(company, caller.appId) ?? userAgentPolicy(company, agent)
    if (reason !== undefined) return blocked(reason)
    const type = c.req.header('content-type') ?? ''
    if (!/^text\/xml\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) return new Response(null, { status: 415 })
    try {
      const request = readGetFolder(await c.req.text())
      return (
        busyAnswer(company, request.folderIds.length, 'GetFolder') ??
        answer(company, caller, request, c.req.header('x-anchormailbox') ?? null)
      )
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

function answer(company: Company, caller: MailboxCaller, request: GetFolderRequest, anchor: string | null): Response {
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
      return reason === undefined ? soap(200, getFolderResponse(mailbox, request)) : blocked(reason)
    }
  }
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
