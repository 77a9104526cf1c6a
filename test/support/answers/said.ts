import type { WaitReason } from '#core/answer.ts'
import type { Language } from '#core/language.ts'
import type { Said } from './row.ts'

/*
 * What a person reads in these situations, written down once more: a change of the product's words must be made here too,
 * and seen beside every situation it is about.
 */

/** The page or the answer that came in Microsoft's place, as it is said. */
export interface Stranger {
  readonly status: number
  readonly pageTitle?: string
}

function inFrench({ status, pageTitle }: Stranger): string {
  return `HTTP ${status}${pageTitle === undefined ? '' : `, page « ${pageTitle} »`}`
}

function inEnglish({ status, pageTitle }: Stranger): string {
  return `HTTP ${status}${pageTitle === undefined ? '' : `, page “${pageTitle}”`}`
}

export function notMicrosoft(host: string, stranger: Stranger): Said {
  return {
    fr: [
      `Ce n’est pas Microsoft qui a répondu pour ${host} : ${inFrench(stranger)}.`,
      'Montrez les détails à la personne responsable du réseau (filtre, serveur mandataire ou portail), puis réessayez : l’assistant regarde d’abord ce qui existe.',
    ],
    en: [
      `It was not Microsoft that answered for ${host}: ${inEnglish(stranger)}.`,
      'Show the details to the person responsible for the network (filter, proxy server or portal), then try again: the assistant looks first at what exists.',
    ],
  }
}

export function perhapsNotMicrosoft(host: string, stranger: Stranger): Said {
  return {
    fr: [
      `${host} est occupé, et rien ne montre que c’est Microsoft qui répond : ${inFrench(stranger)}.`,
      'Réessayez dans quelques minutes. Si cela se répète, montrez les détails à la personne responsable du réseau.',
    ],
    en: [
      `${host} is busy, and nothing shows that it is Microsoft that answers: ${inEnglish(stranger)}.`,
      'Try again in a few minutes. If it happens again, show the details to the person responsible for the network.',
    ],
  }
}

export function endedOrFiltered(stranger: Stranger): Said {
  return {
    fr: [
      `EWS ne répond plus : Microsoft y a mis fin, ou un filtre du réseau répond à sa place (${inFrench(stranger)}).`,
      'Réessayez depuis un autre réseau. Si la réponse est la même, passez au profil Microsoft Graph dans le plan, après avoir vérifié auprès de CDID que Prextra le prend en charge.',
    ],
    en: [
      `EWS no longer answers: Microsoft has ended it, or a filter of the network answers in its place (${inEnglish(stranger)}).`,
      'Try again from another network. If the answer is the same, move to the Microsoft Graph profile in the plan, once CDID has told you that Prextra supports it.',
    ],
  }
}

export function proxySignIn(host: string): Said {
  return {
    fr: [
      `Le serveur mandataire (proxy) exige une identification pour joindre ${host}.`,
      'Connectez-vous au réseau de l’entreprise, puis réessayez.',
    ],
    en: [
      `The proxy server requires credentials to reach ${host}.`,
      'Sign in to the company’s network, then try again.',
    ],
  }
}

export function unreachable(host: string): Said {
  return {
    fr: [`Impossible de joindre ${host}.`, 'Vérifiez la connexion au réseau et le serveur mandataire, puis réessayez.'],
    en: [`Unable to reach ${host}.`, 'Check the network connection and the proxy server, then try again.'],
  }
}

export function untrusted(host: string): Said {
  return {
    fr: [
      `Le certificat présenté pour ${host} (émis par une autorité inconnue) n’est pas reconnu par ce poste.`,
      'Si votre réseau inspecte le trafic, son certificat racine doit être installé dans Windows.',
    ],
    en: [
      `The certificate shown for ${host} (issued by an unknown authority) is not trusted by this computer.`,
      'If your network inspects traffic, its root certificate must be installed in Windows.',
    ],
  }
}

export function alias(primary: string): Said {
  return {
    fr: [
      `Cette adresse est un alias. Exchange Online exige l’adresse principale : ${primary}.`,
      'Réessayez avec celle-ci.',
    ],
    en: [`This address is an alias. Use the primary address: ${primary}.`, 'Try again with that one.'],
  }
}

