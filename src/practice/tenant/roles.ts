/**
 * Entra's directory roles with their template ids, and what each may do in this tenant.
 * https://github.com/MicrosoftDocs/entra-docs/blob/main/docs/identity/role-based-access-control/permissions-reference.md
 * Where Microsoft is unclear (Privileged Role Administrator registering an application), the role has no right of its own: UNCONFIRMED(pra-registers).
 * The two default user roles' ids: UNCONFIRMED(ids-default-roles).
 */
export const roleTemplateIds = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Cloud Application Administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'Application Developer': 'cf1c38e5-3621-4004-a7cb-879624dced7c',
  'Exchange Administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
} as const

export type RoleName = keyof typeof roleTemplateIds

/** Template ids of the default user roles, which stand in the `wids` of every member and of every guest. */
export const memberTemplateId = 'b79fbf4d-3ef9-4689-8143-76b194e85509'
export const guestTemplateId = '10dae51f-b6af-4016-8d66-8c2a99b929b3'

export type Right =
  | 'register-applications'
  | 'manage-all-applications'
  | 'grant-app-roles'
  | 'grant-graph-app-roles'
  | 'consent-for-admin-scopes'
  | 'read-policies'
  | 'manage-policies'
  | 'manage-app-policies'
  | 'assign-directory-roles'

const holders: Record<Right, readonly RoleName[]> = {
  'register-applications': [
    'Global Administrator',
    'Application Administrator',
    'Cloud Application Administrator',
    'Application Developer',
    'Security Administrator',
  ],
  'manage-all-applications': [
    'Global Administrator',
    'Application Administrator',
    'Cloud Application Administrator',
    'Security Administrator',
  ],
  'grant-app-roles': [
    'Global Administrator',
    'Privileged Role Administrator',
    'Application Administrator',
    'Cloud Application Administrator',
  ],
  'grant-graph-app-roles': ['Global Administrator', 'Privileged Role Administrator'],
  'consent-for-admin-scopes': [
    'Global Administrator',
    'Privileged Role Administrator',
    'Application Administrator',
    'Cloud Application Administrator',
  ],
  'read-policies': [
    'Global Administrator',
    'Global Reader',
    'Security Administrator',
    'Application Administrator',
    'Cloud Application Administrator',
  ],
  'assign-directory-roles': ['Global Administrator', 'Privileged Role Administrator'],
  // The tenant's default policy: tenantappmanagementpolicy-update.md
  'manage-policies': ['Global Administrator', 'Security Administrator'],
  // Policies for single applications: appmanagementpolicy-post.md. UNCONFIRMED(app-policy-writers): Entra's own page asks
  // for Security Administrator as well.
  'manage-app-policies': ['Global Administrator', 'Application Administrator', 'Cloud Application Administrator'],
}

export function has(right: Right, roles: readonly RoleName[]): boolean {
  return roles.some((role) => holders[right].includes(role))
}
