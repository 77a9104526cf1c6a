import type { Permission } from '#core/profile.ts'
import { count } from '../dates.ts'
import type { Words } from '../language.ts'
import { words } from '../typography.ts'

type Asked = readonly Pick<Permission, 'value' | 'resourceName'>[]

const values = (permissions: Asked) => permissions.map(({ value }) => `\`${value}\``).join(', ')
const resource = (permissions: Asked) => permissions[0]?.resourceName ?? ''

const fr = {
  before: {
    heading: 'Prouver que l’accès fonctionne',
    lead: 'L’assistant se servira du nouveau secret comme Prextra le fera, sur une boîte aux lettres de votre choix. Aucun message n’y sera lu.',
    prove: 'Faire la preuve',
  },
  busy: {
    heading: 'Preuve en cours',
    lead: 'L’assistant se sert du nouveau secret comme Prextra le fera. Aucun message n’est lu.',
    stop: 'Arrêter',
    note: 'Arrêter est sans danger : la preuve ne modifie rien.',
  },
  passed: {
    heading: 'L’accès fonctionne',
    lead: 'L’assistant vient de se servir du nouveau secret comme Prextra le fera.',
    all: (checks: number) => `Les ${count(checks, 'fr')} essais ont réussi.`,
    again: 'Refaire la preuve',
    go: 'Continuer',
    ewsEnds: 'Cet accès passera alors à Microsoft Graph; l’assistant vous guidera quand Prextra le prendra en charge.',
    limited:
      'L’application n’ouvre que les boîtes aux lettres qu’Exchange lui laisse : celle du groupe a répondu, celle d’ailleurs est restée fermée.',
    details: 'Détails techniques',
  },
  failed: {
    heading: 'La preuve n’a pas réussi',
    lead: 'L’accès n’est pas encore prouvé. Ce qui est créé reste en place.',
  },
  disabled: {
    heading: 'EWS est désactivé',
    lead: 'Microsoft répond qu’EWS est désactivé pour l’organisation ou pour cette boîte, sans dire laquelle des deux. Une autre boîte aux lettres le montrera.',
  },
  ended: {
    heading: 'EWS n’existe plus',
    lead: 'Microsoft a mis fin à EWS le 1ᵉʳ avril 2027. La même application peut passer à Microsoft Graph, dès que CDID confirme que Prextra le prend en charge : l’assistant ajoute les autorisations et les prouve; vous retirez ensuite l’ancienne.',
    go: 'Passer à Microsoft Graph',
  },
  stopped: { heading: 'La preuve a été arrêtée', lead: 'Rien n’a été modifié.' },
  waiting: {
    heading: 'En attente de Microsoft',
    leads: {
      'allow-list':
        'Vous avez indiqué que l’application est maintenant sur la liste EWS. Microsoft peut prendre jusqu’à 24 heures pour en tenir compte partout.',
      limit:
        'Vous avez indiqué que la limite est en place. Exchange prend d’habitude de 30 minutes à 2 heures pour l’appliquer.',
    },
    until: (moment: string) => `Attente normale jusqu’au ${moment}`,
    watching: 'L’assistant vérifie tout seul. Une notification vous préviendra.',
    idle: 'Rien ne se vérifie tant que vous ne le demandez pas.',
    since: (moment: string) => `depuis le ${moment}`,
    tries: (attempt: number, next: string) => `essai ${attempt} · prochain dans ${next}`,
    now: (attempt: number) => `essai ${attempt} · en cours`,
    after: {
      'allow-list':
        'Passé ce moment, ce ne sera plus une attente : l’assistant proposera de relire la liste avec l’administrateur Exchange.',
      limit: 'Passé ce moment, ce ne sera plus une attente : l’assistant dira ce qui reste à corriger dans Exchange.',
    },
    commands: 'Revoir les commandes',
    check: 'Vérifier maintenant',
    later: 'Fermer et reprendre plus tard',
    stop: 'Arrêter d’attendre',
  },
  blocked: {
    heading: 'Exchange Online refuse l’application',
    lead: 'Depuis le 1ᵉʳ octobre 2026, Microsoft ferme EWS aux applications absentes de la liste EWS du locataire. Seul un administrateur Exchange peut y ajouter celle-ci.',
    run: 'Un administrateur Exchange exécute ces lignes dans PowerShell',
    runNote:
      'Elles gardent une copie de la liste, y ajoutent l’application et conservent les autres. Si la liste est vide, elles préviennent.',
    back: 'Revenez ici et vérifiez de nouveau',
    backNote:
      'Microsoft peut prendre jusqu’à 24 heures. Vous pouvez fermer l’assistant : à la reprise, il retrouve ce qui existe.',
    others: 'Les autres causes possibles',
    causes: [
      'La boîte elle-même : `Get-CASMailbox` dit si EwsEnabled y est à False. Essayez une autre boîte.',
      'La licence : depuis octobre 2026, les licences Kiosque et de première ligne (F1, F3) n’ont plus EWS.',
      'Les règles par programme : EwsApplicationAccessPolicy de l’organisation peut n’admettre que certains programmes.',
    ],
    script: 'Commandes PowerShell',
    colleague: 'Confier à un administrateur Exchange…',
    wait: 'C’est fait, attendre la réponse',
  },
  checks: {
    token: {
      name: 'Jeton d’application',
      toCome: 'Un jeton neuf, demandé à Microsoft avec le nouveau secret',
      passed: 'Microsoft a délivré un jeton neuf en échange du nouveau secret',
    },
    role: {
      name: (asked: Asked) => (asked.length === 1 ? `Rôle ${values(asked)}` : 'Rôles du jeton'),
      toCome: (asked: Asked) =>
        asked.length === 1
          ? `Le jeton doit porter l’autorisation accordée, sur ${resource(asked)}`
          : `Le jeton doit porter les autorisations accordées, sur ${resource(asked)} : ${values(asked)}`,
      passed: (asked: Asked) =>
        asked.length === 1
          ? `Le jeton porte l’autorisation accordée, sur ${resource(asked)}`
          : `Le jeton porte les autorisations accordées, sur ${resource(asked)} : ${values(asked)}`,
    },
    mailbox: {
      name: 'Boîte aux lettres',
      toCome: 'Seul l’identifiant de la Boîte de réception sera lu, par EWS',
      passed: (mailbox: string) =>
        `${mailbox} a répondu par EWS. Seul l’identifiant de la Boîte de réception a été lu, aucun message.`,
    },
    calendar: {
      name: 'Calendrier',
      toCome: 'Seul l’identifiant du calendrier principal sera lu, par Graph',
      passed: (mailbox: string) => `Celui de ${mailbox} a répondu. Aucun rendez-vous n’a été lu.`,
    },
    contacts: {
      name: 'Contacts',
      toCome: 'Seul l’identifiant d’un dossier de contacts sera lu, par Graph',
      passed: (mailbox: string) => `Ceux de ${mailbox} ont répondu. Aucun contact n’a été lu.`,
    },
    mail: {
      name: 'Courriels',
      toCome: 'Seul l’identifiant de la Boîte de réception sera lu, par Graph',
      passed: (mailbox: string) => `La Boîte de réception de ${mailbox} a répondu. Aucun message n’a été lu.`,
    },
    settings: {
      name: 'Réglages de la boîte',
      toCome: 'Seul le fuseau horaire sera lu, par Graph',
      passed: (mailbox: string) => `Le fuseau horaire de ${mailbox} a été lu.`,
    },
    user: {
      name: 'Profil de l’utilisateur',
      toCome: 'Seul l’identifiant du compte de la boîte sera lu, par Graph',
      passed: (mailbox: string) => `Le compte de ${mailbox} a été trouvé.`,
    },
    outside: {
      name: 'Boîte hors du groupe',
      toCome: 'Elle doit rester fermée à l’application',
      passed: (_mailbox: string, outside: string) => `${outside} est restée fermée, comme il se doit.`,
    },
  },
  why: {
    blocked: 'EWS bloqué',
    unknown: 'introuvable',
    alias: 'alias',
    missing: 'pas encore là',
    ended: 'EWS terminé',
    reach: 'hors de portée',
    open: 'ouverte',
    waiting: 'en attente',
    refused: 'refus',
    failed: 'échec',
  },
  stripFailed: (name: string, why: string) => `${name} : ${why}`,
  states: { 'to-come': 'à venir', doing: 'en cours', passed: 'réussi', failed: 'échoué' },
  told: (name: string, done: number, of: number) => `${name}, ${done} sur ${of}`,
  mailbox: 'Boîte aux lettres à essayer',
  mailboxNote: 'N’importe quelle boîte du locataire, par son adresse principale.',
  inside: 'Boîte aux lettres du groupe',
  insideNote: 'Elle doit s’ouvrir.',
  outside: 'Boîte aux lettres hors du groupe',
  outsideNote: 'Elle doit rester fermée.',
  sameTwice: 'Il faut deux boîtes différentes.',
  limitWait: 'C’est fait, attendre Exchange',
  mailboxWanted: 'Il faut une adresse, comme accueil@exemple.com.',
  other: 'Essayer une autre boîte aux lettres',
  tryIt: 'Essayer',
  placeholder: (domain: string) => `prenom.nom@${domain}`,
  again: 'Vérifier de nouveau',
  review: 'Revoir le plan',
  without: 'Transmettre sans cette preuve',
  appId: 'ID d’application (client)',
  tenantId: 'ID de l’annuaire (locataire)',
  requests: 'Requêtes envoyées',
}

