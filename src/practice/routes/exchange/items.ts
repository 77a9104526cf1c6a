import { createHash } from 'node:crypto'
import type { SeedMailbox } from '../../company/seed.ts'
import { typesNamespace } from './schema/schema.ts'
import { attribute, child, escapeXml, type Element } from './xml.ts'

/** An item of a mailbox. Every mailbox holds the same few, so that clients have something to find. */
export interface Item {
  readonly id: string
  readonly element: 'Message' | 'CalendarItem' | 'Contact'
  readonly itemClass: string
  readonly subject: string
  readonly received: string
  readonly isRead: boolean
}

const subjects: Readonly<Record<string, readonly Omit<Item, 'id' | 'received'>[]>> = {
  inbox: [
    { element: 'Message', itemClass: 'IPM.Note', subject: 'Commande de printemps', isRead: true },
    { element: 'Message', itemClass: 'IPM.Note', subject: 'Horaire & congés', isRead: false },
    { element: 'Message', itemClass: 'IPM.Note', subject: 'Facture 2026-114', isRead: false },
  ],
  sentitems: [{ element: 'Message', itemClass: 'IPM.Note', subject: 'Re: Commande de printemps', isRead: true }],
  calendar: [
    { element: 'CalendarItem', itemClass: 'IPM.Appointment', subject: 'Visite de l’érablière', isRead: true },
    { element: 'CalendarItem', itemClass: 'IPM.Appointment', subject: 'Rencontre d’équipe', isRead: true },
  ],
  contacts: [{ element: 'Contact', itemClass: 'IPM.Contact', subject: 'Alex Martin', isRead: true }],
}

/** Returns the items of a folder of every mailbox, the newest first. */
export function itemsIn({ address }: SeedMailbox, folder: string): readonly Item[] {
  return (subjects[folder] ?? []).map((item, index) => ({
    ...item,
    id: createHash('sha256').update(`${address} ${folder} ${index}`).digest('base64'),
    received: `2026-11-${String(20 - index).padStart(2, '0')}T14:00:00Z`,
  }))
}

/** Returns the element that shows an item, with the properties of an ItemShape in the schema's order. */
export function writeItem(item: Item, parentId: string, shape: Element): string {
  const { element } = item
  const baseShape = child(shape, typesNamespace, 'BaseShape')?.text ?? 'IdOnly'
  const additional = child(shape, typesNamespace, 'AdditionalProperties')
  const asked = (additional?.children ?? []).map((one) => attribute(one, 'FieldURI')?.split(':')[1] ?? '')
  const all: readonly (readonly [name: string, isUsual: boolean, markup: string])[] = [
    ['ParentFolderId', false, `<t:ParentFolderId Id="${parentId}" ChangeKey="AQAAAA=="/>`],
    ['ItemClass', false, `<t:ItemClass>${item.itemClass}</t:ItemClass>`],
    ['Subject', true, `<t:Subject>${escapeXml(item.subject)}</t:Subject>`],
    ['Sensitivity', true, '<t:Sensitivity>Normal</t:Sensitivity>'],
    ['DateTimeReceived', false, `<t:DateTimeReceived>${item.received}</t:DateTimeReceived>`],
    ['Size', true, '<t:Size>4096</t:Size>'],
    ['Importance', false, '<t:Importance>Normal</t:Importance>'],
    ['DateTimeSent', element === 'Message', `<t:DateTimeSent>${item.received}</t:DateTimeSent>`],
    ['DateTimeCreated', false, `<t:DateTimeCreated>${item.received}</t:DateTimeCreated>`],
    ['HasAttachments', true, '<t:HasAttachments>false</t:HasAttachments>'],
    ['IsRead', element === 'Message', element === 'Message' ? `<t:IsRead>${item.isRead}</t:IsRead>` : ''],
    ['Start', element === 'CalendarItem', element === 'CalendarItem' ? `<t:Start>${item.received}</t:Start>` : ''],
    [
      'End',
      element === 'CalendarItem',
      element === 'CalendarItem' ? `<t:End>${item.received.replace('T14', 'T15')}</t:End>` : '',
    ],
  ]
  const written = all
    .filter(([name, isUsual]) => {
      if (asked.includes(name) || baseShape === 'AllProperties') return true
      return baseShape === 'Default' && isUsual
    })
    .map(([, , markup]) => markup)
  return `<t:${element}><t:ItemId Id="${item.id}" ChangeKey="CQAAAA=="/>${written.join('')}</t:${element}>`
}
