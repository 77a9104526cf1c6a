import type { Permission } from './access/profile.ts'
import type { Answer } from './answer.ts'
import type { Secret } from './secret.ts'

export interface PasswordCredential {
  readonly keyId: string
  readonly displayName: string | null
  readonly startsAt: string
  readonly endsAt: string
}

export interface Application {
  /** The object's id in the directory, not the client id. */
  readonly id: string
  /** The application (client) id. */
  readonly appId: string
  readonly displayName: string
  readonly createdAt: string | null
  readonly redirectUris: readonly string[]
  readonly tags: readonly string[]
  readonly permissions: readonly Pick<Permission, 'resourceAppId' | 'appRoleId'>[]
  readonly passwords: readonly PasswordCredential[]
}

export interface ApplicationBody {
  readonly displayName: string
  readonly redirectUris: readonly string[]
  readonly permissions: readonly Pick<Permission, 'resourceAppId' | 'appRoleId'>[]
  readonly tags: readonly string[]
}

/** An application in the tenant's recycle bin, where Entra keeps it for 30 days. */
export interface DeletedApplication extends Application {
  readonly deletedAt: string | null
}

/** What the tenant's default app management policy says of client secrets. */
export interface SecretPolicy {
  readonly forbidden: boolean
  /** The longest life a new secret may have, in milliseconds. */
  readonly longestMs: number | null
}

export interface ServicePrincipal {
  readonly id: string
  readonly appId: string
  readonly createdAt: string | null
}

export interface AppRoleAssignment {
  readonly id: string
  readonly resourceId: string
  readonly appRoleId: string
}

export interface Organization {
  readonly id: string
  readonly name: string
  readonly domain: string
}

/** Microsoft Graph, as far as we need it. Each call is one exchange; nothing here waits or repeats. */
export interface Directory {
  organization(signal: AbortSignal): Promise<Answer<Organization>>
  applicationByUniqueName(uniqueName: string, signal: AbortSignal): Promise<Answer<Application | null>>
  applicationById(id: string, signal: AbortSignal): Promise<Answer<Application | null>>
  applicationsByTag(tag: string, signal: AbortSignal): Promise<Answer<readonly Application[]>>
  applicationsByName(displayName: string, signal: AbortSignal): Promise<Answer<readonly Application[]>>
  /** Ours, deleted less than 30 days ago. */
  deletedApplications(displayName: string, signal: AbortSignal): Promise<Answer<readonly DeletedApplication[]>>
  /** Creates it, or leaves an existing one (`null`) with that uniqueName as the body says. `unsupported`: not in this form. */
  upsertApplication(
    uniqueName: string,
    body: Omit<ApplicationBody, 'tags'>,
    signal: AbortSignal,
  ): Promise<Answer<Application | 'unsupported' | null>>
  /** Made twice, it makes two. */
  createApplication(body: ApplicationBody, signal: AbortSignal): Promise<Answer<Application>>
  restoreApplication(id: string, signal: AbortSignal): Promise<Answer<null>>
  /** To the recycle bin, its service principal and grants with it. Not there: it is gone, which is what was asked for. */
  deleteApplication(id: string, signal: AbortSignal): Promise<Answer<null>>
  patchApplication(id: string, body: Partial<ApplicationBody>, signal: AbortSignal): Promise<Answer<null>>
  servicePrincipalByAppId(appId: string, signal: AbortSignal): Promise<Answer<ServicePrincipal | null>>
  createServicePrincipal(appId: string, signal: AbortSignal): Promise<Answer<ServicePrincipal>>
  deleteServicePrincipal(id: string, signal: AbortSignal): Promise<Answer<null>>
  appRoleAssignments(servicePrincipalId: string, signal: AbortSignal): Promise<Answer<readonly AppRoleAssignment[]>>
  grantAppRole(
    grant: { readonly principalId: string; readonly resourceId: string; readonly appRoleId: string },
    signal: AbortSignal,
  ): Promise<Answer<AppRoleAssignment>>
  /** Not there: it is gone, which is what was asked for. */
  removeGrant(grant: { readonly principalId: string; readonly id: string }, signal: AbortSignal): Promise<Answer<null>>
  /** `null`: this account may not read it, which is usual. */
  secretPolicy(signal: AbortSignal): Promise<Answer<SecretPolicy | null>>
  addPassword(
    applicationId: string,
    password: { readonly displayName: string; readonly endsAt: string },
    signal: AbortSignal,
  ): Promise<Answer<{ readonly credential: PasswordCredential; readonly secret: Secret }>>
  removePassword(applicationId: string, keyId: string, signal: AbortSignal): Promise<Answer<null>>
}
