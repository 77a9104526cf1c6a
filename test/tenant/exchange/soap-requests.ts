import { XMLParser } from 'fast-xml-parser'
import { sharedMailbox, type ExchangeCompany } from './exchange-client.ts'

export const types = 'http://schemas.microsoft.com/exchange/services/2006/types'
export const messages = 'http://schemas.microsoft.com/exchange/services/2006/messages'
export const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: false, attributeNamePrefix: '@' })

/** Returns a SOAP request with one element a line, so that lines and positions can be counted. */
export function soap(operation: string, version = 'Exchange2016'): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="${types}" xmlns="${messages}">`,
    `<soap:Header><t:RequestServerVersion Version="${version}"/>`,
    `<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>${sharedMailbox}</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`,
    '</soap:Header>',
    '<soap:Body>',
    operation,
    '</soap:Body>',
    '</soap:Envelope>',
  ].join('\n')
}

export const getFolder = (shape: string, ids: string): string =>
  `<GetFolder>\n<FolderShape>${shape}</FolderShape>\n<FolderIds>${ids}</FolderIds>\n</GetFolder>`
export const byName = (name: string): string => `<t:DistinguishedFolderId Id="${name}"/>`
export const base = (name: string): string => `<t:BaseShape>${name}</t:BaseShape>`

/** Sends a request as a granted application, for the shared mailbox. */
export async function sendTo(company: ExchangeCompany, body: string, path = '/EWS/Exchange.asmx') {
  const response = await company.tenant.fetch(
    new Request(`https://outlook.office365.com${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${company.token}`,
        'content-type': 'text/xml; charset=utf-8',
        'x-anchormailbox': sharedMailbox,
        'user-agent': 'CDID-PrextraSetup/1.0',
      },
      body,
    }),
  )
  const text = await response.text()
  const read = (text === '' ? {} : parser.parse(text)) as { Envelope?: { Body: Record<string, Json> } }
  return { status: response.status, headers: response.headers, text, body: read.Envelope?.Body ?? {} }
}

/** Parsed XML, of which a test reads only what it expects. */
type Json = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>
