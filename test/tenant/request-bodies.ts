import type {
  AppRoleAssignment,
  Application,
  PasswordCredential,
  ServicePrincipal,
} from '@microsoft/microsoft-graph-types'

/**
 * The bodies our application sends, as literals the compiler holds to Microsoft's published types: a misspelt property
 * does not compile. What sends them: src/adapters/microsoft/directory.ts, which the test beside this holds to them.
 */
/** The upsert. It names no tags: an upsert on an application that is there would replace what stands in them. */
export const application = {
  displayName: 'Prextra Outlook Sync',
  publicClient: { redirectUris: ['https://login.microsoftonline.com/common/oauth2/nativeclient'] },
  requiredResourceAccess: [
    {
      resourceAppId: '00000002-0000-0ff1-ce00-000000000000',
      resourceAccess: [{ id: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40', type: 'Role' }],
    },
  ],
  signInAudience: 'AzureADMyOrg',
} satisfies Application

export const applicationChange = { tags: ['cdid-prextra-outlook-sync', 'prextra-scoped'] } satisfies Application

export const servicePrincipal = { appId: '5f0c2f0e-3c55-4f4e-9a0a-1f1d2c3b4a59' } satisfies ServicePrincipal

export const grant = {
  principalId: '8c1f8f4e-90a7-4c38-9d2b-5e6f7a8b9c0d',
  resourceId: 'c7d94e28-3b60-4f15-a2e9-80d5f7316b4c',
  appRoleId: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40',
} satisfies AppRoleAssignment

export const addPassword = {
  passwordCredential: {
    displayName: 'CDID 2026-11',
    endDateTime: '2027-05-01T00:00:00Z',
  } satisfies PasswordCredential,
} satisfies { passwordCredential: PasswordCredential }

export const removePassword = { keyId: '4f3e2d1c-0b9a-4877-8665-544332211000' } satisfies Pick<
  PasswordCredential,
  'keyId'
>
