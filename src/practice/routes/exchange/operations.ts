import type { SeedMailbox } from '../../company/seed.ts'
import { childrenOf, findFolder, folderIdOf, writeFolder } from './folders.ts'
import { itemsIn, writeItem, type Item } from './items.ts'
import type { ExchangeRequest } from './request.ts'
import { messagesNamespace } from './schema/schema.ts'
import { errorMessage, response, SoapFault, successMessage } from './soap.ts'
import { attribute, child, type Element } from './xml.ts'

/** The elements of a request that name folders. Each gets a message of its own. */
export function folderIdsOf({ element }: ExchangeRequest): readonly Element[] {
  const list = child(element, messagesNamespace, 'FolderIds') ?? child(element, messagesNamespace, 'ParentFolderIds')
  return list?.children ?? []
}

/** Carries a request out on a mailbox that it may open, and returns the body of the answer. */
export function carryOut(mailbox: SeedMailbox, request: ExchangeRequest): string {
  const { operation, element } = request
  if (child(element, messagesNamespace, 'Restriction') ?? child(element, messagesNamespace, 'QueryString')) {
    // This refusal is the practice tenant's own: it cannot evaluate searches.
    throw new SoapFault('ErrorInvalidRequest', 'The practice tenant does not evaluate restrictions and query strings.')
  }
  const messages = folderIdsOf(request).map((id) => {
    try {
      return successMessage(operation, answerFor(mailbox, request, id))
    } catch (error) {
      if (!(error instanceof SoapFault)) throw error
      return errorMessage(operation, error)
    }
  })
  return response(operation, messages)
}

function answerFor(mailbox: SeedMailbox, { operation, element }: ExchangeRequest, id: Element): string {
  const folder = findFolder(mailbox, id)
  const shape = element.children[0] as Element
  switch (operation) {
    case 'GetFolder':
      return `<m:Folders>${writeFolder(mailbox, folder, shape)}</m:Folders>`
    case 'FindFolder': {
      const found = childrenOf(folder, attribute(element, 'Traversal') === 'Deep')
      const page = pageOf(found, viewOf(element))
      return rootFolder(
        page,
        `<t:Folders>${page.rows.map((one) => writeFolder(mailbox, one, shape)).join('')}</t:Folders>`,
      )
    }
    case 'FindItem': {
      const isShallow = attribute(element, 'Traversal') === 'Shallow'
      const view = viewOf(element)
      const found = (isShallow ? itemsIn(mailbox, folder.name) : []).filter((item) => isInView(item, view))
      const page = pageOf(found, view)
      const parentId = folderIdOf(mailbox, folder)
      return rootFolder(page, `<t:Items>${page.rows.map((one) => writeItem(one, parentId, shape)).join('')}</t:Items>`)
    }
  }
}

interface Page<T> {
  readonly rows: readonly T[]
  readonly total: number
  readonly nextOffset: number
}

function viewOf(element: Element): Element | undefined {
  return element.children.find(({ name }) => name.includes('View'))
}

/** Whether an item lies in a CalendarView, which is the only view that names a period. */
function isInView({ received }: Item, view: Element | undefined): boolean {
  if (view?.name !== 'CalendarView') return true
  const at = Date.parse(received)
  return at >= Date.parse(attribute(view, 'StartDate') ?? '') && at < Date.parse(attribute(view, 'EndDate') ?? '')
}

/** Returns the part of a list that a view asks for: at most 1,000 rows, as Exchange Online gives. */
function pageOf<T>(all: readonly T[], view: Element | undefined): Page<T> {
  const most = Number((view && attribute(view, 'MaxEntriesReturned')) ?? 1000)
  const offset = Number((view && attribute(view, 'Offset')) ?? 0)
  const isFromEnd = view !== undefined && attribute(view, 'BasePoint') === 'End'
  const from = isFromEnd ? Math.max(all.length - offset - most, 0) : offset
  const to = isFromEnd ? Math.max(all.length - offset, 0) : offset + most
  return {
    rows: all.slice(from, to),
    total: all.length,
    nextOffset: isFromEnd ? offset + most : Math.min(to, all.length),
  }
}

function rootFolder<T>({ rows, total, nextOffset }: Page<T>, content: string): string {
  const isLast = nextOffset >= total || rows.length === 0
  return `<m:RootFolder IndexedPagingOffset="${nextOffset}" TotalItemsInView="${total}" IncludesLastItemInRange="${isLast}">${content}</m:RootFolder>`
}
