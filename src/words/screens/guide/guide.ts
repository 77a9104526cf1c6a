import type { EntryName } from '#core/guide/entries.ts'
import type { GuideStep } from '#core/guide/guide.ts'
import type { ProfileId } from '#core/access/profile.ts'
import type { Language, Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

interface StepWords {
  readonly heading: string
  readonly lead: string
}

interface FieldWords {
  readonly name: string
  /** What stands under the field; `null`: nothing. */
  readonly note: string | null
  readonly example: string | null
}

const fr = {
  steps: {
    registration: {
      heading: 'Inscrire l’application',
      lead: 'L’application vous appartient et Prextra l’utilisera. L’assistant ne reçoit aucun droit.',
    },
    ids: {
      heading: 'Copier les deux identifiants',
      lead: 'Ils indiquent à Prextra l’application à utiliser et le locataire où elle se trouve.',
    },
    permission: {
      heading: 'Ajouter l’autorisation au manifeste',
      lead: 'L’application demande ici l’autorisation dont Prextra a besoin. Rien n’est encore accordé.',
    },
    consent: {
      heading: 'Accorder le consentement administrateur',
      lead: 'Lire et écrire dans **toutes** les boîtes aux lettres du locataire, sans utilisateur connecté : calendriers, contacts et courriels.',
    },
    secret: {
      heading: 'Créer le secret client et coller sa valeur',
      lead: 'Le secret va du presse-papiers au coffre de Windows. Il n’apparaît nulle part, pas même ici.',
    },
    contact: {
      heading: 'Indiquer qui transmet l’accès',
      lead: 'Personne ne s’est connecté : CDID saura ainsi à quel client appartient le fichier, et à qui répondre.',
    },
    'old-secret': {
      heading: 'Supprimer l’ancien secret',
      lead: 'Les deux secrets fonctionnent encore. Supprimez l’ancien seulement quand CDID a confirmé le nouveau.',
    },
  } satisfies Readonly<Record<GuideStep, StepWords>>,
  graphConsent:
    'Lire et écrire calendriers, contacts et courriels dans **toutes** les boîtes aux lettres du locataire, lire leurs réglages et le profil de tous les utilisateurs, sans utilisateur connecté.',
  open: 'Ouvrir cette page dans Entra',
  openPractice: 'Ouvrir cette page de l’exercice',
  copy: {
    applicationName: 'Copier le nom',
    redirectAddress: 'Copier l’adresse',
    manifest: 'Copier les lignes',
  },
  /** The choice of permissions. */
  profiles: {
    ews: 'Autorisation EWS, celle que Prextra utilise',
    graph: 'Autorisations Microsoft Graph, quand Prextra les prendra en charge',
  },
  profile: 'Autorisations',
  /** The choice of Microsoft's cloud. */
  cloud: 'Nuage Microsoft de l’organisation',
  lines: 'Lignes à coller',
  fields: {
    applicationId: { name: 'ID d’application (client)', note: null, example: '8f3b6a1e-92d4-…' },
    tenantId: {
      name: 'ID de l’annuaire (locataire)',
      note: 'À défaut, un domaine du locataire : l’assistant cherche son ID.',
      example: '5d2c8e17-40b3-…',
    },
    secretKeyId: { name: 'ID du secret', note: null, example: '6d0c1f7a-3b52-…' },
    secretExpiresAt: { name: 'Date d’expiration', note: null, example: '2027-04-01' },
    organization: { name: 'Organisation', note: null, example: 'Érablière du Nord inc.' },
    domain: { name: 'Domaine principal', note: null, example: 'exemple.com' },
    contactName: { name: 'Votre nom', note: null, example: null },
    contactEmail: { name: 'Votre courriel', note: 'CDID y enverra sa confirmation.', example: null },
  } satisfies Readonly<Record<EntryName, FieldWords>>,
  afterEnd: (end: string) =>
    `Microsoft cessera d’offrir EWS le ${end} : ce secret resterait valide après la fin d’EWS. Une date plus rapprochée suffit.`,
  foundBy: (domain: string) => `Trouvé auprès de Microsoft pour ${domain}.`,
  unchecked: 'Microsoft n’a pas pu être consulté au sujet de ces identifiants : la preuve les vérifiera.',
  secret: {
    name: 'Valeur du secret',
    paste: 'Coller le secret',
    pasteAgain: 'Coller un autre secret',
    note: 'L’assistant lit le presse-papiers, vérifie la valeur, la confie à Windows, puis vide le presse-papiers.',
    received: 'Secret reçu, conservé par Windows',
    receivedNote: 'Le presse-papiers est vidé. Si son historique (Windows + V) est activé, effacez-y la valeur.',
  },
  confirm: 'Enregistrer la confirmation…',
  confirmed: (day: string) => `Confirmation de CDID vérifiée le ${day}`,
  deleted: 'C’est supprimé',
  oldWorks:
    'L’ancien secret fonctionne encore. Microsoft prend parfois quelques minutes : vérifiez la ligne supprimée, puis recommencez.',
  oldGone: 'L’ancien secret ne fonctionne plus : le renouvellement est terminé.',
  oldUnknown:
    'Ce poste n’a pas de copie de l’ancien secret et ne peut donc pas l’essayer. S’il est supprimé dans Entra, le renouvellement est terminé.',
  finish: 'Terminer',
  next: 'Continuer',
  toProof: 'Passer à la preuve',
  toHandoff: 'Passer à la transmission',
  delegation: 'Confier cette étape…',
  print: 'Guide imprimable…',
  missing: 'Remplissez d’abord les champs ci-dessus.',
  missingSecret: 'Collez d’abord le secret.',
  missingConfirmation: 'Enregistrez d’abord la confirmation de CDID.',
  kept: 'Vos réponses sont conservées dans votre profil Windows, sans le secret : vous pouvez finir demain.',
  notKept:
    'Vos réponses n’ont pas pu être conservées dans votre profil Windows : finissez avant de fermer l’assistant.',
  checking: 'Vérification auprès de Microsoft…',
}

const en: typeof fr = {
  steps: {
    registration: {
      heading: 'Register the application',
      lead: 'The application is yours; Prextra will use it. The assistant gets no rights.',
    },
    ids: {
      heading: 'Copy the two IDs',
      lead: 'They tell Prextra which application to use, and in which tenant it is.',
    },
    permission: {
      heading: 'Add the permission to the manifest',
      lead: 'Here the application asks for the permission that Prextra needs. Nothing is granted yet.',
    },
    consent: {
      heading: 'Grant admin consent',
      lead: 'Read and write in **all** mailboxes of the tenant, with no user signed in: calendars, contacts and mail.',
    },
    secret: {
      heading: 'Create the client secret and paste its value',
      lead: 'The secret goes from the clipboard to Windows’ own vault. It appears nowhere, not even here.',
    },
    contact: {
      heading: 'Say who hands over the access',
      lead: 'Nobody signed in: this is how CDID knows which customer the file belongs to, and whom to answer.',
    },
    'old-secret': {
      heading: 'Delete the old secret',
      lead: 'Both secrets still work. Delete the old one only once CDID has confirmed the new one.',
    },
  },
  graphConsent:
    'Read and write calendars, contacts and mail in **all** mailboxes of the tenant, read their settings and the profile of every user, with no user signed in.',
  open: 'Open this page in Entra',
  openPractice: 'Open this practice page',
  copy: {
    applicationName: 'Copy the name',
    redirectAddress: 'Copy the address',
    manifest: 'Copy the lines',
  },
  profiles: {
    ews: 'EWS permission, the one Prextra uses',
    graph: 'Microsoft Graph permissions, when Prextra supports them',
  },
  profile: 'Permissions',
  cloud: 'The organization’s Microsoft cloud',
  lines: 'Lines to paste',
  fields: {
    applicationId: { name: 'Application (client) ID', note: null, example: '8f3b6a1e-92d4-…' },
    tenantId: {
      name: 'Directory (tenant) ID',
      note: 'Or else one of the tenant’s domains: the assistant looks its ID up.',
      example: '5d2c8e17-40b3-…',
    },
    secretKeyId: { name: 'Secret ID', note: null, example: '6d0c1f7a-3b52-…' },
    secretExpiresAt: { name: 'Expires', note: null, example: '2027-04-01' },
    organization: { name: 'Organization', note: null, example: 'Érablière du Nord inc.' },
    domain: { name: 'Primary domain', note: null, example: 'example.com' },
    contactName: { name: 'Your name', note: null, example: null },
    contactEmail: { name: 'Your e-mail', note: 'CDID will send its confirmation there.', example: null },
  },
  afterEnd: (end) =>
    `Microsoft retires EWS on ${end}: this secret would stay valid after EWS ends. An earlier date is enough.`,
  foundBy: (domain) => `Found at Microsoft for ${domain}.`,
  unchecked: 'Microsoft could not be asked about these IDs: the proof will check them.',
  secret: {
    name: 'Value of the secret',
    paste: 'Paste the secret',
    pasteAgain: 'Paste another secret',
    note: 'The assistant reads the clipboard, checks the value, stores it in Windows, then clears the clipboard.',
    received: 'Secret received, kept by Windows',
    receivedNote: 'The clipboard is cleared. If its history (Windows + V) is on, delete the value there.',
  },
  confirm: 'Record the confirmation…',
  confirmed: (day) => `CDID’s confirmation checked on ${day}`,
  deleted: 'It is deleted',
  oldWorks:
    'The old secret still works. Microsoft sometimes takes a few minutes: check the line that was deleted, then try again.',
  oldGone: 'The old secret no longer works: the renewal is finished.',
  oldUnknown:
    'This computer has no copy of the old secret, so it cannot try it. If it is deleted in Entra, the renewal is finished.',
  finish: 'Finish',
  next: 'Continue',
  toProof: 'Go to the proof',
  toHandoff: 'Go to the handoff',
  delegation: 'Hand over this step…',
  print: 'Printable guide…',
  missing: 'Fill in the fields above first.',
  missingSecret: 'Paste the secret first.',
  missingConfirmation: 'Record CDID’s confirmation first.',
  kept: 'Your answers are kept in your Windows profile, without the secret: you can finish tomorrow.',
  notKept: 'Your answers could not be kept in your Windows profile: finish before you close the assistant.',
  checking: 'Checking with Microsoft…',
}

/** The pages of the guide by hand (M1 to M5, M7 and M9). */
export const guideWords: Words<typeof fr> = words({ fr, en })

/** Returns the heading and the lead of a step. The lead of the consent says what the profile's permissions allow. */
export function saidOf(step: GuideStep, profile: ProfileId, language: Language): StepWords {
  const { steps, graphConsent } = guideWords[language]
  return step === 'consent' && profile === 'graph' ? { ...steps.consent, lead: graphConsent } : steps[step]
}
