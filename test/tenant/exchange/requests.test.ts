import { beforeAll, describe, expect, test } from 'vitest'
import { openCompany, sharedMailbox, type ExchangeCompany } from './exchange-client.ts'
import { base, byName, getFolder, sendTo, soap } from './soap-requests.ts'

let company: ExchangeCompany
beforeAll(async () => {
  company = await openCompany()
})

const send = (body: string, path?: string) => sendTo(company, body, path)

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
