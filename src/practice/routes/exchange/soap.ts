import { messagesNamespace, typesNamespace } from './schema/schema.ts'
import { escapeXml } from './xml.ts'

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/'
const errorsNamespace = 'http://schemas.microsoft.com/exchange/services/2006/errors'

/** A SOAP fault: EWS's answer when it cannot carry out a request as a whole. */
export class SoapFault extends Error {
  readonly responseCode: string
  /** What stands in the `MessageXml` element beside the message. */
  readonly details: Readonly<Record<string, string>>
  /** The message inside the fault's detail, where it is shorter than the fault's own. */
  readonly shortMessage: string

  constructor(
    responseCode: string,
    message: string,
    details: Readonly<Record<string, string>> = {},
    shortMessage = message,
  ) {
    super(message)
    this.responseCode = responseCode
    this.details = details
    this.shortMessage = shortMessage
  }
}

export function envelope(body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${soapNamespace}"><s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="20" MajorBuildNumber="9999" MinorBuildNumber="0" Version="V2018_01_08" xmlns:h="${typesNamespace}"/></s:Header><s:Body>${body}</s:Body></s:Envelope>`
}

export function faultBody(fault: SoapFault): string {
  const { responseCode, message, shortMessage } = fault
  return `<s:Fault><faultcode xmlns:a="${typesNamespace}">a:${responseCode}</faultcode><faultstring xml:lang="en-US">${escapeXml(message)}</faultstring><detail><e:ResponseCode xmlns:e="${errorsNamespace}">${responseCode}</e:ResponseCode><e:Message xmlns:e="${errorsNamespace}">${escapeXml(shortMessage)}</e:Message>${messageXml(fault, 't')}</detail></s:Fault>`
}

/** Returns one message of the class Error, for a response with HTTP status 200. */
export function errorMessage(operation: string, fault: SoapFault): string {
  const empty = operation === 'GetFolder' ? '<m:Folders/>' : ''
  return `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>${escapeXml(fault.message)}</m:MessageText><m:ResponseCode>${fault.responseCode}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${messageXml(fault, 'm')}${empty}</m:${operation}ResponseMessage>`
}

/** Returns one message of the class Success around its content. */
export function successMessage(operation: string, content: string): string {
  return `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${operation}ResponseMessage>`
}

export function response(operation: string, messages: readonly string[]): string {
  return `<m:${operation}Response xmlns:m="${messagesNamespace}" xmlns:t="${typesNamespace}"><m:ResponseMessages>${messages.join('')}</m:ResponseMessages></m:${operation}Response>`
}

/** Returns a response in which the same refusal stands for each folder that the request names. */
export function errorMessages(fault: SoapFault, count: number, operation: string): string {
  return response(
    operation,
    Array.from({ length: count }, () => errorMessage(operation, fault)),
  )
}

/** Names whose value stands in an element of its own; every other one stands in a `Value` element. */
const ownElements = ['LineNumber', 'LinePosition', 'Violation']

function messageXml({ details }: SoapFault, prefix: 't' | 'm'): string {
  const values = Object.entries(details).map(([name, value]) =>
    ownElements.includes(name)
      ? `<t:${name}>${escapeXml(value)}</t:${name}>`
      : `<t:Value Name="${escapeXml(name)}">${escapeXml(value)}</t:Value>`,
  )
  if (values.length === 0) return ''
  const namespace = prefix === 't' ? ` xmlns:t="${typesNamespace}"` : ''
  return `<${prefix}:MessageXml${namespace}>${values.join('')}</${prefix}:MessageXml>`
}
