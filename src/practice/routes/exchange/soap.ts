import { child, escapeXml, parseXml, type Element } from './xml.ts'

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/'
export const typesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/types'
export const messagesNamespace = 'http://schemas.microsoft.com/exchange/services/2006/messages'
const errorsNamespace = 'http://schemas.microsoft.com/exchange/services/2006/errors'

/** A SOAP fault: EWS's answer when it cannot carry out a request as a whole. */
export class SoapFault extends Error {
  readonly responseCode: string
  /** The named values of the `MessageXml` element beside the message. */
  readonly values: Readonly<Record<string, string>>

  constructor(responseCode: string, message: string, values: Readonly<Record<string, string>> = {}) {
    super(message)
    this.responseCode = responseCode
    this.values = values
  }
}

export interface GetFolderRequest {
  /** The impersonated mailbox, and which kind of address names it; undefined without the header. */
  readonly impersonated: { readonly kind: string; readonly value: string } | undefined
  readonly baseShape: 'IdOnly' | 'Default'
  readonly folderIds: readonly string[]
}

const versions = [
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
]
const sids = ['PrincipalName', 'SmtpAddress', 'PrimarySmtpAddress', 'SID']
export const folderElements: Readonly<Record<string, string>> = {
  inbox: 'Folder',
  drafts: 'Folder',
  sentitems: 'Folder',
  deleteditems: 'Folder',
  msgfolderroot: 'Folder',
  calendar: 'CalendarFolder',
  contacts: 'ContactsFolder',
  tasks: 'TasksFolder',
}

/** Reads a GetFolder request strictly: namespaces, order and names as in Microsoft's schema. Throws SoapFault. */
export function readGetFolder(text: string): GetFolderRequest {
  const envelope = parseXml(text)
  if (envelope?.namespace !== soapNamespace || envelope.name !== 'Envelope')
    throw invalid('The request is not a SOAP 1.1 envelope.')
  const header = child(envelope, soapNamespace, 'Header')
  const body = child(envelope, soapNamespace, 'Body')
  if (body === undefined) throw invalid('The element Body is missing.')
  const impersonated = readHeader(header)
  const [operation, ...more] = body.children
  if (operation === undefined || more.length > 0) throw invalid('The element Body must hold one request.')
  if (operation.namespace !== messagesNamespace)
    throw invalid(`The element '${operation.name}' in namespace '${operation.namespace}' is unknown.`)
  if (operation.name !== 'GetFolder') {
    throw new SoapFault('ErrorInvalidRequest', `The practice tenant answers GetFolder only, not ${operation.name}.`)
  }
  const [shape, ids] = exactly(operation, [
    [messagesNamespace, 'FolderShape'],
    [messagesNamespace, 'FolderIds'],
  ])
  const baseShape = exactly(shape, [[typesNamespace, 'BaseShape']])[0].text
  if (baseShape !== 'IdOnly' && baseShape !== 'Default')
    throw invalid(`The 'BaseShape' element is invalid - The value '${baseShape}' is invalid.`)
  return { impersonated, baseShape, folderIds: readFolderIds(ids) }
}

function readHeader(header: Element | undefined): GetFolderRequest['impersonated'] {
  if (header === undefined) return undefined
  const version = child(header, typesNamespace, 'RequestServerVersion')
  if (version !== undefined && !versions.includes(version.attributes.get('Version') ?? '')) {
    throw new SoapFault('ErrorInvalidServerVersion', 'The specified server version is invalid.')
  }
  const impersonation = child(header, typesNamespace, 'ExchangeImpersonation')
  if (impersonation === undefined) return undefined
  const [connecting] = exactly(impersonation, [[typesNamespace, 'ConnectingSID']])
  const [sid, ...more] = connecting.children
  if (sid?.namespace !== typesNamespace || more.length > 0 || !sids.includes(sid.name)) {
    throw invalid(`The element 'ConnectingSID' has invalid content.`)
  }
  return { kind: sid.name, value: sid.text }
}

function readFolderIds(ids: Element): string[] {
  if (ids.children.length === 0) throw invalid(`The element 'FolderIds' has incomplete content.`)
  return ids.children.map((id) => {
    const distinguished = id.attributes.get('Id') ?? ''
    const isKnown =
      id.namespace === typesNamespace &&
      id.name === 'DistinguishedFolderId' &&
      Object.hasOwn(folderElements, distinguished)
    if (!isKnown) throw invalid(`The 'Id' attribute is invalid - The value '${distinguished}' is invalid.`)
    return distinguished
  })
}

/** The children of an element, which must be these and no others, in this order. */
function exactly<const T extends readonly (readonly [string, string])[]>(
  element: Element,
  names: T,
): { [K in keyof T]: Element } {
  const wanted: readonly (readonly [string, string])[] = names
  const fits =
    element.children.length === wanted.length &&
    element.children.every((one, index) => one.namespace === wanted[index]?.[0] && one.name === wanted[index][1])
  if (!fits) throw invalid(`The element '${element.name}' has invalid content.`)
  return element.children as { [K in keyof T]: Element }
}

function invalid(detail: string): SoapFault {
  return new SoapFault('ErrorSchemaValidation', `The request failed schema validation: ${detail}`)
}

export function envelope(body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${soapNamespace}"><s:Header><h:ServerVersionInfo MajorVersion="15" MinorVersion="20" MajorBuildNumber="9999" MinorBuildNumber="0" Version="V2018_01_08" xmlns:h="${typesNamespace}"/></s:Header><s:Body>${body}</s:Body></s:Envelope>`
}

export function faultBody(fault: SoapFault): string {
  const message = escapeXml(fault.message)
  return `<s:Fault><faultcode xmlns:a="${typesNamespace}">a:${fault.responseCode}</faultcode><faultstring xml:lang="en-US">${message}</faultstring><detail><e:ResponseCode xmlns:e="${errorsNamespace}">${fault.responseCode}</e:ResponseCode><e:Message xmlns:e="${errorsNamespace}">${message}</e:Message>${messageXml(fault)}</detail></s:Fault>`
}

/** Writes the same refusal as a response with HTTP status 200, in which each message has the class Error. */
export function errorMessages(fault: SoapFault, count: number, operation: string): string {
  const message = `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>${escapeXml(fault.message)}</m:MessageText><m:ResponseCode>${fault.responseCode}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${messageXml(fault).replaceAll('t:MessageXml', 'm:MessageXml')}${operation === 'GetFolder' ? '<m:Folders/>' : ''}</m:${operation}ResponseMessage>`
  return `<m:${operation}Response xmlns:m="${messagesNamespace}" xmlns:t="${typesNamespace}"><m:ResponseMessages>${message.repeat(count)}</m:ResponseMessages></m:${operation}Response>`
}

function messageXml(fault: SoapFault): string {
  const values = Object.entries(fault.values).map(
    ([name, value]) => `<t:Value Name="${escapeXml(name)}">${escapeXml(value)}</t:Value>`,
  )
  return values.length === 0 ? '' : `<t:MessageXml xmlns:t="${typesNamespace}">${values.join('')}</t:MessageXml>`
}
