import type { Profile } from '#core/access/profile.ts'

/** Returns the lines of Microsoft's manifest that ask for permissions: they go between the brackets of `requiredResourceAccess`. */
export function manifestJson({ permissions }: Pick<Profile, 'permissions'>): string {
  const resources = [...new Set(permissions.map(({ resourceAppId }) => resourceAppId))]
  const entries = resources.map((resourceAppId) => ({
    resourceAppId,
    resourceAccess: permissions
      .filter((permission) => permission.resourceAppId === resourceAppId)
      .map(({ appRoleId }) => ({ id: appRoleId, type: 'Role' })),
  }))
  return entries.map((entry) => JSON.stringify(entry, null, 4)).join(',\n')
}
