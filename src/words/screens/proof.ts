import type { Words } from '../language.ts'
import { words } from '../typography.ts'

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
    lead: 'L’assistant vient de se servir du nouveau secret comme Prextra le fera. Les trois essais ont réussi.',
    again: 'Refaire la preuve',
    go: 'Continuer',
    ewsEnds:
      'Microsoft met fin à EWS le 1ᵉʳ avril 2027. Cet accès passera alors à Microsoft Graph; l’assistant vous guidera quand Prextra le prendra en charge.',
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
  stopped: { heading: 'La preuve a été arrêtée', lead: 'Rien n’a été modifié.' },
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
  },
  checks: {
    token: {
      name: 'Jeton d’application',
      toCome: 'Un jeton neuf, demandé à Microsoft avec le nouveau secret',
      passed: 'Microsoft a délivré un jeton neuf en échange du nouveau secret',
    },
    role: {
      name: 'Rôle `full_access_as_app`',
      toCome: 'Le jeton doit porter l’autorisation accordée, sur Office 365 Exchange Online',
      passed: 'Le jeton porte l’autorisation accordée, sur Office 365 Exchange Online',
    },
    mailbox: {
      name: 'Boîte aux lettres',
      toCome: 'Seul l’identifiant de la Boîte de réception sera lu, par EWS',
      passed: (mailbox: string) =>
        `${mailbox} a répondu par EWS. Seul l’identifiant de la Boîte de réception a été lu, aucun message.`,
    },
  },
  why: {
    blocked: 'EWS bloqué',
    unknown: 'introuvable',
    alias: 'alias',
    missing: 'pas encore là',
    refused: 'refus',
    failed: 'échec',
  },
  stripFailed: (name: string, why: string) => `${name} : ${why}`,
  states: { 'to-come': 'à venir', doing: 'en cours', passed: 'réussi', failed: 'échoué' },
  told: (name: string, done: number) => `${name}, ${done} sur 3`,
  mailbox: 'Boîte aux lettres à essayer',
  mailboxNote: 'N’importe quelle boîte du locataire, par son adresse principale.',
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
    lead: 'The assistant has just used the new secret as Prextra will. All three tests passed.',
    again: 'Prove again',
    go: 'Continue',
    ewsEnds:
      'Microsoft ends EWS on April 1, 2027. This access will then move to Microsoft Graph; the assistant will guide you when Prextra supports it.',
    details: 'Technical details',
  },
  failed: { heading: 'The proof did not pass', lead: 'Access is not proven yet. What was created stays in place.' },
  disabled: {
    heading: 'EWS is switched off',
    lead: 'Microsoft answers that EWS is switched off for the organization or for this mailbox, without saying which. Another mailbox will show it.',
  },
  stopped: { heading: 'The proof was stopped', lead: 'Nothing was changed.' },
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
  },
  checks: {
    token: {
      name: 'Application token',
      toCome: 'A fresh token, asked from Microsoft with the new secret',
      passed: 'Microsoft issued a fresh token for the new secret',
    },
    role: {
      name: 'Role `full_access_as_app`',
      toCome: 'The token must carry the granted permission, on Office 365 Exchange Online',
      passed: 'The token carries the granted permission, on Office 365 Exchange Online',
    },
    mailbox: {
      name: 'Mailbox',
      toCome: 'Only the Inbox’s identifier will be read, by EWS',
      passed: (mailbox) => `${mailbox} answered by EWS. Only the Inbox’s identifier was read, no message.`,
    },
  },
  why: {
    blocked: 'EWS blocked',
    unknown: 'not found',
    alias: 'alias',
    missing: 'not there yet',
    refused: 'refused',
    failed: 'failed',
  },
  stripFailed: (name, why) => `${name}: ${why}`,
  states: { 'to-come': 'to come', doing: 'under way', passed: 'passed', failed: 'failed' },
  told: (name, done) => `${name}, ${done} of 3`,
  mailbox: 'Mailbox to try',
  mailboxNote: 'Any mailbox of the tenant, by its primary address.',
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
