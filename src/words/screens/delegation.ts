import type { Language, Words } from '../format/language.ts'
import { words } from '../format/typography.ts'

const fr = {
  headings: {
    'sign-in': 'Confier l’autorisation de l’application de connexion',
    consent: 'Confier le consentement administrateur',
    secrets: 'Demander une exemption',
    'allow-list': 'Confier à un administrateur Exchange',
    limit: 'Confier la limite à un administrateur Exchange',
  },
  leads: {
    'sign-in':
      'L’assistant prépare un message complet pour un administrateur de l’organisation, avec le lien de Microsoft. Il ne contient aucun secret.',
    consent:
      'L’assistant prépare un message complet pour une personne qui peut accorder le consentement. Il ne contient aucun secret.',
    secrets:
      'L’assistant prépare un message complet pour la personne responsable de la stratégie. Il ne contient aucun secret.',
    'allow-list':
      'L’assistant prépare un message complet, script compris, pour un administrateur Exchange. Il ne contient aucun secret.',
    limit:
      'L’assistant prépare un message complet, script compris, pour un administrateur Exchange. Il ne contient aucun secret.',
  },
  message: 'Le message',
  role: 'Pour',
  orMore: (role: string) => `${role}, ou un rôle plus élevé`,
  says: 'Contenu',
  saysBody: 'Quoi faire, pourquoi, comment vérifier et comment revenir en arrière',
  script: 'Pièce jointe',
  noScript: 'Aucune',
  format: 'Format',
  formatBody: 'Courriel (.eml) à ouvrir dans Outlook, à adresser et à envoyer',
  language: 'Langue du message',
  save: 'Enregistrer le message…',
  again: 'Enregistrer de nouveau…',
  saved: (moment: string) => `Enregistré le ${moment}`,
  savedNote: 'Ouvrez-le dans Outlook : c’est un brouillon. Ajoutez le destinataire, puis envoyez-le.',
  then: {
    consent:
      'Ensuite, choisissez « Attendre le consentement ». Vous pourrez fermer l’assistant : il retrouvera cette étape.',
    'sign-in': 'Quand l’organisation aura autorisé l’application, reconnectez-vous.',
    secrets: 'Quand votre collègue aura terminé, revenez au plan et approuvez-le.',
    'allow-list': 'Quand votre collègue aura terminé, lancez la vérification, maintenant ou plus tard.',
    limit: 'Quand votre collègue aura terminé, revenez à la limite et continuez.',
  },
  wait: {
    consent: 'Attendre le consentement',
    'sign-in': 'Revenir à la connexion',
    secrets: 'Revenir au plan',
    'allow-list': 'C’est fait : vérifier pendant 24 h',
    limit: 'Continuer',
  },
  /** What is said instead in the guide by hand. */
  byHand: {
    then: 'Quand votre collègue aura accordé le consentement, revenez au guide et continuez : la preuve le vérifiera.',
    goOn: 'Revenir au guide',
  },
  waiting: {
    heading: 'Le consentement est demandé',
    lead: 'Une autre personne doit l’accorder. Vous n’avez rien d’autre à faire ici.',
    then: 'Vous pouvez fermer l’assistant : il retrouvera cette étape.',
    title: 'En attente du consentement',
    note: 'L’assistant vérifie toutes les 15 secondes et continuera tout seul. Une notification vous préviendra.',
    since: (moment: string) => `depuis le ${moment}`,
    next: (time: string) => `prochaine vérification dans ${time}`,
    now: 'vérification…',
    check: 'Vérifier maintenant',
    later: 'Fermer et reprendre plus tard',
    stop: 'Arrêter d’attendre',
  },
}

const en: typeof fr = {
  headings: {
    'sign-in': 'Hand over the authorization of the sign-in application',
    consent: 'Hand over the admin consent',
    secrets: 'Ask for an exemption',
    'allow-list': 'Hand over to an Exchange administrator',
    limit: 'Hand the limit over to an Exchange administrator',
  },
  leads: {
    'sign-in':
      'The assistant prepares a complete message for an administrator of the organization, with Microsoft’s link. It contains no secret.',
    consent: 'The assistant prepares a complete message for a person who can grant the consent. It contains no secret.',
    secrets:
      'The assistant prepares a complete message for whoever is responsible for the policy. It contains no secret.',
    'allow-list':
      'The assistant prepares a complete message, script included, for an Exchange administrator. It contains no secret.',
    limit:
      'The assistant prepares a complete message, script included, for an Exchange administrator. It contains no secret.',
  },
  message: 'The message',
  role: 'For',
  orMore: (role) => `${role}, or a higher role`,
  says: 'Content',
  saysBody: 'What to do, why, how to check and how to go back',
  script: 'Attachment',
  noScript: 'None',
  format: 'Format',
  formatBody: 'E-mail (.eml) to open in Outlook, to address and to send',
  language: 'Language of the message',
  save: 'Save the message…',
  again: 'Save again…',
  saved: (moment) => `Saved on ${moment}`,
  savedNote: 'Open it: Outlook opens it as a draft. Add the recipient and send it.',
  then: {
    consent: 'Then choose “Wait for the consent”. You can close the assistant: it will find this step again.',
    'sign-in': 'Once the organization has authorized the application, sign in again.',
    secrets: 'When your colleague is done, go back to the plan and approve it.',
    'allow-list': 'When your colleague is done, start checking, now or later.',
    limit: 'When your colleague is done, go back to the limit and continue.',
  },
  wait: {
    consent: 'Wait for the consent',
    'sign-in': 'Back to the sign-in',
    secrets: 'Back to the plan',
    'allow-list': 'Done: keep checking for 24 hours',
    limit: 'Continue',
  },
  byHand: {
    then: 'When your colleague has granted the consent, return to the guide and continue: the proof will check it.',
    goOn: 'Return to the guide',
  },
  waiting: {
    heading: 'The consent has been asked for',
    lead: 'Somebody else has to grant it. There is nothing else for you to do here.',
    then: 'You can close the assistant: it will find this step again.',
    title: 'Waiting for consent',
    note: 'The assistant checks every 15 seconds and will continue by itself. A notification will tell you.',
    since: (moment) => `since ${moment}`,
    next: (time) => `checks again in ${time}`,
    now: 'checking…',
    check: 'Check now',
    later: 'Close and resume later',
    stop: 'Stop waiting',
  },
}

/** The screen that prepares a message for somebody with another role, and waits for their consent. */
export const delegationWords: Words<typeof fr> = words({ fr, en })

/** The names of the languages that the message can be written in. */
export const languageNames: Words<Readonly<Record<Language, string>>> = words({
  fr: { fr: 'Français', en: 'Anglais' },
  en: { fr: 'French', en: 'English' },
})
