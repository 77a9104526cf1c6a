import type { Language } from '../format/language.ts'

/**
 * What the Entra admin centre calls its pages, buttons and columns. Both languages are shown: a portal follows the
 * account's own. Sources: learn.microsoft.com (fr-fr, en-us) entra/identity-platform/quickstart-register-app,
 * how-to-add-redirect-uri, how-to-add-credentials; entra/identity/enterprise-apps/grant-admin-consent.
 */
const names = {
  centre: { fr: 'Centre d’administration Microsoft Entra', en: 'Microsoft Entra admin centre' },
  entraId: { fr: 'Entra ID', en: 'Entra ID' },
  registrations: { fr: 'Inscriptions d’applications', en: 'App registrations' },
  newRegistration: { fr: 'Nouvelle inscription', en: 'New registration' },
  registerPage: { fr: 'Inscrire une application', en: 'Register an application' },
  name: { fr: 'Nom', en: 'Name' },
  accountTypes: { fr: 'Types de comptes pris en charge', en: 'Supported account types' },
  singleTenant: {
    fr: 'Comptes dans cet annuaire organisationnel uniquement',
    en: 'Accounts in this organizational directory only',
  },
  redirect: { fr: 'URI de redirection', en: 'Redirect URI' },
  publicClient: { fr: 'Client public/natif (mobile et bureau)', en: 'Public client/native (mobile & desktop)' },
  register: { fr: 'Inscrire', en: 'Register' },
  overview: { fr: 'Vue d’ensemble', en: 'Overview' },
  displayName: { fr: 'Nom d’affichage', en: 'Display name' },
  appId: { fr: 'ID d’application (client)', en: 'Application (client) ID' },
  objectId: { fr: 'ID d’objet', en: 'Object ID' },
  tenantId: { fr: 'ID de l’annuaire (locataire)', en: 'Directory (tenant) ID' },
  manage: { fr: 'Gérer', en: 'Manage' },
  authentication: { fr: 'Authentification', en: 'Authentication' },
  manifest: { fr: 'Manifeste', en: 'Manifest' },
  save: { fr: 'Enregistrer', en: 'Save' },
  apiPermissions: { fr: 'Autorisations de l’API', en: 'API permissions' },
  consent: { fr: 'Accorder un consentement d’administrateur', en: 'Grant admin consent' },
  permissionName: { fr: 'Nom de l’autorisation', en: 'Permission name' },
  type: { fr: 'Type', en: 'Type' },
  status: { fr: 'État', en: 'Status' },
  granted: { fr: 'Accordé', en: 'Granted' },
  yes: { fr: 'Oui', en: 'Yes' },
  certificates: { fr: 'Certificats et secrets', en: 'Certificates & secrets' },
  certificatesTab: { fr: 'Certificats', en: 'Certificates' },
  clientSecrets: { fr: 'Secrets client', en: 'Client secrets' },
  newSecret: { fr: 'Nouveau secret client', en: 'New client secret' },
  description: { fr: 'Description', en: 'Description' },
  expires: { fr: 'Date d’expiration', en: 'Expires' },
  // Not seen in the portal: Microsoft’s text speaks of “a custom lifetime”.
  custom: { fr: 'Personnalisé', en: 'Custom' },
  sixMonths: { fr: '180 jours (6 mois)', en: '180 days (6 months)' },
  add: { fr: 'Ajouter', en: 'Add' },
  value: { fr: 'Valeur', en: 'Value' },
  secretId: { fr: 'ID du secret', en: 'Secret ID' },
  delete: { fr: 'Supprimer', en: 'Delete' },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>

export type PortalName = keyof typeof names

export function portalName(name: PortalName, language: Language): string {
  return names[name][language]
}

/** To be pressed or copied: bold, with the other language's name after it where that differs. */
export function pressed(name: PortalName, language: Language): string {
  return `**${names[name][language]}**${inOther(name, language)}`
}

/** Where one is: the same, not bold. */
export function placed(name: PortalName, language: Language): string {
  return `${names[name][language]}${inOther(name, language)}`
}

function inOther(name: PortalName, language: Language): string {
  const { fr, en } = names[name]
  return fr === en ? '' : ` [[(${language === 'fr' ? en : fr})]]`
}
