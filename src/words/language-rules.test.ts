import { describe, expect, it } from 'vitest'
import {
  curlyQuote,
  languageRules,
  straightApostrophe,
  typographyRules,
  type LanguageRule,
} from '#support/words/language-rules.ts'
import { sentencesOf, shapeOf } from '#support/words/sentences.ts'
import type { Language } from './format/language.ts'

const rulesOf = (language: Language): readonly LanguageRule[] => [
  ...typographyRules[language],
  ...languageRules[language],
  straightApostrophe,
]

/** A sentence for every rule, which breaks that rule. */
const planted: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  fr: {
    'a value that is none': 'Le fichier undefined est prêt.',
    'two spaces, or one at the end of a line': 'Le fichier  est prêt.',
    'three dots for an ellipsis': 'Enregistrer...',
    'a second full stop after a name': 'Un ajout dans **Érablière du Nord inc.**.',
    'a plural after one': 'dans 1\u00a0jours',
    'a space before ? ! ;': 'Est-ce bien lui ?',
    'a colon without its space that does not break': 'Boîte : ouverte',
    'guillemets without their spaces that do not break': 'Choisissez « Continuer ».',
    'English quotes': 'Choisissez “Continuer”.',
    'a number apart from its unit': 'dans 12 jours',
    'the first of a month without « er »': 'Le secret expire le 1\u00a0avril.',
    'a straight apostrophe': "L'assistant",
    '« aucun » without « ne »': 'Aucun élément sur quatre est fait. Vous pouvez travailler.',
    'no elision before a vowel or a mute h': 'Voici le fichier scellé de Érablière du Nord inc.',
    'an English word': 'Le fichier is sealed.',
    'write « ci-dessus » or « ci-dessous »': 'Remplissez ce qui est demandé plus haut.',
    'write « utiliser »': 'CDID se sert du nouveau secret.',
    'write « conserver »': 'Secret reçu, gardé par Windows',
    'write « retirer », « effacer » or « transmettre »': 'L’ancien peut partir.',
    'write « renvoyer »': 'Microsoft rend la liste en une seule chaîne.',
    'write « gérer »': 'Un administrateur Exchange tient la liste.',
    'write « vérifier » or « essayer »': 'CDID l’a éprouvé.',
    'write « sceller pour »': 'Scellé à la clé publique de CDID',
    'write « l’assistant »: « exécution » is a calque of “run”': 'Aucune exécution ne retirera ce secret.',
    'write « requis » or « dont … a besoin »': 'Ce compte n’a pas le rôle qu’il faut.',
    'write « hors de … »: « d’ailleurs » is “besides”': 'Celle d’ailleurs est restée fermée.',
    'write « indiquer »': 'Cela veut dire que la liste est vide.',
    'write « étiquettes »': 'L’application porte la marque de l’assistant.',
    'write « Centre d’administration »': 'Ouvrez le centre d’administration Microsoft Entra.',
    'CDID is singular and feminine': 'Si CDID vous appelle, les mêmes mots de leur côté le prouvent.',
    'an order that nobody gives': 'Le secret n’a pas à durer plus longtemps.',
    'a button that waits': 'Retirer attend le mot RETIRER.',
    'write « courriel »': 'Envoyez un e-mail.',
    'write « locataire »': 'Le tenant est vide.',
    'write « liste verte » or « liste EWS »': 'Ajoutez-la à la liste blanche.',
    'write « chiffrer »': 'Le fichier est crypté.',
    'write « cloud » in the name of a role': 'Administrateur d’applications infonuagiques',
    'write « Assistant Outlook–Prextra », with a dash': 'Ouvrez l’Assistant Outlook-Prextra.',
    'write « envoyer »: « rien ne part chez » is spoken': 'Rien ne part chez Microsoft.',
    'write « prendre en charge »': 'Prextra supporte Microsoft Graph.',
  },
  en: {
    'a value that is none': 'The file null is ready.',
    'two spaces, or one at the end of a line': 'The file is ready. \nSend it.',
    'three dots for an ellipsis': 'Save...',
    'a second full stop after a name': 'One addition in Nord inc..',
    'a plural after one': 'in 1\u00a0days',
    'a space before a mark': 'Is it this one ?',
    guillemets: 'Choose « Continue ».',
    'a number apart from its unit': 'in 12 days',
    'a straight apostrophe': "The assistant's file",
    'a French word': 'The file is dans le dossier.',
    'write ID or IDs': 'Copy the two ids.',
    'write least privileged role': 'Smallest role: Exchange Administrator.',
    'write retires': 'EWS has 125\u00a0days left.',
    'say what to do': 'An address is wanted.',
    'an aphorism': 'This is a refusal, not a wait.',
    'a button that waits': 'Remove waits for the word REMOVE.',
    'write remove or delete: secrets do not leave': 'The old one can leave.',
    'write is in use or is not affected': 'The secret handed to CDID goes on serving.',
    'write maximum number': 'It has reached its largest number of objects.',
    'write the extra one': 'Remove the one too many.',
    'write Use': 'Exchange Online wants the primary address.',
    'say what has access': 'What is left there opens nothing any more.',
    'write cannot change': 'Microsoft Graph does not reach these settings.',
    'write required': 'The secret need not live longer.',
    'CDID is singular': 'The same words on their side prove it.',
    'write tags': 'Marks of the assistant, and the assistant’s mark',
    'write organization, as Canada does': 'Your organisation',
    'write centre, as Canada does': 'The admin center',
    'write contains: a file holds nothing': 'This report holds no secret.',
    'write a Microsoft page, or one of Microsoft’s': 'It is typed on a page of Microsoft’s.',
    'say who is required to have a role': 'It takes the role Security Administrator.',
  },
}