export const answerLost: Said = {
  fr: [
    'La réponse de Microsoft s’est perdue en chemin : on ne sait pas si la demande a été exécutée.',
    'Revoyez le plan : l’assistant regarde d’abord ce qui existe.',
  ],
  en: [
    'Microsoft’s answer was lost on the way: whether the request was carried out is not known.',
    'Review the plan: the assistant looks first at what exists.',
  ],
}

export const microsoftBusy: Said = {
  fr: [
    'Les serveurs de Microsoft sont restés occupés trop longtemps.',
    'Réessayez dans quelques minutes : l’assistant repart de ce qui existe.',
  ],
  en: [
    'Microsoft’s servers stayed busy for too long.',
    'Try again in a few minutes: the assistant starts from what exists.',
  ],
}

export const unexpected: Said = {
  fr: [
    'Microsoft a répondu quelque chose d’inattendu.',
    'Réessayez. Si cela se répète, copiez les détails pour technique@cdid.com.',
  ],
  en: [
    'Microsoft answered something unexpected.',
    'Try again. If it happens again, copy the details for technique@cdid.com.',
  ],
}

export const exchangeBusy: Said = {
  fr: ['Exchange Online est resté occupé trop longtemps.', 'Vérifiez de nouveau dans quelques minutes.'],
  en: ['Exchange Online stayed busy for too long.', 'Check again in a few minutes.'],
}

export const hybridMailbox: Said = {
  fr: [
    'Exchange Online ne peut pas joindre le serveur de cette boîte : elle est peut-être hébergée ailleurs (déploiement hybride).',
    'Essayez une boîte hébergée dans Exchange Online, ou demandez à un administrateur Exchange où se trouve celle-ci.',
  ],
  en: [
    'Exchange Online cannot reach this mailbox’s server: the mailbox may be hosted elsewhere (hybrid deployment).',
    'Try a mailbox that is hosted in Exchange Online, or ask an Exchange administrator where this one is.',
  ],
}

export const mailboxUnknown: Said = {
  fr: [
    'Exchange Online ne connaît aucune boîte aux lettres à cette adresse.',
    'Vérifiez l’adresse : un compte sans boîte, ou hébergé ailleurs, ne convient pas.',
  ],
  en: [
    'Exchange Online knows no mailbox at this address.',
    'Check the address: an account without a mailbox, or hosted elsewhere, will not do.',
  ],
}

export const exchangeMissing: Said = {
  fr: ['Ce locataire n’a pas Exchange Online.', 'Utilisez un compte du locataire qui héberge les boîtes aux lettres.'],
  en: ['This tenant does not have Exchange Online.', 'Use an account of the tenant that hosts the mailboxes.'],
}

export const programsRefused: Said = {
  fr: [
    'Exchange n’accepte pas ce programme : une règle de l’organisation limite les programmes admis (EwsApplicationAccessPolicy).',
    'Un administrateur Exchange ajoute CDID-PrextraSetup/* et le programme de Prextra à la liste (`Get-OrganizationConfig`), ou retire la règle.',
  ],
  en: [
    'Exchange does not accept this program: a rule of the organization limits which programs may call (EwsApplicationAccessPolicy).',
    'An Exchange administrator adds CDID-PrextraSetup/* and Prextra’s program to the list (`Get-OrganizationConfig`), or removes the rule.',
  ],
}

export const mailboxRefused: Said = {
  fr: [
    'Une stratégie de votre organisation bloque cette application pour cette boîte.',
    'Essayez une autre boîte, ou demandez à un administrateur Exchange si une stratégie d’accès (`Get-ApplicationAccessPolicy`) limite l’application.',
  ],
  en: [
    'A policy of your organization blocks this application for this mailbox.',
    'Try another mailbox, or ask an Exchange administrator whether an access policy (`Get-ApplicationAccessPolicy`) limits the application.',
  ],
}

export const mailboxOutOfReach: Said = {
  fr: [
    'L’application n’a pas accès à cette boîte.',
    'Essayez une boîte du groupe auquel l’accès est limité. Si rien n’est limité, vérifiez le consentement dans le plan.',
  ],
  en: [
    'This mailbox is not one that the application may open.',
    'Try a mailbox of the group that access is limited to. If nothing is limited, check the consent in the plan.',
  ],
}

