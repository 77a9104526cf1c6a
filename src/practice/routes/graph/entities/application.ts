import type { Application, KeyCredential, PasswordCredential } from '@microsoft/microsoft-graph-types'
import type { Directory, StoredApplication, StoredKey } from '../../../tenant/directory.ts'
import type { View } from '../../../tenant/replication.ts'
import type { StoredPassword } from '../../../tenant/secrets.ts'

/** How Graph shows a stored application. The objects satisfy Microsoft's published types. */

export const newApplicationProperties = {
  description: null,
  notes: null,
  // UNCONFIRMED(default-audience): recordings of 2022 show AzureADandPersonalMicrosoftAccount, the current page AzureADMyOrg.
  signInAudience: 'AzureADMyOrg',
  publicClient: { redirectUris: [] },
  spa: { redirectUris: [] },
  web: {
    redirectUris: [],
    homePageUrl: null,
    logoutUrl: null,
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    redirectUriSettings: [],
  },
  api: {
    acceptMappedClaims: null,
    knownClientApplications: [],
    oauth2PermissionScopes: [],
    preAuthorizedApplications: [],
    requestedAccessTokenVersion: null,
  },
  appRoles: [],
  addIns: [],
  requiredResourceAccess: [],
  tags: [],
  identifierUris: [],
  isFallbackPublicClient: null,
  isDeviceOnlyAuthSupported: null,
  nativeAuthenticationApisEnabled: null,
  groupMembershipClaims: null,
  optionalClaims: null,
  parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
  samlMetadataUrl: null,
  defaultRedirectUri: null,
  serviceManagementReference: null,
  tokenEncryptionKeyId: null,
  info: { marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null, logoUrl: null },
} satisfies Application

export function applicationEntity(
  directory: Directory,
  application: StoredApplication,
  view: View,
  withKeys = false,
): Record<string, unknown> {
  const domain = directory.seed.domains.find((one) => one.isDefault === true)
  const computed = {
    id: application.id,
    appId: application.appId,
    uniqueName: application.uniqueName,
    createdDateTime: application.createdDateTime,
    deletedDateTime: application.deletedDateTime,
    publisherDomain: domain?.name ?? null,
    applicationTemplateId: null,
    certification: null,
    disabledByMicrosoftStatus:
      directory.servicePrincipals.by('appId', application.appId)?.disabledByMicrosoftStatus ?? null,
    requestSignatureVerification: null,
    servicePrincipalLockConfiguration: null,
    keyCredentials: application.keys.map((key) => keyEntity(key, withKeys)),
    passwordCredentials: application.passwords.filter((password) => directory.sees(password, view)).map(passwordEntity),
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
  } satisfies Application
  // `isDisabled` is newer than the published types: https://learn.microsoft.com/graph/api/resources/application (isDisabled).
  return { ...newApplicationProperties, isDisabled: null, ...application.properties, ...computed }
}

/** Returns a secret as reads show it, without its text. */
export function passwordEntity(password: StoredPassword): PasswordCredential {
  return {
    customKeyIdentifier: password.customKeyIdentifier ?? null,
    displayName: password.displayName,
    endDateTime: password.endDateTime,
    hint: password.hint,
    keyId: password.keyId,
    secretText: null,
    startDateTime: password.startDateTime,
  }
}

/** Returns a certificate as reads show it. Only `$select=keyCredentials` on one object shows the key: keycredential.md */
function keyEntity(key: StoredKey, withKey: boolean): KeyCredential {
  const { customKeyIdentifier, displayName, endDateTime, keyId, startDateTime, type, usage } = key
  const shown = { customKeyIdentifier, displayName, endDateTime, keyId, startDateTime, type, usage }
  return { ...shown, key: withKey ? key.key : null }
}

/** Merges a PATCH into what is stored: objects property by property, lists and values as a whole. */
export function merge(before: Record<string, unknown>, given: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...before }
  for (const [name, value] of Object.entries(given)) {
    const old = before[name]
    merged[name] = isPlain(old) && isPlain(value) ? merge(old, value) : value
  }
  return merged
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
