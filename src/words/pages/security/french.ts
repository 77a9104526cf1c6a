import { profiles, usualLifeDays } from '#core/access/profile.ts'
import { ewsEndDay } from '../../format/ews-end.ts'

const [grantingScope] = profiles.graph.grantedWith

/** The security sheet, in French. */
export const securityInFrench = {
  title: (organization: string) => `Accès de Prextra à Outlook : fiche de sécurité (${organization})`,
  lead: 'Ce que l’assistant a créé dans votre locataire Microsoft, ce que cela permet, et comment le limiter ou le retirer. Cette fiche ne contient aucun secret.',
  leadByHand:
    'Ce qui a été créé à la main dans votre locataire Microsoft, ce que cela permet, et comment le limiter ou le retirer. Cette fiche ne contient aucun secret.',
  values: {
    caption: 'L’application',
    organization: 'Organisation',
    tenantId: 'ID de l’annuaire (locataire)',
    application: 'Application',
    appId: 'ID d’application (client)',
    servicePrincipalId: 'Principal de service (ID d’objet)',
    reach: 'Portée',
    everywhere: 'Toutes les boîtes aux lettres du locataire',
    scoped: 'Les boîtes aux lettres d’un groupe (RBAC for Applications)',
    expires: 'Échéance du secret client',
    noSecret: 'aucun secret client',
    at: 'Fiche faite le',
  },
  granted: {
    heading: 'Ce qui est accordé',
    everywhere:
      'Ce sont des autorisations d’application : elles s’appliquent sans utilisateur connecté et à tout le locataire, aussi longtemps que le consentement administrateur est en place.',
    scoped: (roles: string) =>
      `Le consentement du locataire pour cet accès est retiré. Exchange Online l’accorde par ${roles}, aux seuls membres directs d’un groupe. Le jeton ne porte alors plus les autorisations qu’Exchange accorde à leur place.`,
    stays: (values: string) =>
      `Reste accordé pour tout le locataire, parce qu’Exchange n’a pas de rôle pour cela : ${values}.`,
    why: 'Prextra est un progiciel de gestion de CDID. Son serveur tient à jour les calendriers, les contacts et les courriels entre Outlook et Prextra, même quand personne n’est connecté : d’où des autorisations d’application plutôt que déléguées.',
    more: 'Cette autorisation est plus large que nécessaire, car EWS n’en offre pas de plus restreinte. La limite à un groupe, ci-dessous, la réduit au besoin réel.',
    moreGraph:
      'Chaque autorisation vaut pour toutes les boîtes aux lettres. La limite à un groupe, ci-dessous, la réduit au besoin réel.',
  },
  limit: {
    heading: 'Comment le limiter',
    items: [
      'RBAC for Applications, d’Exchange Online, accorde l’accès aux seules boîtes des membres directs d’un groupe de sécurité à extension messagerie.',
      'L’ordre sûr : créer l’étendue, l’essayer sur une boîte du groupe et une autre, puis seulement retirer le consentement du locataire, car les deux s’additionnent.',
      'L’assistant fournit le script pour un administrateur Exchange. Exchange prend de 30 minutes à 2 heures pour en tenir compte.',
    ],
    link: 'RBAC for Applications dans Exchange Online',
  },
  secret: {
    heading: 'Le secret client',
    items: [
      'Création : par Microsoft, à la demande de l’assistant. Sa valeur n’est donnée qu’une fois; elle n’est ni affichée, ni écrite en clair dans un fichier, un journal ou un rapport. Sur le parcours manuel, la personne la copie elle-même et l’assistant vide ensuite le presse-papiers.',
      'Conservation : dans le Gestionnaire d’informations d’identification de Windows, sous la session de l’administrateur. Ce coffre ne protège pas d’un autre programme de la même session.',
      'Remise : dans un fichier scellé au format age, pour la clé publique de CDID, qui fait partie de l’application et n’est pas un réglage. Le courriel ne porte que le fichier scellé. Huit mots, lus au téléphone, prouvent que c’est le même fichier.',
      'Chez CDID : dans la configuration du serveur Prextra, qui l’utilise pour demander ses jetons à Microsoft.',
      `Durée : ${usualLifeDays} jours au plus si personne n’en choisit une autre, jamais plus que la limite fixée par une stratégie du locataire, et jamais après la fin d’EWS pour l’accès EWS.`,
      'Renouvellement : dans l’assistant. Le nouveau secret est prouvé et confirmé avant que l’ancien soit retiré.',
    ],
  },
  remove: {
    heading: 'Comment le retirer',
    items: [
      'Dans l’assistant, « Retirer » enlève le secret, le consentement, le principal de service et l’inscription d’application. Une application créée à la main reste : l’assistant n’en retire que ses étiquettes et ses secrets.',
      'Un script pour un administrateur Exchange enlève l’application de la liste EWS, et ce qui la limitait dans Exchange.',
      'Sans l’assistant : dans le Centre d’administration Microsoft Entra, désactivez l’application d’entreprise ou retirez l’inscription. Aucun nouveau jeton n’est alors délivré; les jetons déjà délivrés expirent en 60 à 90 minutes.',
    ],
    link: 'Ouvrir l’inscription dans le Centre d’administration Microsoft Entra',
  },
  end: {
    heading: 'La fin d’EWS',
    before:
      'D’ici là, l’application doit être sur la liste EWS du locataire, gérée par un administrateur Exchange. Cet accès passera ensuite à Microsoft Graph, quand Prextra le prendra en charge.',
    none: `Cet accès passe par Microsoft Graph : la fin d’EWS, le ${ewsEndDay('fr')}, ne le concerne pas.`,
  },
  leaves: {
    heading: 'Ce que la connexion ajoute au locataire',
    items: (name: string, clientId: string) => [
      `L’application d’entreprise « ${name} » (\`${clientId}\`) et un consentement délégué pour \`User.Read\` et \`Application.ReadWrite.All\`. Vous pouvez les supprimer dans Applications d’entreprise.`,
      `\`${grantingScope}\` n’est demandé que pour accorder les autorisations de Microsoft Graph.`,
      '`Mail.Send` n’est demandé que si l’administrateur envoie le fichier depuis sa propre boîte aux lettres.',
      '`Policy.ReadWrite.ApplicationConfiguration` n’est demandé que si une stratégie interdit les secrets client et que l’administrateur choisit d’en exempter cette application, le temps de créer le secret.',
      'Les jetons de l’assistant ne vivent qu’en mémoire et disparaissent à sa fermeture.',
    ],
  },
  data: {
    heading: 'Où vont les données, et qui peut les lire',
    caption: 'Pendant la configuration, puis en service',
    columns: ['Donnée', 'Où elle se trouve', 'Qui peut la lire'],
    rows: [
      [
        'Secret client',
        'Coffre de Windows, sur le poste de l’administrateur, puis configuration du serveur de Prextra',
        'La session Windows de cet administrateur, puis CDID. Personne ne le voit.',
      ],
      ['Fichier scellé', 'Là où l’administrateur l’enregistre ou l’envoie', 'CDID seulement, avec sa clé privée'],
      [
        'Contenu du fichier scellé',
        'Dans ce fichier, chiffré',
        'Nom et domaine de l’organisation, nom et courriel de la personne-ressource, ID, secret, date de la preuve : CDID seulement',
      ],
      [
        'Journal de l’assistant',
        'Sur le poste, dans le dossier de l’assistant',
        'Cet administrateur. Les requêtes et leurs réponses, sans jeton, sans secret et sans message',
      ],
      [
        'Courriels, calendriers et contacts',
        'Exchange Online, dans votre locataire',
        'Le serveur de Prextra, selon l’accès accordé. L’assistant n’en lit aucun',
      ],
    ] as readonly (readonly string[])[],
    items: [
      'L’assistant ne communique qu’avec Microsoft. Il n’envoie rien à CDID : ni statistiques d’utilisation, ni rapport d’erreurs.',
      'Une seule chose est remise à CDID, le fichier scellé, et c’est l’administrateur qui l’envoie.',
    ],
    atCdid: 'Chez CDID, les données synchronisées',
  },
  privacy: {
    heading: 'Renseignements personnels (Loi 25)',
    items: [
      'Les courriels, les calendriers et les contacts contiennent des renseignements personnels. Votre organisation en reste responsable, même quand elle en confie le traitement à un fournisseur : son contrat avec CDID doit en fixer les conditions.',
      'Si des renseignements sortent du Québec, la loi exige d’abord une évaluation des facteurs relatifs à la vie privée. L’emplacement des données figure ci-dessus.',
      'En cas d’incident, désactivez l’application d’entreprise : plus aucun jeton n’est délivré. Avertissez ensuite CDID et la personne responsable dans votre organisation.',
    ],
    caption: 'Chez CDID',
  },
  contact: { heading: 'Pour joindre CDID', caption: 'Équipe technique' },
  hosts: {
    heading: 'Les hôtes joints par l’assistant',
    caption: 'En HTTPS seulement, par le serveur mandataire de Windows; une erreur de certificat n’est jamais ignorée.',
    columns: ['Hôte', 'Pour'],
    purposes: {
      login: 'La connexion et les jetons',
      graph:
        'Lire et écrire l’application, faire la preuve de l’accès par Graph, et envoyer le courriel si on le demande',
      exchange:
        'La preuve de l’accès par EWS : l’identifiant de la Boîte de réception d’une boîte choisie, aucun message',
    },
  },
  audit: {
    heading: 'Ce que montrent les journaux',
    caption: 'Journaux d’audit de Microsoft Entra (activités en anglais), et autres journaux',
    columns: ['Activité', 'Ce que c’est'],
    rows: [
      [
        '`Add application`, `Update application`',
        'L’inscription d’application, ses autorisations demandées et ses étiquettes',
      ],
      ['`Add service principal`', 'L’application d’entreprise'],
      ['`Add app role assignment to service principal`', 'Le consentement administrateur'],
      [
        '`Update application – Certificates and secrets management`',
        'Un secret client ajouté ou retiré, jamais sa valeur',
      ],
      ['`Consent to application`', 'La connexion de l’administrateur à l’assistant'],
      [
        'Connexions de principal de service',
        'Chaque jeton demandé par l’assistant, puis par Prextra, avec l’adresse IP',
      ],
      ['`Set-OrganizationConfig` (audit de Microsoft Purview)', 'La liste EWS, changée par l’administrateur Exchange'],
    ] as readonly (readonly [string, string])[],
  },
}
