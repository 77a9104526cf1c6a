import { randomUUID } from 'node:crypto'
import { second, type Clock } from './clock.ts'
import {
  exchangeOnline,
  microsoftGraph,
  microsoftTenantId,
  type AppRole,
  type FirstParty,
  type PermissionScope,
} from './first-party.ts'
import type { StoredPassword } from './secrets.ts'
import type { Seed, SeedUser } from './seed.ts'

/** How many looks at a new object of each kind miss it before it is there. */
export interface Lag {
  readonly application?: number
  readonly servicePrincipal?: number
  readonly appRoleAssignment?: number
  readonly passwordCredential?: number
}

interface Stored {
  readonly id: string
  /** How many more looks miss it (replication). */
  hiddenFor: number
}

export interface StoredApplication extends Stored {
  readonly appId: string
  readonly uniqueName: string | null
  readonly createdDateTime: string
  deletedDateTime: string | null
  readonly owners: readonly string[]
  /** What callers may set, checked against the shapes in routes/graph/shapes.ts. */
  properties: Record<string, unknown>
  passwords: StoredPassword[]
  keys: readonly StoredKey[]
}

export interface StoredKey {
  readonly key: string
  readonly startDateTime: string
  readonly endDateTime: string
}

export interface StoredServicePrincipal extends Stored {
  readonly appId: string
  readonly displayName: string
  readonly ownerTenantId: string
  readonly createdDateTime: string
  readonly accountEnabled: boolean
  readonly appRoleAssignmentRequired: boolean
  readonly identifiers: readonly string[]
  readonly appRoles: readonly AppRole[]
  readonly scopes: readonly PermissionScope[]
  readonly tags: readonly string[]
  readonly notes: string | null
}

export interface StoredAssignment extends Stored {
  readonly appRoleId: string
  readonly principalId: string
  readonly resourceId: string
  readonly createdDateTime: string
}

/** A delegated consent: what one account, or the whole company, let one client do at one resource (an oauth2PermissionGrant). */
export interface StoredGrant {
  readonly id: string
  readonly clientId: string
  readonly consentType: 'AllPrincipals' | 'Principal'
  /** null when it holds for every account. */
  readonly principalId: string | null
  readonly resourceId: string
  scopes: readonly string[]
}

/** One company's objects, and the rules that hold between them whoever asks. */
export class Directory {
  readonly seed: Seed
  readonly clock: Clock
  readonly lag: Lag
  applications: StoredApplication[] = []
  deletedApplications: StoredApplication[] = []
  servicePrincipals: StoredServicePrincipal[] = []
  assignments: StoredAssignment[] = []
  grants: StoredGrant[] = []
  /** Requests that changed anything here. */
  writes = 0

  constructor(seed: Seed, clock: Clock, lag: Lag) {
    this.seed = seed
    this.clock = clock
    this.lag = lag
    this.reset()
  }

  reset(): void {
    const firstParties = this.seed.hasExchangeOnline ? [microsoftGraph, exchangeOnline] : [microsoftGraph]
    this.applications = []
    this.deletedApplications = []
    this.servicePrincipals = firstParties.map((party) => this.ofMicrosoft(party))
    this.assignments = []
    this.grants = []
    this.writes = 0
  }

  user(id: string): SeedUser | undefined {
    return this.seed.users.find((user) => user.id === id)
  }

  /** One look at an object: a lagging one is missed, and is one look nearer to being seen. */
  sees<T extends { hiddenFor: number }>(object: T | undefined): object is T {
    if (object === undefined) return false
    if (object.hiddenFor === 0) return true
    object.hiddenFor -= 1
    return false
  }

  addApplication(wish: {
    uniqueName: string | null
    owners: readonly string[]
    properties: Record<string, unknown>
  }): StoredApplication {
    const application: StoredApplication = {
      ...wish,
      id: randomUUID(),
      appId: randomUUID(),
      createdDateTime: second(this.clock.now()),
      deletedDateTime: null,
      passwords: [],
      keys: [],
      hiddenFor: this.lag.application ?? 0,
    }
    this.applications.push(application)
    return application
  }

