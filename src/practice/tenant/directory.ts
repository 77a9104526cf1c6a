import { randomUUID } from 'node:crypto'
import { second, type Clock } from './clock.ts'
import { companyPolicy } from './app-policy.ts'
import { hostsOf, type CloudHosts } from '../company/clouds.ts'
import { GeneratedObjects } from '../company/generated-objects.ts'
import { azureManagement, azurePortal, exchangeOnline } from '../company/first-party.ts'
import { microsoftGraph } from '../company/microsoft-graph.ts'
import type { Faults } from '../faults/faults.ts'
import { Replicas, type Replicated, type View } from './replication.ts'
import type { StoredPassword } from './secrets.ts'
import type { Seed, SeedUser } from '../company/seed.ts'
import { sharedMailboxes } from '../company/shared-mailboxes.ts'
import type {
  StoredApplication,
  StoredAssignment,
  StoredGrant,
  StoredMail,
  StoredPolicy,
  StoredServicePrincipal,
} from './stored.ts'
import { publishedBy, microsoftServicePrincipal } from './service-principal-source.ts'
import { StoredFaults } from '../faults/stored-faults.ts'
import { Table } from './table.ts'

export type { StoredApplication, StoredAssignment, StoredGrant, StoredKey, StoredServicePrincipal } from './stored.ts'

/** A deleted object can be restored for 30 days: https://learn.microsoft.com/graph/api/resources/directory */
const restorableForMs = 30 * 24 * 3600_000

/** The objects of one company, and the rules between them that hold whoever the caller is. */
export class Directory {
  readonly seed: Seed
  /** The hosts of the company's cloud. */
  readonly hosts: CloudHosts
  readonly clock: Clock
  readonly replicas: Replicas
  readonly faults: StoredFaults
  readonly applications = newApplications()
  readonly deletedApplications = newApplications()
  readonly servicePrincipals = newServicePrincipals()
  readonly deletedServicePrincipals = newServicePrincipals()
  readonly assignments = new Table<StoredAssignment>()
  readonly grants = new Table<StoredGrant>()
  readonly policies = new Table<StoredPolicy>()
  defaultPolicy: StoredPolicy
  readonly sentMail: StoredMail[] = []
  /** The number of requests that changed something. */
  writes = 0
  private readonly shared: readonly SeedUser[]
  private readonly generatedObjects: GeneratedObjects

  constructor(seed: Seed, clock: Clock, faults: Faults) {
    this.seed = seed
    this.hosts = hostsOf(seed)
    this.clock = clock
    this.replicas = new Replicas(faults.lag ?? {}, faults.replication, clock)
    this.faults = new StoredFaults(faults)
    this.shared = sharedMailboxes(seed)
    this.generatedObjects = new GeneratedObjects(seed)
    this.defaultPolicy = companyPolicy(seed.newSecrets)
    this.reset()
  }

  /** Brings the directory back to its seed. */
  reset(): void {
    this.clear()
    for (const party of this.seed.hasExchangeOnline ? [microsoftGraph, exchangeOnline] : [microsoftGraph]) {
      this.servicePrincipals.add(this.mayDisable(microsoftServicePrincipal(party, this.hosts)))
    }
    for (const application of this.generatedObjects.applications()) this.applications.add(application)
    this.defaultPolicy = companyPolicy(this.seed.newSecrets)
  }

  /**
   * Returns the service principal with this identifier. Those of Microsoft's applications for Azure are made when a
   * client first asks for a token for one of them.
   */
  resource(identifier: string): StoredServicePrincipal | undefined {
    const wanted = identifier.toLowerCase().replace(/\/$/, '')
    const found = this.servicePrincipals.find(({ identifiers }) =>
      identifiers.some((known) => known.toLowerCase() === wanted),
    )
    if (found !== undefined) return found
    const party = [azureManagement, azurePortal].find(({ identifiers }) => identifiers(this.hosts).includes(wanted))
    if (party === undefined) return undefined
    return this.servicePrincipals.add(this.mayDisable(microsoftServicePrincipal(party, this.hosts)))
  }

