import { property, type Resource } from '../odata/resource.ts'

/** The objects of a mailbox that this tenant shows, and the query options that they take. */

const plain = property('string')
const truth = property('boolean')
const count = property('number')

export const calendarResource: Resource = {
  type: 'microsoft.graph.calendar',
  isDirectoryObject: false,
  properties: { id: plain, name: plain, isDefaultCalendar: truth, canEdit: truth },
}

export const contactFolderResource: Resource = {
  type: 'microsoft.graph.contactFolder',
  isDirectoryObject: false,
  options: ['$top'],
  properties: { id: plain, displayName: plain, parentFolderId: plain },
}

export const mailFolderResource: Resource = {
  type: 'microsoft.graph.mailFolder',
  isDirectoryObject: false,
  properties: {
    id: plain,
    displayName: plain,
    parentFolderId: plain,
    childFolderCount: count,
    unreadItemCount: count,
    totalItemCount: count,
  },
}
