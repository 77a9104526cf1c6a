import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** What `prextra-reception help` says of each command: how it is written, what it does, and its options in the order they matter. */
export interface CommandHelp {
  readonly usage: string
  readonly does: string
  readonly more?: string
}

type Command = 'keygen' | 'open' | 'check' | 'merge' | 'confirm' | 'list' | 'undo' | 'customer' | 'completion'

export interface Help {
  readonly title: string
  readonly commands: Readonly<Record<Command, CommandHelp>>
  readonly options: Readonly<Record<string, string>>
  readonly optionsTitle: string
  readonly more: string
}

const fr: Help = {
  title: 'prextra-reception\u00a0: recevoir, chez CDID, ce que l’assistant a scellé.',
  commands: {
    keygen: {
      usage: 'keygen [--out FICHIER]',
      does: 'Fait la clé de CDID, protégée par une phrase de passe, et affiche la clé publique.',
      more: 'La ligne JSON affichée va dans «\u00a0recipients\u00a0» de build/cdid.json. Sans rien taper, dix mots sont faits pour vous. «\u00a0age -d\u00a0» ouvre aussi ce fichier.',
    },
    open: {
      usage: 'open FICHIER --identity CLÉ',
      does: 'Montre ce que contient un fichier scellé, sauf le secret, et compare le code de contrôle.',
      more: 'Le code se donne en français ou en anglais, avec ou sans accents. Avec --environment, la comparaison est notée au dossier.',
    },
    check: {
      usage: 'check FICHIER --identity CLÉ --environment NOM [--mailbox ADRESSE]',
      does: 'Essaie l’accès comme Prextra le fera\u00a0: un jeton du locataire du client, puis une boîte aux lettres.',
      more: 'Le jeton est demandé au locataire que dit le dossier de CDID, jamais à celui du fichier. Aucun message n’est lu. Le réseau\u00a0: certificats du système, HTTPS_PROXY, NO_PROXY.',
    },
    merge: {
      usage: 'merge FICHIER --identity CLÉ --config CONFIG --environment NOM',
      does: 'Ajoute ou met à jour l’entrée du client dans la configuration du serveur.',
      more: 'Il faut un «\u00a0check\u00a0» réussi de ce fichier, ou --unchecked. La différence est montrée avant d’écrire. Le reste du fichier reste tel quel, octet par octet; les cinq dernières copies de secours sont gardées.',
    },
    confirm: {
      usage: 'confirm FICHIER --identity CLÉ --environment NOM [--contact "Nom <adresse>"]',
      does: 'Prépare le courriel de confirmation au client, avec le fichier qui fait retirer son ancien secret.',
      more: 'Le courriel est un brouillon (.eml) à ouvrir et à envoyer. L’adresse vient du dossier de CDID, jamais du fichier reçu.',
    },
    list: {
      usage: 'list [--json | --ics]',
      does: 'Montre chaque client, son profil, l’échéance de son secret et ce qu’il reste à faire.',
      more: '--ics donne un calendrier avec des rappels 30, 14 et 7 jours avant chaque échéance.',
    },
    undo: {
      usage: 'undo --config CONFIG',
      does: 'Remet la configuration comme avant le dernier «\u00a0merge\u00a0», si rien d’autre n’y a changé.',
    },
    customer: {
      usage:
        'customer add --environment NOM --tenant GUID [--name NOM] [--contact "Nom <adresse>"] [--mailbox ADRESSE]',
      does: 'Inscrit un client au dossier de CDID; «\u00a0customer list\u00a0» les montre.',
      more: 'C’est le dossier, et lui seul, qui dit à quel environnement et à quel locataire un fichier peut toucher.',
    },
    completion: {
      usage: 'completion powershell',
      does: 'Affiche ce qui complète les commandes dans PowerShell.',
      more: 'prextra-reception completion powershell | Out-String | Invoke-Expression',
    },
  },
  options: {
    identity: 'la clé privée de CDID (ou PREXTRA_IDENTITY)',
    records: 'le dossier de CDID (ou PREXTRA_RECORDS; sinon prextra-records.json à côté de la clé)',
    config: 'la configuration du serveur Prextra (ou PREXTRA_CONFIG)',
    environment: 'le nom du client au dossier de CDID',
    tenant: 'l’ID de son annuaire (locataire), à donner la première fois',
    mailbox: 'une boîte aux lettres du client, pour l’essai',
    contact: 'la personne-ressource du client',
    name: 'le nom du client',
    at: 'où est la liste, par exemple Prextra:Outlook:Exchange ou /Prextra/Outlook/Exchange (sinon Exchange)',
    unchecked: 'pourquoi se passer de «\u00a0check\u00a0»; la raison reste au dossier',
    'dry-run': 'montre la différence et n’écrit rien',
    yes: 'ne demande pas d’accord avant d’écrire',
    replace: 'l’environnement peut avoir un autre locataire\u00a0: il est remplacé',
    also: 'le locataire peut être aussi sous un autre environnement',
    'control-code': 'les huit mots lus par l’administrateur',
    out: 'le fichier à faire',
    unprotected: 'sans phrase de passe, pour un essai seulement',
    'passphrase-stdin':
      'la phrase de passe vient de l’entrée standard (ou d’un fichier\u00a0: PREXTRA_PASSPHRASE_FILE)',
    json: 'pour un programme',
    ics: 'en calendrier',
    practice: 'pour un exercice\u00a0: clé, dossier et fichiers d’exercice',
    language: 'fr ou en\u00a0: la langue des messages',
  },
  optionsTitle: 'Options',
  more: `«\u00a0prextra-reception help COMMANDE\u00a0» en dit plus.
Codes de sortie\u00a0: 0 fait · 1 refusé, rien n’a été écrit · 2 mauvaise utilisation · 3 Microsoft refuse l’accès · 4 pas maintenant, recommencez.`,
}

