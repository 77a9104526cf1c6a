import type { Application, AppRoleAssignment, ServicePrincipal } from '#core/directory.ts'
import { profiles, type Permission, type Profile } from '#core/access/profile.ts'
import { Secret } from '#core/secret.ts'
import { defaultOptions, type Look, type ObservedState, type DesiredState } from '#core/provision/step.ts'

/** Permissions of every profile, by their value. */
export const permissions: Readonly<Record<string, Permission>> = Object.fromEntries(
  Object.values<Profile>(profiles)
    .flatMap((profile) => profile.permissions)
    .map((permission) => [permission.value, permission]),
)

export const tenantId = '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24'

export function desiredFor(profile: Profile, change: Partial<DesiredState> = {}): DesiredState {
  return {
    ...defaultOptions,
    profile,
    tenantId,
    signInEntry: null,
    secretEndsAt: '2027-04-01T05:00:00Z',
    asOf: '2026-11-23T14:00:00Z',
    ...change,
  }
}

/** A tenant with our application as the steps observe it: the granted permissions, those of the manifest, and a secret. */
export function observedTenant(
  about: {
    readonly granted?: readonly string[]
    readonly listed?: readonly string[]
    readonly tags?: readonly string[]
  } = {},
): ObservedState {
  const { granted = [], listed = granted, tags = [] } = about
  const resources = Object.values(permissions).map(
    ({ resourceAppId }) => [resourceAppId, principal(resourceAppId)] as const,
  )
  return {
    application: application(listed, tags),
    servicePrincipal: principal('ours'),
    resources: Object.fromEntries(resources),
    grants: granted.map(assignment),
    secrets: [
      {
        keyId: 'k-1',
        name: 'Assistant Prextra · 1',
        startsAt: '2026-11-23T13:00:00Z',
        endsAt: '2027-04-01T05:00:00Z',
        delivered: false,
        confirmed: false,
        held: new Secret('the secret'),
      },
    ],
  }
}

export function assignment(value: string): AppRoleAssignment {
  const { resourceAppId = '', appRoleId = '' } = permissions[value] ?? {}
  return { id: `grant of ${value}`, resourceId: `sp of ${resourceAppId}`, appRoleId }
}

function application(listed: readonly string[], tags: readonly string[]): Application {
  return {
    id: 'app-object',
    appId: 'app-client',
    displayName: 'Prextra',
    createdAt: null,
    redirectUris: [],
    passwords: [],
    tags,
    permissions: listed.flatMap((value) => permissions[value] ?? []),
  }
}

function principal(appId: string): ServicePrincipal {
  return { id: `sp of ${appId}`, appId, createdAt: null, disabled: null }
}

/** A look that has read these already. */
export function lookAt({
  application = null,
  servicePrincipal = null,
}: Pick<ObservedState, 'application' | 'servicePrincipal'>): Look {
  return {
    application: Promise.resolve(application),
    servicePrincipal: Promise.resolve(servicePrincipal),
  }
}