export const exchangeUnauthorized: Said = {
  fr: [
    'Exchange Online n’accepte pas le jeton de l’application.',
    'Vérifiez de nouveau dans quelques minutes, puis copiez les détails pour technique@cdid.com.',
  ],
  en: [
    'Exchange Online does not accept the application’s token.',
    'Check again in a few minutes, then copy the details for technique@cdid.com.',
  ],
}

export const ewsDisabled: Said = {
  fr: [
    'EWS est désactivé pour l’organisation ou pour cette boîte.',
    'Un administrateur Exchange exécute les commandes, ou essayez une autre boîte.',
  ],
  en: [
    'EWS is switched off for the organization or for this mailbox.',
    'An Exchange administrator runs the commands, or try another mailbox.',
  ],
}

export const ewsBlocked: Said = {
  fr: [
    'Le locataire bloque EWS pour cette application.',
    'Un administrateur Exchange ajoute l’application à la liste EWS.',
  ],
  en: [
    'The tenant blocks EWS for this application.',
    'An Exchange administrator adds the application to the EWS allow list.',
  ],
}

export const ewsEnded: Said = {
  fr: [
    'EWS ne répond plus dans ce locataire : Microsoft a cessé de l’offrir.',
    'Passez au profil Microsoft Graph dans le plan, après avoir vérifié auprès de CDID que Prextra le prend en charge.',
  ],
  en: [
    'EWS no longer answers in this tenant: Microsoft has retired it.',
    'Move to the Microsoft Graph profile in the plan, once CDID has told you that Prextra supports it.',
  ],
}

export const noMailbox: Said = {
  fr: [
    'Ce compte n’a pas de boîte aux lettres dans Exchange Online : rien n’a été envoyé.',
    'Choisissez le brouillon, à envoyer depuis une autre boîte, ou le fichier.',
  ],
  en: [
    'This account has no mailbox in Exchange Online: nothing was sent.',
    'Choose the draft, to send from another mailbox, or the file.',
  ],
}

export const conditionalAccess: Said = {
  fr: [
    'Une règle d’accès conditionnel de votre organisation refuse cette connexion.',
    'Copiez les détails pour la personne qui en est responsable.',
  ],
  en: [
    'A conditional access rule of your organization refuses this sign-in.',
    'Copy the details for the person responsible for it.',
  ],
}

export const deviceNotManaged: Said = {
  fr: [
    'Votre organisation exige un poste géré ou conforme pour cette connexion.',
    'Trois issues : un poste géré, une exception de la personne responsable (copiez-lui les détails), ou le guide manuel.',
  ],
  en: [
    'Your organization requires a managed or compliant computer for this sign-in.',
    'Three ways on: a managed computer, an exception from the person responsible (copy the details), or the manual guide.',
  ],
}

export const locationBlocked: Said = {
  fr: [
    'Une règle de votre organisation n’accepte pas ce compte depuis ce réseau.',
    'Recommencez depuis un réseau de l’organisation (ou sans VPN), ou copiez les détails pour la personne responsable de l’accès conditionnel.',
  ],
  en: [
    'A rule of your organization does not accept this account from this network.',
    'Start again from the organization’s network (or without a VPN), or copy the details for the person responsible for conditional access.',
  ],
}

export const secondFactor: Said = {
  fr: [
    'Microsoft exige la deuxième étape de vérification de ce compte.',
    'Connectez-vous de nouveau et terminez-la dans le navigateur. Si elle n’est pas encore configurée, allez d’abord à aka.ms/mfasetup.',
  ],
  en: [
    'Microsoft requires the second verification step of this account.',
    'Sign in again and finish it in the browser. If it is not set up yet, go to aka.ms/mfasetup first.',
  ],
}

export const accountBlocked: Said = {
  fr: [
    'Microsoft bloque ce compte : désactivé, verrouillé, mot de passe expiré ou risque détecté.',
    'Un administrateur peut le débloquer (le code de Microsoft, dans les détails, dit pourquoi). Sinon, changez de compte.',
  ],
  en: [
    'Microsoft blocks this account: disabled, locked, password expired or risk detected.',
    'An administrator can unblock it (Microsoft’s code, in the details, says why). Otherwise, use another account.',
  ],
}

export const crossTenantBlocked: Said = {
  fr: [
    'Une règle d’accès entre organisations refuse ce compte ici.',
    'Utilisez un compte membre du locataire à configurer, ou copiez les détails pour la personne responsable de ces règles.',
  ],
  en: [
    'A rule on access between organizations refuses this account here.',
    'Use a member account of the tenant to set up, or copy the details for the person responsible for these rules.',
  ],
}

