import { ofName } from '../../format/elision.ts'
import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const fr = {
  practice: 'Exercice : rien de réel n’est touché.',
  cancel: 'Annuler',
  /** Before a plan that gives an access or takes something away. */
  plan: {
    question: (organization: string) => `Modifier le locataire ${ofName(organization)}?`,
    tenant: (domain: string, tenant: string) => `Domaine : ${domain}\nID du locataire : ${tenant}`,
    change: (word: string, name: string, why: string) => `${word} · ${name} : ${why}`,
    yes: 'Modifier le locataire',
  },
  /** Before a mail with the sealed file. */
  mail: {
    question: (to: string) => `Envoyer le fichier scellé à ${to}?`,
    organization: (organization: string) => `Organisation : ${organization}`,
    from: (address: string) => `Depuis la boîte aux lettres : ${address}`,
    copyTo: (address: string) => `Copie à : ${address}`,
    noCopy: 'Copie à : personne',
    sealed: 'Seule CDID peut ouvrir ce fichier.',
    yes: 'Envoyer',
  },
  /** Before what the window asked for without a click or a key that main saw. */
  unseen: {
    why: 'L’assistant n’a vu ni clic ni touche dans sa fenêtre. C’est normal avec un lecteur d’écran ou une commande vocale. Si vous n’avez rien demandé, choisissez Non, fermez l’assistant et écrivez à technique@cdid.com.',
    yes: 'Oui',
    no: 'Non',
    questions: {
      start: 'Commencer, et ouvrir au besoin la page de connexion de Microsoft?',
      checkConnection: 'Vérifier la connexion aux serveurs de Microsoft?',
      answerProxy: 'Remettre ce nom d’utilisateur et ce mot de passe au serveur mandataire?',
      signIn: 'Ouvrir la page de connexion de Microsoft?',
      forgetOrganization: 'Oublier cette organisation sur ce poste?',
      changeWay: 'Vous connecter de l’autre façon?',
      copyLink: 'Copier l’adresse de la page de Microsoft?',
      copyCode: 'Copier le code de connexion?',
      reopenPage: 'Ouvrir de nouveau la page de Microsoft?',
      openPage: 'Ouvrir la page de Microsoft, ou afficher un code?',
      openPortal: 'Ouvrir le Centre d’administration Microsoft Entra?',
      pasteSecret: 'Lire le secret dans le presse-papiers, le confier à Windows, puis vider le presse-papiers?',
      checkOldSecret: 'Essayer l’ancien secret auprès de Microsoft?',
      renewByHand: 'Commencer le guide d’un renouvellement?',
      approve: 'Approuver et exécuter le plan affiché?',
      recordConfirmation: 'Choisir le fichier de la confirmation de CDID?',
      savePage: 'Enregistrer la page pour l’autre personne?',
      handOff: 'Sceller l’accès pour CDID et choisir où enregistrer le fichier?',
      handOffAgain: 'Enregistrer de nouveau le fichier scellé?',
      keepCopy: 'Changer la durée de conservation de la copie du secret?',
      copy: 'Copier cette valeur dans le presse-papiers?',
      save: 'Enregistrer un document?',
      showJournal: 'Ouvrir le dossier du journal?',
      forgetEverything: 'Tout oublier sur cet ordinateur?',
    },
  },
}

const en: typeof fr = {
  practice: 'Practice: nothing real is touched.',
  cancel: 'Cancel',
  plan: {
    question: (organization) => `Change the tenant of ${organization}?`,
    tenant: (domain, tenant) => `Domain: ${domain}\nTenant ID: ${tenant}`,
    change: (word, name, why) => `${word} · ${name}: ${why}`,
    yes: 'Change the tenant',
  },
  mail: {
    question: (to) => `Send the sealed file to ${to}?`,
    organization: (organization) => `Organization: ${organization}`,
    from: (address) => `From the mailbox: ${address}`,
    copyTo: (address) => `Copy to: ${address}`,
    noCopy: 'Copy to: nobody',
    sealed: 'Only CDID can open this file.',
    yes: 'Send',
  },
  unseen: {
    why: 'The assistant saw neither a click nor a key in its window. That is normal with a screen reader or voice control. If you did not ask for anything, choose No, close the assistant and write to technique@cdid.com.',
    yes: 'Yes',
    no: 'No',
    questions: {
      start: 'Begin, and open Microsoft’s sign-in page if needed?',
      checkConnection: 'Check the connection to Microsoft’s servers?',
      answerProxy: 'Give this user name and this password to the proxy server?',
      signIn: 'Open Microsoft’s sign-in page?',
      forgetOrganization: 'Forget this organization on this computer?',
      changeWay: 'Sign in the other way?',
      copyLink: 'Copy the address of Microsoft’s page?',
      copyCode: 'Copy the sign-in code?',
      reopenPage: 'Open Microsoft’s page again?',
      openPage: 'Open Microsoft’s page, or show a code?',
      openPortal: 'Open the Microsoft Entra admin centre?',
      pasteSecret: 'Read the secret from the clipboard, let Windows keep it, then clear the clipboard?',
      checkOldSecret: 'Try the old secret with Microsoft?',
      renewByHand: 'Begin the guide of a renewal?',
      approve: 'Approve and run the plan that is shown?',
      recordConfirmation: 'Choose the file of CDID’s confirmation?',
      savePage: 'Save the page for the other person?',
      handOff: 'Seal the access for CDID and choose where to save the file?',
      handOffAgain: 'Save the sealed file once more?',
      keepCopy: 'Change how long the copy of the secret is kept?',
      copy: 'Copy this value to the clipboard?',
      save: 'Save a document?',
      showJournal: 'Open the folder of the journal?',
      forgetEverything: 'Forget everything on this computer?',
    },
  },
}

/** What main asks in its own dialog before it does what only a person may ask for. */
export const humanQuestionWords: Words<typeof fr> = words({ fr, en })
