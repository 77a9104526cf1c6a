import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  headings: {
    file: 'Le fichier est prêt pour CDID',
    draft: 'Le brouillon est prêt pour CDID',
    sent: 'C’est transmis à CDID',
    maybe: 'L’envoi du courriel n’est pas confirmé',
  },
  leads: {
    file: (to: string) => `Envoyez-le à ${to} ou remettez-le à votre chargé de projet.`,
    draft: () => 'Ouvrez-le dans votre logiciel de courriel, relisez-le et envoyez-le.',
    sent: () => 'Une copie est dans vos Éléments envoyés.',
  },
  next: 'CDID refera la preuve et vous confirmera l’activation par courriel. Ensuite, suivez « Synchronisation Outlook et Prextra » du module CRM.',
  nextRenewed:
    'Quand CDID aura confirmé, revenez enregistrer sa confirmation : vous pourrez alors retirer l’ancien secret.',
  headingPractice: 'L’exercice est terminé',
  leadPractice:
    'Rien n’a été réellement envoyé. Dans une vraie configuration, CDID confirmerait l’activation par courriel.',
  maybe:
    '**La réponse de Microsoft s’est perdue.** Regardez dans vos Éléments envoyés. Envoyer de nouveau est sans danger : CDID reconnaît le même fichier et ne l’ajoute qu’une fois.',
  again: 'Envoyer de nouveau',
  save: 'Enregistrer le fichier…',
  draft: 'Enregistrer un brouillon…',
  cancel: 'Annuler l’envoi',
  code: 'Code de contrôle',
  codeNote:
    'Si CDID vous appelle, lisez ces huit mots à voix haute. S’ils sont identiques à ceux que CDID voit, c’est bien votre fichier.',
  codeDiffers:
    '**Un mot est différent?** Le fichier reçu n’est pas le vôtre : dites à CDID de ne pas l’utiliser, puis créez un nouveau fichier et transmettez-le par un autre moyen.',
  file: 'Fichier scellé',
  draftFile: 'Brouillon',
  mail: 'Courriel',
  sentOn: (to: string, moment: string) => `Envoyé à ${to} le ${moment}`,
  triedOn: (to: string, moment: string) => `Peut-être envoyé à ${to} le ${moment}`,
  attached: 'Pièce jointe',
  cc: 'Copie conforme',
  caseNumber: 'Numéro de dossier',
  saved: 'Enregistré',
  savedOn: (moment: string) => `Le ${moment}`,
  appId: 'ID d’application (client)',
  expires: 'Expiration du secret',
  close: 'Fermer',
  home: 'Retour à l’accueil',
  real: 'Commencer la vraie configuration',
}

const en: typeof fr = {
  headings: {
    file: 'The file is ready for CDID',
    draft: 'The draft is ready for CDID',
    sent: 'Handed to CDID',
    maybe: 'Sending the e-mail is not confirmed',
  },
  leads: {
    file: (to) => `Send it to ${to} or give it to your project lead.`,
    draft: () => 'Open it in your mail program, read it over and send it.',
    sent: () => 'A copy is in your Sent Items.',
  },
  next: 'CDID will prove the access again and confirm activation by e-mail. Then follow “Synchronisation Outlook et Prextra” in the CRM module.',
  nextRenewed: 'When CDID has confirmed, come back and record its confirmation: you can then remove the old secret.',
  headingPractice: 'Practice is over',
  leadPractice: 'Nothing was really sent. In a real set-up, CDID would confirm activation by e-mail.',
  maybe:
    '**Microsoft’s answer was lost.** Look in your Sent Items. Sending again is harmless: CDID recognizes the same file and adds it only once.',
  again: 'Send again',
  save: 'Save the file…',
  draft: 'Save a draft…',
  cancel: 'Cancel sending',
  code: 'Control code',
  codeNote: 'If CDID calls you, read these eight words aloud. If they match the ones that CDID sees, it is your file.',
  codeDiffers:
    '**A word differs?** The file received is not yours: tell CDID not to use it, then make a new file and hand it over another way.',
  file: 'Sealed file',
  draftFile: 'Draft',
  mail: 'E-mail',
  sentOn: (to, moment) => `Sent to ${to} on ${moment}`,
  triedOn: (to, moment) => `May have been sent to ${to} on ${moment}`,
  attached: 'Attachment',
  cc: 'Copy',
  caseNumber: 'Case number',
  saved: 'Saved',
  savedOn: (moment) => `On ${moment}`,
  appId: 'Application (client) ID',
  expires: 'Secret expires',
  close: 'Close',
  home: 'Back to welcome',
  real: 'Start the real set-up',
}

/** The last screen (A6, M8): how the access was handed over, and the control code. */
export const doneWords: Words<typeof fr> = words({ fr, en })