export const identityProviderFailed: Said = {
  fr: [
    'Le fournisseur d’identité de votre organisation (fédération) n’a pas terminé la connexion.',
    'Recommencez. Si cela se répète, copiez les détails pour la personne qui en est responsable.',
  ],
  en: [
    'Your organization’s identity provider (federation) did not finish the sign-in.',
    'Start again. If it happens again, copy the details for the person responsible.',
  ],
}

export const signInAppDisabled: Said = {
  fr: [
    'L’application de connexion de l’assistant est désactivée dans votre organisation.',
    'Un administrateur d’application cloud la réactive dans Entra : Applications d’entreprise, Propriétés. Sinon, suivez le guide manuel.',
  ],
  en: [
    'The assistant’s sign-in application is disabled in your organization.',
    'A Cloud Application Administrator enables it in Entra: Enterprise applications, Properties. Otherwise, follow the manual guide.',
  ],
}

export const signInMisconfigured: Said = {
  fr: [
    'Microsoft n’accepte pas la demande de connexion de l’assistant. Votre compte n’y est pour rien.',
    'Copiez les détails pour technique@cdid.com. D’ici là, suivez le guide manuel.',
  ],
  en: [
    'Microsoft does not accept the assistant’s sign-in request. It is not about your account.',
    'Copy the details for technique@cdid.com. Until then, follow the manual guide.',
  ],
}

export const signInNotAuthorized: Said = {
  fr: [
    'Cette organisation n’a pas encore autorisé l’application de connexion, et un administrateur délégué (partenaire) ne peut pas l’autoriser lui-même.',
    'Confiez l’autorisation à un administrateur de l’organisation, puis reconnectez-vous.',
  ],
  en: [
    'This organization has not authorized the sign-in application yet, and a delegated administrator (partner) cannot authorize it.',
    'Hand the authorization to an administrator of the organization, then sign in again.',
  ],
}

export const wrongAccount: Said = {
  fr: [
    'Ce compte n’existe pas dans le locataire demandé : c’est un compte personnel, un compte d’une autre organisation, ou votre accès d’invité ou d’administrateur délégué a pris fin.',
    'Vérifiez l’organisation, ou utilisez un compte professionnel qui y a accès. Sinon, demandez à l’organisation de vous inviter ou de renouveler la relation de partenaire (GDAP).',
  ],
  en: [
    'This account does not exist in the requested tenant: it is a personal account, an account of another organization, or your access as a guest or delegated administrator has ended.',
    'Check the organization, or use a work account that has access to it. Otherwise, ask the organization to invite you or to renew the partner relationship (GDAP).',
  ],
}

export const tenantUnknown: Said = {
  fr: ['Microsoft ne connaît pas ce locataire.', 'Vérifiez l’ID ou le domaine de l’organisation.'],
  en: ['Microsoft does not know this tenant.', 'Check the organization’s ID or domain.'],
}

export const otherCloud: Said = {
  fr: [
    'Cette organisation se trouve dans un autre nuage de Microsoft (gouvernement des États-Unis ou Chine).',
    'Nommez l’organisation par son domaine : l’assistant trouve son nuage, et la connexion s’y fait.',
  ],
  en: [
    'This organization is in another of Microsoft’s clouds (US Government or China).',
    'Name the organization by its domain: the assistant finds its cloud, and the sign-in is made there.',
  ],
}

export const signedOut: Said = {
  fr: [
    'La session de ce compte a pris fin chez Microsoft.',
    'Connectez-vous de nouveau : l’assistant repart de ce qui existe.',
  ],
  en: ['This account’s session has ended at Microsoft.', 'Sign in again: the assistant starts from what exists.'],
}

export const signInBusy: Said = {
  fr: [
    'Microsoft est occupé et n’a pas terminé cette connexion. Elle n’a rien modifié.',
    'Recommencez dans quelques instants : une nouvelle page s’ouvrira dans le navigateur.',
  ],
  en: [
    'Microsoft is busy and did not finish this sign-in. It changed nothing.',
    'Start again in a moment: a new page will open in the browser.',
  ],
}

