import type { EntryIssue, EntryIssueCode, EntryName, SecretIssue } from '#core/guide/entries.ts'
import type { Language, Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'

type IssueWords<Code extends string> = Readonly<Record<Code, (other: string, length: number) => string>>

const names: Words<Readonly<Partial<Record<EntryName, string>>>> = words({
  fr: {
    applicationId: 'l’ID d’application (client)',
    tenantId: 'l’ID de l’annuaire (locataire)',
    secretKeyId: 'l’ID du secret',
  },
  en: {
    applicationId: 'the application (client) ID',
    tenantId: 'the directory (tenant) ID',
    secretKeyId: 'the secret’s ID',
  },
})

/** What is wrong with an entry, and what to do. What was entered is never repeated: it may be a secret. */
const entries: Words<IssueWords<EntryIssueCode>> = words({
  fr: {
    missing: () => 'Remplissez ce champ.',
    'not-an-id': () => 'Ce n’est pas un ID. Copiez-le avec le bouton de copie d’Entra : 36 caractères, quatre tirets.',
    'id-length': (_other, length) =>
      `Il y a ${length} caractères, et un ID en a 36. Copiez-le de nouveau, avec le bouton de copie d’Entra.`,
    'address-for-id': () => 'C’est une adresse de courriel. Entrez l’ID affiché dans Entra.',
    'domain-for-id': () => 'C’est un nom de domaine. Entrez l’ID affiché dans Entra.',
    'domain-to-find': () =>
      'C’est un domaine, pas un ID. Choisissez Continuer : l’assistant cherche l’ID auprès de Microsoft.',
    'same-as': (other) => `C’est la même valeur que ${other}. L’un des deux a été collé au mauvais endroit.`,
    'well-known': () => 'C’est un ID de Microsoft, le même chez tous ses clients. Copiez celui de votre application.',
    'value-here': () =>
      'Cela ressemble à la valeur du secret : le champ a été vidé. Utilisez plutôt le bouton Coller le secret.',
    'old-key': () => 'C’est l’ID de l’ancien secret. Copiez celui de la ligne que vous venez d’ajouter.',
    swapped: () => 'Les deux ID sont inversés : échangez-les.',
    'tenant-unknown': () =>
      'Microsoft ne connaît aucun locataire de cet ID. Ce n’est ni l’ID d’application ni l’ID d’objet : copiez l’ID de l’annuaire (locataire).',
    'domain-unknown': () => 'Microsoft ne connaît aucun locataire de ce domaine. Vérifiez-le, ou collez l’ID.',
    'domain-offline': () =>
      'Microsoft n’est pas joignable : l’ID de ce domaine n’a pas pu être trouvé. Collez plutôt l’ID affiché dans Entra.',
    'date-unreadable': () => 'Ce n’est pas une date. Écrivez-la ainsi : année-mois-jour, 2027-04-01.',
    'date-ambiguous': () =>
      'Le jour et le mois peuvent se confondre. Écrivez la date ainsi : année-mois-jour, 2027-04-01.',
    'date-past': () => 'Cette date est passée : ce secret est expiré. Créez-en un autre.',
    'date-far': () => 'Entra ne donne pas plus de 24 mois à un secret. Vérifiez la date.',
    'not-a-domain': () => 'Ce n’est pas un nom de domaine. Exemple : exemple.com.',
    'not-an-address': () => 'Entrez une adresse de courriel sans espace ni accent, par exemple prenom.nom@exemple.com.',
    'too-long': (_other, length) => `C’est trop long : ${length} caractères.`,
  },
  en: {
    missing: () => 'Fill in this field.',
    'not-an-id': () => 'This is not an ID. Copy it with Entra’s copy button: 36 characters, four hyphens.',
    'id-length': (_other, length) =>
      `There are ${length} characters, and an ID has 36. Copy it again, with Entra’s copy button.`,
    'address-for-id': () => 'This is an e-mail address. Enter the ID shown in Entra.',
    'domain-for-id': () => 'This is a domain name. Enter the ID shown in Entra.',
    'domain-to-find': () => 'This is a domain, not an ID. Choose Continue: the assistant looks the ID up at Microsoft.',
    'same-as': (other) => `This is the same value as ${other}. One of the two was pasted in the wrong place.`,
    'well-known': () =>
      'This is one of Microsoft’s own IDs, the same for every customer. Copy that of your application.',
    'value-here': () =>
      'This looks like the secret’s value: the field was emptied. Use the Paste the secret button instead.',
    'old-key': () => 'This is the ID of the old secret. Copy that of the line you have just added.',
    swapped: () => 'The two IDs are swapped: exchange them.',
    'tenant-unknown': () =>
      'Microsoft knows no tenant with this ID. It is neither the application ID nor the object ID: copy the directory (tenant) ID.',
    'domain-unknown': () => 'Microsoft knows no tenant with this domain. Check it, or paste the ID.',
    'domain-offline': () =>
      'Microsoft cannot be reached: the ID of this domain could not be found. Paste the ID shown in Entra instead.',
    'date-unreadable': () => 'This is not a date. Write it like this: year-month-day, 2027-04-01.',
    'date-ambiguous': () => 'Day and month may be confused. Write the date like this: year-month-day, 2027-04-01.',
    'date-past': () => 'This date is past: the secret has expired. Create another.',
    'date-far': () => 'Entra gives a secret no more than 24 months. Check the date.',
    'not-a-domain': () => 'This is not a domain name. Example: example.com.',
    'not-an-address': () => 'Enter an e-mail address without spaces or accents, for example first.last@example.com.',
    'too-long': (_other, length) => `This is too long: ${length} characters.`,
  },
})

const secrets: Words<IssueWords<SecretIssue['code']>> = words({
  fr: {
    'clipboard-empty': () =>
      'Le presse-papiers ne contient pas de texte. Copiez la colonne Valeur, puis collez de nouveau.',
    'is-secret-id': () =>
      'C’est l’ID du secret, pas sa valeur. Copiez la colonne Valeur, juste à gauche, puis collez de nouveau.',
    'is-entry': (other) => `C’est ${other}, pas la valeur du secret. Copiez la colonne Valeur, puis collez de nouveau.`,
    'is-hidden': () =>
      'Microsoft ne montre plus cette valeur : il n’en reste que le début et des étoiles. Créez un autre secret et copiez sa valeur aussitôt.',
    'has-spaces': () =>
      'Il y a des espaces ou plusieurs lignes. Copiez la seule colonne Valeur, avec son bouton de copie.',
    'too-short': () =>
      'C’est trop court : la valeur d’un secret a environ 40 caractères. Copiez-la avec son bouton de copie.',
    'too-long': () =>
      'C’est trop long : la valeur d’un secret a environ 40 caractères. Copiez-la avec son bouton de copie.',
    'odd-characters': () =>
      'Un secret de Microsoft n’a pas ces caractères. Copiez la colonne Valeur, puis collez de nouveau.',
    'is-old-secret': () => 'C’est l’ancien secret. Copiez la valeur de celui que vous venez de créer.',
  },
  en: {
    'clipboard-empty': () => 'The clipboard contains no text. Copy the Value column, then paste again.',
    'is-secret-id': () =>
      'This is the secret’s ID, not its value. Copy the Value column, just to its left, then paste again.',
    'is-entry': (other) => `This is ${other}, not the secret’s value. Copy the Value column, then paste again.`,
    'is-hidden': () =>
      'Microsoft no longer shows this value: only its beginning and stars are left. Create another secret and copy its value at once.',
    'has-spaces': () => 'There are spaces or several lines. Copy the Value column alone, with its copy button.',
    'too-short': () => 'This is too short: a secret’s value has about 40 characters. Copy it with its copy button.',
    'too-long': () => 'This is too long: a secret’s value has about 40 characters. Copy it with its copy button.',
    'odd-characters': () =>
      'A Microsoft secret does not contain these characters. Copy the Value column, then paste again.',
    'is-old-secret': () => 'This is the old secret. Copy the value of the one you have just created.',
  },
})

/** Says what is wrong with an entry, and what to do about it. */
export function sayEntryIssue({ code, other, length }: EntryIssue, language: Language): string {
  return entries[language][code](nameOf(other, language), length ?? 0)
}

/** Says what is wrong with what stands on the clipboard, and what to do about it. */
export function saySecretIssue({ code, other }: SecretIssue, language: Language): string {
  return secrets[language][code](nameOf(other, language), 0)
}

function nameOf(other: EntryName | undefined, language: Language): string {
  return (other && names[language][other]) ?? ''
}
