import {
  basePoints,
  baseShapes,
  bodyTypes,
  distinguishedFolderNames,
  fieldUris,
  folderTraversals,
  itemTraversals,
  mailboxTypes,
  propertyTypes,
  sortDirections,
} from './enumerations.ts'
import { dateTime, element, int, text, truth, type ComplexType, type ElementRule, type Particle } from './schema.ts'

/**
 * The requests of Exchange Web Services that this tenant answers, as a subset of Microsoft's schema. It validates
 * requests, and messages.xsd and types.xsd are written from it.
 * https://github.com/MicrosoftDocs/office-developer-exchange-docs/tree/main/docs/web-service-reference
 */

function type(name: string, more: Omit<ComplexType, 'kind' | 'namespace' | 'name'>): ComplexType {
  return { kind: 'complex', namespace: 'types', name, ...more }
}

const mailbox = type('EmailAddressType', {
  sequence: [
    element('types', 'Name', text, 0),
    element('types', 'EmailAddress', text, 0),
    element('types', 'RoutingType', text, 0),
    element('types', 'MailboxType', mailboxTypes, 0),
  ],
})

const folderId = type('FolderIdType', {
  attributes: [
    { name: 'Id', type: text, isRequired: true },
    { name: 'ChangeKey', type: text },
  ],
})

const distinguishedFolderId = type('DistinguishedFolderIdType', {
  attributes: [
    { name: 'Id', type: distinguishedFolderNames, isRequired: true },
    { name: 'ChangeKey', type: text },
  ],
  sequence: [element('types', 'Mailbox', mailbox, 0)],
})

const folderIds = type('NonEmptyArrayOfBaseFolderIdsType', {
  sequence: [
    {
      oneOf: [
        { namespace: 'types', name: 'FolderId', type: folderId },
        { namespace: 'types', name: 'DistinguishedFolderId', type: distinguishedFolderId },
      ],
      max: 'unbounded',
    },
  ],
})

const paths: readonly ElementRule[] = [
  {
    namespace: 'types',
    name: 'FieldURI',
    type: type('PathToUnindexedFieldType', {
      attributes: [{ name: 'FieldURI', type: fieldUris, isRequired: true }],
    }),
  },
  {
    namespace: 'types',
    name: 'IndexedFieldURI',
    type: type('PathToIndexedFieldType', {
      attributes: [
        { name: 'FieldURI', type: text, isRequired: true },
        { name: 'FieldIndex', type: text, isRequired: true },
      ],
    }),
  },
  {
    namespace: 'types',
    name: 'ExtendedFieldURI',
    type: type('PathToExtendedFieldType', {
      attributes: [
        { name: 'DistinguishedPropertySetId', type: text },
        { name: 'PropertySetId', type: text },
        { name: 'PropertyTag', type: text },
        { name: 'PropertyName', type: text },
        { name: 'PropertyId', type: int },
        { name: 'PropertyType', type: propertyTypes, isRequired: true },
      ],
    }),
  },
]

const additionalProperties = type('NonEmptyArrayOfPathsToElementType', {
  sequence: [{ oneOf: paths, max: 'unbounded' }],
})

const folderShape = type('FolderResponseShapeType', {
  sequence: [
    element('types', 'BaseShape', baseShapes),
    element('types', 'AdditionalProperties', additionalProperties, 0),
  ],
})

const itemShape = type('ItemResponseShapeType', {
  sequence: [
    element('types', 'BaseShape', baseShapes),
    element('types', 'IncludeMimeContent', truth, 0),
    element('types', 'BodyType', bodyTypes, 0),
    element('types', 'FilterHtmlContent', truth, 0),
    element('types', 'ConvertHtmlCodePageToUTF8', truth, 0),
    element('types', 'AdditionalProperties', additionalProperties, 0),
  ],
})

