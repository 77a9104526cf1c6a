import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

/** The kind of a saved file, by the ending of its name. */
export type SavedKind = 'age' | 'eml' | 'pdf' | 'ps1' | 'ics' | 'txt'

interface Replacing {
  readonly question: (name: string) => string
  readonly detail: string
  readonly replace: string
  readonly keep: string
}

interface NativeWords {
  readonly appName: string
  readonly windowTitle: (practice: boolean) => string
  /** Added to the title of a build that tests drive, and that no customer gets. */
  readonly journeyBuild: string
  /** Said when the window cannot be created. */
  readonly cannotOpen: string
  readonly saveButton: string
  /** The title of the save dialog, and the name it gives to files of that kind. */
  readonly saveDialogs: Readonly<Record<SavedKind, { readonly title: string; readonly files: string }>>
  /** The dialog that opens CDID's confirmation: its title, and the name it gives to such files. */
  readonly openConfirmation: { readonly title: string; readonly files: string }
  /** The text of a system notification, shown while another program has the focus. */
  readonly notifications: Readonly<
    Record<'run-done' | 'run-stopped' | 'access-opened' | 'access-refused' | 'consent-given', string>
  >
  /** Asked when a file of that name exists. */
  readonly overwrite: Replacing
  /** Asked when a guide by hand was begun on this computer; its `name` is the organization's, empty when not known. */
  readonly otherGuide: Replacing
  /** What a right click offers. */
  readonly editMenu: Readonly<Record<'cut' | 'copy' | 'paste' | 'selectAll', string>>
  readonly close: { readonly question: string; readonly detail: string; readonly close: string; readonly keep: string }
  /** The same while reads of the tenant have not agreed. */
  readonly closeWhileReading: { readonly question: string; readonly detail: string }
  /** The dialog after an error that nothing foresaw. */
  readonly unforeseen: Readonly<Record<'message' | 'detail' | 'detailPractice' | 'restart' | 'close', string>>
  /** Said when the window's process ended and its page was loaded again. */
  readonly pageIsBack: Readonly<Record<'message' | 'detail' | 'goOn', string>>
  /** Asked when a server or a proxy wants a certificate of the person's, which names them. */
  readonly clientCertificate: {
    readonly question: (host: string) => string
    readonly detail: string
    readonly none: string
  }
  /** The page that the assistant's own loopback address shows in the browser at the end of a sign-in. */
  readonly browserPage: {
    readonly done: { readonly title: string; readonly body: string }
    readonly failed: { readonly title: string; readonly body: string }
    readonly foreign: { readonly title: string; readonly body: string }
  }
}

