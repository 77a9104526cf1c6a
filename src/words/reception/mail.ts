import { day, moment } from '../format/dates.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** What the confirmation e-mail says; nothing in it is secret, and nothing in it comes from the file that was received. */
interface Confirmed {
  readonly customer: string
  readonly contact: string
  readonly at: string
  readonly expiresAt: string
  readonly applicationId: string
  readonly attachment: string
  /** When the mailbox call passed, if it did. */
  readonly mailbox: boolean
}

const fr = {
  subject: (customer: string) => `Prextra\u00a0: l’accès Outlook de ${customer} est en place`,
  text: (about: Confirmed) => `Bonjour ${about.contact},

L’accès que vous avez préparé avec l’assistant est en place sur le serveur Prextra depuis le ${moment(about.at, 'fr')}.
${about.mailbox ? 'CDID l’a éprouvé\u00a0: un jeton de votre locataire, puis une boîte aux lettres, sans lire de message.\n' : ''}
Ce qu’il vous reste à faire\u00a0:

1. Enregistrez la pièce jointe ${about.attachment}.
2. Ouvrez-la dans l’assistant\u00a0: il vérifie qu’elle vient bien de CDID, puis propose de retirer ce qui ne sert plus.
3. Dans Prextra, module CRM, activez «\u00a0Synchronisation Outlook et Prextra\u00a0».

Le secret prend fin le ${day(about.expiresAt, 'fr')}\u00a0: renouvelez-le avec l’assistant avant cette date.
Application\u00a0: ${about.applicationId}

La pièce jointe ne contient aucun secret. CDID ne vous demandera jamais un secret ou un mot de passe par courriel.

L’équipe technique de CDID
`,
}

const en: typeof fr = {
  subject: (customer) => `Prextra: Outlook access for ${customer} is in place`,
  text: (about) => `Hello ${about.contact},

On ${moment(about.at, 'en')}, the access you prepared with the assistant was put in place on the Prextra server.
${about.mailbox ? 'CDID tried it out: a token of your tenant, then a mailbox, without reading any message.\n' : ''}
What is left for you to do:

1. Save the attachment ${about.attachment}.
2. Open it in the assistant: it checks that it does come from CDID, then offers to remove what is no longer needed.
3. In Prextra, CRM module, switch on “Synchronisation Outlook et Prextra”.

The secret ends on ${day(about.expiresAt, 'en')}: renew it with the assistant before that date.
Application: ${about.applicationId}

The attachment holds no secret. CDID will never ask you for a secret or a password by e-mail.

CDID’s technical team
`,
}

export const receptionMail: Words<typeof fr> = words({ fr, en })
