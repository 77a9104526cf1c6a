import { XMLParser } from 'fast-xml-parser'
import { beforeAll, describe, expect, test } from 'vitest'
import { openCompany, sharedMailbox, type ExchangeCompany } from './exchange-client.ts'

const types = 'http://schemas.microsoft.com/exchange/services/2006/types'
const messages = 'http://schemas.microsoft.com/exchange/services/2006/messages'
const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: false, attributeNamePrefix: '@' })

let company: ExchangeCompany
beforeAll(async () => {
  company = await openCompany()
})

/** Returns a SOAP request with one element a line, so that lines and positions can be counted. */
function soap(operation: string, version = 'Exchange2016'): string {
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

const getFolder = (shape: string, ids: string): string =>
  `<GetFolder>\n<FolderShape>${shape}</FolderShape>\n<FolderIds>${ids}</FolderIds>\n</GetFolder>`
const byName = (name: string): string => `<t:DistinguishedFolderId Id="${name}"/>`
const base = (name: string): string => `<t:BaseShape>${name}</t:BaseShape>`

async function send(body: string, path = '/EWS/Exchange.asmx') {
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

/** Returns the one folder of an answer: its element and what it holds. */
async function folderOf(shape: string, id: string): Promise<[element: string, folder: Record<string, unknown>]> {
  const { body } = await send(soap(getFolder(shape, id)))
  const { Folders } = body.GetFolderResponse?.ResponseMessages?.GetFolderResponseMessage as {
    Folders: Record<string, Record<string, unknown>>
  }
  return Object.entries(Folders)[0] ?? ['', {}]
}

describe('the address of the service', () => {
  test.each(['/EWS/Exchange.asmx', '/ews/exchange.asmx', '/ews/Exchange.asmx', '/EWS/EXCHANGE.ASMX'])(
    '%s',
    async (path) => {
      expect((await send(soap(getFolder(base('IdOnly'), byName('inbox'))), path)).status).toBe(200)
    },
  )

  test('every answer has the headers of Exchange’s servers, a refusal too', async () => {
    const fine = await send(soap(getFolder(base('IdOnly'), byName('inbox'))))
    const refused = await company.tenant.fetch(
      new Request('https://outlook.office365.com/EWS/Exchange.asmx', { method: 'POST' }),
    )
    expect(refused.status).toBe(401)
    for (const headers of [fine.headers, refused.headers]) {
      for (const name of ['request-id', 'x-feserver', 'x-calculatedbetarget', 'x-diaginfo', 'date']) {
        expect([name, headers.get(name)]).toEqual([name, expect.stringMatching(/./)])
      }
    }
    expect(fine.headers.get('request-id')).not.toBe(refused.headers.get('request-id'))
  })
})

describe('the version of the request', () => {
  test.each([
    'Exchange2007',
    'Exchange2007_SP1',
    'Exchange2010_SP2',
    'Exchange2013_SP1',
    'Exchange2016',
    'V2018_01_08',
  ])('%s is known', async (version) => {
    expect((await send(soap(getFolder(base('IdOnly'), byName('inbox')), version))).status).toBe(200)
  })

  test.each(['Exchange2003', 'exchange2016', ''])('%j is not', async (version) => {
    const { status, text } = await send(soap(getFolder(base('IdOnly'), byName('inbox')), version))
    expect([status, text.includes('ErrorInvalidServerVersion')]).toEqual([500, true])
  })
})

describe('the shape of a folder', () => {
  test.each([
    ['IdOnly', 'inbox', 'Folder', ['FolderId']],
    ['Default', 'inbox', 'Folder', ['FolderId', 'DisplayName', 'TotalCount', 'ChildFolderCount', 'UnreadCount']],
    ['Default', 'calendar', 'CalendarFolder', ['FolderId', 'DisplayName', 'ChildFolderCount']],
    ['Default', 'contacts', 'ContactsFolder', ['FolderId', 'DisplayName', 'TotalCount', 'ChildFolderCount']],
    [
      'AllProperties',
      'tasks',
      'TasksFolder',
      [
        'FolderId',
        'ParentFolderId',
        'FolderClass',
        'DisplayName',
        'TotalCount',
        'ChildFolderCount',
        'EffectiveRights',
        'DistinguishedFolderId',
        'UnreadCount',
      ],
    ],
  ])('%s of %s', async (shape, name, element, properties) => {
    const [found, folder] = await folderOf(base(shape), byName(name))
    expect([found, Object.keys(folder)]).toEqual([element, properties])
  })

  test('additional properties stand in the schema’s order, whatever the order of the request', async () => {
    const shape = `${base('IdOnly')}<t:AdditionalProperties><t:FieldURI FieldURI="folder:UnreadCount"/><t:FieldURI FieldURI="folder:DisplayName"/><t:ExtendedFieldURI PropertyTag="0x0e08" PropertyType="Long"/></t:AdditionalProperties>`
    const [, folder] = await folderOf(shape, byName('inbox'))
    expect(Object.keys(folder)).toEqual(['FolderId', 'DisplayName', 'UnreadCount'])
    expect(folder).toMatchObject({ DisplayName: 'Inbox', UnreadCount: 2 })
  })

  test.each([
    ['root', ''],
    ['msgfolderroot', 'Top of Information Store'],
    ['junkemail', 'Junk Email'],
    ['sentitems', 'Sent Items'],
    ['outbox', 'Outbox'],
    ['recoverableitemsdeletions', 'Deletions'],
  ])('%s is called “%s”', async (name, displayName) => {
    const [, folder] = await folderOf(base('Default'), byName(name))
    expect(folder.DisplayName).toBe(displayName)
  })
})

describe('a folder by its id', () => {
  test('is the same folder, and its parent is one too', async () => {
    const [, inbox] = await folderOf(base('AllProperties'), byName('inbox'))
    const idOf = (value: unknown) => (value as { '@Id': string })['@Id']
    const [, again] = await folderOf(base('Default'), `<t:FolderId Id="${idOf(inbox.FolderId)}"/>`)
    expect(again.DisplayName).toBe('Inbox')
    const [, parent] = await folderOf(base('Default'), `<t:FolderId Id="${idOf(inbox.ParentFolderId)}"/>`)
    expect(parent.DisplayName).toBe('Top of Information Store')
  })

  test('of the mailbox itself may name the mailbox; of another one it is denied', async () => {
    const named = (address: string) =>
      `<t:DistinguishedFolderId Id="inbox"><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>`
    const codes = async (id: string) =>
      [...(await send(soap(getFolder(base('IdOnly'), id)))).text.matchAll(/ResponseCode>(\w+)</g)].map(([, one]) => one)
    expect(await codes(named(sharedMailbox))).toEqual(['NoError'])
    expect(await codes(named('s.gagnon@erablieredunord.example'))).toEqual(['ErrorAccessDenied'])
  })

  test('each folder has a message of its own', async () => {
    const ids = [
      byName('inbox'),
      byName('archiveinbox'),
      byName('publicfoldersroot'),
      '<t:FolderId Id="nonsense"/>',
      `<t:FolderId Id="${'A'.repeat(43)}="/>`,
    ]
    const { status, text } = await send(soap(getFolder(base('IdOnly'), ids.join(''))))
    expect(status).toBe(200)
    expect([...text.matchAll(/ResponseClass="(\w+)"/g)].map(([, one]) => one)).toEqual([
      'Success',
      'Error',
      'Error',
      'Error',
      'Error',
    ])
    expect([...text.matchAll(/ResponseCode>(\w+)</g)].map(([, one]) => one)).toEqual([
      'NoError',
      'ErrorFolderNotFound',
      'ErrorFolderNotFound',
      'ErrorInvalidIdMalformed',
      'ErrorFolderNotFound',
    ])
  })
})

describe('FindItem', () => {
  const findItem = (attributes: string, view: string, more = '', name = 'inbox', shape = base('Default')) =>
    soap(
      `<FindItem ${attributes}>\n<ItemShape>${shape}</ItemShape>\n${view}\n${more}<ParentFolderIds>${byName(name)}</ParentFolderIds>\n</FindItem>`,
    )
  const shallow = 'Traversal="Shallow"'
  const subjectsIn = (text: string) => [...text.matchAll(/<t:Subject>([^<]*)</g)].map(([, one]) => one)

  test('lists the items of a folder', async () => {
    const { text } = await send(findItem(shallow, ''))
    expect(subjectsIn(text)).toEqual(['Commande de printemps', 'Horaire &amp; congés', 'Facture 2026-114'])
    expect(text).toContain('TotalItemsInView="3" IncludesLastItemInRange="true"')
  })

  test.each([
    ['Offset="0" BasePoint="Beginning" MaxEntriesReturned="2"', 2, '2', 'false'],
    ['Offset="2" BasePoint="Beginning" MaxEntriesReturned="2"', 1, '3', 'true'],
    ['Offset="0" BasePoint="End" MaxEntriesReturned="1"', 1, '1', 'false'],
    ['Offset="9" BasePoint="Beginning" MaxEntriesReturned="5"', 0, '3', 'true'],
  ])('page by page: %s', async (view, count, offset, isLast) => {
    const { text } = await send(findItem(shallow, `<IndexedPageItemView ${view}/>`))
    expect(subjectsIn(text)).toHaveLength(count)
    expect(text).toContain(`IndexedPagingOffset="${offset}" TotalItemsInView="3" IncludesLastItemInRange="${isLast}"`)
  })

  test('in a calendar lists appointments of a period', async () => {
    const view = '<CalendarView StartDate="2026-11-19T00:00:00Z" EndDate="2026-11-20T00:00:00Z"/>'
    const { text } = await send(findItem(shallow, view, '', 'calendar'))
    expect(subjectsIn(text)).toEqual(['Rencontre d’équipe'])
    expect(text).toContain('<t:CalendarItem>')
  })

  test('finds nothing deleted and nothing hidden', async () => {
    for (const traversal of ['SoftDeleted', 'Associated']) {
      const { text } = await send(findItem(`Traversal="${traversal}"`, ''))
      expect(text).toContain('TotalItemsInView="0"')
    }
  })

  test('shows only ids when that is asked', async () => {
    const { text } = await send(findItem(shallow, '', '', 'inbox', base('IdOnly')))
    expect([...text.matchAll(/<t:ItemId /g)]).toHaveLength(3)
    expect(subjectsIn(text)).toEqual([])
  })

  test('with a search is refused by the practice tenant, which cannot evaluate it', async () => {
    const restriction = '<Restriction><t:IsEqualTo/></Restriction>'
    expect((await send(findItem(shallow, '', restriction))).text).toContain('ErrorInvalidRequest')
  })
})

describe('FindFolder', () => {
  const namesOf = async (traversal: string) => {
    const body = `<FindFolder Traversal="${traversal}"><FolderShape>${base('Default')}</FolderShape><ParentFolderIds>${byName('msgfolderroot')}</ParentFolderIds></FindFolder>`
    const { text } = await send(soap(body))
    return [...text.matchAll(/<t:DisplayName>([^<]*)</g)].map(([, one]) => one)
  }

  test('lists the folders below another, or all the way down', async () => {
    const shallow = await namesOf('Shallow')
    const deep = await namesOf('Deep')
    expect(shallow).toContain('Calendar')
    expect(shallow).not.toContain('Conflicts')
    expect(deep).toEqual(expect.arrayContaining([...shallow, 'Conflicts']))
  })
})

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
