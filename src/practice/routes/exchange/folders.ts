import { createHash } from 'node:crypto'
import type { SeedMailbox } from '../../company/seed.ts'
import { itemsIn } from './items.ts'
import { typesNamespace } from './schema/schema.ts'
import { SoapFault } from './soap.ts'
import { attribute, child, escapeXml, type Element } from './xml.ts'

/** A folder that every mailbox has. */
export interface Folder {
  readonly name: string
  readonly displayName: string
  readonly parent: string | null
  /** The element that shows it, which depends on what it holds. */
  readonly element: 'Folder' | 'CalendarFolder' | 'ContactsFolder' | 'TasksFolder' | 'SearchFolder'
  readonly folderClass: string
}

function folder(
  name: string,
  displayName: string,
  parent: string | null = 'msgfolderroot',
  element: Folder['element'] = 'Folder',
  folderClass = 'IPF.Note',
): Folder {
  return { name, displayName, parent, element, folderClass }
}

/**
 * The folders of a mailbox in Exchange Online. A name of the schema that is not here belongs to an archive, to public
 * folders or to something that these mailboxes do not have.
 */
const folders: readonly Folder[] = [
  folder('root', '', null),
  folder('msgfolderroot', 'Top of Information Store', 'root'),
  folder('inbox', 'Inbox'),
  folder('drafts', 'Drafts'),
  folder('sentitems', 'Sent Items'),
  folder('deleteditems', 'Deleted Items'),
  folder('outbox', 'Outbox'),
  folder('junkemail', 'Junk Email'),
  folder('conversationhistory', 'Conversation History'),
  folder('calendar', 'Calendar', 'msgfolderroot', 'CalendarFolder', 'IPF.Appointment'),
  folder('contacts', 'Contacts', 'msgfolderroot', 'ContactsFolder', 'IPF.Contact'),
  folder('tasks', 'Tasks', 'msgfolderroot', 'TasksFolder', 'IPF.Task'),
  folder('journal', 'Journal', 'msgfolderroot', 'Folder', 'IPF.Journal'),
  folder('notes', 'Notes', 'msgfolderroot', 'Folder', 'IPF.StickyNote'),
  folder('searchfolders', 'Finder', 'root', 'Folder'),
  folder('recoverableitemsroot', 'Recoverable Items', 'root'),
  folder('recoverableitemsdeletions', 'Deletions', 'recoverableitemsroot'),
  folder('recoverableitemsversions', 'Versions', 'recoverableitemsroot'),
  folder('recoverableitemspurges', 'Purges', 'recoverableitemsroot'),
  folder('syncissues', 'Sync Issues'),
  folder('conflicts', 'Conflicts', 'syncissues'),
  folder('localfailures', 'Local Failures', 'syncissues'),
  folder('serverfailures', 'Server Failures', 'syncissues'),
  folder('recipientcache', 'Recipient Cache', 'contacts', 'ContactsFolder', 'IPF.Contact.RecipientCache'),
  folder('quickcontacts', 'Quick Contacts', 'contacts', 'ContactsFolder', 'IPF.Contact.MOC.QuickContacts'),
]