  /** Removes every object, so that a saved company can be put in. */
  clear(): void {
    for (const table of [this.applications, this.deletedApplications]) table.clear()
    for (const table of [this.servicePrincipals, this.deletedServicePrincipals]) table.clear()
    this.assignments.clear()
    this.grants.clear()
    this.policies.clear()
    this.sentMail.length = 0
    this.replicas.reset()
    this.faults.reset()
    this.writes = 0
  }

  /** Finds an account by its id or its user principal name. */
  user(idOrName: string): SeedUser | undefined {
    const wanted = idOrName.toLowerCase()
    const known = [...this.seed.users, ...this.shared]
    return (
      known.find((user) => user.id === wanted || user.userPrincipalName.toLowerCase() === wanted) ??
      this.generatedObjects.user(wanted)
    )
  }

  /** Finds an account that signs in here: one with a user object, or a delegated administrator of another company. */
  account(id: string): SeedUser | undefined {
    return this.user(id) ?? this.seed.delegatedAdministrators?.find((one) => one.id === id.toLowerCase())
  }

  /** All accounts: those of the seed, those of shared mailboxes, then the generated ones. */
  users(): Iterable<SeedUser> {
    const known = [...this.seed.users, ...this.shared]
    return this.generatedObjects.isEmpty ? known : [...known, ...this.generatedObjects.users()]
  }

  /** Whether a read finds this object. Each call counts as one read of it; see {@link View}. */
  sees<T extends Replicated>(object: T | undefined, view: View = 'token'): object is T {
    return object !== undefined && this.replicas.sees(object, view)
  }

  /** Whether the token endpoint accepts this secret now: replicated, already valid and not yet expired. */
  passwordIsActive(password: StoredPassword): boolean {
    const now = this.clock.now().getTime()
    const isInTime = Date.parse(password.startDateTime) <= now && now < Date.parse(password.endDateTime)
    return this.sees(password, 'token') && isInTime
  }

  addApplication(
    wanted: Pick<StoredApplication, 'uniqueName' | 'owners' | 'properties'> & Partial<StoredApplication>,
  ): StoredApplication {
    return this.applications.add({
      createdBy: null,
      deletedDateTime: null,
      passwords: [],
      keys: [],
      policies: [],
      ...wanted,
      id: randomUUID(),
      appId: randomUUID(),
      createdDateTime: second(this.clock.now()),
      ...this.replicas.begin('application'),
    })
  }

  /** Soft delete: the application and its service principal can be restored for 30 days; their grants are gone at once. */
  deleteApplication(application: StoredApplication): void {
    this.applications.remove(application)
    application.deletedDateTime = second(this.clock.now())
    this.deletedApplications.add(application)
    const principal = this.servicePrincipals.by('appId', application.appId)
    if (principal !== undefined) this.deleteServicePrincipal(principal)
  }

  addServicePrincipal(
    wanted: Pick<StoredServicePrincipal, 'appId' | 'displayName' | 'ownerTenantId' | 'tags'> &
      Partial<StoredServicePrincipal>,
  ): StoredServicePrincipal {
    const principal: StoredServicePrincipal = {
      accountEnabled: true,
      appRoleAssignmentRequired: false,
      identifiers: [wanted.appId],
      appRoles: [],
      scopes: [],
      notes: null,
      owners: [],
      createdBy: null,
      deletedDateTime: null,
      properties: {},
      ...wanted,
      createdDateTime: second(this.clock.now()),
      id: randomUUID(),
      ...this.replicas.begin('servicePrincipal'),
    }
    return this.servicePrincipals.add(this.mayDisable(principal))
  }

  private mayDisable(principal: StoredServicePrincipal): StoredServicePrincipal {
    this.faults.mayDisable(principal)
    return principal
  }

  // UNCONFIRMED(restored-principal-has-no-grants): whether a restored service principal has its grants again.
  deleteServicePrincipal(principal: StoredServicePrincipal): void {
    this.servicePrincipals.remove(principal)
    principal.deletedDateTime = second(this.clock.now())
    this.deletedServicePrincipals.add(principal)
    for (const other of this.assignments.filter(
      (one) => one.principalId === principal.id || one.resourceId === principal.id,
    ))
      this.assignments.remove(other)
    for (const other of this.grants.filter((one) => one.clientId === principal.id || one.resourceId === principal.id))
      this.grants.remove(other)
  }

