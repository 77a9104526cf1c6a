import { count } from '../../format/dates.ts'
import { ofName } from '../../format/elision.ts'
import type { Language, Words } from '../../format/language.ts'
import { lastName } from '../../format/last-name.ts'
import { listed } from '../../format/listed.ts'
import { words } from '../../format/typography.ts'
import { secretPolicyPlace } from '../../portal/secret-policy.ts'

/** Lists the parts that are not empty, with a capital letter first. */
function listedParts(parts: readonly string[], language: Language): string {
  const text = listed(
    parts.filter((part) => part !== ''),
    language,
  )
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** Says a number of things; an empty text for none. */
function some(value: number, one: string, many: string, language: Language): string {
  if (value === 0) return ''
  return value === 1 ? one : `${count(value, language)} ${many}`
}

const fr = {
  heading: 'Voici ce qui sera fait',
  lead: (add: number, correct: number, remove: number, organization: string) => {
    const parts = [
      some(add, 'un ajout', 'ajouts', 'fr'),
      some(correct, 'une correction', 'corrections', 'fr'),
      some(remove, 'un retrait', 'retraits', 'fr'),
    ]
    return `${listedParts(parts, 'fr')} dans ${lastName(organization)}`
  },
  leadNew: 'Rien de tout cela n’existe encore, et rien ne change avant votre accord.',
  leadOne: 'Rien ne change avant votre accord.',
  leadRestore: (organization: string) => `Une application ${ofName(`**${organization}**`)} est à restaurer.`,
  ends: 'Le secret expirera donc ce jour-là.',
  manifest: 'Voir le manifeste JSON',
  leaves: 'Ce que votre connexion ajoute au locataire',
  leavesApplication: (name: string) => `Application d’entreprise « ${name} » et votre consentement`,
  leavesNote:
    'Microsoft les a créés quand vous vous êtes connecté (`User.Read`, `Application.ReadWrite.All`). Toute autre autorisation vous serait demandée au moment où elle devient nécessaire. Vous pouvez les supprimer dans Applications d’entreprise.',
  delegation: {
    why: 'Une autre personne accorde le consentement?',
    delegate: 'Confier cette étape…',
    delegatedWhy: 'Le consentement sera demandé à une autre personne.',
    delegated:
      'Le consentement sera accordé par une autre personne : l’assistant fait le reste, puis prépare le message à lui envoyer.',
    takeBack: 'L’accorder moi-même',
    prepareMessage: 'Confier le consentement…',
    heading: 'Il ne manque que le consentement',
    lead: (organization: string) =>
      `Tout le reste est en place dans ${lastName(organization)} Une personne qui a le rôle requis doit maintenant accorder le consentement.`,
  },
  secrets: {
    forbidden: `**Une stratégie de ce locataire interdit les nouveaux secrets client.** ${secretPolicyPlace.fr}`,
    exempt: 'Exempter cette application…',
    own: '**Cette application sera exemptée de la stratégie, elle seule, le temps de créer le secret.** L’exemption est retirée aussitôt; le prochain renouvellement en demandera une autre. Le droit `Policy.ReadWrite.ApplicationConfiguration` reste consenti à l’assistant.',
    takeBack: 'Ne pas l’exempter',
    ask: 'Demander l’exemption…',
    delegated: '**Une autre personne doit exempter cette application.** Quand ce sera fait, approuvez le plan.',
  },
  limits: {
    why: 'L’application ouvre toutes les boîtes aux lettres.',
    set: 'La limiter à certaines…',
    limited: 'Exchange limite l’application à certaines boîtes aux lettres.',
    widen: 'Rouvrir toutes les boîtes',
  },
  others: {
    why: (values: string) => `L’ancien accès (${values}) est encore accordé.`,
    retire: 'Le retirer',
  },
  approve: 'Approuver et exécuter',
  compare: 'Comparer de nouveau',
  inPlace: {
    heading: 'Tout est déjà en place',
    lead: (organization: string) =>
      `L’assistant a comparé **${organization}** avec ce dont Prextra a besoin. Il n’y a rien à changer.`,
    go: 'Passer à la preuve',
    needed: 'Besoin d’un nouveau secret?',
    renewNow: 'Le renouveler maintenant',
    renew: 'Renouveler le secret',
    valueNotHere: (from: string, to: string) =>
      `**Le secret a déjà été remis à CDID.** Il a été créé le ${from} et expire le ${to}. Sa valeur n’est pas dans votre profil Windows : vous ne pouvez donc pas refaire ici la preuve ni la transmission. Si vous en avez besoin, renouvelez le secret; l’ancien reste valide jusqu’à la confirmation de CDID.`,
  },
}

const en: typeof fr = {
  heading: 'Here is what will be done',
  lead: (add, correct, remove, organization) => {
    const parts = [
      some(add, 'one addition', 'additions', 'en'),
      some(correct, 'one correction', 'corrections', 'en'),
      some(remove, 'one removal', 'removals', 'en'),
    ]
    return `${listedParts(parts, 'en')} in ${lastName(organization)}`
  },
  leadNew: 'None of this exists yet, and nothing changes before you agree.',
  leadOne: 'Nothing changes before you agree.',
  leadRestore: (organization) => `An application of **${organization}** is to be restored.`,
  ends: 'So the secret will expire that day.',
  manifest: 'See the JSON manifest',
  leaves: 'What your sign-in adds to the tenant',
  leavesApplication: (name) => `Enterprise application “${name}” and your consent`,
  leavesNote:
    'Microsoft created them when you signed in (`User.Read`, `Application.ReadWrite.All`). Any further permission is requested only if a step needs it. You can remove both in Enterprise applications.',
  delegation: {
    why: 'Does somebody else grant the consent?',
    delegate: 'Hand over this step…',
    delegatedWhy: 'Another person will be asked for the consent.',
    delegated:
      'Somebody else will grant the consent: the assistant does the rest, then prepares the message to send them.',
    takeBack: 'Grant it myself',
    prepareMessage: 'Hand over the consent…',
    heading: 'Only the consent is missing',
    lead: (organization) =>
      `Everything else is in place in ${lastName(organization)} A person with the required role must now grant the consent.`,
  },
  secrets: {
    forbidden: `**A policy of this tenant forbids new client secrets.** ${secretPolicyPlace.en}`,
    exempt: 'Exempt this application…',
    own: '**This application alone will be exempted from the policy while its secret is made.** The exemption is taken back at once; the next renewal will need another. The permission `Policy.ReadWrite.ApplicationConfiguration` stays consented to the assistant.',
    takeBack: 'Do not exempt it',
    ask: 'Ask for the exemption…',
    delegated: '**Somebody else has to exempt this application.** When it is done, approve the plan.',
  },
  limits: {
    why: 'The application opens all mailboxes.',
    set: 'Limit it to some…',
    limited: 'Exchange limits the application to some mailboxes.',
    widen: 'Open all of them again',
  },
  others: {
    why: (values) => `The former access (${values}) is still granted.`,
    retire: 'Remove it',
  },
  approve: 'Approve and run',
  compare: 'Compare again',
  inPlace: {
    heading: 'Everything is already in place',
    lead: (organization) =>
      `The assistant compared **${organization}** with what Prextra needs. There is nothing to change.`,
    go: 'Go to the proof',
    needed: 'Need a new secret?',
    renewNow: 'Renew it now',
    renew: 'Renew the secret',
    valueNotHere: (from, to) =>
      `**The secret was already handed to CDID.** It was created on ${from} and expires on ${to}. Its value is not in your Windows profile, so you cannot repeat the proof or the handoff here. If you need to, renew the secret; the old one stays valid until CDID confirms.`,
  },
}

/** The screen of a plan (A2), except for its table. */
export const reviewWords: Words<typeof fr> = words({ fr, en })