/** Returns the folder that an element of FolderIds names. Throws SoapFault, which becomes the message for this folder. */
export function findFolder(mailbox: SeedMailbox, id: Element): Folder {
  const given = attribute(id, 'Id') ?? ''
  if (id.name === 'DistinguishedFolderId') {
    const address = child(child(id, typesNamespace, 'Mailbox') ?? id, typesNamespace, 'EmailAddress')?.text
    if (address !== undefined && address.toLowerCase() !== mailbox.address.toLowerCase()) {
      // UNCONFIRMED(folder-of-another-mailbox): the code for a folder of a mailbox that is not the impersonated one.
      throw new SoapFault('ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
    }
    return folders.find(({ name }) => name === given) ?? notFound()
  }
  const found = folders.find((one) => folderIdOf(mailbox, one) === given)
  if (found !== undefined) return found
  if (/^[A-Za-z0-9+/]{43}=$/.test(given)) return notFound()
  throw new SoapFault('ErrorInvalidIdMalformed', 'Id is malformed.')
}

function notFound(): never {
  throw new SoapFault('ErrorFolderNotFound', 'The specified folder could not be found in the store.')
}

export function childrenOf({ name }: Folder, isDeep: boolean): readonly Folder[] {
  const direct = folders.filter(({ parent }) => parent === name)
  return isDeep ? direct.flatMap((one) => [one, ...childrenOf(one, true)]) : direct
}

export function folderIdOf({ address }: SeedMailbox, { name }: Folder): string {
  return createHash('sha256').update(`${address} ${name}`).digest('base64')
}

/** The properties of each kind of folder in the shape Default: foldershape.md */
const usualProperties: Readonly<Record<Folder['element'], readonly string[]>> = {
  Folder: ['DisplayName', 'TotalCount', 'ChildFolderCount', 'UnreadCount'],
  SearchFolder: ['DisplayName', 'TotalCount', 'ChildFolderCount', 'UnreadCount'],
  TasksFolder: ['DisplayName', 'TotalCount', 'ChildFolderCount', 'UnreadCount'],
  ContactsFolder: ['DisplayName', 'TotalCount', 'ChildFolderCount'],
  CalendarFolder: ['DisplayName', 'ChildFolderCount'],
}

/** Returns the element that shows a folder, with the properties of a FolderShape in the schema's order. */
export function writeFolder(mailbox: SeedMailbox, one: Folder, shape: Element): string {
  const { element, displayName, folderClass } = one
  const baseShape = child(shape, typesNamespace, 'BaseShape')?.text ?? 'IdOnly'
  const asked = readAsked(shape)
  const parent = folders.find(({ name }) => name === one.parent)
  const items = itemsIn(mailbox, one.name)
  const rights = [
    'CreateAssociated',
    'CreateContents',
    'CreateHierarchy',
    'Delete',
    'Modify',
    'Read',
    'ViewPrivateItems',
  ]
  const all: readonly (readonly [name: string, markup: string])[] = [
    ['ParentFolderId', parent === undefined ? '' : idElement('ParentFolderId', folderIdOf(mailbox, parent))],
    ['FolderClass', `<t:FolderClass>${folderClass}</t:FolderClass>`],
    ['DisplayName', `<t:DisplayName>${escapeXml(displayName)}</t:DisplayName>`],
    ['TotalCount', `<t:TotalCount>${items.length}</t:TotalCount>`],
    ['ChildFolderCount', `<t:ChildFolderCount>${childrenOf(one, false).length}</t:ChildFolderCount>`],
    [
      'EffectiveRights',
      `<t:EffectiveRights>${rights.map((right) => `<t:${right}>true</t:${right}>`).join('')}</t:EffectiveRights>`,
    ],
    ['DistinguishedFolderId', `<t:DistinguishedFolderId>${one.name}</t:DistinguishedFolderId>`],
    ['UnreadCount', `<t:UnreadCount>${items.filter(({ isRead }) => !isRead).length}</t:UnreadCount>`],
  ]
  const shown = (name: string): boolean => {
    if (asked.includes(`folder:${name}`)) return true
    if (baseShape === 'AllProperties') return name !== 'UnreadCount' || usualProperties[element].includes(name)
    return baseShape === 'Default' && usualProperties[element].includes(name)
  }
  const written = all.filter(([name]) => shown(name)).map(([, markup]) => markup)
  return `<t:${element}>${idElement('FolderId', folderIdOf(mailbox, one))}${written.join('')}</t:${element}>`
}

/** The names in AdditionalProperties, such as `folder:UnreadCount`. Extended properties are known and have no value here. */
function readAsked(shape: Element): readonly string[] {
  const additional = child(shape, typesNamespace, 'AdditionalProperties')
  return (additional?.children ?? []).map((one) => attribute(one, 'FieldURI') ?? '')
}

function idElement(name: string, id: string): string {
  return `<t:${name} Id="${id}" ChangeKey="AQAAAA=="/>`
}
