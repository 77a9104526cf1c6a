/**
 * Microsoft's own applications, of which every company has a service principal.
 * Ids: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions/permissions-descriptions.json,
 * and for Exchange how-to-authenticate-an-ews-application-by-using-oauth.md.
 * UNCONFIRMED(ids-graph-scopes), UNCONFIRMED(ids-graph-app-roles), UNCONFIRMED(id-ews-access-as-user),
 * UNCONFIRMED(id-microsoft-tenant): ids written from memory. The app roles of Microsoft Graph are a selection of those it
 * publishes.
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
/** Azure Resource Manager, which every sign-in of the Azure CLI reaches first. */
export const azureManagementAppId = '797f4846-ba00-4fd7-ba43-dac1f8f63013'
/** The part of the Azure portal that `az ad app permission admin-consent` calls. */
export const azurePortalAppId = '74658136-14ec-4630-ad9b-26e160ff0fc6'

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
    role('810c84a8-4a9e-49e6-bf7d-12d183f40d01', 'Mail.Read', 'Read mail in all mailboxes'),
    role('6be147d2-ea4f-4b5a-a3fa-3eab6f3c140a', 'Mail.ReadBasic', 'Read basic mail in all mailboxes'),
    role('693c5e45-0940-467d-9b8a-1022fb9d42ef', 'Mail.ReadBasic.All', 'Read basic mail in all mailboxes'),
    role('089fe4d0-434a-44c5-8827-41ba8a0b17f5', 'Contacts.Read', 'Read contacts in all mailboxes'),
    role(
      '8ba4a692-bc31-4128-9094-475872af8a53',
      'Calendars.ReadBasic.All',
      'Read basic details of calendars in all mailboxes',
    ),
    role(
      '6931bccd-447a-43d1-b442-00a195474933',
      'MailboxSettings.ReadWrite',
      'Read and write all user mailbox settings',
    ),
    role('f10e1f91-74ed-437f-a6fd-d6ae88e26c1f', 'Tasks.Read.All', 'Read all users’ tasks'),
    role('741f803b-c850-494e-b5df-cde7c675a1ca', 'User.ReadWrite.All', 'Read and write all users’ full profiles'),
    role('09850681-111b-4a89-9bed-3f2cae46d706', 'User.Invite.All', 'Invite guest users to the organization'),
    role('5b567255-7703-4780-807c-7be8301ae99b', 'Group.Read.All', 'Read all groups'),
    role('62a82d76-70ea-41e2-9197-370581804d09', 'Group.ReadWrite.All', 'Read and write all groups'),
    role('98830695-27a2-44f7-8c18-0c3ebc9698f6', 'GroupMember.Read.All', 'Read all group memberships'),
    role('dbaae8cf-10b5-4b86-a4a1-f871c94c6695', 'GroupMember.ReadWrite.All', 'Read and write all group memberships'),
    role('7ab1d382-f21e-4acd-a863-ba3e13f7da61', 'Directory.Read.All', 'Read directory data'),
    role('19dbc75e-c2e2-444c-a770-ec69d8559fc7', 'Directory.ReadWrite.All', 'Read and write directory data'),
    role(
      '18a4783c-866b-4cc7-a460-3d5e5662c884',
      'Application.ReadWrite.OwnedBy',
      'Manage apps that this app creates or owns',
    ),
    role(
      '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
      'DelegatedPermissionGrant.ReadWrite.All',
      'Manage all delegated permission grants',
    ),
    role('246dd0d5-5bd0-4def-940b-0421030a5b68', 'Policy.Read.All', 'Read your organization’s policies'),
    role(
      'be74164b-cff1-491c-8741-e671cb536e13',
      'Policy.ReadWrite.ApplicationConfiguration',
      'Read and write your organization’s application configuration policies',
    ),
    role('483bed4a-2ad3-4361-a73b-c83ccdbdc53c', 'RoleManagement.Read.Directory', 'Read all directory RBAC settings'),
    role(
      '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
      'RoleManagement.ReadWrite.Directory',
      'Read and write all directory RBAC settings',
    ),
    role('498476ce-e0fe-48b0-b801-37ba7e2685c6', 'Organization.Read.All', 'Read organization information'),
    role('dbb9058a-0e50-45d7-ae91-66909b5d4664', 'Domain.Read.All', 'Read domains'),
    role('b0afded3-3588-46d8-8b3d-9842eff778da', 'AuditLog.Read.All', 'Read all audit log data'),
    role('230c1aed-a721-4c5d-9cb4-a90514e508ef', 'Reports.Read.All', 'Read all usage reports'),
    role('332a536c-c7ef-4017-ab91-336970924f0d', 'Sites.Read.All', 'Read items in all site collections'),
    role('9492366f-7969-46a4-8d15-ed1a20078fff', 'Sites.ReadWrite.All', 'Read and write items in all site collections'),
    role('a82116e5-55eb-4c41-a434-62fe8a61c773', 'Sites.FullControl.All', 'Have full control of all site collections'),
    role('883ea226-0bf2-4a8f-9f9d-92c9162a727d', 'Sites.Selected', 'Access selected site collections'),
    role('01d4889c-1287-42c6-ac1f-5d1e02578ef6', 'Files.Read.All', 'Read files in all site collections'),
    role('75359482-378d-4052-8f01-80520e7db3cd', 'Files.ReadWrite.All', 'Read and write files in all site collections'),
    role('7438b122-aefc-4978-80ed-43db9fcc7715', 'Device.Read.All', 'Read all devices'),
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
      'e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20',
      'AuditLog.Read.All',
      true,
      'Lire les journaux d’audit',
      'Read audit log data',
    ),
    scope(
      '0e263e50-5827-48a4-b97c-d940288653c7',
      'Directory.AccessAsUser.All',
      true,
      'Accéder à l’annuaire en votre nom',
      'Access the directory as you',
    ),
    scope(
      '4e46008b-f24c-477d-8fff-7bb4ec7aafe0',
      'Group.ReadWrite.All',
      true,
      'Lire et modifier tous les groupes',
      'Read and write all groups',
    ),
    scope(
      '204e0828-b5ca-4ad8-b9f3-f32a958e7cc4',
      'User.ReadWrite.All',
      true,
      'Lire et modifier le profil complet de tous les utilisateurs',
      'Read and write all users’ full profiles',
    ),
    scope(
      'd01b97e9-cbc0-49fe-810a-750afd5527a3',
      'RoleManagement.ReadWrite.Directory',
      true,
      'Lire et modifier les rôles de l’annuaire',
      'Read and write the directory’s roles',
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
    role('dc50a0fb-09a3-484d-be87-e023b12c6440', 'Exchange.ManageAsApp', 'Manage Exchange As Application'),
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

export const azureManagement: FirstParty = {
  appId: azureManagementAppId,
  objectId: '2f8d6a31-94c0-4b7e-8d25-6e1b90a7c3f4',
  displayName: 'Windows Azure Service Management API',
  identifiers: ['https://management.core.windows.net', 'https://management.azure.com', azureManagementAppId],
  appRoles: [],
  scopes: [
    scope(
      '41094075-9dad-400e-a0bd-54e686782033',
      'user_impersonation',
      false,
      'Accéder à Azure en votre nom',
      'Access Azure as you',
    ),
  ],
}

export const azurePortal: FirstParty = {
  appId: azurePortalAppId,
  objectId: '8b41c7d9-05e2-4f63-9a18-d3f7620be5c1',
  displayName: 'ADIbizaUX',
  identifiers: [azurePortalAppId],
  appRoles: [],
  // UNCONFIRMED(azure-portal-scope): the name and the id of the scope.
  scopes: [
    scope(
      '5c9d1e72-3b48-4a06-8f17-b2e06d94a3c8',
      'user_impersonation',
      false,
      'Accéder au portail Azure en votre nom',
      'Access the Azure portal as you',
    ),
  ],
}
