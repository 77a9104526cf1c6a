import type { Permissions } from './access.ts'

/**
 * The permissions each call needs, as delegated scopes or application roles; the least privileged comes first.
 * https://github.com/microsoftgraph/microsoft-graph-devx-content/blob/master/permissions/new/permissions.json
 */
const readDirectory: Permissions = [['Directory.Read.All'], ['Directory.ReadWrite.All'], ['Directory.AccessAsUser.All']]
const writeDirectory: Permissions = [['Directory.ReadWrite.All'], ['Directory.AccessAsUser.All']]

export const readApplications: Permissions = [['Application.Read.All'], ['Application.ReadWrite.All'], ...readDirectory]
export const writeApplications: Permissions = [['Application.ReadWrite.All'], ...writeDirectory]
export const registerApplications: Permissions = [...writeApplications, ['AppRegistration.Create']]

/** Application.ReadWrite.All is enough for every resource but Microsoft Graph, which is checked once the resource is known. */
export const grantAppRoles: Permissions = [
  ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'],
  ['AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All'],
  ['AppRoleAssignment.ReadWrite.All', 'Directory.Read.All'],
  ['Application.ReadWrite.All'],
  ...writeDirectory,
]

export const readMe: Permissions = [['User.Read'], ['User.ReadBasic.All'], ['User.Read.All'], ...readDirectory]
export const readUsers: Permissions = [['User.ReadBasic.All'], ['User.Read.All'], ...readDirectory]
export const readOrganization: Permissions = [['User.Read'], ['Organization.Read.All'], ...readDirectory]
export const readSkus: Permissions = [['LicenseAssignment.Read.All'], ['Organization.Read.All'], ...readDirectory]
export const readRoles: Permissions = [
  ['RoleManagement.Read.Directory'],
  ['RoleManagement.ReadWrite.Directory'],
  ...readDirectory,
]
export const writeRoles: Permissions = [['RoleManagement.ReadWrite.Directory'], ['Directory.AccessAsUser.All']]
export const readGroups: Permissions = [
  ['GroupMember.Read.All'],
  ['Group.Read.All'],
  ['Group.ReadWrite.All'],
  ...readDirectory,
]
export const readGrants: Permissions = [['DelegatedPermissionGrant.ReadWrite.All'], ...readDirectory]
export const writeGrants: Permissions = [['DelegatedPermissionGrant.ReadWrite.All'], ...writeDirectory]
export const readPolicies: Permissions = [
  ['Policy.Read.All'],
  ['Policy.Read.ApplicationConfiguration'],
  ['Policy.ReadWrite.ApplicationConfiguration'],
]
export const writePolicies: Permissions = [['Policy.ReadWrite.ApplicationConfiguration']]
export const assignPolicies: Permissions = [
  ['Policy.ReadWrite.ApplicationConfiguration', 'Application.Read.All'],
  ['Policy.ReadWrite.ApplicationConfiguration', 'Application.ReadWrite.All'],
]
export const sendMail: Permissions = [['Mail.Send']]
