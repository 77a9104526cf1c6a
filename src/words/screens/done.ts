import type { Words } from '../language.ts'
import { words } from '../typography.ts'

const fr = {
  heading: 'Le fichier est prêt pour CDID',
  lead: 'Envoyez-le à technique@cdid.com ou remettez-le à votre chargé de projet. CDID refera la preuve et vous confirmera l’activation par courriel.',
  leadRenewed:
    'Envoyez-le à technique@cdid.com ou remettez-le à votre chargé de projet. Quand CDID aura confirmé, revenez enregistrer sa réponse : l’ancien secret pourra partir.',
  headingPractice: 'L’exercice est terminé',
  leadPractice: 'Rien n’a été envoyé. Dans une vraie configuration, CDID confirmerait l’activation par courriel.',
  code: 'Code de contrôle',
  codeNote:
    'Si CDID vous appelle, lisez ces huit mots. Les mêmes mots de leur côté prouvent que c’est le même fichier.',
  file: 'Fichier scellé',
  saved: 'Enregistré',
  savedOn: (moment: string) => `Le ${moment}`,
  appId: 'ID d’application (client)',
  expires: 'Expiration du secret',
  close: 'Fermer',
  home: 'Retour à l’accueil',
  real: 'Commencer la vraie configuration',
}

const en: typeof fr = {
  heading: 'The file is ready for CDID',
  lead: 'Send it to technique@cdid.com or give it to your project lead. CDID will prove the access again and confirm activation by e-mail.',
  leadRenewed:
    'Send it to technique@cdid.com or give it to your project lead. When CDID has confirmed, come back and record its answer: the old secret can then leave.',
  headingPractice: 'Practice is over',
  leadPractice: 'Nothing was sent. In a real set-up, CDID would confirm activation by e-mail.',
  code: 'Control code',
  codeNote: 'If CDID calls you, read these eight words. The same words on their side prove that it is the same file.',
  file: 'Sealed file',
  saved: 'Saved',
  savedOn: (moment) => `On ${moment}`,
  appId: 'Application (client) ID',
  expires: 'Secret expires',
  close: 'Close',
  home: 'Back to welcome',
  real: 'Start the real set-up',
}

export const doneWords: Words<typeof fr> = words({ fr, en })
