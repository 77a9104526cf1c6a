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
    file: 'Il reste à le faire parvenir à CDID.',
    draft: 'Il reste à l’envoyer.',
    sent: 'Une copie est dans vos Éléments envoyés.',
  },
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
  now: 'Et maintenant?',
  steps: {
    send: (to: string) => `Vous envoyez le fichier à ${to}, ou le remettez à votre chargé de projet.`,
    sendDraft: 'Vous ouvrez le brouillon, le relisez et l’envoyez.',
    check: 'CDID ouvre le fichier, refait la preuve et vous confirme l’activation par courriel.',
    record: 'Vous ouvrez sa confirmation ici : « CDID vous a répondu? », à l’accueil.',
    activate: 'Vous suivez « Synchronisation Outlook et Prextra » dans le module CRM.',
    retire: 'Vous retirez l’ancien secret : l’assistant le propose une fois la confirmation enregistrée.',
  },
  other: 'Remettre autrement',
  otherFile: 'Enregistrer le fichier…',
  otherMail: 'Envoyer par courriel',
  sealAgain: 'Sceller un nouveau fichier…',
  showFile: 'Afficher dans le dossier',
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
    file: 'What is left is to get it to CDID.',
    draft: 'What is left is to send it.',
    sent: 'A copy is in your Sent Items.',
  },
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
  now: 'And now?',
  steps: {
    send: (to) => `You send the file to ${to}, or give it to your project lead.`,
    sendDraft: 'You open the draft, read it over and send it.',
    check: 'CDID opens the file, proves the access again and confirms activation by e-mail.',
    record: 'You open its confirmation here: “Has CDID answered?”, on the welcome screen.',
    activate: 'You follow “Synchronisation Outlook et Prextra” in the CRM module.',
    retire: 'You remove the old secret: the assistant offers it once the confirmation is recorded.',
  },
  other: 'Hand over another way',
  otherFile: 'Save the file…',
  otherMail: 'Send by e-mail',
  sealAgain: 'Seal a new file…',
  showFile: 'Show in its folder',
  close: 'Close',
  home: 'Back to welcome',
  real: 'Start the real set-up',
}

/** The last screen (A6, M8): how the access was handed over, and the control code. */
export const doneWords: Words<typeof fr> = words({ fr, en })
