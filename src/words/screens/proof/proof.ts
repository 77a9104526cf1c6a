import { count } from '../../format/dates.ts'
import { ewsEndDay } from '../../format/ews-end.ts'
import type { Words } from '../../format/language.ts'
import { words } from '../../format/typography.ts'
import { checksInEnglish, checksInFrench } from './proof-checks.ts'

const fr = {
  before: {
    heading: 'Prouver que l’accès fonctionne',
    lead: 'L’assistant utilisera le nouveau secret comme le fera Prextra, sur une boîte aux lettres de votre choix. Aucun message n’y sera lu.',
    prove: 'Faire la preuve',
  },
  busy: {
    heading: 'Preuve en cours',
    lead: 'L’assistant utilise le nouveau secret comme le fera Prextra. Aucun message n’est lu.',
    stop: 'Arrêter',
    note: 'Arrêter est sans danger : la preuve ne modifie rien.',
  },
  passed: {
    heading: 'L’accès fonctionne',
    lead: 'L’assistant vient d’utiliser le nouveau secret comme le fera Prextra.',
    all: (checks: number) => `Les ${count(checks, 'fr')} essais ont réussi.`,
    again: 'Refaire la preuve',
    go: 'Continuer',
    ewsEnds: 'Cet accès passera alors à Microsoft Graph; l’assistant vous guidera quand Prextra le prendra en charge.',
    limited:
      'L’application n’ouvre que les boîtes aux lettres qu’Exchange lui permet d’ouvrir : celle du groupe s’est ouverte; celle qui est hors du groupe est restée fermée.',
    details: 'Détails techniques',
  },
  failed: {
    heading: 'La preuve n’a pas réussi',
    lead: 'L’accès n’est pas encore prouvé. Ce qui est créé reste en place.',
  },
  disabled: {
    heading: 'EWS est désactivé',
    lead: 'EWS est désactivé pour toute l’organisation ou seulement pour cette boîte : Microsoft ne le précise pas. Pour le savoir, essayez une autre boîte aux lettres.',
  },
  ended: {
    heading: 'EWS n’existe plus',
    lead: `Microsoft a cessé d’offrir EWS le ${ewsEndDay('fr')}. La même application peut passer à Microsoft Graph, dès que CDID confirme que Prextra le prend en charge : l’assistant ajoute les autorisations et prouve qu’elles fonctionnent; vous retirez ensuite l’ancienne.`,
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
    idle: 'La vérification automatique est arrêtée. Choisissez Vérifier maintenant.',
    since: (moment: string) => `depuis le ${moment}`,
    tries: (attempt: number, next: string) => `essai ${attempt} · prochain dans ${next}`,
    now: (attempt: number) => `essai ${attempt} · en cours`,
    after: {
      'allow-list': 'Après ce délai, l’assistant proposera de vérifier la liste avec l’administrateur Exchange.',
      limit: 'Après ce délai, l’assistant indiquera ce qui reste à corriger dans Exchange.',
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
      'Ces commandes sauvegardent la liste, y ajoutent l’application sans retirer les autres et vous avertissent si la liste est vide.',
    back: 'Revenez ici et vérifiez de nouveau',
    backNote:
      'Microsoft peut prendre jusqu’à 24 heures. Vous pouvez fermer l’assistant : à la reprise, il retrouve ce qui existe.',
    others: 'Les autres causes possibles',
    causes: [
      'La boîte elle-même : `Get-CASMailbox` indique si EwsEnabled y est à False. Essayez une autre boîte.',
      'La licence : depuis octobre 2026, les licences Kiosque et de première ligne (F1, F3) n’ont plus EWS.',
      'Les règles par programme : EwsApplicationAccessPolicy de l’organisation peut n’admettre que certains programmes.',
    ],
    script: 'Commandes PowerShell',
    delegation: 'Confier à un administrateur Exchange…',
    wait: 'C’est fait : vérifier pendant 24 h',
  },
  checks: checksInFrench,
  stable: {
    name: 'Lectures concordantes',
    reading: (agreed: number, of: number) =>
      agreed === 0
        ? 'L’assistant relit le locataire : les serveurs de Microsoft doivent tous montrer la même chose'
        : `${agreed} ${agreed > 1 ? 'lectures' : 'lecture'} sur ${of} ${agreed > 1 ? 'concordent' : 'concorde'}`,
    agreed: (of: number) => `${of} lectures de suite concordent : rien ne manque et rien n’est en double`,
    failed: 'Les lectures du locataire ne concordent pas',
    states: { doing: 'en cours', done: 'réussi', failed: 'échoué' },
    wait: 'Vous pourrez continuer dès que les lectures concorderont.',
    unsettled: {
      heading: 'Le locataire n’est pas encore stable',
      lead: 'La preuve a réussi, mais les lectures du locataire ne concordent pas. L’assistant ne transmet rien avant qu’elles concordent : refaites la preuve, ou revoyez le plan.',
    },
  },
  why: {
    blocked: 'EWS bloqué',
    unknown: 'introuvable',
    alias: 'alias',
    missing: 'pas encore visible',
    ended: 'fin d’EWS',
    reach: 'accès non accordé',
    open: 'ouverte',
    waiting: 'en attente',
    refused: 'refus',
    failed: 'échec',
  },
  stripFailed: (name: string, why: string) => `${name} : ${why}`,
  states: { 'to-come': 'à venir', doing: 'en cours', passed: 'réussi', failed: 'échoué' },
  announcement: (name: string, done: number, of: number) => `${name}, ${done} sur ${of}`,
  mailbox: 'Boîte aux lettres à essayer',
  mailboxNote: 'N’importe quelle boîte du locataire, par son adresse principale.',
  allowedMailbox: 'Boîte aux lettres du groupe',
  allowedMailboxNote: 'Elle doit s’ouvrir.',
  blockedMailbox: 'Boîte aux lettres hors du groupe',
  blockedMailboxNote: 'Elle doit rester fermée.',
  sameTwice: 'Entrez deux boîtes différentes.',
  limitWait: 'C’est fait : vérifier pendant 2 h',
  mailboxWanted: 'Entrez une adresse de courriel sans espace ni accent, par exemple accueil@exemple.com.',
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
      'The application opens only the mailboxes that Exchange allows: the one in the group opened; the one outside the group stayed closed.',
    details: 'Technical details',
  },
  failed: { heading: 'The proof did not pass', lead: 'Access is not proven yet. What was created stays in place.' },
  disabled: {
    heading: 'EWS is switched off',
    lead: 'EWS is switched off for the whole organization or only for this mailbox: Microsoft does not say which. To find out, try another mailbox.',
  },
  ended: {
    heading: 'EWS no longer exists',
    lead: `Microsoft retired EWS on ${ewsEndDay('en')}. The same application can move to Microsoft Graph, once CDID confirms that Prextra supports it: the assistant adds the permissions and proves that they work; you then remove the old one.`,
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
    idle: 'Automatic checking is off. Choose Check now.',
    since: (moment) => `since ${moment}`,
    tries: (attempt, next) => `try ${attempt} · next in ${next}`,
    now: (attempt) => `try ${attempt} · under way`,
    after: {
      'allow-list': 'After that, the assistant offers to review the list with the Exchange administrator.',
      limit: 'After that, the assistant says what is left to correct in Exchange.',
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
    runNote:
      'These commands back up the list, add the application without removing the others, and warn you if the list is empty.',
    back: 'Come back here and check again',
    backNote: 'Microsoft may take up to 24 hours. You can close the assistant: on resuming, it finds what exists.',
    others: 'Other possible causes',
    causes: [
      'The mailbox itself: `Get-CASMailbox` says whether EwsEnabled is False there. Try another mailbox.',
      'The licence: since October 2026, Kiosk and Frontline licences (F1, F3) no longer have EWS.',
      'Rules by program: the organization’s EwsApplicationAccessPolicy may admit only some programs.',
    ],
    script: 'PowerShell commands',
    delegation: 'Hand over to an Exchange administrator…',
    wait: 'Done: keep checking for 24 hours',
  },
  checks: checksInEnglish,
  stable: {
    name: 'Reads that agree',
    reading: (agreed, of) =>
      agreed === 0
        ? 'The assistant reads the tenant again: all of Microsoft’s servers must show the same'
        : `${agreed} of ${of} reads agree`,
    agreed: (of) => `${of} reads in a row agree: nothing is missing, and nothing is there twice`,
    failed: 'Reads of the tenant do not agree',
    states: { doing: 'under way', done: 'passed', failed: 'failed' },
    wait: 'You can continue as soon as the reads agree.',
    unsettled: {
      heading: 'The tenant is not stable yet',
      lead: 'The proof passed, but reads of the tenant do not agree. The assistant hands nothing over before they do: prove again, or review the plan.',
    },
  },
  why: {
    blocked: 'EWS blocked',
    unknown: 'not found',
    alias: 'alias',
    missing: 'not visible yet',
    ended: 'end of EWS',
    reach: 'access not granted',
    open: 'open',
    waiting: 'waiting',
    refused: 'refused',
    failed: 'failed',
  },
  stripFailed: (name, why) => `${name}: ${why}`,
  states: { 'to-come': 'to come', doing: 'under way', passed: 'passed', failed: 'failed' },
  announcement: (name, done, of) => `${name}, ${done} of ${of}`,
  mailbox: 'Mailbox to try',
  mailboxNote: 'Any mailbox of the tenant, by its primary address.',
  allowedMailbox: 'Mailbox in the group',
  allowedMailboxNote: 'It must open.',
  blockedMailbox: 'Mailbox outside the group',
  blockedMailboxNote: 'It must stay closed.',
  sameTwice: 'Enter two different mailboxes.',
  limitWait: 'Done: keep checking for 2 hours',
  mailboxWanted: 'Enter an e-mail address without spaces or accents, for example reception@example.com.',
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

/** The screen of the proof (A4, M6). */
export const proofWords: Words<typeof fr> = words({ fr, en })