  /** Entra's soft delete: the application waits 30 days, its service principal and grants are gone at once. */
  deleteApplication(application: StoredApplication): void {
    this.applications = this.applications.filter((other) => other !== application)
    application.deletedDateTime = second(this.clock.now())
    this.deletedApplications.push(application)
    const principal = this.servicePrincipals.find((other) => other.appId === application.appId)
    if (principal !== undefined) this.deleteServicePrincipal(principal)
  }

  addServicePrincipal(
    wish: Pick<StoredServicePrincipal, 'appId' | 'displayName' | 'ownerTenantId' | 'tags'> &
      Partial<StoredServicePrincipal>,
  ): StoredServicePrincipal {
    const principal: StoredServicePrincipal = {
      accountEnabled: true,
      appRoleAssignmentRequired: false,
      identifiers: [wish.appId],
      appRoles: [],
      scopes: [],
      notes: null,
      createdDateTime: second(this.clock.now()),
      ...wish,
      id: randomUUID(),
      hiddenFor: this.lag.servicePrincipal ?? 0,
    }
    this.servicePrincipals.push(principal)
    return principal
  }

  deleteServicePrincipal(principal: StoredServicePrincipal): void {
    this.servicePrincipals = this.servicePrincipals.filter((other) => other !== principal)
    this.assignments = this.assignments.filter(
      (other) => other.principalId !== principal.id && other.resourceId !== principal.id,
    )
    this.grants = this.grants.filter((other) => other.clientId !== principal.id && other.resourceId !== principal.id)
  }

  addAssignment(wish: Pick<StoredAssignment, 'appRoleId' | 'principalId' | 'resourceId'>): StoredAssignment {
    const assignment: StoredAssignment = {
      ...wish,
      // Entra's assignment ids are base64url of 32 bytes, not GUIDs.
      id: Buffer.from(randomUUID().replaceAll('-', ''), 'ascii').toString('base64url'),
      createdDateTime: this.clock.now().toISOString(),
      hiddenFor: this.lag.appRoleAssignment ?? 0,
    }
    this.assignments.push(assignment)
    return assignment
  }

  /** The scopes a client may use at a resource for one account: its own consent, and the company's. */
  consented(clientAppId: string, principalId: string, resource: StoredServicePrincipal): readonly string[] {
    const client = this.servicePrincipals.find((other) => other.appId === clientAppId)
    if (client === undefined) return []
    return this.grants
      .filter((grant) => grant.clientId === client.id && grant.resourceId === resource.id)
      .filter((grant) => grant.principalId === principalId || grant.principalId === null)
      .flatMap((grant) => grant.scopes)
  }

  /** Records a consent given at sign-in, with the enterprise application it creates the first time. `null`: for every account. */
  consent(wish: {
    client: { clientId: string; displayName: string; homeTenantId: string }
    principalId: string | null
    resource: StoredServicePrincipal
    scopes: readonly string[]
  }): void {
    const principal =
      this.servicePrincipals.find((other) => other.appId === wish.client.clientId) ??
      this.addServicePrincipal({
        appId: wish.client.clientId,
        displayName: wish.client.displayName,
        ownerTenantId: wish.client.homeTenantId,
        tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
      })
    const before = this.grants.find(
      (grant) =>
        grant.clientId === principal.id &&
        grant.principalId === wish.principalId &&
        grant.resourceId === wish.resource.id,
    )
    if (before === undefined) {
      this.grants.push({
        id: randomUUID(),
        clientId: principal.id,
        consentType: wish.principalId === null ? 'AllPrincipals' : 'Principal',
        principalId: wish.principalId,
        resourceId: wish.resource.id,
        scopes: [...wish.scopes],
      })
    } else {
      before.scopes = [...new Set([...before.scopes, ...wish.scopes])]
    }
    this.writes += 1
  }

  private ofMicrosoft(party: FirstParty): StoredServicePrincipal {
    return {
      id: party.objectId,
      appId: party.appId,
      displayName: party.displayName,
      ownerTenantId: microsoftTenantId,
      createdDateTime: '2019-04-02T13:20:11Z',
      accountEnabled: true,
      appRoleAssignmentRequired: false,
      identifiers: party.identifiers,
      appRoles: party.appRoles,
      scopes: party.scopes,
      tags: [],
      notes: null,
      hiddenFor: 0,
    }
  }
}
