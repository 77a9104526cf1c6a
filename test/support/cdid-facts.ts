import type { CdidFacts } from '#core/cdid-facts.ts'

/** What CDID might supply; none of it is said to be true. */
export const suppliedFacts: CdidFacts = {
  address: 'technique@cdid.example',
  phone: '514 555-0142',
  hours: { fr: 'Du lundi au vendredi, de 8 h à 17 h', en: 'Monday to Friday, 8 a.m. to 5 p.m.' },
  hosting: { fr: 'Hébergement de l’essai', en: 'Hosting of the test' },
  dataLocation: { fr: 'Lieu de l’essai', en: 'Place of the test' },
  readers: { fr: 'Lecteurs de l’essai', en: 'Readers of the test' },
  retention: { fr: 'Durée de l’essai', en: 'Time of the test' },
  privacyOfficer: { name: 'Ada Lefebvre', email: 'ada@cdid.example' },
  privacyPolicy: 'https://cdid.example/confidentialite',
}

/** What is known of CDID before it has supplied anything but its address. */
export const unsuppliedFacts: CdidFacts = {
  address: 'technique@cdid.example',
  phone: null,
  hours: null,
  hosting: null,
  dataLocation: null,
  readers: null,
  retention: null,
  privacyOfficer: null,
  privacyPolicy: null,
}
