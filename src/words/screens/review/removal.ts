import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const fr = {
  heading: 'Voici ce qui sera retiré',
  stops: 'Prextra cessera de synchroniser Outlook.',
  secret: {
    delivered: 'Remis à CDID',
    pending: 'Jamais remis à CDID',
    id: 'ID du secret',
    copy: 'Sa copie',
    copyBody: 'Si Windows en conserve une dans votre profil, elle est effacée avec lui.',
  },
  application: {
    with: 'Avec elle',
    withBody: 'Son application d’entreprise, son consentement administrateur et tous ses secrets',
    then: 'Ensuite',
    thenBody:
      'Microsoft la conserve 30 jours parmi les applications supprimées. L’assistant ne la supprime pas définitivement.',
    id: 'ID d’application (client)',
    created: 'Créée le',
  },
  entry: {
    what: 'Ce que c’est',
    whatBody: 'L’application d’entreprise que votre connexion a ajoutée, avec votre consentement',
    id: 'ID d’objet',
  },
  release: {
    note: 'L’application reste : quelqu’un l’a créée à la main',
    tags: 'Étiquettes',
    tagsBody: 'Celles de l’assistant sont retirées, les autres restent.',
  },
  stays: 'Ce qui restera',
  ews: 'La place de l’application sur la **liste EWS** d’Exchange Online, que Microsoft Graph ne peut pas modifier. Après le retrait, l’assistant fournit les commandes qui l’enlèvent.',
  scoped:
    'Les objets d’Exchange qui limitent l’application à certaines boîtes aux lettres : les mêmes commandes les enlèvent.',
  adopted: 'L’application elle-même et ses autorisations, car quelqu’un l’a créée à la main.',
  signIn: (name: string) =>
    `L’application d’entreprise « ${name} » et votre consentement : c’est une application de Microsoft, que d’autres outils peuvent utiliser.`,
  type: (word: string) => `Pour confirmer, écrivez ${word}`,
  awaited: (word: string) => `Écrivez ${word} dans le champ ci-dessus pour activer le bouton Retirer.`,
  remove: 'Retirer',
  keep: 'Tout conserver',
}

const en: typeof fr = {
  heading: 'Here is what will be removed',
  stops: 'Prextra will stop synchronizing Outlook.',
  secret: {
    delivered: 'Handed to CDID',
    pending: 'Never handed to CDID',
    id: 'Secret ID',
    copy: 'Its copy',
    copyBody: 'If Windows keeps one in your profile, it is deleted with it.',
  },
  application: {
    with: 'With it',
    withBody: 'Its enterprise application, its admin consent and all its secrets',
    then: 'Afterwards',
    thenBody:
      'Microsoft keeps it for 30 days among the deleted applications. The assistant does not delete it permanently.',
    id: 'Application (client) ID',
    created: 'Created on',
  },
  entry: {
    what: 'What it is',
    whatBody: 'The enterprise application that your sign-in added, with your consent',
    id: 'Object ID',
  },
  release: {
    note: 'The application stays: somebody made it by hand',
    tags: 'Tags',
    tagsBody: 'The assistant’s tags are removed, the others stay.',
  },
  stays: 'What will stay',
  ews: 'The application’s place on Exchange Online’s **EWS allow list**, which Microsoft Graph cannot change. After the removal, the assistant provides the commands that remove it.',
  scoped: 'The Exchange objects that limit the application to some mailboxes: the same commands remove them.',
  adopted: 'The application itself and its permissions, as somebody made it by hand.',
  signIn: (name) =>
    `The enterprise application “${name}” and your consent: it is a Microsoft application, which other tools may use.`,
  type: (word) => `To confirm, type ${word}`,
  awaited: (word) => `Type ${word} in the field above to enable Remove.`,
  remove: 'Remove',
  keep: 'Keep everything',
}

/** The screen of a plan that removes everything (R3), before it is approved. */
export const removalWords: Words<typeof fr> = words({ fr, en })
