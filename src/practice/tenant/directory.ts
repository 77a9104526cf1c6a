import { randomUUID } from 'node:crypto'
import { second, type Clock } from './clock.ts'
import { companyPolicy } from './app-policy.ts'
import { GeneratedObjects } from '../company/generated-objects.ts'
import { exchangeOnline, microsoftGraph } from '../company/first-party.ts'
import { Replicas, type Lag, type Replicated, type Replication, type View } from './replication.ts'
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
import { offered, ofMicrosoft } from './offered.ts'
import { Table } from './table.ts'

export type { StoredApplication, StoredAssignment, StoredGrant, StoredKey, StoredServicePrincipal } from './stored.ts'

/** One company's objects, and the rules that hold between them whoever asks. */
export class Directory {
  readonly seed: Seed
  readonly clock: Clock
  readonly replicas: Replicas
  readonly applications = newApplications()
  readonly deletedApplications = newApplications()
  readonly servicePrincipals = newServicePrincipals()
  readonly deletedServicePrincipals = newServicePrincipals()
  readonly assignments = new Table<StoredAssignment>()
  readonly grants = new Table<StoredGrant>()
  readonly policies = new Table<StoredPolicy>()
  defaultPolicy: StoredPolicy
  readonly sentMail: StoredMail[] = []
  /** Requests that changed anything here. */
  writes = 0
  private readonly shared: readonly SeedUser[]
  private readonly generatedObjects: GeneratedObjects

  constructor(seed: Seed, clock: Clock, lag: Lag, replication?: Replication) {
    this.seed = seed
    this.clock = clock
    this.replicas = new Replicas(lag, replication, clock)
    this.shared = sharedMailboxes(seed)
    this.generatedObjects = new GeneratedObjects(seed)
    this.defaultPolicy = companyPolicy(seed.newSecrets)
    this.reset()
  }

  /** Back to the seed. */
  reset(): void {
    this.clear()
    for (const party of this.seed.hasExchangeOnline ? [microsoftGraph, exchangeOnline] : [microsoftGraph]) {
      this.servicePrincipals.add(ofMicrosoft(party))
    }
    for (const application of this.generatedObjects.applications()) this.applications.add(application)
    this.defaultPolicy = companyPolicy(this.seed.newSecrets)
  }

  /** Nothing at all, for a saved state to be put in. */
  clear(): void {
    for (const table of [this.applications, this.deletedApplications]) table.clear()
    for (const table of [this.servicePrincipals, this.deletedServicePrincipals]) table.clear()
    this.assignments.clear()
    this.grants.clear()
    this.policies.clear()
    this.sentMail.length = 0
    this.replicas.reset()
    this.writes = 0
  }

  /** By id, or by the name one signs in with. */
  user(idOrName: string): SeedUser | undefined {
    const wanted = idOrName.toLowerCase()
    const known = [...this.seed.users, ...this.shared]
    return (
      known.find((user) => user.id === wanted || user.userPrincipalName.toLowerCase() === wanted) ??
      this.generatedObjects.user(wanted)
    )
  }

  /** Everybody: those of the seed first, shared mailboxes among them, then the crowd. */
  users(): Iterable<SeedUser> {
    const known = [...this.seed.users, ...this.shared]
    return this.generatedObjects.isEmpty ? known : [...known, ...this.generatedObjects.users()]
  }

  /** One look at an object from one place; without a view, from the token endpoint. See {@link View}. */
  sees<T extends Replicated>(object: T | undefined, view: View = 'token'): object is T {
    return object !== undefined && this.replicas.sees(object, view)
  }

  /** Whether the token endpoint takes this secret now: it has arrived there, has begun and has not ended. */
  passwordIsActive(password: StoredPassword): boolean {
    const now = this.clock.now().getTime()
    const isInTime = Date.parse(password.startDateTime) <= now && now < Date.parse(password.endDateTime)
    return this.sees(password, 'token') && isInTime
  }

  addApplication(
    wish: Pick<StoredApplication, 'uniqueName' | 'owners' | 'properties'> & Partial<StoredApplication>,
  ): StoredApplication {
    return this.applications.add({
      createdBy: null,
      deletedDateTime: null,
      passwords: [],
      keys: [],
      policies: [],
      ...wish,
      id: randomUUID(),
      appId: randomUUID(),
      createdDateTime: second(this.clock.now()),
      ...this.replicas.begin('application'),
    })
  }

