import { ewsEndDay } from '../../format/ews-end.ts'
import { secretPolicyPlace } from '../../portal/secret-policy.ts'

/** The page of a delegated step, in French. */
export const delegationInFrench = {
  practiceSubject: (subject: string) => `[Exercice] ${subject}`,
  subject: {
    'sign-in': (organization: string) => `Prextra et Outlook : application de connexion à autoriser (${organization})`,
    consent: (organization: string) => `Prextra et Outlook : consentement administrateur à accorder (${organization})`,
    secrets: (organization: string) => `Prextra et Outlook : exemption à accorder (${organization})`,
    'allow-list': (organization: string) => `Prextra et Outlook : liste EWS à compléter (${organization})`,
    scope: (organization: string) => `Prextra et Outlook : accès à limiter à un groupe (${organization})`,
  },
  lead: {
    'sign-in':
      'La personne qui vous écrit administre votre organisation depuis une autre, et prépare la liaison d’Outlook à Prextra. Microsoft ne laisse un administrateur délégué (partenaire) se connecter avec une application que si votre organisation l’a d’abord autorisée. Comptez cinq minutes.',
    consent:
      'Votre organisation relie Outlook à Prextra. Une étape demande un rôle que la personne qui vous écrit n’a pas : accorder le consentement administrateur. Comptez cinq minutes.',
    secrets:
      'Votre organisation relie Outlook à Prextra. Une stratégie du locataire interdit les nouveaux secrets client, et l’application en a besoin d’un. La personne qui vous écrit vous demande d’exempter cette application. Comptez dix minutes.',
    'allow-list':
      'Votre organisation relie Outlook à Prextra. Une étape demande un rôle que la personne qui vous écrit n’a pas : ajouter l’application à la liste EWS. Comptez dix minutes.',
    scope:
      'Votre organisation relie Outlook à Prextra. Une étape demande un rôle que la personne qui vous écrit n’a pas : limiter l’application aux boîtes aux lettres d’un groupe. Comptez quinze minutes.',
  },
  values: {
    caption: 'De quoi il s’agit',
    organization: 'Organisation',
    tenantId: 'ID de l’annuaire (locataire)',
    application: 'Application',
    appId: 'ID d’application (client)',
    servicePrincipalId: 'Principal de service (ID d’objet)',
    role: 'Rôle minimal',
    group: 'Groupe de sécurité à extension messagerie',
    allowedMailbox: 'Boîte aux lettres du groupe, pour l’essai',
    blockedMailbox: 'Boîte aux lettres hors du groupe, pour l’essai',
  },
  disabled: {
    byAdministrator:
      'L’application d’entreprise est désactivée dans ce locataire : tant qu’elle l’est, Prextra n’obtient aucun jeton. Demandez pourquoi elle l’a été. Un administrateur d’application cloud peut l’activer : Applications d’entreprise, l’application, Propriétés, « Activé pour que les utilisateurs se connectent? », Oui.',
    byMicrosoft: (status: string) =>
      `Microsoft a désactivé cette application (\`${status}\`) : tant qu’elle l’est, Prextra n’obtient aucun jeton. Seul Microsoft peut l’activer de nouveau. Dans le Centre d’administration Microsoft Entra, ouvrez une « Nouvelle demande de support ».`,
  },
  signIn: {
    grants: 'Ce que l’application pourra faire',
    scopes: [
      'Savoir qui se connecte (`User.Read`)',
      'Créer et modifier des inscriptions d’application, au nom de la personne connectée et selon ses rôles (`Application.ReadWrite.All`)',
    ],
    note: 'Ce sont des autorisations déléguées : sans personne connectée, l’application ne peut rien faire.',
    link: 'Autoriser l’application de connexion',
  },
  'sign-in': {
    steps: [
      'Ouvrez le lien avec un compte membre de votre organisation qui a le rôle minimal indiqué ci-dessus, ou un rôle plus élevé.',
      'Vérifiez que la page de Microsoft montre le nom de votre organisation et celui de l’application indiquée ci-dessus, puis choisissez Accepter.',
      'Le navigateur essaie ensuite d’ouvrir une page de ce poste (`http://localhost`) et affiche une erreur : c’est normal, l’autorisation est déjà enregistrée.',
    ],
    check: [
      'Dans Applications d’entreprise, l’application figure dans la liste, avec les autorisations de cette page.',
    ],
    delay: 'Microsoft peut prendre quelques minutes pour en tenir compte.',
    back: 'Dans Applications d’entreprise, ouvrez l’application, puis Propriétés, et supprimez-la. L’accès que Prextra a reçu n’en dépend pas.',
  },
  permissions: {
    heading: 'Ce qui est accordé',
    note: 'Prextra l’utilise pour les calendriers, les contacts et les courriels. Personne ne se connecte avec cette application : elle a un secret client, remis à CDID dans un fichier scellé.',
  },
  todo: 'Quoi faire',
  check: 'Comment vérifier',
  delay: 'À quoi s’attendre',
  back: 'Revenir en arrière',
  after: 'Ensuite',
  afterNote:
    'Répondez à la personne qui vous écrit : elle fera vérifier l’étape par l’assistant. Vous n’avez rien d’autre à envoyer, et aucun secret à copier.',
  consent: {
    link: 'Ouvrir les autorisations de l’application dans le Centre d’administration Microsoft Entra',
    steps: [
      'Ouvrez le lien avec un compte de ce locataire qui a le rôle minimal indiqué ci-dessus, ou un rôle plus élevé.',
      'Vérifiez que l’ID d’application (client), dans Vue d’ensemble, est celui de cette page.',
      'Dans API autorisées (ou Autorisations de l’API), comparez la liste avec celle de cette page. Si elle en montre d’autres, n’accordez rien et répondez.',
      'Choisissez « Accorder un consentement d’administrateur », puis Oui.',
    ],
    check: [
      'Dans API autorisées (ou Autorisations de l’API), la colonne État montre « Accordé » pour chaque autorisation.',
      'Dans Applications d’entreprise, la page Autorisations de l’application montre la même liste.',
    ],
    delay: 'Microsoft peut prendre quelques minutes pour en tenir compte.',
    back: 'Dans Applications d’entreprise, ouvrez l’application, puis Autorisations, et révoquez le consentement. Les jetons délivrés ensuite ne portent plus l’autorisation; ceux qui l’ont déjà expirent en 60 à 90 minutes.',
  },
  why: 'Pourquoi',
  secrets: {
    why: 'Prextra se connecte à Exchange Online avec un secret client. L’assistant le crée, le confie aussitôt à Windows, puis le remet à CDID dans un fichier scellé : personne ne le voit. Seule cette application a besoin de l’exemption; la règle reste la même pour toutes les autres.',
    steps: [
      `Ouvrez la stratégie. ${secretPolicyPlace.fr}`,
      'Dans la règle qui bloque l’ajout de secrets (mots de passe), excluez cette application par son ID d’application (client). Ne désactivez pas la règle pour toutes.',
      'Enregistrez.',
    ],
    check: ['La règle montre cette application, et elle seule, parmi les exclusions que vous venez d’ajouter.'],
    delay: 'Microsoft peut prendre quelques minutes pour en tenir compte.',
    back: 'Une fois le secret créé, retirez l’exclusion : un secret qui existe continue de fonctionner. Chaque renouvellement du secret demandera une nouvelle exemption.',
  },
  'allow-list': {
    why: 'Depuis le 1ᵉʳ octobre 2026, Microsoft ferme EWS dans Exchange Online aux applications absentes de la liste EWS du locataire (`EwsAllowedAppIDs`). Une application neuve n’y est jamais. Microsoft n’offre pas d’autre moyen de l’y ajouter que PowerShell.',
    warning:
      'La commande de Microsoft remplace toute la liste. Le script sauvegarde les anciennes valeurs et ajoute l’application sans retirer les autres. Si la liste est vide ou si EWS n’est pas activé, il indique ce qui risque de cesser de fonctionner (calendriers dans Teams, sauvegardes, ancien Outlook pour Mac…) et demande une confirmation avant de continuer.',
    report:
      'Pour savoir quelles applications utilisent encore EWS : Centre d’administration Microsoft 365, Rapports, Utilisation, Exchange, Utilisation d’EWS.',
    check: [
      '`Get-OrganizationConfig -RetrieveEwsOperationAccessPolicy | Format-List EwsEnabled,EwsAllowedAppIDs` montre `True` et l’ID d’application (client).',
      'Le script exécuté une deuxième fois répond que rien n’a été écrit.',
    ],
    delay: `Microsoft peut prendre jusqu’à 24 heures pour en tenir compte partout. Un refus d’ici là est normal. Microsoft cessera d’offrir EWS à tous le ${ewsEndDay('fr')}.`,
    back: 'À la fin, le script affiche les commandes qui remettent les anciennes valeurs, et le nom du fichier où elles sont conservées.',
  },
  scope: {
    why: 'Le consentement accordé dans Microsoft Entra ID vaut pour toutes les boîtes aux lettres. RBAC for Applications, d’Exchange Online, accorde le même accès, mais seulement aux boîtes des membres directs d’un groupe. Les deux s’additionnent : l’ordre compte.',
    warning:
      'Ne retirez pas vous-même le consentement. Le script crée l’étendue et l’essaie sur deux boîtes; l’assistant retire ensuite le consentement du locataire.',
    check: [
      'Le script se termine en disant quelle boîte fait partie de l’étendue et laquelle n’en fait pas partie.',
      '`Test-ServicePrincipalAuthorization` donne la même réponse pour toute autre boîte.',
    ],
    delay: 'Exchange peut prendre de 30 minutes à 2 heures pour tenir compte de l’étendue.',
    back: 'Le script de retrait, que l’assistant fournit, enlève l’attribution de rôle, l’étendue et le principal de service. Le consentement du locataire doit alors être accordé de nouveau.',
  },
  run: {
    steps: (file: string) => [
      `Enregistrez le script joint, \`${file}\`, et lisez-le. Si la messagerie a retiré la pièce jointe, copiez-le de la fin de cette page et enregistrez-le sous ce nom dans le Bloc-notes, en « UTF-8 avec BOM ».`,
      'Ouvrez PowerShell dans ce dossier et exécutez les lignes qui suivent. La première n’est utile que si le module manque; `-WhatIf` montre ce qui serait écrit, sans l’écrire.',
      'Connectez-vous avec un compte de ce locataire qui a le rôle Administrateur Exchange.',
    ],
    script: (file: string) => `Le script : ${file}`,
  },
}
