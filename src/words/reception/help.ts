import type { Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

/** What `prextra-reception help` says of a command: how it is written, what it does, and what else is worth knowing. */
export interface CommandHelp {
  readonly usage: string
  readonly does: string
  readonly more?: string
}

type Command =
  'keygen' | 'customer' | 'open' | 'check' | 'merge' | 'confirm' | 'list' | 'undo' | 'doctor' | 'completion' | 'version'

export interface Help {
  readonly title: string
  readonly commands: Readonly<Record<Command, CommandHelp>>
  readonly options: Readonly<Record<string, string>>
  readonly optionsTitle: string
  readonly more: string
}

const fr: Help = {
  title: 'prextra-reception : recevoir, chez CDID, ce que l’assistant a scellé.',
  commands: {
    keygen: {
      usage: 'keygen [--out FICHIER]',
      does: 'Crée la clé de CDID, protégée par une phrase de passe, et affiche la clé publique.',
      more: 'La ligne JSON affichée va dans « recipients » de build/cdid.json. Appuyez sur Entrée pour recevoir une phrase de passe de dix mots. « age -d » ouvre aussi ce fichier. Vous seul (et SYSTEM, dans Windows) pouvez le lire.',
    },
    customer: {
      usage: 'customer add --environment NOM --tenant GUID',
      does: 'Inscrit un client au registre de CDID; « customer list » les montre, « customer remove » en retire un.',
      more: 'C’est le registre, et lui seul, qui dit à quel environnement et à quel locataire un fichier peut toucher.',
    },
    open: {
      usage: 'open FICHIER --identity CLÉ',
      does: 'Montre ce que contient un fichier scellé, sauf le secret, et compare le code de contrôle.',
      more: 'Le fichier peut être le .age, son texte collé, ou le courriel enregistré qui le contient. Plusieurs fichiers, ou *.age, sont ouverts à la suite. Le code se donne en français ou en anglais, avec ou sans accents. Avec --environment, la comparaison est notée au registre.',
    },
    check: {
      usage: 'check FICHIER --identity CLÉ --environment NOM',
      does: 'Essaie l’accès comme Prextra le fera : un jeton du locataire du client, puis une boîte aux lettres.',
      more: 'Le jeton est demandé au locataire que dit le registre de CDID, jamais à celui du fichier. Aucun message n’est lu. Le réseau : certificats du système, HTTPS_PROXY, NO_PROXY.',
    },
    merge: {
      usage: 'merge FICHIER --identity CLÉ --config CONFIG --environment NOM',
      does: 'Ajoute ou met à jour l’entrée du client dans la configuration du serveur; --remove la retire.',
      more: 'Il faut un « check » réussi de ce fichier, ou --unchecked. La différence est montrée avant d’écrire, et --dry-run la montre seulement. Le reste du fichier reste tel quel, octet par octet. Une commande interrompue est terminée, ou effacée, par la suivante.',
    },
    confirm: {
      usage: 'confirm FICHIER --identity CLÉ --environment NOM',
      does: 'Prépare le courriel de confirmation au client, avec le fichier qui permet à l’assistant de retirer son ancien secret.',
      more: 'Le courriel est un brouillon (.eml) à ouvrir et à envoyer. L’adresse vient du registre de CDID, jamais du fichier reçu.',
    },
    list: {
      usage: 'list [--due JOURS] [--mail | --json | --ics]',
      does: 'Montre chaque client, son profil, l’échéance de son secret et ce qu’il reste à faire.',
      more: '--mail écrit un courriel pour chaque secret à renouveler. --ics donne un calendrier avec des rappels 30, 14 et 7 jours avant chaque échéance.',
    },
    undo: {
      usage: 'undo --config CONFIG',
      does: 'Remet la configuration comme avant le dernier changement, si rien d’autre n’y a changé.',
    },
    doctor: {
      usage: 'doctor [--config CONFIG] [--offline]',
      does: 'Examine la clé, le registre, la configuration, les verrous, l’horloge et le réseau, sans rien changer.',
    },
    completion: {
      usage: 'completion powershell',
      does: 'Affiche ce qui complète les commandes, les options et les noms des clients dans PowerShell.',
      more: 'prextra-reception completion powershell | Out-String | Invoke-Expression',
    },
    version: { usage: 'version', does: 'Affiche la version de l’outil et de Node.' },
  },
  options: {
    identity: 'la clé privée de CDID (ou PREXTRA_IDENTITY); se répète pendant un changement de clé',
    records: 'le registre de CDID (ou PREXTRA_RECORDS; sinon prextra-records.json à côté de la clé)',
    config: 'la configuration du serveur Prextra (ou PREXTRA_CONFIG)',
    environment: 'le nom du client au registre de CDID',
    tenant: 'l’ID de son annuaire (locataire), à donner la première fois',
    mailbox: 'une boîte aux lettres du client, pour l’essai',
    contact: 'la personne-ressource du client : "Nom <adresse>"',
    name: 'le nom du client',
    ticket: 'le numéro du billet de CDID (sinon celui du fichier)',
    at: 'où est la liste : Prextra:Outlook:Exchange ou /Prextra/Outlook/Exchange (sinon Exchange)',
    'new-list': 'fait la liste, si elle n’existe pas, sans le demander',
    unchecked: 'pourquoi se passer de « check »; la raison reste au registre',
    'dry-run': 'montre la différence et n’écrit rien; code de sortie 5 s’il y en a une',
    yes: 'ne demande pas d’accord avant d’écrire',
    replace: 'l’environnement peut avoir un autre locataire : il est remplacé',
    also: 'le locataire peut être aussi sous un autre environnement',
    older: 'le fichier peut être plus ancien que celui qui sert',
    remove: 'retire l’entrée du client de la configuration',
    merged: 'même si son entrée est encore dans une configuration',
    'control-code': 'les huit mots lus par l’administrateur',
    out: 'le fichier à faire (avec list --mail : le dossier)',
    due: 'seulement les secrets qui prennent fin dans ce nombre de jours',
    mail: 'écrit les courriels de renouvellement (30 jours, sauf avec --due)',
    unprotected: 'sans phrase de passe, pour un essai seulement',
    'passphrase-stdin':
      'la phrase de passe vient de l’entrée standard (ou d’un fichier : PREXTRA_PASSPHRASE_FILE), une par ligne s’il y a plusieurs clés',
    offline: 'sans essayer le réseau',
    json: 'sortie en JSON, pour un script',
    ics: 'en calendrier',
    practice: 'pour un exercice : clé, registre et fichiers d’exercice',
    language: 'fr ou en : la langue des messages',
  },
  optionsTitle: 'Options',
  more: `« prextra-reception help COMMANDE » en dit plus.
Codes de sortie : 0 fait · 1 refusé, rien n’a été écrit · 2 mauvaise utilisation · 3 Microsoft refuse l’accès · 4 pas maintenant, recommencez · 5 --dry-run : quelque chose changerait.`,
}

const en: Help = {
  title: 'prextra-reception: receive, at CDID, what the assistant sealed.',
  commands: {
    keygen: {
      usage: 'keygen [--out FILE]',
      does: 'Makes CDID’s key, protected by a passphrase, and shows the public key.',
      more: 'The JSON line that is shown goes to “recipients” of build/cdid.json. Press Enter to be given a passphrase of ten words. “age -d” opens this file too. You alone (and SYSTEM, in Windows) can read it.',
    },
    customer: {
      usage: 'customer add --environment NAME --tenant GUID',
      does: 'Registers a customer in CDID’s records; “customer list” shows them, “customer remove” takes one out.',
      more: 'The records, and they alone, say which environment and which tenant a file may touch.',
    },
    open: {
      usage: 'open FILE --identity KEY',
      does: 'Shows what a sealed file contains, except the secret, and compares the control code.',
      more: 'The file may be the .age file, its text pasted, or the saved mail that contains it. Several files, or *.age, are opened one after the other. The code is given in French or English, with or without accents. With --environment, the comparison is kept in the records.',
    },
    check: {
      usage: 'check FILE --identity KEY --environment NAME',
      does: 'Tries the access as Prextra will: a token of the customer’s tenant, then a mailbox.',
      more: 'The token is asked of the tenant that CDID’s records name, never of the file’s. No message is read. The network: the system’s certificates, HTTPS_PROXY, NO_PROXY.',
    },
    merge: {
      usage: 'merge FILE --identity KEY --config CONFIG --environment NAME',
      does: 'Adds or updates the customer’s entry in the server’s configuration; --remove takes it out.',
      more: 'It needs a “check” of this file that passed, or --unchecked. The difference is shown before anything is written, and --dry-run only shows it. The rest of the file stays as it is, byte for byte. An interrupted command is finished, or cleared away, by the next one.',
    },
    confirm: {
      usage: 'confirm FILE --identity KEY --environment NAME',
      does: 'Prepares the confirmation e-mail to the customer, with the attachment that lets the assistant remove their old secret.',
      more: 'The e-mail is a draft (.eml) to open and send. The address comes from CDID’s records, never from the file received.',
    },
    list: {
      usage: 'list [--due DAYS] [--mail | --json | --ics]',
      does: 'Shows every customer, their profile, when their secret expires and what is left to do.',
      more: '--mail writes an e-mail for each secret to renew. --ics gives a calendar with reminders 30, 14 and 7 days before each expiry.',
    },
    undo: {
      usage: 'undo --config CONFIG',
      does: 'Puts the configuration back as it was before the last change, if nothing else changed in it.',
    },
    doctor: {
      usage: 'doctor [--config CONFIG] [--offline]',
      does: 'Examines the key, the records, the configuration, the locks, the clock and the network, and changes nothing.',
    },
    completion: {
      usage: 'completion powershell',
      does: 'Prints what completes commands, options and the customers’ names in PowerShell.',
      more: 'prextra-reception completion powershell | Out-String | Invoke-Expression',
    },
    version: { usage: 'version', does: 'Shows the version of the tool and of Node.' },
  },
  options: {
    identity: 'CDID’s private key (or PREXTRA_IDENTITY); repeated while a key is being replaced',
    records: 'CDID’s records (or PREXTRA_RECORDS; otherwise prextra-records.json beside the key)',
    config: 'the configuration of the Prextra server (or PREXTRA_CONFIG)',
    environment: 'the customer’s name in CDID’s records',
    tenant: 'their directory (tenant) ID, to be given the first time',
    mailbox: 'a mailbox of the customer, for the trial',
    contact: 'the customer’s contact: "Name <address>"',
    name: 'the customer’s name',
    ticket: 'CDID’s ticket number (otherwise the one in the file)',
    at: 'where the list is: Prextra:Outlook:Exchange or /Prextra/Outlook/Exchange (otherwise Exchange)',
    'new-list': 'makes the list, if there is none, without asking',
    unchecked: 'why “check” is done without; the reason stays in the records',
    'dry-run': 'shows the difference and writes nothing; exit code 5 if there is one',
    yes: 'does not ask before writing',
    replace: 'the environment may have another tenant: it is replaced',
    also: 'the tenant may be under another environment as well',
    older: 'the file may be older than the one in use',
    remove: 'takes the customer’s entry out of the configuration',
    merged: 'even while their entry is in a configuration',
    'control-code': 'the eight words the administrator read out',
    out: 'the file to make (with list --mail: the folder)',
    due: 'only secrets that end within that many days',
    mail: 'writes the renewal e-mails (30 days, unless --due says otherwise)',
    unprotected: 'without a passphrase, for a trial only',
    'passphrase-stdin':
      'the passphrase comes from standard input (or from a file: PREXTRA_PASSPHRASE_FILE), one a line for several keys',
    offline: 'without trying the network',
    json: 'output in JSON, for a script',
    ics: 'as a calendar',
    practice: 'for practice: key, records and files of practice',
    language: 'fr or en: the language of the messages',
  },
  optionsTitle: 'Options',
  more: `“prextra-reception help COMMAND” says more.
Exit codes: 0 done · 1 refused, nothing was written · 2 wrong usage · 3 Microsoft refuses the access · 4 not now, try again · 5 --dry-run: something would change.`,
}

/** The help of every command; one that is missing does not compile in `cdid/commands/help.ts`. */
export const receptionHelp: Words<Help> = words({ fr, en })
