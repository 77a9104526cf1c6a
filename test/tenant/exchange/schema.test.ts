import { beforeAll, describe, expect, test } from 'vitest'
import { openCompany, type ExchangeCompany } from './exchange-client.ts'
import { base, byName, getFolder, messages, parser, sendTo, soap, types } from './soap-requests.ts'

let company: ExchangeCompany
beforeAll(async () => {
  company = await openCompany()
})

const send = (body: string, path?: string) => sendTo(company, body, path)

describe('a request that breaks the schema', () => {
  const ids = byName('inbox')
  const shape = base('IdOnly')
  const inTypes = `in namespace '${types}'`
  const inMessages = `in namespace '${messages}'`

  test.each([
    [
      'an unknown folder name',
      getFolder(shape, byName('inbox1')),
      9,
      37,
      `The 'Id' attribute is invalid - The value 'inbox1' is invalid according to its datatype '${types}:DistinguishedFolderIdNameType' - The Enumeration constraint failed.`,
    ],
    [
      'an unknown shape',
      getFolder(base('Everything'), ids),
      8,
      15,
      `The '${types}:BaseShape' element is invalid - The value 'Everything' is invalid according to its datatype '${types}:DefaultShapeNamesType' - The Enumeration constraint failed.`,
    ],
    [
      'no folder',
      getFolder(shape, ''),
      9,
      14,
      `The element 'FolderIds' ${inMessages} has incomplete content. List of possible elements expected: 'FolderId, DistinguishedFolderId' ${inTypes}.`,
    ],
    [
      'folders before the shape',
      `<GetFolder>\n<FolderIds>${ids}</FolderIds>\n</GetFolder>`,
      8,
      2,
      `The element 'GetFolder' ${inMessages} has invalid child element 'FolderIds' ${inMessages}. List of possible elements expected: 'FolderShape' ${inMessages}.`,
    ],
    [
      'one element too many',
      getFolder(`${shape}${shape}`, ids),
      8,
      48,
      `The element 'FolderShape' ${inMessages} has invalid child element 'BaseShape' ${inTypes}. List of possible elements expected: 'AdditionalProperties' ${inTypes}.`,
    ],
    [
      'an unknown property',
      getFolder(`${shape}<t:AdditionalProperties><t:FieldURI FieldURI="folder:Colour"/></t:AdditionalProperties>`, ids),
      8,
      83,
      `The 'FieldURI' attribute is invalid - The value 'folder:Colour' is invalid according to its datatype '${types}:UnindexedFieldURIType' - The Enumeration constraint failed.`,
    ],
    [
      'an attribute that is not declared',
      getFolder(shape, '<t:DistinguishedFolderId Id="inbox" Colour="red"/>'),
      9,
      48,
      `The 'Colour' attribute is not declared.`,
    ],
    ['a missing attribute', getFolder(shape, '<t:FolderId/>'), 9, 13, `The required attribute 'Id' is missing.`],
    [
      'FindItem without a traversal',
      `<FindItem><ItemShape>${shape}</ItemShape><ParentFolderIds>${ids}</ParentFolderIds></FindItem>`,
      7,
      2,
      `The required attribute 'Traversal' is missing.`,
    ],
    [
      'a number that is none',
      `<FindItem Traversal="Shallow"><ItemShape>${shape}</ItemShape><IndexedPageItemView Offset="x" BasePoint="Beginning"/><ParentFolderIds>${ids}</ParentFolderIds></FindItem>`,
      7,
      108,
      `The 'Offset' attribute is invalid - The value 'x' is invalid according to its datatype 'http://www.w3.org/2001/XMLSchema:int'.`,
    ],
    [
      'an element of no namespace of Exchange’s',
      '<GetFolder xmlns="urn:other"/>',
      7,
      2,
      `Could not find schema information for the element 'urn:other:GetFolder'.`,
    ],
    [
      'an unknown entity',
      '<GetFolder>&nbsp;</GetFolder>',
      7,
      12,
      'An error occurred while parsing EntityName. Line 7, position 12.',
    ],
    [
      'an end tag of another element',
      '<GetFolder></GetFolders>',
      7,
      14,
      `The 'GetFolder' start tag does not match the end tag of 'GetFolders'. Line 7, position 14.`,
    ],
    ['an undeclared prefix', '<x:GetFolder/>', 7, 2, `'x' is an undeclared prefix. Line 7, position 2.`],
    [
      'a duplicate attribute',
      '<GetFolder a="1" a="2"/>',
      7,
      18,
      `'a' is a duplicate attribute name. Line 7, position 18.`,
    ],
  ])('%s: line, position and violation', async (_, operation, line, position, violation) => {
    const { status, body } = await send(soap(operation))
    const fault = body.Fault as unknown as {
      faultstring: { '#text': string }
      detail: { ResponseCode: string; Message: string; MessageXml: Record<string, unknown> }
    }
    expect(status).toBe(500)
    expect(fault.detail).toEqual({
      ResponseCode: 'ErrorSchemaValidation',
      Message: 'The request failed schema validation.',
      MessageXml: { LineNumber: line, LinePosition: position, Violation: violation },
    })
    expect(fault.faultstring['#text']).toBe(`The request failed schema validation: ${violation}`)
  })

  test.each([
    ['a document type', (text: string) => text.replace('<soap:Envelope', '<!DOCTYPE x>\n<soap:Envelope')],
    ['text after the end', (text: string) => `${text} more`],
    ['no body', (text: string) => text.replace(/<soap:Body>[\s\S]*<\/soap:Body>/, '')],
    ['another envelope', (text: string) => text.replaceAll('soap:Envelope', 'soap:Letter')],
    ['nothing at all', () => ' '],
  ])('%s', async (_, change) => {
    const { status, text } = await send(change(soap(getFolder(shape, ids))))
    expect([status, text.includes('ErrorSchemaValidation')]).toEqual([500, true])
  })

  test('comments, CDATA and entities do not break it', async () => {
    const body = soap(
      `<!-- a comment --><GetFolder><FolderShape><t:BaseShape><![CDATA[IdOnly]]></t:BaseShape></FolderShape><FolderIds><t:DistinguishedFolderId Id="&#105;nbox"/></FolderIds></GetFolder>`,
    )
    expect((await send(body)).status).toBe(200)
  })
})

