import type { CdidFacts, InBothLanguages } from '#core/cdid-facts.ts'
import type { Language, Words } from '../format/language.ts'
import { typeset, words } from '../format/typography.ts'
import type { Value } from './document.ts'

const fr = {
  labels: {
    address: 'Courriel',
    phone: 'Téléphone',
    hours: 'Heures',
    hosting: 'Hébergement de Prextra',
    dataLocation: 'Emplacement des données',
    readers: 'Qui peut les lire chez CDID',
    retention: 'Conservation',
    privacyOfficer: 'Responsable de la protection des renseignements personnels',
    privacyPolicy: 'Politique de confidentialité',
  } satisfies Record<keyof CdidFacts, string>,
  missing: 'À fournir par CDID avant la publication de l’assistant.',
}

const en: typeof fr = {
  labels: {
    address: 'E-mail',
    phone: 'Telephone',
    hours: 'Hours',
    hosting: 'Where Prextra is hosted',
    dataLocation: 'Where the data is kept',
    readers: 'Who can read it at CDID',
    retention: 'How long it is kept',
    privacyOfficer: 'Person in charge of the protection of personal information',
    privacyPolicy: 'Privacy policy',
  },
  missing: 'To be supplied by CDID before the assistant is released.',
}

/** The names of the facts that only CDID can supply, and what is said of one that is missing. */
export const cdidFactWords: Words<typeof fr> = words({ fr, en })

/** Returns a fact of CDID's with its name, for a page. One that CDID has not supplied says so. */
export function cdidValue(name: keyof CdidFacts, facts: CdidFacts, language: Language): Value {
  const { labels, missing } = cdidFactWords[language]
  const text = textOf(facts[name], language)
  return { label: labels[name], value: text === null ? missing : typeset(text, language) }
}

function textOf(fact: CdidFacts[keyof CdidFacts], language: Language): string | null {
  if (fact === null || typeof fact === 'string') return fact
  return isPerson(fact) ? `${fact.name} (${fact.email})` : fact[language]
}

function isPerson(
  fact: InBothLanguages | NonNullable<CdidFacts['privacyOfficer']>,
): fact is NonNullable<CdidFacts['privacyOfficer']> {
  return 'email' in fact
}