const en: typeof fr = {
  before: {
    heading: 'Prove that access works',
    lead: 'The assistant will use the new secret as Prextra will, on a mailbox of your choice. No message in it will be read.',
    prove: 'Run the proof',
  },
  busy: {
    heading: 'Proving',
    lead: 'The assistant uses the new secret as Prextra will. No message is read.',
    stop: 'Stop',
    note: 'Stopping is safe: the proof changes nothing.',
  },
  passed: {
    heading: 'Access works',
    lead: 'The assistant has just used the new secret as Prextra will.',
    all: (checks) => `All ${count(checks, 'en')} tests passed.`,
    again: 'Prove again',
    go: 'Continue',
    ewsEnds: 'This access will then move to Microsoft Graph; the assistant will guide you when Prextra supports it.',
    limited:
      'The application opens only the mailboxes that Exchange leaves it: the one in the group answered, the one outside stayed closed.',
    details: 'Technical details',
  },
  failed: { heading: 'The proof did not pass', lead: 'Access is not proven yet. What was created stays in place.' },
  disabled: {
    heading: 'EWS is switched off',
    lead: 'Microsoft answers that EWS is switched off for the organization or for this mailbox, without saying which. Another mailbox will show it.',
  },
  ended: {
    heading: 'EWS no longer exists',
    lead: 'Microsoft ended EWS on April 1, 2027. The same application can move to Microsoft Graph, once CDID confirms that Prextra supports it: the assistant adds the permissions and proves them; you then remove the old one.',
    go: 'Move to Microsoft Graph',
  },
  stopped: { heading: 'The proof was stopped', lead: 'Nothing was changed.' },
  waiting: {
    heading: 'Waiting for Microsoft',
    leads: {
      'allow-list':
        'You said that the application is now on the EWS list. Microsoft may take up to 24 hours to apply it everywhere.',
      limit: 'You said that the limit is in place. Exchange usually takes 30 minutes to 2 hours to apply it.',
    },
    until: (moment) => `A normal wait until ${moment}`,
    watching: 'The assistant checks by itself. A notification will tell you.',
    idle: 'Nothing is checked until you ask for it.',
    since: (moment) => `since ${moment}`,
    tries: (attempt, next) => `try ${attempt} · next in ${next}`,
    now: (attempt) => `try ${attempt} · under way`,
    after: {
      'allow-list':
        'After that it is no longer a wait: the assistant will offer to read the list again with the Exchange administrator.',
      limit: 'After that it is no longer a wait: the assistant will say what is left to put right in Exchange.',
    },
    commands: 'See the commands again',
    check: 'Check now',
    later: 'Close and resume later',
    stop: 'Stop waiting',
  },
  blocked: {
    heading: 'Exchange Online refuses the application',
    lead: 'Since October 1, 2026, Microsoft has been closing EWS to applications that are not on the tenant’s EWS allow list. Only an Exchange administrator can add this one.',
    run: 'An Exchange administrator runs these lines in PowerShell',
    runNote: 'They keep a copy of the list, add the application and keep the others. If the list is empty, they warn.',
    back: 'Come back here and check again',
    backNote: 'Microsoft may take up to 24 hours. You can close the assistant: on resuming, it finds what exists.',
    others: 'Other possible causes',
    causes: [
      'The mailbox itself: `Get-CASMailbox` says whether EwsEnabled is False there. Try another mailbox.',
      'The licence: since October 2026, Kiosk and Frontline licences (F1, F3) no longer have EWS.',
      'Rules by program: the organization’s EwsApplicationAccessPolicy may admit only some programs.',
    ],
    script: 'PowerShell commands',
    colleague: 'Hand over to an Exchange administrator…',
    wait: 'It is done, wait for the answer',
  },
  checks: {
    token: {
      name: 'Application token',
      toCome: 'A fresh token, asked from Microsoft with the new secret',
      passed: 'Microsoft issued a fresh token for the new secret',
    },
    role: {
      name: (asked) => (asked.length === 1 ? `Role ${values(asked)}` : 'Roles in the token'),
      toCome: (asked) =>
        asked.length === 1
          ? `The token must carry the granted permission, on ${resource(asked)}`
          : `The token must carry the granted permissions, on ${resource(asked)}: ${values(asked)}`,
      passed: (asked) =>
        asked.length === 1
          ? `The token carries the granted permission, on ${resource(asked)}`
          : `The token carries the granted permissions, on ${resource(asked)}: ${values(asked)}`,
    },
    mailbox: {
      name: 'Mailbox',
      toCome: 'Only the Inbox’s identifier will be read, by EWS',
      passed: (mailbox) => `${mailbox} answered by EWS. Only the Inbox’s identifier was read, no message.`,
    },
    calendar: {
      name: 'Calendar',
      toCome: 'Only the identifier of the main calendar will be read, by Graph',
      passed: (mailbox) => `The one of ${mailbox} answered. No appointment was read.`,
    },
    contacts: {
      name: 'Contacts',
      toCome: 'Only the identifier of a contacts folder will be read, by Graph',
      passed: (mailbox) => `Those of ${mailbox} answered. No contact was read.`,
    },
    mail: {
      name: 'Mail',
      toCome: 'Only the Inbox’s identifier will be read, by Graph',
      passed: (mailbox) => `The Inbox of ${mailbox} answered. No message was read.`,
    },
    settings: {
      name: 'Mailbox settings',
      toCome: 'Only the time zone will be read, by Graph',
      passed: (mailbox) => `The time zone of ${mailbox} was read.`,
    },
    user: {
      name: 'User profile',
      toCome: 'Only the identifier of the mailbox’s account will be read, by Graph',
      passed: (mailbox) => `The account of ${mailbox} was found.`,
    },
    outside: {
      name: 'Mailbox outside the group',
      toCome: 'It must stay closed to the application',
      passed: (_mailbox, outside) => `${outside} stayed closed, as it should.`,
    },
  },
  why: {
    blocked: 'EWS blocked',
    unknown: 'not found',
    alias: 'alias',
    missing: 'not there yet',
    ended: 'EWS has ended',
    reach: 'out of reach',
    open: 'open',
    waiting: 'waiting',
    refused: 'refused',
    failed: 'failed',
  },
  stripFailed: (name, why) => `${name}: ${why}`,
  states: { 'to-come': 'to come', doing: 'under way', passed: 'passed', failed: 'failed' },
  told: (name, done, of) => `${name}, ${done} of ${of}`,
  mailbox: 'Mailbox to try',
  mailboxNote: 'Any mailbox of the tenant, by its primary address.',
  inside: 'Mailbox in the group',
  insideNote: 'It must open.',
  outside: 'Mailbox outside the group',
  outsideNote: 'It must stay closed.',
  sameTwice: 'Two different mailboxes are needed.',
  limitWait: 'It is done, wait for Exchange',
  mailboxWanted: 'An address is wanted, like reception@example.com.',
  other: 'Try another mailbox',
  tryIt: 'Try',
  placeholder: (domain) => `first.last@${domain}`,
  again: 'Check again',
  review: 'Review the plan',
  without: 'Hand off without this proof',
  appId: 'Application (client) ID',
  tenantId: 'Directory (tenant) ID',
  requests: 'Requests sent',
}

export const proofWords: Words<typeof fr> = words({ fr, en })
