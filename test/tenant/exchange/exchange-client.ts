import { XMLParser } from 'fast-xml-parser'
import { luc, postToken, register, signIn, stoppedClock } from '#support/tenant-client.ts'
import { smallCompany, type Seed, type SeedMailbox } from '#practice/company/seed.ts'
import { createTenant, type Tenant } from '#practice/tenant/tenant.ts'

export const sharedMailbox = 'accueil@erablieredunord.example'
export const kioskMailbox: SeedMailbox = { address: 'quai@erablieredunord.example', name: 'Quai', licence: 'kiosk' }
export const unlicensedMailbox: SeedMailbox = {
  address: 'ancien@erablieredunord.example',
  name: 'Ancien',
  licence: 'none',
}

/** Returns a GetFolder request as Microsoft's documentation writes it. */
export const getFolderRequest = (address: string, kind = 'SmtpAddress', folders = ['inbox', 'calendar']) =>
  `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header><t:RequestServerVersion Version="Exchange2016"/><t:ExchangeImpersonation><t:ConnectingSID><t:${kind}>${address}</t:${kind}></t:ConnectingSID></t:ExchangeImpersonation></s:Header><s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds>${folders.map((id) => `<t:DistinguishedFolderId Id="${id}"/>`).join('')}</m:FolderIds></m:GetFolder></s:Body></s:Envelope>`

/** A company with one application that has full_access_as_app, and the application's token for Exchange. */
export interface ExchangeCompany {
  readonly tenant: Tenant
  readonly token: string
  readonly appId: string
  readonly ids: Awaited<ReturnType<typeof register>>
}

export async function openCompany(
  at?: string,
  seed: Seed = { ...smallCompany, mailboxes: [...smallCompany.mailboxes, kioskMailbox, unlicensedMailbox] },
): Promise<ExchangeCompany> {
  const tenant = createTenant({ seed, clock: stoppedClock(at) })
  const ids = await register(tenant, await signIn(tenant, luc))
  return { tenant, ids, appId: ids.appId, token: await exchangeToken(tenant, ids) }
}

export async function exchangeToken(
  tenant: Tenant,
  { appId, secretText }: { appId: string; secretText: string },
): Promise<string> {
  const scope = 'https://outlook.office365.com/.default'
  const answer = await postToken(tenant, {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secretText,
    scope,
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

/** Sends GetFolder for a mailbox. Returns the status with the reason of a refusal, or with the response code of each folder. */
export async function getFolders(
  { tenant, token }: Pick<ExchangeCompany, 'tenant' | 'token'>,
  address: string,
  more: { agent?: string; kind?: string; folders?: string[] } = {},
) {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'text/xml; charset=utf-8',
    'x-anchormailbox': address,
    'user-agent': more.agent ?? 'CDID-PrextraSetup/1.0',
  }
  const init = { method: 'POST', headers, body: getFolderRequest(address, more.kind, more.folders) }
  const response = await tenant.fetch(new Request('https://outlook.office365.com/EWS/Exchange.asmx', init))
  const text = await response.text()
  const reason = response.headers.get('x-ews-policy-reason')
  if (text === '') return `${response.status}${reason === null ? '' : `: ${reason}`}`
  const xml = new XMLParser({ removeNSPrefix: true }).parse(text) as {
    Envelope: {
      Body: {
        Fault?: { detail: { ResponseCode: string } }
        GetFolderResponse?: { ResponseMessages: { GetFolderResponseMessage: unknown } }
      }
    }
  }
  const { Fault, GetFolderResponse } = xml.Envelope.Body
  if (Fault !== undefined) return `${response.status}: ${Fault.detail.ResponseCode}`
  const messages = [GetFolderResponse?.ResponseMessages.GetFolderResponseMessage].flat() as { ResponseCode: string }[]
  return `${response.status}: ${messages.map((one) => one.ResponseCode).join(',')}`
}
