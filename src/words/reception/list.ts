import { day } from '../format/dates.ts'
import { ofName } from '../format/elision.ts'
import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** What is left to do for a customer, in the order it is done. */
export type NextStep = 'receive' | 'check' | 'merge' | 'confirm' | 'renew' | 'expired' | 'removed' | 'nothing'

const fr = {
  headings: ['Client', 'Profil', 'Échéance', 'Reste', 'À faire', 'Billet'] as readonly string[],
  empty: 'Le registre n’a encore aucun client : « prextra-reception customer add » en inscrit un.',
  nothingDue: 'Aucun secret n’arrive à échéance dans ce délai.',
  none: '—',
  days: (count: number) => `${count}\u00a0j`,
  customers: ['Client', 'Nom', 'Locataire', 'Personne-ressource', 'Boîte d’essai'] as readonly string[],
  next: {
    receive: 'attendre le fichier du client',
    check: 'vérifier : check',
    merge: 'ajouter à la configuration : merge',
    confirm: 'confirmer au client : confirm',
    renew: 'demander au client de renouveler',
    expired: 'échu : demander un nouveau fichier',
    removed: 'retiré de la configuration',
    nothing: 'rien',
  } satisfies Record<NextStep, string>,
  calendar: 'Secrets Outlook des clients de Prextra',
  event: (customer: string) => `Secret Outlook ${ofName(customer)} : échéance`,
  eventText: (customer: string, tenant: string, application: string) =>
    `Le secret client ${ofName(customer)} prend fin ce jour-là, et la synchronisation Outlook avec lui. Demandez avant à son administrateur de le renouveler avec l’assistant.\nLocataire : ${tenant}\nApplication : ${application}`,
}

const en: typeof fr = {
  headings: ['Customer', 'Profile', 'Expires', 'Left', 'To do', 'Ticket'],
  empty: 'The records have no customer yet: “prextra-reception customer add” registers one.',
  nothingDue: 'No secret expires within that time.',
  none: '—',
  days: (count) => `${count}\u00a0d`,
  customers: ['Customer', 'Name', 'Tenant', 'Contact', 'Trial mailbox'],
  next: {
    receive: 'wait for the customer’s file',
    check: 'check it: check',
    merge: 'add it to the configuration: merge',
    confirm: 'confirm to the customer: confirm',
    renew: 'ask the customer to renew',
    expired: 'expired: ask for a new file',
    removed: 'taken out of the configuration',
    nothing: 'nothing',
  },
  calendar: 'Outlook secrets of Prextra’s customers',
  event: (customer) => `Outlook secret of ${customer} expires`,
  eventText: (customer, tenant, application) =>
    `The client secret of ${customer} ends that day, and Outlook synchronization with it. Before then, ask their administrator to renew it with the assistant.\nTenant: ${tenant}\nApplication: ${application}`,
}

export const receptionList: Words<typeof fr> = words({ fr, en })

/** Returns the day a secret ends, in the reader's time zone: `1ᵉʳ avril 2027`. */
export function expiryDay(iso: string, language: Language): string {
  return day(iso, language)
}
