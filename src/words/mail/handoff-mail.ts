import type { HandoffMailFacts } from '#core/session/writer.ts'
import { day, moment } from '../format/dates.ts'
import { ofName } from '../format/elision.ts'
import type { Words } from '../format/language.ts'
import { plainOrdinal } from '../format/markup.ts'
import { words } from '../format/typography.ts'

const fr = {
  subject: ({ practice, organization, caseNumber }: HandoffMailFacts) =>
    `${practice ? '[Exercice] ' : ''}Accès Outlook pour Prextra – ${organization}${caseNumber === null ? '' : ` (dossier ${caseNumber})`}`,
  text: (about: HandoffMailFacts) => `Bonjour,

${about.practice ? 'CECI EST UN EXERCICE : il n’y a rien à activer.\n\n' : ''}Voici, en pièce jointe, le fichier scellé ${ofName(about.organization)} : il permet d’activer la synchronisation Outlook de Prextra.

Pièce jointe : ${about.fileName}
Application : ${about.applicationId}
Accès : ${about.provenAt === null ? 'ouverture d’une boîte aux lettres non prouvée' : `vérifié le ${plainOrdinal(moment(about.provenAt, 'fr'))}`}
Expiration du secret : ${plainOrdinal(day(about.expiresAt, 'fr'))}
${about.caseNumber === null ? '' : `Numéro de dossier : ${about.caseNumber}\n`}
Seule CDID peut ouvrir ce fichier, avec prextra-reception. Ce courriel ne contient aucun secret en clair.

Code de contrôle : à l’ouverture, prextra-reception affiche huit mots. Appelez-moi à un numéro que vous connaissez déjà : si les mêmes huit mots sont à mon écran, c’est bien le même fichier. Sinon, ne l’utilisez pas.

${about.contact}
`,
}

const en: typeof fr = {
  subject: ({ practice, organization, caseNumber }) =>
    `${practice ? '[Practice] ' : ''}Outlook access for Prextra – ${organization}${caseNumber === null ? '' : ` (case ${caseNumber})`}`,
  text: (about) => `Hello,

${about.practice ? 'THIS IS A PRACTICE RUN: there is nothing to switch on.\n\n' : ''}Attached is the sealed file of ${about.organization}: with it, Prextra’s Outlook synchronization can be switched on.

Attachment: ${about.fileName}
Application: ${about.applicationId}
Access: ${about.provenAt === null ? 'not proven with a mailbox' : `checked on ${moment(about.provenAt, 'en')}`}
Secret expires: ${day(about.expiresAt, 'en')}
${about.caseNumber === null ? '' : `Case number: ${about.caseNumber}\n`}
Only CDID can open this file, with prextra-reception. This e-mail contains no secret in the clear.

Control code: on opening it, prextra-reception shows eight words. Call me at a number you already know: if the same eight words are on my screen, it is the same file. If not, do not use it.

${about.contact}
`,
}

/** The mail that carries the sealed file to CDID, as plain text. */
export const handoffMail: Words<typeof fr> = words({ fr, en })
