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

/** What the tenant's default app management policy says about client secrets. */
export interface SecretPolicy {
  readonly forbidden: boolean
  /** The longest life a new secret may have, in milliseconds. */
  readonly longestMs: number | null
  /**
   * What a policy for one application must state so that it may have a secret and nothing else changes for it; `null` when
   * the default policy holds something that cannot be copied, or does not forbid secrets.
   */
  readonly exemption: Exemption | null
}

/** An app management policy. */
export interface AppPolicy {
  readonly id: string
  readonly displayName: string
}

/** The restrictions of a policy that exempts one application. */
export interface Exemption {
  /** Graph's `restrictions`, which is sent as it is. */
  readonly restrictions: Readonly<Record<string, unknown>>
  /** The names of the restrictions that it keeps, as Microsoft writes them, with their limit: `passwordLifetime P180D`. */
  readonly keeps: readonly string[]
}

export interface ServicePrincipal {
  readonly id: string
  readonly appId: string
  readonly createdAt: string | null
  /** Who has disabled it, so that it gets no tokens; `null`: it is enabled. */
  readonly disabled: Disabled | null
}

/** Who has disabled a service principal. `status` is Microsoft's reason, such as `DisabledDueToViolationOfServicesAgreement`. */
export type Disabled = { readonly by: 'administrator' } | { readonly by: 'microsoft'; readonly status: string }

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

/**
 * The calls on Microsoft Graph that we need: nothing here waits or repeats. Each write is an exchange of its own. Reads that
 * are begun at the same time may share one.
 */
export interface Directory {
  organization(signal: AbortSignal): Promise<Answer<Organization>>
  /**
   * Reads the user object of the account that signed in, and the address that it has for mail; `null` when the account has
   * no user object in this tenant.
   */
  ownUser(signal: AbortSignal): Promise<Answer<{ readonly mail: string | null } | null>>
  /**
   * Returns the directory roles that are active for the account that signed in, those of its groups too, by template id.
   * `null`: it has no user object here, or Microsoft does not show the roles to this application.
   */
  activeRoles(signal: AbortSignal): Promise<Answer<readonly string[] | null>>
  applicationByUniqueName(uniqueName: string, signal: AbortSignal): Promise<Answer<Application | null>>
  applicationById(id: string, signal: AbortSignal): Promise<Answer<Application | null>>
  applicationsByTag(tag: string, signal: AbortSignal): Promise<Answer<readonly Application[]>>
  applicationsByName(displayName: string, signal: AbortSignal): Promise<Answer<readonly Application[]>>
  /** Returns the applications of that name in the recycle bin. */
  deletedApplications(displayName: string, signal: AbortSignal): Promise<Answer<readonly DeletedApplication[]>>
  /** Creates an application, or gives the existing one with that uniqueName this body (`null`). `unsupported`: Graph has no such call here. */
  upsertApplication(
    uniqueName: string,
    body: Omit<ApplicationBody, 'tags'>,
    signal: AbortSignal,
  ): Promise<Answer<Application | 'unsupported' | null>>
  /** Creates an application; a second call creates a second one. */
  createApplication(body: ApplicationBody, signal: AbortSignal): Promise<Answer<Application>>
  restoreApplication(id: string, signal: AbortSignal): Promise<Answer<null>>
  /** Moves it to the recycle bin, with its service principal and its grants. `done` too when it does not exist. */
  deleteApplication(id: string, signal: AbortSignal): Promise<Answer<null>>
  patchApplication(id: string, body: Partial<ApplicationBody>, signal: AbortSignal): Promise<Answer<null>>
  servicePrincipalByAppId(appId: string, signal: AbortSignal): Promise<Answer<ServicePrincipal | null>>
  createServicePrincipal(appId: string, signal: AbortSignal): Promise<Answer<ServicePrincipal>>
  /** Lets it get tokens again after an administrator has disabled it. */
  enableServicePrincipal(id: string, signal: AbortSignal): Promise<Answer<null>>
  deleteServicePrincipal(id: string, signal: AbortSignal): Promise<Answer<null>>
  /** Returns the app roles that the service principal of this application has; `null`: the application has none here. */
  appRoleAssignments(appId: string, signal: AbortSignal): Promise<Answer<readonly AppRoleAssignment[] | null>>
  grantAppRole(
    grant: { readonly principalId: string; readonly resourceId: string; readonly appRoleId: string },
    signal: AbortSignal,
  ): Promise<Answer<AppRoleAssignment>>
  /** `done` too when it does not exist. */
  removeGrant(grant: { readonly principalId: string; readonly id: string }, signal: AbortSignal): Promise<Answer<null>>
  /** `null`: this account may not read the policy, which is usual. */
  secretPolicy(signal: AbortSignal): Promise<Answer<SecretPolicy | null>>
  /** Returns the app management policies of the tenant, the first hundred or so: Graph filters them by nothing. */
  policies(signal: AbortSignal): Promise<Answer<readonly AppPolicy[]>>
  /** Returns the app management policies that are assigned to an application; Microsoft allows one. */
  policiesOf(applicationId: string, signal: AbortSignal): Promise<Answer<readonly AppPolicy[]>>
  /** Returns the ids of the applications and service principals that a policy is assigned to. */
  policyTargets(policyId: string, signal: AbortSignal): Promise<Answer<readonly string[]>>
  /** Creates an app management policy, assigned to nothing, and returns its id; a second call creates a second one. */
  createPolicy(
    name: { readonly displayName: string; readonly description: string },
    exemption: Exemption,
    signal: AbortSignal,
  ): Promise<Answer<string>>
  assignPolicy(applicationId: string, policyId: string, signal: AbortSignal): Promise<Answer<null>>
  /** `done` too when it is not assigned. */
  unassignPolicy(applicationId: string, policyId: string, signal: AbortSignal): Promise<Answer<null>>
  /** `done` too when it does not exist. */
  deletePolicy(policyId: string, signal: AbortSignal): Promise<Answer<null>>
  addPassword(
    applicationId: string,
    password: { readonly displayName: string; readonly endsAt: string },
    signal: AbortSignal,
  ): Promise<Answer<{ readonly credential: PasswordCredential; readonly secret: Secret }>>
  removePassword(applicationId: string, keyId: string, signal: AbortSignal): Promise<Answer<null>>
}
