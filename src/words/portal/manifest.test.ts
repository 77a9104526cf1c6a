import { expect, it } from 'vitest'
import { profiles } from '#core/access/profile.ts'
import { manifestJson } from './manifest.ts'

it.each([profiles.ews, profiles.graph])('asks for the permissions of $id, each API named once', (profile) => {
  const resources = JSON.parse(`[${manifestJson(profile)}]`) as {
    resourceAppId: string
    resourceAccess: { id: string; type: string }[]
  }[]
  expect(resources).toHaveLength(1)
  expect(resources[0]?.resourceAppId).toBe(profile.permissions[0].resourceAppId)
  expect(resources[0]?.resourceAccess).toEqual(
    profile.permissions.map(({ appRoleId }) => ({ id: appRoleId, type: 'Role' })),
  )
})