export const apiDisabled: Said = {
  fr: [
    'L’application d’entreprise de Microsoft à laquelle le jeton est destiné (Exchange Online ou Microsoft Graph) est désactivée dans ce locataire.',
    'Un administrateur d’application cloud la réactive dans Entra : Applications d’entreprise, affichez tous les types d’application, puis Propriétés. Demandez d’abord pourquoi elle l’a été.',
  ],
  en: [
    'Microsoft’s own enterprise application that the token is for (Exchange Online or Microsoft Graph) is disabled in this tenant.',
    'A Cloud Application Administrator enables it in Entra: Enterprise applications, show all application types, then Properties. Ask first why it was disabled.',
  ],
}

export const signInDeclined: Said = {
  fr: [
    'Les autorisations demandées ont été refusées dans le navigateur. Rien n’a été modifié.',
    'Recommencez et acceptez-les, ou changez de compte.',
  ],
  en: [
    'The requested permissions were declined in the browser. Nothing was changed.',
    'Start again and accept them, or use another account.',
  ],
}

export const signInRefused: Said = {
  fr: [
    'Microsoft refuse cette connexion.',
    'Essayez un autre compte. Le code de Microsoft, dans les détails, en donne la raison.',
  ],
  en: ['Microsoft refuses this sign-in.', 'Try another account. Microsoft’s code, in the details, gives the reason.'],
}

export const signInNotAssigned: Said = {
  fr: [
    'Ce compte n’est pas affecté à l’application de connexion dans votre organisation.',
    'Changez de compte, ou faites affecter celui-ci dans Applications d’entreprise.',
  ],
  en: [
    'This account is not assigned to the sign-in application in your organization.',
    'Use another account, or have this one assigned in Enterprise applications.',
  ],
}

export const loopbackRefused: Said = {
  fr: [
    'Ce poste ne laisse aucun programme écouter sur localhost : la réponse du navigateur ne peut pas revenir.',
    'Connectez-vous avec un code, qui n’en a pas besoin. Un pare-feu ou un antivirus bloque localhost : montrez les détails à la personne responsable du poste, ou suivez le guide manuel.',
  ],
  en: [
    'This computer lets no program listen on localhost: the browser’s answer cannot come back.',
    'Sign in with a code, which does not need it. A firewall or an antivirus blocks localhost: show the details to the person responsible for the computer, or follow the manual guide.',
  ],
}

export const applicationDisabled: Said = {
  fr: [
    'L’application d’entreprise de Prextra est désactivée dans ce locataire.',
    'Un administrateur d’application cloud la réactive dans Entra : Applications d’entreprise, Propriétés. Demandez d’abord pourquoi elle l’a été.',
  ],
  en: [
    'Prextra’s enterprise application is disabled in this tenant.',
    'A Cloud Application Administrator enables it in Entra: Enterprise applications, Properties. Ask first why it was disabled.',
  ],
}

export const applicationUnknown: Said = {
  fr: ['Microsoft ne trouve pas l’application dans ce locataire.', 'Revoyez le plan : elle a peut-être été retirée.'],
  en: ['Microsoft does not find the application in this tenant.', 'Review the plan: it may have been removed.'],
}

export const secretNotAccepted: Said = {
  fr: ['Microsoft n’accepte pas le secret.', 'Revoyez le plan : le secret a peut-être été retiré de l’application.'],
  en: [
    'Microsoft does not accept the secret.',
    'Review the plan: the secret may have been removed from the application.',
  ],
}

export const secretExpired: Said = {
  fr: ['Le secret est expiré.', 'Revoyez le plan pour en créer un nouveau.'],
  en: ['The secret has expired.', 'Review the plan to create a new one.'],
}

export const servicePrincipalMissing: Said = {
  fr: [
    'L’application n’a pas d’application d’entreprise dans ce locataire.',
    'Revoyez le plan : l’assistant peut la créer.',
  ],
  en: [
    'The application has no enterprise application in this tenant.',
    'Review the plan: the assistant can create it.',
  ],
}

export const consentMissing: Said = {
  fr: [
    'Le consentement administrateur n’est pas encore accordé.',
    'Accordez-le, ou vérifiez auprès de la personne à qui vous l’avez confié, puis recommencez.',
  ],
  en: [
    'Admin consent has not been granted yet.',
    'Grant it, or check with the person you handed it to, then try again.',
  ],
}

