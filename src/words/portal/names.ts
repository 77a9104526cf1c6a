import { otherLanguage, type Language } from '../format/language.ts'
import { words } from '../format/typography.ts'

/**
 * What the Entra admin centre calls its pages, buttons and columns. Both languages are shown, because the portal follows
 * the language of the account. Sources: learn.microsoft.com (fr-fr, en-us) entra/identity-platform/quickstart-register-app,
 * how-to-add-redirect-uri, how-to-add-credentials; entra/identity/enterprise-apps/grant-admin-consent.
 */
const fr = {
  centre: 'Centre d’administration Microsoft Entra',
  entraId: 'Entra ID',
  registrations: 'Inscriptions d’applications',
  newRegistration: 'Nouvelle inscription',
  registerPage: 'Inscrire une application',
  name: 'Nom',
  accountTypes: 'Types de comptes pris en charge',
  singleTenant: 'Comptes dans cet annuaire organisationnel uniquement',
  redirect: 'URI de redirection',
  publicClient: 'Client public/natif (mobile et bureau)',
  register: 'Inscrire',
  overview: 'Vue d’ensemble',
  displayName: 'Nom d’affichage',
  appId: 'ID d’application (client)',
  objectId: 'ID d’objet',
  tenantId: 'ID de l’annuaire (locataire)',
  manage: 'Gérer',
  authentication: 'Authentification',
  manifest: 'Manifeste',
  save: 'Enregistrer',
  apiPermissions: 'API autorisées',
  consent: 'Accorder un consentement d’administrateur',
  permissionName: 'Nom de l’autorisation',
  type: 'Type',
  status: 'État',
  granted: 'Accordé',
  yes: 'Oui',
  certificates: 'Certificats et secrets',
  certificatesTab: 'Certificats',
  clientSecrets: 'Secrets client',
  newSecret: 'Nouveau secret client',
  description: 'Description',
  expires: 'Date d’expiration',
  // A guess: it was not seen in the portal, and Microsoft's documentation only says “a custom lifetime”.
  custom: 'Personnalisé',
  sixMonths: '180 jours (6 mois)',
  add: 'Ajouter',
  value: 'Valeur',
  secretId: 'ID du secret',
  delete: 'Supprimer',
}

const en: typeof fr = {
  centre: 'Microsoft Entra admin centre',
  entraId: 'Entra ID',
  registrations: 'App registrations',
  newRegistration: 'New registration',
  registerPage: 'Register an application',
  name: 'Name',
  accountTypes: 'Supported account types',
  singleTenant: 'Accounts in this organizational directory only',
  redirect: 'Redirect URI',
  publicClient: 'Public client/native (mobile & desktop)',
  register: 'Register',
  overview: 'Overview',
  displayName: 'Display name',
  appId: 'Application (client) ID',
  objectId: 'Object ID',
  tenantId: 'Directory (tenant) ID',
  manage: 'Manage',
  authentication: 'Authentication',
  manifest: 'Manifest',
  save: 'Save',
  apiPermissions: 'API permissions',
  consent: 'Grant admin consent',
  permissionName: 'Permission name',
  type: 'Type',
  status: 'Status',
  granted: 'Granted',
  yes: 'Yes',
  certificates: 'Certificates & secrets',
  certificatesTab: 'Certificates',
  clientSecrets: 'Client secrets',
  newSecret: 'New client secret',
  description: 'Description',
  expires: 'Expires',
  custom: 'Custom',
  sixMonths: '180 days (6 months)',
  add: 'Add',
  value: 'Value',
  secretId: 'Secret ID',
  delete: 'Delete',
}

/** Every name of the portal, in both languages. */
export const portalNames = words({ fr, en })

export type PortalName = keyof typeof fr

/** Returns the portal's own name of something. */
export function portalName(name: PortalName, language: Language): string {
  return portalNames[language][name]
}

/** Names what is pressed or copied: in bold, followed by its name in the other language where that differs. */
export function pressed(name: PortalName, language: Language): string {
  return `**${portalNames[language][name]}**${inOtherLanguage(name, language)}`
}

/** Names where something is: as `pressed` does, but not in bold. */
export function placed(name: PortalName, language: Language): string {
  return `${portalNames[language][name]}${inOtherLanguage(name, language)}`
}

function inOtherLanguage(name: PortalName, language: Language): string {
  const other = portalNames[otherLanguage(language)][name]
  return other === portalNames[language][name] ? '' : ` [[(${other})]]`
}
