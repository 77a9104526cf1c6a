/**
 * Microsoft's own applications, of which every company has a service principal.
 * Ids: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions/permissions-descriptions.json,
 * and for Exchange how-to-authenticate-an-ews-application-by-using-oauth.md.
 * UNCONFIRMED(ids-graph-scopes), UNCONFIRMED(ids-graph-app-roles), UNCONFIRMED(id-ews-access-as-user),
 * UNCONFIRMED(id-microsoft-tenant): ids written from memory.
 */
export interface AppRole {
  readonly id: string
  readonly value: string
  readonly displayName: string
}

export interface PermissionScope {
  readonly id: string
  readonly value: string
  readonly adminOnly: boolean
  readonly says: { readonly fr: string; readonly en: string }
}

export interface FirstParty {
  readonly appId: string
  readonly objectId: string
  readonly displayName: string
  /** The identifiers that may stand before a scope and become the audience of a token. */
  readonly identifiers: readonly string[]
  readonly appRoles: readonly AppRole[]
  readonly scopes: readonly PermissionScope[]
}

/** The tenant that owns Microsoft's first-party applications. */
export const microsoftTenantId = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'

export const graphAppId = '00000003-0000-0000-c000-000000000000'
export const exchangeAppId = '00000002-0000-0ff1-ce00-000000000000'

function role(id: string, value: string, displayName: string): AppRole {
  return { id, value, displayName }
}

function scope(id: string, value: string, adminOnly: boolean, fr: string, en: string): PermissionScope {
  return { id, value, adminOnly, says: { fr, en } }
}

export const microsoftGraph: FirstParty = {
  appId: graphAppId,
  objectId: 'a5c8f013-7e24-4b69-8d1a-46f0b92c3e57',
  displayName: 'Microsoft Graph',
  identifiers: ['https://graph.microsoft.com', graphAppId],
  appRoles: [
    role('ef54d2bf-783f-4e0f-bca1-3210c0444d99', 'Calendars.ReadWrite', 'Read and write calendars in all mailboxes'),
    role('798ee544-9d2d-430c-a058-570e29e34338', 'Calendars.Read', 'Read calendars in all mailboxes'),
    role('6918b873-d17a-4dc1-b314-35f528134491', 'Contacts.ReadWrite', 'Read and write contacts in all mailboxes'),
    role('e2a3a72e-5f79-4c64-b1b1-878b674786c9', 'Mail.ReadWrite', 'Read and write mail in all mailboxes'),
    role('b633e1c5-b582-4048-a93e-9f11b44c7e96', 'Mail.Send', 'Send mail as any user'),
    role('44e666d1-d276-445b-a5fc-8815eeb81d55', 'Tasks.ReadWrite.All', 'Read and write all users’ tasks'),
    role('40f97065-369a-49f4-947c-6a255697ae91', 'MailboxSettings.Read', 'Read all user mailbox settings'),
    role('df021288-bdef-4463-88db-98f22de89214', 'User.Read.All', 'Read all users’ full profiles'),
    role('97235f07-e226-4f63-ace3-39588e11d3a1', 'User.ReadBasic.All', 'Read all users’ basic profiles'),
    role('1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9', 'Application.ReadWrite.All', 'Read and write all applications'),
    role('9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30', 'Application.Read.All', 'Read all applications'),
    role(
      '06b708a9-e830-4db3-a914-8e69da51d44f',
      'AppRoleAssignment.ReadWrite.All',
      'Manage app permission grants and app role assignments',
    ),
  ],
  scopes: [
    scope('e1fe6dd8-ba31-4d61-89e7-88639da4683d', 'User.Read', false, 'Lire votre profil', 'Read your profile'),
    scope(
      'bdfbf15f-ee85-4955-8675-146e8e5296b5',
      'Application.ReadWrite.All',
      true,
      'Lire et modifier les applications de l’entreprise',
      'Read and write the company’s applications',
    ),
    scope(
      'c79f8feb-a9db-4090-85f9-90d820caa0eb',
      'Application.Read.All',
      true,
      'Lire les applications de l’entreprise',
      'Read the company’s applications',
    ),
    scope(
      '84bccea3-f856-4a8a-967b-dbe0a3d53a64',
      'AppRoleAssignment.ReadWrite.All',
      true,
      'Gérer les autorisations accordées aux applications',
      'Manage the permissions given to applications',
    ),
    scope(
      '572fea84-0151-49b2-9301-11cb16974376',
      'Policy.Read.All',
      true,
      'Lire les stratégies de l’entreprise',
      'Read the company’s policies',
    ),
    scope(
      '06da0dbc-49e2-44d2-8312-53f166ab848a',
      'Directory.Read.All',
      true,
      'Lire l’annuaire de l’entreprise',
      'Read the company’s directory',
    ),
    scope(
      '4908d5b9-3fb2-4b1e-9336-1888b7937185',
      'Organization.Read.All',
      true,
      'Lire les renseignements de l’entreprise',
      'Read the company’s information',
    ),
    scope(
      'b340eb25-3456-403f-be2f-af7a0d370277',
      'User.ReadBasic.All',
      false,
      'Lire le profil de base de tous les utilisateurs',
      'Read all users’ basic profiles',
    ),
    scope(
      'a154be20-db9c-4678-8ab7-66f6cc099a59',
      'User.Read.All',
      true,
      'Lire le profil complet de tous les utilisateurs',
      'Read all users’ full profiles',
    ),
    scope(
      'f5fc205c-1356-4893-bf01-3ba2ae0a6d08',
      'LicenseAssignment.Read.All',
      true,
      'Lire les licences de l’entreprise',
      'Read the company’s licences',
    ),
    scope(
      '741c54c3-0c1e-44a1-818b-3f97ab4e8c83',
      'RoleManagement.Read.Directory',
      true,
      'Lire les rôles de l’annuaire',
      'Read the directory’s roles',
    ),
    scope(
      'b27add92-efb2-4f16-84f5-8108ba77985c',
      'Policy.ReadWrite.ApplicationConfiguration',
      true,
      'Lire et modifier les stratégies d’application de l’entreprise',
      'Read and write the company’s application policies',
    ),
    scope(
      '41ce6ca6-6826-4807-84f1-1c82854f7ee5',
      'DelegatedPermissionGrant.ReadWrite.All',
      true,
      'Gérer les autorisations déléguées',
      'Manage delegated permissions',
    ),
    scope(
      'c5366453-9fb0-48a5-a156-24f0c49a4b84',
      'Directory.ReadWrite.All',
      true,
      'Lire et modifier l’annuaire de l’entreprise',
      'Read and write the company’s directory',
    ),
    scope(
      'e383f46e-2787-4529-855e-0e479a3ffac0',
      'Mail.Send',
      false,
      'Envoyer du courrier en votre nom',
      'Send mail as you',
    ),
  ],
}

export const exchangeOnline: FirstParty = {
  appId: exchangeAppId,
  objectId: 'c7d94e28-3b60-4f15-a2e9-80d5f7316b4c',
  displayName: 'Office 365 Exchange Online',
  identifiers: ['https://outlook.office365.com', 'https://outlook.office.com', exchangeAppId],
  appRoles: [
    role(
      'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
      'full_access_as_app',
      'Use Exchange Web Services with full access to all mailboxes',
    ),
  ],
  scopes: [
    scope(
      '3b5f3d61-589b-4a3c-a359-5dd4b5ee5bd5',
      'EWS.AccessAsUser.All',
      false,
      'Accéder à votre boîte par Exchange Web Services',
      'Access your mailbox through Exchange Web Services',
    ),
  ],
}