  /** Whether a deleted object can still be restored, which Entra allows for 30 days. */
  isRestorable({ deletedDateTime }: { readonly deletedDateTime: string | null }): boolean {
    return this.clock.now().getTime() - Date.parse(deletedDateTime ?? '') < restorableForMs
  }

  /** Restores a deleted object. Returns false when another object has its unique name or its application id by now. */
  restore(row: StoredApplication | StoredServicePrincipal): boolean {
    if ('keys' in row) {
      if (row.uniqueName !== null && this.applications.by('uniqueName', row.uniqueName) !== undefined) return false
      this.deletedApplications.remove(row)
      row.deletedDateTime = null
      this.applications.add(row)
      return true
    }
    if (this.servicePrincipals.by('appId', row.appId) !== undefined) return false
    this.deletedServicePrincipals.remove(row)
    row.deletedDateTime = null
    this.servicePrincipals.add(row)
    return true
  }

  /** Copies the name, roles, scopes and identifiers of an application to its service principal. */
  follow(application: StoredApplication): void {
    const principal = this.servicePrincipals.by('appId', application.appId)
    if (principal !== undefined) Object.assign(principal, publishedBy(application))
  }

  addAssignment(wanted: Pick<StoredAssignment, 'appRoleId' | 'principalId' | 'resourceId'>): StoredAssignment {
    return this.assignments.add({
      ...wanted,
      // Entra's ids of assignments are 32 bytes in base64url, not GUIDs.
      id: Buffer.from(randomUUID().replaceAll('-', ''), 'ascii').toString('base64url'),
      createdDateTime: this.clock.now().toISOString(),
      ...this.replicas.begin('appRoleAssignment'),
    })
  }

  addGrant(wanted: Omit<StoredGrant, 'id' | keyof Replicated>): StoredGrant {
    return this.grants.add({
      ...wanted,
      id: Buffer.from(randomUUID().replaceAll('-', ''), 'ascii').toString('base64url'),
      ...this.replicas.begin('grant'),
    })
  }

  /** The scopes a client may use at a resource for one account, by the account's own consents and the company's. */
  consented(clientAppId: string, principalId: string, resource: StoredServicePrincipal): readonly string[] {
    const client = this.servicePrincipals.by('appId', clientAppId)
    if (client === undefined) return []
    const scopes = this.grants
      .filter((grant) => grant.clientId === client.id && grant.resourceId === resource.id)
      .filter((grant) => grant.consentType === 'AllPrincipals' || grant.principalId === principalId)
      .filter((grant) => this.sees(grant, 'token'))
      .flatMap((grant) => grant.scopes)
    return [...new Set(scopes)]
  }

  /**
   * Records a consent given at sign-in, and makes the client's enterprise application if it is the first one.
   * `principalId: null` consents for every account.
   */
  consent(wanted: {
    client: { clientId: string; displayName: string; homeTenantId: string }
    principalId: string | null
    resource: StoredServicePrincipal
    scopes: readonly string[]
  }): void {
    const principal =
      this.servicePrincipals.by('appId', wanted.client.clientId) ??
      this.addServicePrincipal({
        appId: wanted.client.clientId,
        displayName: wanted.client.displayName,
        ownerTenantId: wanted.client.homeTenantId,
        tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
      })
    const { principalId, resource } = wanted
    const consentType: StoredGrant['consentType'] = principalId === null ? 'AllPrincipals' : 'Principal'
    const ids = { clientId: principal.id, principalId, resourceId: resource.id, consentType }
    const before = this.grants.find((grant) => Object.entries(ids).every(([key, id]) => grant[key as 'id'] === id))
    // A consent given on a sign-in page never lags: the token of the same sign-in already has it.
    if (before === undefined)
      Object.assign(this.addGrant({ ...ids, scopes: [...wanted.scopes] }), { hiddenFor: 0, away: {} })
    else before.scopes = [...new Set([...before.scopes, ...wanted.scopes])]
    this.writes += 1
  }
}

function newApplications(): Table<StoredApplication> {
  return new Table({ appId: (row) => row.appId, uniqueName: (row) => row.uniqueName })
}

function newServicePrincipals(): Table<StoredServicePrincipal> {
  return new Table({ appId: (row) => row.appId })
}