const indexedView = type('IndexedPageViewType', {
  attributes: [
    { name: 'MaxEntriesReturned', type: int },
    { name: 'Offset', type: int, isRequired: true },
    { name: 'BasePoint', type: basePoints, isRequired: true },
  ],
})

const fractionalView = type('FractionalPageViewType', {
  attributes: [
    { name: 'MaxEntriesReturned', type: int },
    { name: 'Numerator', type: int, isRequired: true },
    { name: 'Denominator', type: int, isRequired: true },
  ],
})

const calendarView = type('CalendarViewType', {
  attributes: [
    { name: 'MaxEntriesReturned', type: int },
    { name: 'StartDate', type: dateTime, isRequired: true },
    { name: 'EndDate', type: dateTime, isRequired: true },
  ],
})

const contactsView = type('ContactsViewType', {
  attributes: [
    { name: 'MaxEntriesReturned', type: int },
    { name: 'InitialName', type: text },
    { name: 'FinalName', type: text },
  ],
})

const restriction = element('messages', 'Restriction', type('RestrictionType', { isOpen: true }), 0)

const sortOrder = type('NonEmptyArrayOfFieldOrdersType', {
  sequence: [
    {
      oneOf: [
        {
          namespace: 'types',
          name: 'FieldOrder',
          type: type('FieldOrderType', {
            attributes: [{ name: 'Order', type: sortDirections, isRequired: true }],
            sequence: [{ oneOf: paths }],
          }),
        },
      ],
      max: 'unbounded',
    },
  ],
})

const itemViews: Particle = {
  oneOf: [
    { namespace: 'messages', name: 'IndexedPageItemView', type: indexedView },
    { namespace: 'messages', name: 'FractionalPageItemView', type: fractionalView },
    { namespace: 'messages', name: 'CalendarView', type: calendarView },
    { namespace: 'messages', name: 'ContactsView', type: contactsView },
  ],
  min: 0,
}

const folderViews: Particle = {
  oneOf: [
    { namespace: 'messages', name: 'IndexedPageFolderView', type: indexedView },
    { namespace: 'messages', name: 'FractionalPageFolderView', type: fractionalView },
  ],
  min: 0,
}

function request(name: string, more: Omit<ComplexType, 'kind' | 'namespace' | 'name'>): ElementRule {
  return { namespace: 'messages', name, type: { kind: 'complex', namespace: 'messages', name: `${name}Type`, ...more } }
}

export const requests = {
  GetFolder: request('GetFolder', {
    sequence: [element('messages', 'FolderShape', folderShape), element('messages', 'FolderIds', folderIds)],
  }),
  FindFolder: request('FindFolder', {
    attributes: [{ name: 'Traversal', type: folderTraversals, isRequired: true }],
    sequence: [
      element('messages', 'FolderShape', folderShape),
      folderViews,
      restriction,
      element('messages', 'ParentFolderIds', folderIds),
    ],
  }),
  FindItem: request('FindItem', {
    attributes: [{ name: 'Traversal', type: itemTraversals, isRequired: true }],
    sequence: [
      element('messages', 'ItemShape', itemShape),
      itemViews,
      restriction,
      element('messages', 'SortOrder', sortOrder, 0),
      element('messages', 'ParentFolderIds', folderIds),
      element('messages', 'QueryString', text, 0),
    ],
  }),
} as const

export type Operation = keyof typeof requests

const sidKinds = ['PrincipalName', 'SID', 'PrimarySmtpAddress', 'SmtpAddress'] as const

/** The SOAP header that names the impersonated mailbox. */
export const impersonationHeader: ElementRule = {
  namespace: 'types',
  name: 'ExchangeImpersonation',
  type: type('ExchangeImpersonationType', {
    sequence: [
      element(
        'types',
        'ConnectingSID',
        type('ConnectingSIDType', {
          sequence: [{ oneOf: sidKinds.map((name) => ({ namespace: 'types' as const, name, type: text })) }],
        }),
      ),
    ],
  }),
}
