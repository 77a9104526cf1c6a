import { day } from '../format/dates.ts'
import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** What is left to do for a customer, in the order it is done. */
export type NextStep = 'receive' | 'check' | 'merge' | 'confirm' | 'renew' | 'expired' | 'nothing'

const fr = {
  headings: ['Client', 'Profil', 'Échéance', 'Reste', 'À faire'] as readonly string[],
  empty: 'Le dossier n’a encore aucun client\u00a0: «\u00a0prextra-reception customer add\u00a0» en inscrit un.',
  none: '—',
  days: (count: number) => `${count}\u00a0j`,
  customers: ['Client', 'Nom', 'Locataire', 'Personne-ressource', 'Boîte d’essai'] as readonly string[],
  next: {
    receive: 'attendre le fichier du client',
    check: 'éprouver\u00a0: check',
    merge: 'ajouter à la configuration\u00a0: merge',
    confirm: 'confirmer au client\u00a0: confirm',
    renew: 'demander au client de renouveler',
    expired: 'échu\u00a0: demander un nouveau fichier',
    nothing: 'rien',
  } satisfies Record<NextStep, string>,
  calendar: 'Secrets Outlook des clients de Prextra',
  event: (customer: string) => `Secret Outlook de ${customer}\u00a0: échéance`,
  eventText: (customer: string, tenant: string, application: string) =>
    `Le secret client de ${customer} prend fin ce jour-là, et la synchronisation Outlook avec lui. Demandez avant à son administrateur de le renouveler avec l’assistant.\nLocataire\u00a0: ${tenant}\nApplication\u00a0: ${application}`,
}

const en: typeof fr = {
  headings: ['Customer', 'Profile', 'Expires', 'Left', 'To do'],
  empty: 'The records have no customer yet: “prextra-reception customer add” registers one.',
  none: '—',
  days: (count) => `${count}\u00a0d`,
  customers: ['Customer', 'Name', 'Tenant', 'Contact', 'Trial mailbox'],
  next: {
    receive: 'wait for the customer’s file',
    check: 'try it out: check',
    merge: 'add it to the configuration: merge',
    confirm: 'confirm to the customer: confirm',
    renew: 'ask the customer to renew',
    expired: 'expired: ask for a new file',
    nothing: 'nothing',
  },
  calendar: 'Outlook secrets of Prextra’s customers',
  event: (customer) => `Outlook secret of ${customer} expires`,
  eventText: (customer, tenant, application) =>
    `The client secret of ${customer} ends that day, and Outlook synchronization with it. Before then, ask their administrator to renew it with the assistant.\nTenant: ${tenant}\nApplication: ${application}`,
}

export const receptionList: Words<typeof fr> = words({ fr, en })

/** `1ᵉʳ avril 2027`: the day a secret ends, in the reader's time zone. */
export function expiryDay(iso: string, language: Language): string {
  return day(iso, language)
}
