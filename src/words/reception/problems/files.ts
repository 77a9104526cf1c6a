import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

const fr = {
  /** What a file can be; `cdid/files/file-kind.ts` tells which. */
  kinds: {
    sealed: 'un fichier scellé',
    identity: 'une clé privée',
    'public-key': 'une clé publique',
    records: 'le registre de CDID',
    audit: 'le journal d’audit',
    confirmation: 'une confirmation de CDID',
    handoff: 'le contenu, en clair, d’un fichier scellé',
    configuration: 'une configuration',
    'dotnet-build': 'un fichier de compilation de .NET',
    json: 'du JSON',
    mail: 'un courriel enregistré, sans fichier scellé en pièce jointe',
    'outlook-mail': 'un courriel d’Outlook (.msg)',
    winmail: 'une pièce jointe winmail.dat d’Outlook',
    zip: 'une archive compressée',
    pdf: 'un PDF',
    picture: 'une image',
    'web-page': 'une page Web',
    calendar: 'un calendrier',
    empty: 'un fichier vide',
    text: 'du texte',
    unknown: 'un fichier d’un autre genre',
  },
  /** What a file should have been. */
  wanted: {
    sealed: 'un fichier scellé (age)',
    identity: 'une clé privée age',
    records: 'le registre de CDID',
    configuration: 'une configuration',
    passphrase: 'une phrase de passe',
  },
  /** What to do about a file that is of another kind. */
  remedies: {
    sealed: 'demandez à l’administrateur le fichier .age tel quel',
    identity: 'indiquez avec --identity le fichier fait par keygen',
    records: 'indiquez avec --records le bon fichier',
    configuration: 'indiquez avec --config celle du serveur Prextra',
    passphrase: 'nommez avec PREXTRA_PASSPHRASE_FILE un fichier qui n’a qu’elle',
  },
  /** What a configuration is written in when it is neither UTF-8 nor UTF-16 with a mark. */
  encodings: {
    'utf-16-unmarked': 'est en UTF-16 sans marque d’ordre',
    'utf-32': 'est en UTF-32',
    nul: 'contient des octets nuls, comme après une panne pendant une écriture',
    'windows-1252': 'n’est ni en UTF-8 ni en UTF-16, mais sans doute en windows-1252 (ANSI)',
  },
}

const en: typeof fr = {
  kinds: {
    sealed: 'a sealed file',
    identity: 'a private key',
    'public-key': 'a public key',
    records: 'CDID’s records',
    audit: 'the audit file',
    confirmation: 'a confirmation from CDID',
    handoff: 'the content of a sealed file, in the clear',
    configuration: 'a configuration',
    'dotnet-build': 'a .NET build file',
    json: 'JSON',
    mail: 'a saved mail without a sealed attachment',
    'outlook-mail': 'an Outlook mail (.msg)',
    winmail: 'Outlook’s winmail.dat attachment',
    zip: 'a compressed archive',
    pdf: 'a PDF',
    picture: 'a picture',
    'web-page': 'a web page',
    calendar: 'a calendar',
    empty: 'an empty file',
    text: 'text',
    unknown: 'a file of another kind',
  },
  wanted: {
    sealed: 'a sealed (age) file',
    identity: 'an age private key',
    records: 'CDID’s records',
    configuration: 'a configuration',
    passphrase: 'a passphrase',
  },
  remedies: {
    sealed: 'ask the administrator for the .age file as it is',
    identity: 'with --identity, name the file that keygen made',
    records: 'with --records, name the right file',
    configuration: 'with --config, name the Prextra server’s',
    passphrase: 'with PREXTRA_PASSPHRASE_FILE, name a file that contains nothing else',
  },
  encodings: {
    'utf-16-unmarked': 'is in UTF-16 without a byte order mark',
    'utf-32': 'is in UTF-32',
    nul: 'contains zero bytes, as after a failure during a write',
    'windows-1252': 'is neither in UTF-8 nor in UTF-16, but probably in windows-1252 (ANSI)',
  },
}

/** What files are, and what they should have been, as parts of a sentence. */
export const fileWords: Words<typeof fr> = words({ fr, en })

export type FileKind = keyof typeof fr.kinds
export type WantedFile = keyof typeof fr.wanted
export type OtherEncoding = keyof typeof fr.encodings
