import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const fr = {
  heading: 'Voici le renouvellement',
  lead: 'L’ancien secret reste en service jusqu’à ce que CDID ait confirmé le nouveau : rien n’est interrompu.',
  keep: 'Conserver l’actuel',
  newSecret: 'Nouveau secret client',
  current: 'Secret client actuel',
  old: 'Ancien secret client',
  stays: 'Reste valide jusqu’à la confirmation de CDID',
  replaced: 'CDID a confirmé celui qui le remplace',
  delivered: 'Remis à CDID, confirmation attendue',
  confirmed: 'Remis à CDID, qui l’a confirmé',
  underWay:
    '**Un renouvellement est en cours sur un autre poste.** Enregistrez la confirmation de CDID sur cet autre poste : celui-ci n’a pas la valeur du nouveau secret. D’ici là, l’ancien reste valide.',
  record: 'CDID vous a répondu?',
  recordAnswer: 'Enregistrer la confirmation',
  recordLink: 'Enregistrer la confirmation de CDID…',
  recorded: 'Confirmation reçue : CDID utilise ce secret.',
  recordedOld: 'Confirmation reçue : CDID utilise le nouveau secret. Vous pouvez retirer l’ancien.',
  unneeded: 'Vous n’avez plus besoin de la synchronisation?',
  removeLink: 'Retirer tout…',
  policy: (days: number) => `Une stratégie du locataire limite les secrets à ${days} ${days === 1 ? 'jour' : 'jours'}.`,
}

const en: typeof fr = {
  heading: 'Here is the renewal',
  lead: 'The old secret stays in use until CDID has confirmed the new one: nothing is interrupted.',
  keep: 'Keep the current one',
  newSecret: 'New client secret',
  current: 'Current client secret',
  old: 'Old client secret',
  stays: 'Stays valid until CDID confirms',
  replaced: 'CDID has confirmed the one that replaces it',
  delivered: 'Handed to CDID, confirmation to come',
  confirmed: 'Handed to CDID, which confirmed it',
  underWay:
    '**A renewal is under way on another computer.** Record CDID’s confirmation on that computer: this one does not have the value of the new secret. Until then, the old one stays valid.',
  record: 'Has CDID answered?',
  recordAnswer: 'Record the confirmation',
  recordLink: 'Record CDID’s confirmation…',
  recorded: 'Confirmed: CDID uses this secret.',
  recordedOld: 'Confirmed: CDID uses the new secret. You can now remove the old one.',
  unneeded: 'Do you no longer need synchronization?',
  removeLink: 'Remove everything…',
  policy: (days) => `A tenant policy limits secrets to ${days} ${days === 1 ? 'day' : 'days'}.`,
}

/** The screen of a plan that renews the secret (R2): the new secret, the old one, and CDID's confirmation. */
export const renewalWords: Words<typeof fr> = words({ fr, en })