export const mailRefused: Said = {
  fr: [
    'Exchange Online n’accepte pas ce courriel : rien n’a été envoyé.',
    'Choisissez le brouillon ou le fichier. Le code de Microsoft, dans les détails, en donne la raison.',
  ],
  en: [
    'Exchange Online does not accept this e-mail: nothing was sent.',
    'Choose the draft or the file. Microsoft’s code, in the details, gives the reason.',
  ],
}

export const needsApproval: Said = {
  fr: [
    'Votre organisation exige qu’un administrateur approuve cette connexion.',
    'Connectez-vous avec un compte qui peut approuver : Administrateur d’application cloud au minimum.',
  ],
  en: [
    'Your organization requires an administrator to approve this sign-in.',
    'Sign in with an account that may approve: Cloud Application Administrator at least.',
  ],
}

/** What a person reads while the assistant waits. */
export const waitsFor: Readonly<Partial<Record<WaitReason, Readonly<Record<Language, string>>>>> = {
  'answer-lost': {
    fr: 'La réponse de Microsoft s’est perdue. L’assistant regarde si la demande a été exécutée.',
    en: 'Microsoft’s answer was lost. The assistant checks whether the request was carried out.',
  },
  confirming: {
    fr: 'Tout est fait. L’assistant relit le locataire jusqu’à ce que tous les serveurs de Microsoft donnent la même réponse.',
    en: 'Everything is done. The assistant keeps reading the tenant until all of Microsoft’s servers give the same answer.',
  },
  replication: {
    fr: 'Ce qui vient d’être créé n’est pas encore visible sur tous les serveurs de Microsoft. C’est normal et cela dure d’habitude moins d’une minute.',
    en: 'What was just created is not visible yet on all of Microsoft’s servers. This is normal and usually takes less than a minute.',
  },
  'secret-not-active': {
    fr: 'Microsoft ne reconnaît pas encore le nouveau secret partout. C’est normal et cela dure d’habitude moins d’une minute.',
    en: 'Microsoft does not recognize the new secret everywhere yet. This is normal and usually takes less than a minute.',
  },
}

const activateRole = {
  fr: 'Si votre rôle est éligible (PIM), activez-le, puis connectez-vous de nouveau.',
  en: 'If your role is eligible (PIM), activate it, then sign in again.',
}

export const registrationNotAllowed: Said = {
  fr: [
    'Ce compte ne peut pas inscrire d’application dans ce locataire.',
    `Il faut l’un de ces rôles : Développeur d’applications, Administrateur d’application cloud ou Administrateur d’application. Changez de compte, ou confiez cette étape à une personne qui en a un. ${activateRole.fr}`,
  ],
  en: [
    'This account cannot register an application in this tenant.',
    `One of these roles is required: Application Developer, Cloud Application Administrator or Application Administrator. Use another account, or hand over this step to a person who has one. ${activateRole.en}`,
  ],
}

export const applicationNotAllowed: Said = {
  fr: [
    'Ce compte ne peut pas modifier cette application.',
    `Il faut en être propriétaire ou avoir le rôle Administrateur d’application cloud. Changez de compte, ou confiez cette étape à une personne qui le peut. ${activateRole.fr}`,
  ],
  en: [
    'This account cannot change this application.',
    `Only an owner of the application, or a person with the role Cloud Application Administrator, can. Use another account, or hand over this step to such a person. ${activateRole.en}`,
  ],
}

/** `role` is Microsoft's name of the smallest role that may grant the permissions of the profile. */
export function grantNotAllowed(role: Readonly<Record<Language, string>>): Said {
  return {
    fr: [
      'Ce compte ne peut ni accorder ni retirer le consentement administrateur.',
      `Rôle minimal : ${role.fr}. Changez de compte, ou confiez cette étape à une personne qui a ce rôle. ${activateRole.fr}`,
    ],
    en: [
      'This account can neither grant nor withdraw admin consent.',
      `Least privileged role: ${role.en}. Use another account, or hand over this step to a person who has this role. ${activateRole.en}`,
    ],
  }
}

export const notAllowed: Said = {
  fr: [
    'Microsoft refuse cette étape à ce compte.',
    `Rôle minimal : Administrateur d’application cloud. Changez de compte, ou confiez cette étape à une personne qui a ce rôle. ${activateRole.fr}`,
  ],
  en: [
    'Microsoft does not allow this account to do this step.',
    `Least privileged role: Cloud Application Administrator. Use another account, or hand over this step to a person who has this role. ${activateRole.en}`,
  ],
}

