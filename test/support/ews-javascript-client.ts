import {
  CalendarFolder,
  CalendarView,
  ConnectingIdType,
  DateTime,
  ExchangeService,
  ExchangeVersion,
  Folder,
  FolderId,
  FolderSchema,
  FolderView,
  ImpersonatedUserId,
  ItemView,
  OAuthCredentials,
  PropertySet,
  BasePropertySet,
  Uri,
  WellKnownFolderName,
} from 'ews-javascript-api'

/** What this process is told on its command line, as JSON. */
export interface EwsTask {
  readonly token: string
  readonly mailbox: string
  /** A key of ExchangeVersion. */
  readonly version?: 'Exchange2007_SP1' | 'Exchange2010_SP2' | 'Exchange2013_SP1' | 'Exchange2016'
  readonly does: keyof typeof tasks
}

/** Microsoft's managed API in JavaScript, as its users write it: Folder.Bind, FindFolders, FindItems. */
const tasks = {
  'bind inbox': async (service: ExchangeService) => describe(await Folder.Bind(service, WellKnownFolderName.Inbox)),
  'bind several': async (service: ExchangeService) => {
    const names = ['MsgFolderRoot', 'Drafts', 'SentItems', 'DeletedItems', 'JunkEmail', 'Calendar', 'Contacts', 'Tasks']
    const bound: unknown[] = []
    for (const name of names) {
      bound.push(describe(await Folder.Bind(service, WellKnownFolderName[name as 'Inbox'])))
    }
    return bound
  },
  'bind by id': async (service: ExchangeService) => {
    const first = await Folder.Bind(service, WellKnownFolderName.Inbox)
    return describe(await Folder.Bind(service, new FolderId(first.Id.UniqueId)))
  },
  'bind with chosen properties': async (service: ExchangeService) => {
    const chosen = new PropertySet(BasePropertySet.IdOnly, [FolderSchema.DisplayName, FolderSchema.UnreadCount])
    return describe(await Folder.Bind(service, WellKnownFolderName.Inbox, chosen))
  },
  'find folders': async (service: ExchangeService) => {
    const found = await service.FindFolders(WellKnownFolderName.MsgFolderRoot, new FolderView(100))
    return found.Folders.map((one) => one.DisplayName)
  },
  'find items': async (service: ExchangeService) => {
    const found = await service.FindItems(WellKnownFolderName.Inbox, new ItemView(10))
    return { total: found.TotalCount, more: found.MoreAvailable, subjects: found.Items.map((one) => one.Subject) }
  },
  'find items page by page': async (service: ExchangeService) => {
    const subjects: string[] = []
    for (let offset = 0; ;) {
      const found = await service.FindItems(WellKnownFolderName.Inbox, new ItemView(2, offset))
      subjects.push(...found.Items.map((one) => one.Subject))
      if (!found.MoreAvailable) return subjects
      offset = found.NextPageOffset
    }
  },
  'find appointments': async (service: ExchangeService) => {
    const calendar = await CalendarFolder.Bind(service, WellKnownFolderName.Calendar)
    const view = new CalendarView(DateTime.Parse('2026-11-20T00:00:00Z'), DateTime.Parse('2026-11-21T00:00:00Z'))
    return (await calendar.FindAppointments(view)).Items.map((one) => one.Subject)
  },
  'bind an archive': async (service: ExchangeService) =>
    describe(await Folder.Bind(service, WellKnownFolderName.ArchiveMsgFolderRoot)),
} as const

function describe(folder: Folder): Record<string, unknown> {
  const read = (name: 'DisplayName' | 'TotalCount' | 'UnreadCount' | 'ChildFolderCount' | 'FolderClass') => {
    try {
      return folder[name]
    } catch {
      return null
    }
  }
  return {
    id: folder.Id.UniqueId,
    kind: folder.constructor.name,
    displayName: read('DisplayName'),
    folderClass: read('FolderClass'),
    total: read('TotalCount'),
    unread: read('UnreadCount'),
    children: read('ChildFolderCount'),
  }
}

async function run(
  task: EwsTask,
): Promise<{ readonly done: unknown } | { readonly error: string; readonly code: string }> {
  const service = new ExchangeService(ExchangeVersion[task.version ?? 'Exchange2016'])
  service.Url = new Uri('https://outlook.office365.com/EWS/Exchange.asmx')
  service.Credentials = new OAuthCredentials(task.token)
  service.ImpersonatedUserId = new ImpersonatedUserId(ConnectingIdType.SmtpAddress, task.mailbox)
  service.HttpHeaders.Add('X-AnchorMailbox', task.mailbox)
  try {
    return { done: await tasks[task.does](service) }
  } catch (error) {
    const { message, ErrorCode: code, Message } = error as { message?: string; Message?: string; ErrorCode?: unknown }
    return { error: Message ?? message ?? '', code: String(code) }
  }
}

process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '') as EwsTask)))