const en: Help = {
  title: 'prextra-reception: receive, at CDID, what the assistant sealed.',
  commands: {
    keygen: {
      usage: 'keygen [--out FILE]',
      does: 'Makes CDID’s key, protected by a passphrase, and shows the public key.',
      more: 'The JSON line that is shown goes to “recipients” of build/cdid.json. Type nothing, and ten words are made for you. “age -d” opens this file too.',
    },
    open: {
      usage: 'open FILE --identity KEY',
      does: 'Shows what a sealed file holds, but the secret, and compares the control code.',
      more: 'The code is given in French or English, with or without accents. With --environment, the comparison is kept in the records.',
    },
    check: {
      usage: 'check FILE --identity KEY --environment NAME [--mailbox ADDRESS]',
      does: 'Tries the access as Prextra will: a token of the customer’s tenant, then a mailbox.',
      more: 'The token is asked of the tenant that CDID’s records name, never of the file’s. No message is read. The network: the system’s certificates, HTTPS_PROXY, NO_PROXY.',
    },
    merge: {
      usage: 'merge FILE --identity KEY --config CONFIG --environment NAME',
      does: 'Adds or updates the customer’s entry in the server’s configuration.',
      more: 'It needs a “check” of this file that passed, or --unchecked. The difference is shown before anything is written. The rest of the file stays as it is, byte for byte; the newest five backups are kept.',
    },
    confirm: {
      usage: 'confirm FILE --identity KEY --environment NAME [--contact "Name <address>"]',
      does: 'Prepares the confirmation e-mail to the customer, with the file that has their old secret removed.',
      more: 'The e-mail is a draft (.eml) to open and send. The address comes from CDID’s records, never from the file received.',
    },
    list: {
      usage: 'list [--json | --ics]',
      does: 'Shows every customer, their profile, when their secret expires and what is left to do.',
      more: '--ics gives a calendar with reminders 30, 14 and 7 days before each expiry.',
    },
    undo: {
      usage: 'undo --config CONFIG',
      does: 'Puts the configuration back as it was before the last “merge”, if nothing else changed in it.',
    },
    customer: {
      usage:
        'customer add --environment NAME --tenant GUID [--name NAME] [--contact "Name <address>"] [--mailbox ADDRESS]',
      does: 'Registers a customer in CDID’s records; “customer list” shows them.',
      more: 'The records, and they alone, say which environment and which tenant a file may touch.',
    },
    completion: {
      usage: 'completion powershell',
      does: 'Prints what completes the commands in PowerShell.',
      more: 'prextra-reception completion powershell | Out-String | Invoke-Expression',
    },
  },
  options: {
    identity: 'CDID’s private key (or PREXTRA_IDENTITY)',
    records: 'CDID’s records (or PREXTRA_RECORDS; otherwise prextra-records.json beside the key)',
    config: 'the configuration of the Prextra server (or PREXTRA_CONFIG)',
    environment: 'the customer’s name in CDID’s records',
    tenant: 'their directory (tenant) ID, to be given the first time',
    mailbox: 'a mailbox of the customer, for the trial',
    contact: 'the customer’s contact',
    name: 'the customer’s name',
    at: 'where the list is, for example Prextra:Outlook:Exchange or /Prextra/Outlook/Exchange (otherwise Exchange)',
    unchecked: 'why “check” is done without; the reason stays in the records',
    'dry-run': 'shows the difference and writes nothing',
    yes: 'does not ask before writing',
    replace: 'the environment may have another tenant: it is replaced',
    also: 'the tenant may be under another environment as well',
    'control-code': 'the eight words the administrator read out',
    out: 'the file to make',
    unprotected: 'without a passphrase, for a trial only',
    'passphrase-stdin': 'the passphrase comes from standard input (or from a file: PREXTRA_PASSPHRASE_FILE)',
    json: 'for a program',
    ics: 'as a calendar',
    practice: 'for practice: key, records and files of practice',
    language: 'fr or en: the language of the messages',
  },
  optionsTitle: 'Options',
  more: `“prextra-reception help COMMAND” says more.
Exit codes: 0 done · 1 refused, nothing was written · 2 wrong usage · 3 Microsoft refuses the access · 4 not now, try again.`,
}

/** Total over the commands: `cdid/commands/help.ts` does not compile otherwise. */
export const receptionHelp: Words<Help> = words({ fr, en })