export const vaultUnavailable: Said = {
  fr: [
    'Windows ne peut ni conserver ni lire de secret dans cette session.',
    'Une stratégie l’interdit peut-être, ou le Gestionnaire d’informations d’identification est plein. Essayez depuis une session ordinaire.',
  ],
  en: [
    'Windows can neither keep nor read a secret in this session.',
    'A policy may forbid it, or Credential Manager may be full. Try from an ordinary session.',
  ],
}

const undo = {
  fr: 'Revoyez le plan depuis une session ordinaire : l’assistant repart de ce qui existe. Pour tout annuler, choisissez-y **Retirer tout**.',
  en: 'Review the plan from an ordinary session: the assistant starts from what exists. To undo everything, choose **Remove everything** there.',
}

export const vaultFailedInRun: Said = {
  fr: ['Windows ne peut plus conserver de secret. L’application existe; aucun secret n’a été créé.', undo.fr],
  en: ['Windows can no longer keep a secret. The application exists; no secret was created.', undo.en],
}

export const vaultLostSecret: Said = {
  fr: ['Windows n’a pas pu conserver le secret. Il a été retiré de l’application, qui reste.', undo.fr],
  en: ['Windows could not keep the secret. It was removed from the application, which stays.', undo.en],
}

export const secretLeftBehind: Said = {
  fr: [
    'Windows n’a pas pu conserver le secret, et il n’a pas pu être retiré de l’application : {keyId}.',
    'Revoyez le plan : l’assistant proposera de le retirer.',
  ],
  en: [
    'Windows could not keep the secret, and it could not be removed from the application: {keyId}.',
    'Review the plan: the assistant will offer to remove it.',
  ],
}

const policyPlace = {
  fr: 'Elle se règle dans le Centre d’administration Microsoft Entra (stratégies d’application) ou le Centre d’administration Microsoft 365 (Paramètres de l’organisation, Mode restreint).',
  en: 'It is set in the Microsoft Entra admin centre (application policies) or the Microsoft 365 admin centre (Org settings, Restricted Mode).',
}

export const secretsForbidden: Said = {
  fr: [
    'Une stratégie du locataire interdit les nouveaux secrets client.',
    `${policyPlace.fr} Trois issues : exempter cette application le temps de créer le secret, demander l’exemption à la personne responsable, ou tout retirer.`,
  ],
  en: [
    'A policy of the tenant forbids new client secrets.',
    `${policyPlace.en} Three ways on: exempt this application while its secret is made, ask whoever is responsible for an exemption, or remove everything.`,
  ],
}

export const exemptionNotAllowed: Said = {
  fr: [
    'Ce compte ne peut pas lire ou modifier les stratégies d’application.',
    `Il faut le rôle Administrateur de la sécurité et le rôle Administrateur d’application cloud ou Administrateur d’application. Changez de compte, ou demandez l’exemption à une personne qui les a. ${activateRole.fr}`,
  ],
  en: [
    'This account cannot read or change application policies.',
    `The role Security Administrator is required, together with Cloud Application Administrator or Application Administrator. Use another account, or ask a person who has them for the exemption. ${activateRole.en}`,
  ],
}

export const exemptionNotPossible: Said = {
  fr: [
    'L’assistant ne peut pas exempter cette application sans rien changer d’autre.',
    'La stratégie du locataire contient une règle qu’il ne sait pas copier, ou l’application a déjà sa propre stratégie. Demandez l’exemption à la personne responsable.',
  ],
  en: [
    'The assistant cannot exempt this application without changing anything else.',
    'The tenant’s policy contains a rule that it cannot copy, or the application already has a policy of its own. Ask whoever is responsible for the exemption.',
  ],
}

export const exemptionLeftBehind: Said = {
  fr: [
    'L’exemption de cette application n’a pas pu être retirée. La stratégie **{policy}** est peut-être en vigueur.',
    'Revoyez le plan : l’assistant la retirera. Une personne qui a le rôle Administrateur de la sécurité peut aussi supprimer cette stratégie.',
  ],
  en: [
    'The exemption of this application could not be taken back. The policy **{policy}** may be in force.',
    'Review the plan: the assistant will take it back. A person with the role Security Administrator can also delete this policy.',
  ],
}