describe('the description of the service', () => {
  const read = async (path: string, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    return company.tenant.fetch(new Request(`https://outlook.office365.com${path}`, { headers }))
  }

  test.each([
    ['/ews/services.wsdl', 'wsdl:definitions', 'name="FindItem"'],
    ['/EWS/Services.wsdl', 'wsdl:definitions', 'schemaLocation="messages.xsd"'],
    ['/ews/messages.xsd', 'xs:schema', 'schemaLocation="types.xsd"'],
    ['/ews/types.xsd', 'xs:schema', '<xs:enumeration value="junkemail"/>'],
  ])('%s', async (path, root, part) => {
    expect((await read(path)).status).toBe(401)
    const answer = await read(path, company.token)
    const text = await answer.text()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8'])
    expect(Object.keys(parser.parse(text) as object)).toContain(root.split(':')[1])
    expect(text).toContain(part)
  })

  test('declares each type once, and every type that it uses', async () => {
    const texts = await Promise.all(
      ['/ews/types.xsd', '/ews/messages.xsd'].map(async (path) => (await read(path, company.token)).text()),
    )
    const all = texts.join('')
    const declared = [...all.matchAll(/<xs:(?:complex|simple)Type name="(\w+)"/g)].map(([, name]) => name)
    const used = [...all.matchAll(/(?:type|base)="[tm]:(\w+)"/g)].map(([, name]) => name)
    expect(new Set(declared).size).toBe(declared.length)
    expect(used.filter((name) => !declared.includes(name))).toEqual([])
  })
})