const languages: readonly Language[] = ['fr', 'en']

describe.each(languages)('the rules of %s', (language) => {
  it('have a planted mistake each', () => {
    const names = new Set(rulesOf(language).map(({ name }) => name))
    expect(Object.keys(planted[language]).toSorted()).toEqual([...names].toSorted())
  })

  it.each(Object.entries(planted[language]))('find: %s', (name, sentence) => {
    const rules = rulesOf(language).filter((rule) => rule.name === name)
    expect(rules.flatMap(({ broken }) => broken(sentence))).not.toEqual([])
  })
})

it.each([
  ['fr', 'Aucun élément sur quatre n’est encore fait.'],
  ['fr', 'Seul l’identifiant a été lu, aucun message.'],
  ['fr', 'Aucun rôle d’administration'],
  ['fr', 'Le secret d’**Érablière du Nord inc.** est en service.'],
  ['fr', 'N’écrivez la valeur nulle part, et ne lisez que huit mots à partir de onze heures.'],
  ['fr', 'Microsoft peut prendre jusqu’à 24\u00a0heures pour en tenir compte.'],
  ['fr', 'Microsoft cessera d’offrir EWS le 1ᵉʳ\u00a0avril 2027.'],
  ['fr', 'Copiez **ID de l’annuaire (locataire)** [[(Directory (tenant) ID)]], puis `the code`.'],
  ['en', 'Follow “Synchronisation Outlook et Prextra” in the CRM module, with both IDs.'],
  ['en', 'An application “Prextra – Synchronisation Outlook” of {ids}.'],
] as const)('in %s, nothing is wrong with: %s', (language, sentence) => {
  const broken = rulesOf(language).flatMap(({ name, broken }) => broken(sentence).map((part) => `${name}: ${part}`))
  expect(broken).toEqual([])
})

it('a typographic apostrophe is found in a script', () => {
  expect(curlyQuote.broken('Write-Host l’application')).toEqual(['’'])
})

describe('the sentences of a set', () => {
  const walk = (set: unknown) => sentencesOf(set, set, 'fr')

  it('are found at any depth, and in what functions return', () => {
    const set = { list: ['un'], say: (days: number, organization: string) => `${organization} ${days}` }
    expect(walk(set)).toEqual([
      { path: 'list.0', text: 'un' },
      { path: 'say()', text: 'Érablière du Nord inc. 1' },
      { path: 'say()', text: 'Scierie Tremblay 12' },
      { path: 'say()', text: 'Hydro-Huard 1' },
    ])
  })

  it('are an error when a function throws, or takes a fact of which there is no sample', () => {
    const throwing = () => {
      throw new Error('planted')
    }
    expect(() => walk({ throwing })).toThrow('planted')
    expect(() => walk({ say: (nobodyKnows: string) => nobodyKnows })).toThrow(/nobodyKnows/)
  })

  it('have a shape, which tells a missing text, a shorter list and a missing function', () => {
    const shape = (set: unknown) => shapeOf(set, set, 'fr')
    const set = { a: 'x', list: ['x', 'y'], say: () => 'x' }
    expect(shape(set)).toEqual(shape({ a: 'z', list: ['z', 'z'], say: () => 'z' }))
    for (const other of [{ ...set, a: '' }, { ...set, list: ['x'] }, { ...set, say: 'x' }, { a: 'x' }]) {
      expect(shape(other)).not.toEqual(shape(set))
    }
  })
})