/** Everything the main process says itself: dialogs, notifications, the window's title, the browser's last page. */
export const mainProcessWords: Words<NativeWords> = words({
  fr: {
    appName: 'Assistant Outlook–Prextra',
    windowTitle: (practice) => `Assistant Outlook–Prextra${practice ? ' (exercice)' : ''}`,
    journeyBuild: ' · version d’essai, pas pour les clients',
    cannotOpen:
      'L’assistant n’a pas pu s’ouvrir. Réinstallez-le, ou écrivez à technique@cdid.com en joignant le fichier errors.jsonl du dossier logs de l’assistant.',
    saveButton: 'Enregistrer',
    saveDialogs: {
      age: { title: 'Enregistrer le fichier scellé pour CDID', files: 'Fichier scellé' },
      eml: { title: 'Enregistrer le message', files: 'Courriel' },
      pdf: { title: 'Enregistrer le document', files: 'Document PDF' },
      ps1: { title: 'Enregistrer le script PowerShell', files: 'Script PowerShell' },
      ics: { title: 'Enregistrer le rappel', files: 'Rappel de calendrier' },
      txt: { title: 'Enregistrer le résultat de la vérification', files: 'Texte' },
    },
    openConfirmation: { title: 'Ouvrir la confirmation reçue de CDID', files: 'Confirmation de CDID' },
    notifications: {
      'run-done': 'Tout ce qui a été approuvé est fait. L’assistant montre la suite.',
      'run-stopped': 'L’assistant s’est arrêté. Ouvrez-le pour en voir la raison.',
      'access-opened': 'L’accès fonctionne : la boîte aux lettres s’est ouverte.',
      'access-refused': 'L’accès ne fonctionne pas encore. L’assistant montre la réponse de Microsoft.',
      'consent-given': 'Le consentement est accordé. Il reste à prouver que l’accès fonctionne.',
    },
    overwrite: {
      question: (name) => `Remplacer « ${name} »?`,
      detail: 'Un fichier de ce nom existe déjà.',
      replace: 'Remplacer',
      keep: 'Conserver',
    },
    otherGuide: {
      question: (name) => `Remplacer le guide commencé sur ce poste${name && ` pour ${name}`}?`,
      detail:
        'Ses réponses, et le secret collé s’il n’a pas été remis, seront effacés de ce poste. Rien ne change dans Entra. Pour le continuer, choisissez Conserver, puis Reprendre à l’accueil.',
      replace: 'Remplacer',
      keep: 'Conserver',
    },
    editMenu: { cut: 'Couper', copy: 'Copier', paste: 'Coller', selectAll: 'Tout sélectionner' },
    close: {
      question: 'Fermer pendant que l’assistant travaille?',
      detail: 'C’est sans danger : à la reprise, l’assistant repart de ce qui existe.',
      close: 'Fermer',
      keep: 'Continuer',
    },
    closeWhileReading: {
      question: 'Fermer pendant que l’assistant relit le locataire?',
      detail:
        'Si vous fermez, la fenêtre disparaît, et l’assistant finit d’abord cette lecture, au plus 30 secondes. Rien n’est transmis à CDID.',
    },
    unforeseen: {
      message: 'L’assistant a rencontré une erreur imprévue.',
      detail:
        'Redémarrez l’assistant : il repart de ce qui existe dans votre locataire. Si l’erreur revient, écrivez à technique@cdid.com en joignant le fichier errors.jsonl du dossier logs de l’assistant.',
      detailPractice:
        'L’exercice en cours est perdu; rien de réel n’est touché. Redémarrez l’assistant pour recommencer. Si l’erreur revient, écrivez à technique@cdid.com en joignant le fichier errors.jsonl du dossier logs de l’assistant.',
      restart: 'Redémarrer',
      close: 'Fermer',
    },
    pageIsBack: {
      message: 'La fenêtre s’est arrêtée et a été rouverte.',
      detail: 'Rien n’est perdu : l’assistant sait où vous en étiez. Vérifiez ce qui est affiché, puis continuez.',
      goOn: 'Continuer',
    },
    clientCertificate: {
      question: (host) => `${host} demande un certificat. Lequel envoyer?`,
      detail:
        'Un certificat dit qui vous êtes. Microsoft n’en demande pas à l’assistant; le mandataire de votre entreprise peut en exiger un. Sans certificat, la connexion peut être refusée.',
      none: 'Aucun certificat',
    },
    browserPage: {
      done: { title: 'Connexion terminée', body: 'Vous pouvez fermer cet onglet et revenir à l’assistant.' },
      failed: {
        title: 'Connexion non terminée',
        body: 'Rien n’a été modifié. Vous pouvez fermer cet onglet et revenir à l’assistant, qui en donne la raison.',
      },
      foreign: {
        title: 'Réponse d’une autre connexion',
        body: 'L’assistant l’a écartée. Fermez cet onglet et terminez la connexion dans le dernier onglet qu’il a ouvert.',
      },
    },
  },
  en: {
    appName: 'Prextra Outlook Setup Assistant',
    windowTitle: (practice) => `Prextra Outlook Setup Assistant${practice ? ' (practice)' : ''}`,
    journeyBuild: ' · test build, not for customers',
    cannotOpen:
      'The assistant could not open. Install it again, or write to technique@cdid.com with the file errors.jsonl from the assistant’s logs folder.',
    saveButton: 'Save',
    saveDialogs: {
      age: { title: 'Save the sealed file for CDID', files: 'Sealed file' },
      eml: { title: 'Save the message', files: 'E-mail' },
      pdf: { title: 'Save the document', files: 'PDF document' },
      ps1: { title: 'Save the PowerShell script', files: 'PowerShell script' },
      ics: { title: 'Save the reminder', files: 'Calendar reminder' },
      txt: { title: 'Save the result of the check', files: 'Text' },
    },
    openConfirmation: { title: 'Open the confirmation received from CDID', files: 'Confirmation from CDID' },
    notifications: {
      'run-done': 'All that was approved is done. The assistant shows what comes next.',
      'run-stopped': 'The assistant has stopped. Open it to see why.',
      'access-opened': 'Access works: the mailbox has opened.',
      'access-refused': 'Access does not work yet. The assistant shows Microsoft’s answer.',
      'consent-given': 'The consent is granted. What is left is to prove that access works.',
    },
    overwrite: {
      question: (name) => `Replace “${name}”?`,
      detail: 'There is already a file of that name.',
      replace: 'Replace',
      keep: 'Keep',
    },
    otherGuide: {
      question: (name) => `Replace the guide that was begun on this computer${name && ` for ${name}`}?`,
      detail:
        'Its answers, and the pasted secret unless it was handed over, will be deleted from this computer. Nothing changes in Entra. To continue it, choose Keep, then Resume on the welcome screen.',
      replace: 'Replace',
      keep: 'Keep',
    },
    editMenu: { cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select all' },
    close: {
      question: 'Close while the assistant is working?',
      detail: 'It is safe: on resuming, the assistant starts from what exists.',
      close: 'Close',
      keep: 'Keep going',
    },
    closeWhileReading: {
      question: 'Close while the assistant reads the tenant again?',
      detail:
        'If you close, the window disappears and the assistant first finishes reading, for 30 seconds at most. Nothing is handed over to CDID.',
    },
    unforeseen: {
      message: 'The assistant met an unforeseen error.',
      detail:
        'Start the assistant again: it goes on from what exists in your tenant. If the error returns, write to technique@cdid.com and attach errors.jsonl from the assistant’s logs folder.',
      detailPractice:
        'The practice run is lost; nothing real is touched. Start the assistant again to begin anew. If the error returns, write to technique@cdid.com and attach errors.jsonl from the assistant’s logs folder.',
      restart: 'Start again',
      close: 'Close',
    },
    pageIsBack: {
      message: 'The window stopped and was opened again.',
      detail: 'Nothing is lost: the assistant kept where you were. Check what is shown, then go on.',
      goOn: 'Go on',
    },
    clientCertificate: {
      question: (host) => `${host} asks for a certificate. Which one should be sent?`,
      detail:
        'A certificate says who you are. Microsoft asks the assistant for none; your company’s proxy may require one. Without a certificate, the connection may be refused.',
      none: 'No certificate',
    },
    browserPage: {
      done: { title: 'Sign-in finished', body: 'You can close this tab and return to the assistant.' },
      failed: {
        title: 'Sign-in not finished',
        body: 'Nothing was changed. You can close this tab and return to the assistant, which gives the reason.',
      },
      foreign: {
        title: 'Answer of another sign-in',
        body: 'The assistant disregards it. Close this tab and finish the sign-in in the last tab that it opened.',
      },
    },
  },
})