  /** Entra's soft delete: the application waits 30 days, and its service principal with it; its grants are gone at once. */
  deleteApplication(application: StoredApplication): void {
    this.applications.remove(application)
    application.deletedDateTime = second(this.clock.now())
    this.deletedApplications.add(application)
    const principal = this.servicePrincipals.by('appId', application.appId)
    if (principal !== undefined) this.deleteServicePrincipal(principal)
  }

  addServicePrincipal(
    wish: Pick<StoredServicePrincipal, 'appId' | 'displayName' | 'ownerTenantId' | 'tags'> &
      Partial<StoredServicePrincipal>,
  ): StoredServicePrincipal {
    return this.servicePrincipals.add({
      accountEnabled: true,
      appRoleAssignmentRequired: false,
      identifiers: [wish.appId],
      appRoles: [],
      scopes: [],
      notes: null,
      owners: [],
      createdBy: null,
      deletedDateTime: null,
      properties: {},
      ...wish,
      createdDateTime: second(this.clock.now()),
      id: randomUUID(),
      ...this.replicas.begin('servicePrincipal'),
    })
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

  /** Takes a deleted object back. False when its unique name, or its place as the one of its application, has been taken meanwhile. */
  restore(row: StoredApplication | StoredServicePrincipal): boolean {
    if ('passwords' in row) {
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

  /** A service principal shows the name, roles, scopes and identifiers of its application as they are now. */
  follow(application: StoredApplication): void {
    const principal = this.servicePrincipals.by('appId', application.appId)
    if (principal !== undefined) Object.assign(principal, offered(application))
  }

  addAssignment(wish: Pick<StoredAssignment, 'appRoleId' | 'principalId' | 'resourceId'>): StoredAssignment {
    return this.assignments.add({
      ...wish,
      // Entra's assignment ids are base64url of 32 bytes, not GUIDs.
      id: Buffer.from(randomUUID().replaceAll('-', ''), 'ascii').toString('base64url'),
      createdDateTime: this.clock.now().toISOString(),
      ...this.replicas.begin('appRoleAssignment'),
    })
  }

  addGrant(wish: Omit<StoredGrant, 'id' | keyof Replicated>): StoredGrant {
    return this.grants.add({
      ...wish,
      id: Buffer.from(randomUUID().replaceAll('-', ''), 'ascii').toString('base64url'),
      ...this.replicas.begin('grant'),
    })
  }

  /** The scopes a client may use at a resource for one account: its own consents, and those given for everybody. */
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

  /** Records a consent given at sign-in, with the enterprise application it creates the first time. `null`: for every account. */
  consent(wish: {
    client: { clientId: string; displayName: string; homeTenantId: string }
    principalId: string | null
    resource: StoredServicePrincipal
    scopes: readonly string[]
  }): void {
    const principal =
      this.servicePrincipals.by('appId', wish.client.clientId) ??
      this.addServicePrincipal({
        appId: wish.client.clientId,
        displayName: wish.client.displayName,
        ownerTenantId: wish.client.homeTenantId,
        tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
      })
    const { principalId, resource } = wish
    const consentType: StoredGrant['consentType'] = principalId === null ? 'AllPrincipals' : 'Principal'
    const ids = { clientId: principal.id, principalId, resourceId: resource.id, consentType }
    const before = this.grants.find((grant) => Object.entries(ids).every(([key, id]) => grant[key as 'id'] === id))
    // A consent given on a sign-in page is there for the token of that same sign-in.
    if (before === undefined)
      Object.assign(this.addGrant({ ...ids, scopes: [...wish.scopes] }), { hiddenFor: 0, away: {} })
    else before.scopes = [...new Set([...before.scopes, ...wish.scopes])]
    this.writes += 1
  }
}

function newApplications(): Table<StoredApplication> {
  return new Table({ appId: (row) => row.appId, uniqueName: (row) => row.uniqueName })
}

function newServicePrincipals(): Table<StoredServicePrincipal> {
  return new Table({ appId: (row) => row.appId })
}
