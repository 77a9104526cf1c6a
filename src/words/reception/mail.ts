import { plainOrdinal } from '../format/markup.ts'
import { day, moment } from '../format/dates.ts'
import { ofName } from '../format/elision.ts'
import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** What the confirmation mail says; nothing in it is secret, and nothing in it comes from the file that was received. */
interface Confirmed {
  readonly customer: string
  readonly contact: string
  readonly at: string
  readonly expiresAt: string
  readonly applicationId: string
  readonly attachment: string
  /** Whether the mailbox call passed. */
  readonly mailbox: boolean
}

/** What the mail that asks for a renewal says. */
interface Renewal {
  readonly customer: string
  readonly contact: string
  readonly expiresAt: string
  readonly applicationId: string
  /** Whether the secret has ended already. */
  readonly isOver: boolean
}

const fr = {
  subject: (customer: string) => `Prextra : l’accès Outlook ${ofName(customer)} est en place`,
  text: (about: Confirmed) => `Bonjour ${about.contact},

L’accès que vous avez préparé avec l’assistant est en place sur le serveur Prextra depuis le ${plainOrdinal(moment(about.at, 'fr'))}.
${about.mailbox ? 'CDID l’a vérifié : un jeton de votre locataire, puis une boîte aux lettres, sans lire de message.\n' : ''}
Ce qu’il vous reste à faire :

1. Enregistrez la pièce jointe ${about.attachment}.
2. Ouvrez-la dans l’assistant : il vérifie qu’elle vient bien de CDID, puis propose de retirer ce qui ne sert plus.
3. Dans Prextra, module CRM, activez « Synchronisation Outlook et Prextra ».

Le secret prend fin le ${plainOrdinal(day(about.expiresAt, 'fr'))} : renouvelez-le avec l’assistant avant cette date.
Application : ${about.applicationId}

La pièce jointe ne contient aucun secret. CDID ne vous demandera jamais un secret ou un mot de passe par courriel.

L’équipe technique de CDID
`,
  renewalSubject: (customer: string, expiresAt: string) =>
    `Prextra : l’accès Outlook ${ofName(customer)} est à renouveler avant le ${plainOrdinal(day(expiresAt, 'fr'))}`,
  renewalText: (about: Renewal) => `Bonjour ${about.contact},

${about.isOver ? `Le secret qui donne à Prextra l’accès à Outlook a pris fin le ${plainOrdinal(day(about.expiresAt, 'fr'))} : la synchronisation est arrêtée.` : `Le secret qui donne à Prextra l’accès à Outlook prend fin le ${plainOrdinal(day(about.expiresAt, 'fr'))}. Sans renouvellement, la synchronisation s’arrêtera ce jour-là.`}

Pour le renouveler :

1. Ouvrez l’Assistant Outlook–Prextra, choisissez « Reprendre, renouveler ou retirer » et renouvelez le secret.
2. Transmettez-nous le fichier scellé qu’il crée.
3. Conservez l’ancien secret jusqu’à notre confirmation : l’assistant propose ensuite de le retirer.

Application : ${about.applicationId}

CDID ne vous demandera jamais un secret ou un mot de passe par courriel.

L’équipe technique de CDID
`,
}

const en: typeof fr = {
  subject: (customer) => `Prextra: Outlook access for ${customer} is in place`,
  text: (about) => `Hello ${about.contact},

On ${moment(about.at, 'en')}, the access you prepared with the assistant was put in place on the Prextra server.
${about.mailbox ? 'CDID checked it: a token of your tenant, then a mailbox, without reading any message.\n' : ''}
What is left for you to do:

1. Save the attachment ${about.attachment}.
2. Open it in the assistant: it checks that it does come from CDID, then offers to remove what is no longer needed.
3. In Prextra, CRM module, switch on “Synchronisation Outlook et Prextra”.

The secret ends on ${day(about.expiresAt, 'en')}: renew it with the assistant before that date.
Application: ${about.applicationId}

The attachment contains no secret. CDID will never ask you for a secret or a password by e-mail.

CDID’s technical team
`,
  renewalSubject: (customer, expiresAt) =>
    `Prextra: Outlook access for ${customer} is to be renewed before ${day(expiresAt, 'en')}`,
  renewalText: (about) => `Hello ${about.contact},

${about.isOver ? `The secret that gives Prextra access to Outlook ended on ${day(about.expiresAt, 'en')}: synchronization has stopped.` : `The secret that gives Prextra access to Outlook ends on ${day(about.expiresAt, 'en')}. Unless it is renewed, synchronization stops that day.`}

To renew it:

1. Open the Prextra Outlook Setup Assistant, choose “Resume, renew or remove” and renew the secret.
2. Send us the sealed file that it makes.
3. Keep the old secret until our confirmation: the assistant then offers to remove it.

Application: ${about.applicationId}

CDID will never ask you for a secret or a password by e-mail.

CDID’s technical team
`,
}

export const receptionMail: Words<typeof fr> = words({ fr, en })
