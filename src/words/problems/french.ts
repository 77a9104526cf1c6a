import type { ProblemCode } from '#core/problem.ts'
import { roles } from '../portal/roles.ts'
import { secretPolicyPlace } from '../portal/secret-policy.ts'

/** What is said of a problem. A name in braces, such as `{host}`, stands for that fact of the problem. */
export interface ProblemWords {
  /** One sentence that says what happened. */
  readonly sentence: string
  /** What to do about it, and who can do it. */
  readonly advice: string
}

/** A role of Privileged Identity Management counts only once it is active, and in a token made after that. */
const activateRole = 'Si votre rôle est éligible (PIM), activez-le, puis connectez-vous de nouveau.'

/** Every problem in French, in the order of `core/problem.ts`. */
export const problemsInFrench: Readonly<Record<ProblemCode, ProblemWords>> = {
  'sign-in-cancelled': {
    sentence: 'La connexion a été annulée. Rien n’a été modifié.',
    advice: 'Recommencez quand vous voulez.',
  },
  'sign-in-timeout': {
    sentence: 'La connexion n’a pas été terminée à temps. Rien n’a été modifié.',
    advice:
      'Recommencez : une nouvelle page s’ouvrira dans le navigateur. Si elle affiche une erreur (AADSTS…), entrez son numéro dans l’assistant, qui l’expliquera.',
  },
  'sign-in-code-expired': {
    sentence: 'Le code a expiré avant d’avoir servi. Rien n’a été modifié.',
    advice:
      'Demandez un nouveau code. Si la page de Microsoft affiche une erreur (AADSTS…), entrez son numéro dans l’assistant, qui l’expliquera.',
  },
  'sign-in-busy': {
    sentence: 'Microsoft est occupé et n’a pas terminé cette connexion. Elle n’a rien modifié.',
    advice: 'Recommencez dans quelques instants : une nouvelle page s’ouvrira dans le navigateur.',
  },
  'sign-in-declined': {
    sentence: 'Les autorisations demandées ont été refusées dans le navigateur. Rien n’a été modifié.',
    advice: 'Recommencez et acceptez-les, ou changez de compte.',
  },
  'sign-in-refused': {
    sentence: 'Microsoft refuse cette connexion.',
    advice: 'Essayez un autre compte. Le code de Microsoft, dans les détails, en donne la raison.',
  },
  'sign-in-needs-approval': {
    sentence: 'Votre organisation exige qu’un administrateur approuve cette connexion.',
    advice: 'Connectez-vous avec un compte qui peut approuver : {role} au minimum.',
  },
  'sign-in-not-authorized': {
    sentence:
      'Cette organisation n’a pas encore autorisé l’application de connexion, et un administrateur délégué (partenaire) ne peut pas l’autoriser lui-même.',
    advice: 'Confiez l’autorisation à un administrateur de l’organisation, puis reconnectez-vous.',
  },
  'sign-in-not-assigned': {
    sentence: 'Ce compte n’est pas affecté à l’application de connexion dans votre organisation.',
    advice: 'Changez de compte, ou faites affecter celui-ci dans Applications d’entreprise.',
  },
  'conditional-access': {
    sentence: 'Une règle d’accès conditionnel de votre organisation refuse cette connexion.',
    advice: 'Copiez les détails pour la personne qui en est responsable.',
  },
  'device-not-managed': {
    sentence: 'Votre organisation exige un poste géré ou conforme pour cette connexion.',
    advice:
      'Trois issues : un poste géré, une exception de la personne responsable (copiez-lui les détails), ou le guide manuel.',
  },
  'device-code-blocked': {
    sentence:
      'Votre organisation refuse la connexion par code : une règle l’interdit, ou exige un poste géré, ce qu’un code ne peut pas prouver.',
    advice:
      'Connectez-vous dans le navigateur. S’il ne le permet pas non plus, suivez le guide manuel, ou copiez les détails pour la personne responsable de l’accès conditionnel.',
  },
  'location-blocked': {
    sentence: 'Une règle de votre organisation n’accepte pas ce compte depuis ce réseau.',
    advice:
      'Recommencez depuis un réseau de l’organisation (ou sans VPN), ou copiez les détails pour la personne responsable de l’accès conditionnel.',
  },
  'second-factor': {
    sentence: 'Microsoft exige la deuxième étape de vérification de ce compte.',
    advice:
      'Connectez-vous de nouveau et terminez-la dans le navigateur. Si elle n’est pas encore configurée, allez d’abord à aka.ms/mfasetup.',
  },
  'account-blocked': {
    sentence: 'Microsoft bloque ce compte : désactivé, verrouillé, mot de passe expiré ou risque détecté.',
    advice:
      'Un administrateur peut le débloquer (le code de Microsoft, dans les détails, dit pourquoi). Sinon, changez de compte.',
  },
  'cross-tenant-blocked': {
    sentence: 'Une règle d’accès entre organisations refuse ce compte ici.',
    advice:
      'Utilisez un compte membre du locataire à configurer, ou copiez les détails pour la personne responsable de ces règles.',
  },
  'identity-provider-failed': {
    sentence: 'Le fournisseur d’identité de votre organisation (fédération) n’a pas terminé la connexion.',
    advice: 'Recommencez. Si cela se répète, copiez les détails pour la personne qui en est responsable.',
  },
  'sign-in-app-disabled': {
    sentence: 'L’application de connexion de l’assistant est désactivée dans votre organisation.',
    advice:
      'Un administrateur d’application cloud la réactive dans Entra : Applications d’entreprise, Propriétés. Sinon, suivez le guide manuel.',
  },
  'api-disabled': {
    sentence:
      'L’application d’entreprise de Microsoft à laquelle le jeton est destiné (Exchange Online ou Microsoft Graph) est désactivée dans ce locataire.',
    advice:
      'Un administrateur d’application cloud la réactive dans Entra : Applications d’entreprise, affichez tous les types d’application, puis Propriétés. Demandez d’abord pourquoi elle l’a été.',
  },
  'sign-in-misconfigured': {
    sentence: 'Microsoft n’accepte pas la demande de connexion de l’assistant. Votre compte n’y est pour rien.',
    advice: 'Copiez les détails pour technique@cdid.com. D’ici là, suivez le guide manuel.',
  },
  'wrong-account': {
    sentence:
      'Ce compte n’existe pas dans le locataire demandé : c’est un compte personnel, un compte d’une autre organisation, ou votre accès d’invité ou d’administrateur délégué a pris fin.',
    advice:
      'Vérifiez l’organisation, ou utilisez un compte professionnel qui y a accès. Sinon, demandez à l’organisation de vous inviter ou de renouveler la relation de partenaire (GDAP).',
  },
  'tenant-unknown': {
    sentence: 'Microsoft ne connaît pas ce locataire.',
    advice: 'Vérifiez l’ID ou le domaine de l’organisation.',
  },
  'other-cloud': {
    sentence: 'Cette organisation se trouve dans un autre nuage de Microsoft (gouvernement des États-Unis ou Chine).',
    advice: 'Nommez l’organisation par son domaine : l’assistant trouve son nuage, et la connexion s’y fait.',
  },
  'unknown-cloud': {
    sentence: 'Cette organisation se trouve dans un nuage de Microsoft que l’assistant ne connaît pas.',
    advice: 'Copiez les détails pour technique@cdid.com.',
  },
  'cloud-without-sign-in': {
    sentence:
      'CDID n’a pas encore inscrit l’assistant dans le nuage de cette organisation : il ne peut pas s’y connecter.',
    advice: 'Suivez le guide manuel : il ne demande aucune connexion. Ou écrivez à technique@cdid.com.',
  },
  'tenant-changed': {
    sentence:
      'La réponse vient d’un autre locataire que celui que vous avez choisi ou confirmé. Rien n’y a été modifié.',
    advice: 'Vérifiez l’organisation, puis connectez-vous de nouveau.',
  },
  'signed-out': {
    sentence: 'La session de ce compte a pris fin chez Microsoft.',
    advice: 'Connectez-vous de nouveau : l’assistant repart de ce qui existe.',
  },
  'browser-not-opened': {
    sentence: 'Le navigateur n’a pas pu s’ouvrir.',
    advice: 'Recommencez, puis copiez le lien et ouvrez-le dans le navigateur de votre choix.',
  },
  'loopback-refused': {
    sentence:
      'Ce poste ne laisse aucun programme écouter sur localhost : la réponse du navigateur ne peut pas revenir.',
    advice:
      'Connectez-vous avec un code, qui n’en a pas besoin. Un pare-feu ou un antivirus bloque localhost : montrez les détails à la personne responsable du poste, ou suivez le guide manuel.',
  },
  unreachable: {
    sentence: 'Impossible de joindre {host}.',
    advice: 'Vérifiez la connexion au réseau et le serveur mandataire, puis réessayez.',
  },
  'proxy-sign-in': {
    sentence: 'Le serveur mandataire (proxy) exige une identification pour joindre {host}.',
    advice: 'Connectez-vous au réseau de l’entreprise, puis réessayez.',
  },
  'certificate-untrusted': {
    sentence: 'Le certificat présenté pour {host} (émis par {issuer}) n’est pas reconnu par ce poste.',
    advice: 'Si votre réseau inspecte le trafic, son certificat racine doit être installé dans Windows.',
  },
  'not-microsoft': {
    sentence: 'Ce n’est pas Microsoft qui a répondu pour {host} : {answer}.',
    advice:
      'Montrez les détails à la personne responsable du réseau (filtre, serveur mandataire ou portail), puis réessayez : l’assistant regarde d’abord ce qui existe.',
  },
  'perhaps-not-microsoft': {
    sentence: '{host} est occupé, et rien ne montre que c’est Microsoft qui répond : {answer}.',
    advice:
      'Réessayez dans quelques minutes. Si cela se répète, montrez les détails à la personne responsable du réseau.',
  },
  'not-allowed': {
    sentence: 'Microsoft refuse cette étape à ce compte.',
    advice: `Rôle minimal : {role}. Changez de compte, ou confiez cette étape à une personne qui a ce rôle. ${activateRole}`,
  },
  'registration-not-allowed': {
    sentence: 'Ce compte ne peut pas inscrire d’application dans ce locataire.',
    advice: `Il faut l’un de ces rôles : ${roles.fr['application-developer']}, {role} ou ${roles.fr['application-administrator']}. Changez de compte, ou confiez cette étape à une personne qui en a un. ${activateRole}`,
  },
  'application-not-allowed': {
    sentence: 'Ce compte ne peut pas modifier cette application.',
    advice: `Il faut en être propriétaire ou avoir le rôle {role}. Changez de compte, ou confiez cette étape à une personne qui le peut. ${activateRole}`,
  },
  'grant-not-allowed': {
    sentence: 'Ce compte ne peut ni accorder ni retirer le consentement administrateur.',
    advice: `Rôle minimal : {role}. Changez de compte, ou confiez cette étape à une personne qui a ce rôle. ${activateRole}`,
  },
  'microsoft-busy': {
    sentence: 'Les serveurs de Microsoft sont restés occupés trop longtemps.',
    advice: 'Réessayez dans quelques minutes : l’assistant repart de ce qui existe.',
  },
  'microsoft-slow': {
    sentence: 'Microsoft n’a pas encore rendu visible ce qui vient d’être créé.',
    advice: 'Réessayez dans quelques minutes : rien ne sera créé en double.',
  },
  'microsoft-unexpected': {
    sentence: 'Microsoft a répondu quelque chose d’inattendu.',
    advice: 'Réessayez. Si cela se répète, copiez les détails pour technique@cdid.com.',
  },
  'answer-lost': {
    sentence: 'La réponse de Microsoft s’est perdue en chemin : on ne sait pas si la demande a été exécutée.',
    advice: 'Revoyez le plan : l’assistant regarde d’abord ce qui existe.',
  },
  'quota-exceeded': {
    sentence: 'Le locataire, ou ce compte, a atteint son nombre maximal d’objets.',
    advice: 'Retirez des inscriptions inutilisées, ou changez de compte.',
  },
  'secrets-forbidden': {
    sentence: 'Une stratégie du locataire interdit les nouveaux secrets client.',
    advice: `${secretPolicyPlace.fr} Trois issues : exempter cette application le temps de créer le secret, demander l’exemption à la personne responsable, ou tout retirer.`,
  },
  'exemption-not-allowed': {
    sentence: 'Ce compte ne peut pas lire ou modifier les stratégies d’application.',
    advice: `Il faut le rôle ${roles.fr['security-administrator']} et le rôle {role} ou ${roles.fr['application-administrator']}. Changez de compte, ou demandez l’exemption à une personne qui les a. ${activateRole}`,
  },
  'exemption-not-possible': {
    sentence: 'L’assistant ne peut pas exempter cette application sans rien changer d’autre.',
    advice:
      'La stratégie du locataire contient une règle qu’il ne sait pas copier, ou l’application a déjà sa propre stratégie. Demandez l’exemption à la personne responsable.',
  },
  'exemption-left-behind': {
    sentence:
      'L’exemption de cette application n’a pas pu être retirée. La stratégie **{policy}** est peut-être en vigueur.',
    advice: `Revoyez le plan : l’assistant la retirera. Une personne qui a le rôle ${roles.fr['security-administrator']} peut aussi supprimer cette stratégie.`,
  },
  'lifetime-too-long': {
    sentence: 'Une stratégie du locataire interdit les secrets d’une durée aussi longue.',
    advice: 'Revoyez le plan et choisissez une durée plus courte.',
  },
  'exchange-missing': {
    sentence: 'Ce locataire n’a pas Exchange Online.',
    advice: 'Utilisez un compte du locataire qui héberge les boîtes aux lettres.',
  },
  'several-applications': {
    sentence: 'Plusieurs applications de ce locataire portent l’étiquette de l’assistant : {ids}.',
    advice: 'L’assistant ne choisit pas à votre place. Appelez CDID, puis retirez celle qui est de trop.',
  },
  'plan-changed': {
    sentence: 'Le locataire a changé depuis que vous avez approuvé le plan.',
    advice: 'Revoyez le plan : seul ce que vous approuvez est fait.',
  },
  stopped: {
    sentence: 'Vous avez arrêté. Ce qui est fait reste fait.',
    advice: 'À la reprise, l’assistant repart de ce qui existe.',
  },
  'renewal-under-way': {
    sentence: 'Un renouvellement est déjà en cours : deux secrets remis à CDID sont encore valides.',
    advice: 'Enregistrez la confirmation de CDID pour le nouveau : l’ancien pourra alors être retiré.',
  },
  'not-typed': {
    sentence: 'Le mot à écrire n’est pas le bon. Rien n’a été retiré.',
    advice: 'Écrivez RETIRER pour confirmer.',
  },
  'nothing-to-remove': {
    sentence: 'Il n’y a rien à retirer : aucun élément créé par l’assistant ne se trouve dans ce locataire.',
    advice: 'Si vous venez de retirer quelque chose, c’est le résultat attendu.',
  },
  'consent-missing': {
    sentence: 'Le consentement administrateur n’est pas encore accordé.',
    advice: 'Accordez-le, ou vérifiez auprès de la personne à qui vous l’avez confié, puis recommencez.',
  },
  'confirmation-unreadable': {
    sentence: 'Ce fichier n’est pas une confirmation de CDID. Rien n’a été changé.',
    advice: 'Ouvrez le fichier joint au courriel de confirmation de CDID, tel que reçu.',
  },
  'confirmation-other': {
    sentence: 'Cette confirmation ne correspond à aucun secret de cette application remis à CDID. Rien n’a été changé.',
    advice: 'Vérifiez qu’elle est bien pour cette organisation, et la plus récente.',
  },
  'confirmation-forged': {
    sentence: 'Cette confirmation n’a pas été écrite par quelqu’un qui détient le secret. Rien n’a été changé.',
    advice: 'N’en tenez pas compte et appelez CDID au numéro que vous connaissez.',
  },
  'vault-unavailable': {
    sentence: 'Windows ne peut ni conserver ni lire de secret dans cette session.',
    advice:
      'Une stratégie l’interdit peut-être, ou le Gestionnaire d’informations d’identification est plein. Essayez depuis une session ordinaire.',
  },
  'vault-failed-in-run': {
    sentence: 'Windows ne peut plus conserver de secret. L’application existe; aucun secret n’a été créé.',
    advice:
      'Revoyez le plan depuis une session ordinaire : l’assistant repart de ce qui existe. Pour tout annuler, choisissez-y **Retirer tout**.',
  },
  'vault-lost-secret': {
    sentence: 'Windows n’a pas pu conserver le secret. Il a été retiré de l’application, qui reste.',
    advice:
      'Revoyez le plan depuis une session ordinaire : l’assistant repart de ce qui existe. Pour tout annuler, choisissez-y **Retirer tout**.',
  },
  'secret-left-behind': {
    sentence: 'Windows n’a pas pu conserver le secret, et il n’a pas pu être retiré de l’application : {keyId}.',
    advice: 'Revoyez le plan : l’assistant proposera de le retirer.',
  },
  'secret-not-here': {
    sentence: 'La valeur du secret n’est pas dans votre profil Windows.',
    advice: 'Revoyez le plan pour renouveler le secret, ou reprenez sur le poste où il a été créé.',
  },
  'secret-not-accepted': {
    sentence: 'Microsoft n’accepte pas le secret.',
    advice: 'Revoyez le plan : le secret a peut-être été retiré de l’application.',
  },
  'secret-expired': {
    sentence: 'Le secret est expiré.',
    advice: 'Revoyez le plan pour en créer un nouveau.',
  },
  'application-unknown': {
    sentence: 'Microsoft ne trouve pas l’application dans ce locataire.',
    advice: 'Revoyez le plan : elle a peut-être été retirée.',
  },
  'application-disabled': {
    sentence: 'L’application d’entreprise de Prextra est désactivée dans ce locataire.',
    advice:
      'Un administrateur d’application cloud la réactive dans Entra : Applications d’entreprise, Propriétés. Demandez d’abord pourquoi elle l’a été.',
  },
  'service-principal-missing': {
    sentence: 'L’application n’a pas d’application d’entreprise dans ce locataire.',
    advice: 'Revoyez le plan : l’assistant peut la créer.',
  },
  'role-missing': {
    sentence: 'Le jeton ne porte pas encore l’autorisation accordée.',
    advice: 'Vérifiez de nouveau dans quelques minutes. Si cela dure, revoyez le plan.',
  },
  'ews-disabled': {
    sentence: 'EWS est désactivé pour l’organisation ou pour cette boîte.',
    advice: 'Un administrateur Exchange exécute les commandes, ou essayez une autre boîte.',
  },
  'ews-blocked': {
    sentence: 'Le locataire bloque EWS pour cette application.',
    advice: 'Un administrateur Exchange ajoute l’application à la liste EWS.',
  },
  'ews-ended': {
    sentence: 'EWS ne répond plus dans ce locataire : Microsoft a cessé de l’offrir.',
    advice:
      'Passez au profil Microsoft Graph dans le plan, après avoir vérifié auprès de CDID que Prextra le prend en charge.',
  },
  'ews-ended-or-filtered': {
    sentence: 'EWS ne répond plus : Microsoft y a mis fin, ou un filtre du réseau répond à sa place ({answer}).',
    advice:
      'Réessayez depuis un autre réseau. Si la réponse est la même, passez au profil Microsoft Graph dans le plan, après avoir vérifié auprès de CDID que Prextra le prend en charge.',
  },
  'mailbox-refused': {
    sentence: 'Une stratégie de votre organisation bloque cette application pour cette boîte.',
    advice:
      'Essayez une autre boîte, ou demandez à un administrateur Exchange si une stratégie d’accès (`Get-ApplicationAccessPolicy`) limite l’application.',
  },
  'programs-refused': {
    sentence:
      'Exchange n’accepte pas ce programme : une règle de l’organisation limite les programmes admis (EwsApplicationAccessPolicy).',
    advice:
      'Un administrateur Exchange ajoute CDID-PrextraSetup/* et le programme de Prextra à la liste (`Get-OrganizationConfig`), ou retire la règle.',
  },
  'mailbox-out-of-reach': {
    sentence: 'L’application n’a pas accès à cette boîte.',
    advice:
      'Essayez une boîte du groupe auquel l’accès est limité. Si rien n’est limité, vérifiez le consentement dans le plan.',
  },
  'not-limited': {
    sentence: 'La boîte qui devait rester fermée s’ouvre encore.',
    advice:
      'Exchange prend de 30 minutes à 2 heures pour appliquer une limite. Passé ce délai, vérifiez que cette boîte n’est pas membre du groupe.',
  },
  'blocked-mailbox-needed': {
    sentence: 'L’adresse d’une boîte qui doit rester fermée est requise aussi.',
    advice: 'Nommez une boîte qui n’est pas membre du groupe : la preuve montrera qu’elle ne s’ouvre pas.',
  },
  'mailbox-unknown': {
    sentence: 'Exchange Online ne connaît aucune boîte aux lettres à cette adresse.',
    advice: 'Vérifiez l’adresse : un compte sans boîte, ou hébergé ailleurs, ne convient pas.',
  },
  'mailbox-elsewhere': {
    sentence:
      'Exchange Online ne peut pas joindre le serveur de cette boîte : elle est peut-être hébergée ailleurs (déploiement hybride).',
    advice:
      'Essayez une boîte hébergée dans Exchange Online, ou demandez à un administrateur Exchange où se trouve celle-ci.',
  },
  'mailbox-alias': {
    sentence: 'Cette adresse est un alias. Exchange Online exige l’adresse principale : {primaryAddress}.',
    advice: 'Réessayez avec celle-ci.',
  },
  'exchange-unauthorized': {
    sentence: 'Exchange Online n’accepte pas le jeton de l’application.',
    advice: 'Vérifiez de nouveau dans quelques minutes, puis copiez les détails pour technique@cdid.com.',
  },
  'exchange-busy': {
    sentence: 'Exchange Online est resté occupé trop longtemps.',
    advice: 'Vérifiez de nouveau dans quelques minutes.',
  },
  'policy-unknown': {
    sentence:
      'La stratégie de votre organisation n’a pas pu être lue, ou n’a pas été comprise : {place}. Les configurations réelles sont fermées; l’exercice, la vérification de la connexion et un retrait restent possibles.',
    advice:
      'Demandez à la personne qui gère ce poste (stratégie de groupe, Intune) de corriger cette valeur, puis ouvrez l’assistant de nouveau.',
  },
  'policy-cloud': {
    sentence: 'La stratégie de votre organisation ne permet pas le nuage de Microsoft où se trouve cette organisation.',
    advice:
      'Choisissez une autre organisation, ou demandez à la personne qui gère ce poste. Un retrait reste possible.',
  },
  'policy-organization': {
    sentence: 'Cette organisation n’est pas parmi celles que permet la stratégie de la vôtre.',
    advice:
      'Choisissez une autre organisation, ou demandez à la personne qui gère ce poste. Un retrait reste possible.',
  },
  'policy-practice': {
    sentence: 'La stratégie de votre organisation ne permet pas l’exercice.',
    advice: 'Demandez à la personne qui gère ce poste.',
  },
  'policy-proof': {
    sentence:
      'La stratégie de votre organisation exige qu’une boîte aux lettres ait été ouverte avant la remise à CDID.',
    advice: 'Faites la preuve sur une boîte aux lettres, puis continuez.',
  },
  'recipient-missing': {
    sentence: 'Cette version de l’assistant n’a pas de clé publique de CDID valide : rien ne peut être scellé.',
    advice: 'Installez la version la plus récente, ou écrivez à technique@cdid.com.',
  },
  'mail-not-allowed': {
    sentence: 'L’envoi depuis votre boîte n’a pas été autorisé. Rien n’a été envoyé.',
    advice: 'Choisissez le brouillon ou le fichier, ou recommencez et acceptez l’autorisation Mail.Send.',
  },
  'other-account': {
    sentence:
      'Un autre compte que celui de cette configuration a répondu dans le navigateur. Rien n’a été fait avec lui.',
    advice:
      'Recommencez avec le compte que vous avez utilisé au début. Si le navigateur reprend l’autre de lui-même, copiez le lien et ouvrez-le dans une fenêtre privée.',
  },
  'no-mailbox': {
    sentence: 'Ce compte n’a pas de boîte aux lettres dans Exchange Online : rien n’a été envoyé.',
    advice: 'Choisissez le brouillon, à envoyer depuis une autre boîte, ou le fichier.',
  },
  'mail-refused': {
    sentence: 'Exchange Online n’accepte pas ce courriel : rien n’a été envoyé.',
    advice: 'Choisissez le brouillon ou le fichier. Le code de Microsoft, dans les détails, en donne la raison.',
  },
  'file-not-written': {
    sentence: 'Le fichier n’a pas pu être enregistré à cet endroit. Rien n’est perdu.',
    advice: 'Choisissez un autre dossier, puis enregistrez de nouveau.',
  },
  'live-unavailable': {
    sentence: 'Cette copie de développement ne peut pas joindre un vrai locataire.',
    advice: 'L’exercice fonctionne. Pour une vraie configuration, installez la version publiée.',
  },
  'out-of-order': {
    sentence: 'Cette action n’est pas possible à cette étape.',
    advice: 'L’écran montre où vous en êtes. Rien n’a été modifié.',
  },
  'bad-input': {
    sentence: 'L’assistant n’a pas pu lire ce qui a été saisi.',
    advice: 'Vérifiez la saisie, puis réessayez. Rien n’a été modifié.',
  },
  'not-confirmed': {
    sentence: 'Vous n’avez pas confirmé. Rien n’a été fait.',
    advice: 'Pour continuer, recommencez dans quelques secondes et confirmez dans la boîte de dialogue de l’assistant.',
  },
  'too-many-calls': {
    sentence: 'L’assistant reçoit trop de demandes à la fois de sa fenêtre.',
    advice: 'Attendez quelques secondes, puis recommencez. Rien n’a été modifié.',
  },
  internal: {
    sentence: 'L’assistant a rencontré une erreur inconnue.',
    advice: 'Réessayez. Si cela se répète, copiez les détails pour technique@cdid.com.',
  },
}
