import type { Answer } from '#core/answer.ts'
import { publicCloud } from '#core/access/cloud.ts'
import type {
  Application,
  AppRoleAssignment,
  DeletedApplication,
  Directory,
  Exemption,
  SecretPolicy,
  ServicePrincipal,
} from '#core/directory.ts'
import type { JournalLine } from '#core/ledger.ts'
import type { EntryLabel, Vault, World } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import type { RunEvent } from '#core/provision/run-event.ts'
import type { RunContext } from '#core/provision/step.ts'
import { Secret } from '#core/secret.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

export const problemOf = (code: ProblemCode): Problem => ({ code, at: '2026-11-23T14:00:00.000Z' })
export const refused = (code: ProblemCode): Answer<never> => ({ no: problemOf(code) })
/** An answer that was lost on the way: the call may have been carried out. */
export const lost: Answer<never> = { unknown: true, problem: problemOf('unreachable') }

type Call = keyof Directory | `vault.${Exclude<keyof Vault, 'read'>}`

/** What a call meets instead of its ordinary answer. `after`: the tenant has carried the call out first. */
interface Scripted {
  readonly answer: Answer<never>
  readonly after: boolean
}

/** An app management policy, and the ids of what it is assigned to. */
interface MemoryPolicy {
  readonly displayName: string
  readonly exemption: Exemption
  readonly targets: Set<string>
}

/** A tenant and a keychain as plain values, behind the ports: what the steps of a run read and write, without HTTP. */
export interface MemoryTenant {
  readonly applications: Application[]
  readonly deleted: DeletedApplication[]
  readonly servicePrincipals: ServicePrincipal[]
  /** Assignments by the service principal that has them. */
  readonly grants: Map<string, AppRoleAssignment[]>
  readonly vault: Map<string, Secret>
  /** What the entries of the keychain say of themselves. */
  readonly labels: Map<string, EntryLabel>
  secretPolicy: SecretPolicy | null
  /** The app management policies, by id. */
  readonly policies: Map<string, MemoryPolicy>
  /** Graph refuses the upsert, as some national clouds do. */
  upsertSupported: boolean
  /** Ids of applications that the journal knows. */
  noted: readonly string[]
  /** Every call that was made, by the name of its method. */
  readonly calls: Call[]
  readonly context: RunContext
  readonly clock: VirtualClock
  readonly events: RunEvent[]
  readonly journal: JournalLine[]
  readonly stopper: AbortController
  /** The next calls of this name meet these answers, and are not carried out. */
  answer(call: Call, ...answers: readonly Answer<never>[]): void
  /** The next call of this name is carried out, and then meets this answer. */
  answerAfter(call: Call, answer: Answer<never>): void
  /** The calls that changed something, or were meant to. */
  writes(): readonly Call[]
}

const exchange = '00000002-0000-0ff1-ce00-000000000000'
const graph = '00000003-0000-0000-c000-000000000000'
const writes: readonly Call[] = [
  'upsertApplication',
  'createApplication',
  'restoreApplication',
  'deleteApplication',
  'patchApplication',
  'createServicePrincipal',
  'enableServicePrincipal',
  'deleteServicePrincipal',
  'grantAppRole',
  'removeGrant',
  'createPolicy',
  'assignPolicy',
  'unassignPolicy',
  'deletePolicy',
  'addPassword',
  'removePassword',
  'vault.write',
  'vault.relabel',
  'vault.remove',
]

export function openMemoryTenant(change: Partial<Pick<MemoryTenant, 'applications' | 'deleted'>> = {}): MemoryTenant {
  const clock = createVirtualClock()
  const applications = [...(change.applications ?? [])]
  const deleted = [...(change.deleted ?? [])]
  const servicePrincipals: ServicePrincipal[] = [exchange, graph].map((appId) => servicePrincipalOf(appId))
  const grants = new Map<string, AppRoleAssignment[]>()
  const vault = new Map<string, Secret>()
  const labels = new Map<string, EntryLabel>()
  const policies = new Map<string, MemoryPolicy>()
  const policyList = (matches: (policy: MemoryPolicy) => boolean) =>
    [...policies].filter(([, policy]) => matches(policy)).map(([id, { displayName }]) => ({ id, displayName }))
  const calls: Call[] = []
  const events: RunEvent[] = []
  const journal: JournalLine[] = []
  const stopper = new AbortController()
  const scripts = new Map<Call, Scripted[]>()
  const uniqueNames = new Map<string, string>()
  let made = 0
  const newId = () => `id-${String(++made).padStart(2, '0')}`

  async function meet<T>(call: Call, work: () => T): Promise<Answer<T>> {
    calls.push(call)
    const scripted = scripts.get(call)?.shift()
    if (scripted && !scripted.after) return scripted.answer
    const value = work()
    await Promise.resolve()
    return scripted ? scripted.answer : { done: value }
  }

  const byId = (id: string) => applications.find((application) => application.id === id)
  const replace = (id: string, next: (application: Application) => Application) => {
    const index = applications.findIndex((application) => application.id === id)
    const found = applications[index]
    if (found) applications[index] = next(found)
  }
  const create = (body: Parameters<Directory['createApplication']>[0]): Application => {
    const application: Application = {
      ...body,
      id: newId(),
      appId: newId(),
      createdAt: clock.now().toISOString(),
      passwords: [],
    }
    applications.push(application)
    return application
  }

  const directory: Directory = {
    ownUser: () => meet('ownUser', () => ({ mail: null })),
    activeRoles: () => meet('activeRoles', () => null),
    organization: () => meet('organization', () => ({ id: 'tenant', name: 'Tenant', domain: 'tenant.example' })),
    applicationByUniqueName: (name) => meet('applicationByUniqueName', () => byId(uniqueNames.get(name) ?? '') ?? null),
    applicationById: (id) => meet('applicationById', () => byId(id) ?? null),
    applicationsByTag: (tag) => meet('applicationsByTag', () => applications.filter(({ tags }) => tags.includes(tag))),
    applicationsByName: (name) =>
      meet('applicationsByName', () => applications.filter(({ displayName }) => displayName === name)),
    deletedApplications: (name) =>
      meet('deletedApplications', () => deleted.filter(({ displayName }) => displayName === name)),
    upsertApplication: (name, body) =>
      meet('upsertApplication', () => {
        if (!tenant.upsertSupported) return 'unsupported'
        const known = uniqueNames.get(name)
        if (known !== undefined) {
          replace(known, (application) => ({ ...application, ...body }))
          return null
        }
        const application = create({ ...body, tags: [] })
        uniqueNames.set(name, application.id)
        return application
      }),
    createApplication: (body) => meet('createApplication', () => create(body)),
    restoreApplication: (id) =>
      meet('restoreApplication', () => {
        const index = deleted.findIndex((one) => one.id === id)
        const [found] = index < 0 ? [] : deleted.splice(index, 1)
        if (found) applications.push(found)
        return null
      }),
    deleteApplication: (id) =>
      meet('deleteApplication', () => {
        const found = byId(id)
        if (found) applications.splice(applications.indexOf(found), 1)
        return null
      }),
    patchApplication: (id, body) =>
      meet('patchApplication', () => {
        replace(id, (application) => ({ ...application, ...body }))
        return null
      }),
    servicePrincipalByAppId: (appId) =>
      meet('servicePrincipalByAppId', () => servicePrincipals.find((one) => one.appId === appId) ?? null),
    createServicePrincipal: (appId) =>
      meet('createServicePrincipal', () => {
        const servicePrincipal = servicePrincipalOf(appId)
        servicePrincipals.push(servicePrincipal)
        return servicePrincipal
      }),
    enableServicePrincipal: (id) =>
      meet('enableServicePrincipal', () => {
        const index = servicePrincipals.findIndex((one) => one.id === id)
        const found = servicePrincipals[index]
        if (found) servicePrincipals[index] = { ...found, disabled: null }
        return null
      }),
    deleteServicePrincipal: (id) =>
      meet('deleteServicePrincipal', () => {
        const index = servicePrincipals.findIndex((one) => one.id === id)
        if (index >= 0) servicePrincipals.splice(index, 1)
        return null
      }),
    appRoleAssignments: (appId) =>
      meet('appRoleAssignments', () => {
        const servicePrincipal = servicePrincipals.find((one) => one.appId === appId)
        return servicePrincipal ? [...(grants.get(servicePrincipal.id) ?? [])] : null
      }),
    grantAppRole: ({ principalId, resourceId, appRoleId }) =>
      meet('grantAppRole', () => {
        const assignment = { id: newId(), resourceId, appRoleId }
        grants.set(principalId, [...(grants.get(principalId) ?? []), assignment])
        return assignment
      }),
    removeGrant: ({ principalId, id }) =>
      meet('removeGrant', () => {
        const left = (grants.get(principalId) ?? []).filter((one) => one.id !== id)
        grants.set(principalId, left)
        return null
      }),
    secretPolicy: () => meet('secretPolicy', () => tenant.secretPolicy),
    policies: () => meet('policies', () => policyList(() => true)),
    policiesOf: (id) => meet('policiesOf', () => policyList(({ targets }) => targets.has(id))),
    policyTargets: (id) => meet('policyTargets', () => [...(policies.get(id)?.targets ?? [])]),
    createPolicy: ({ displayName }, exemption) =>
      meet('createPolicy', () => {
        const id = newId()
        policies.set(id, { displayName, exemption, targets: new Set() })
        return id
      }),
    assignPolicy: (applicationId, id) =>
      meet('assignPolicy', () => {
        policies.get(id)?.targets.add(applicationId)
        return null
      }),
    unassignPolicy: (applicationId, id) =>
      meet('unassignPolicy', () => {
        policies.get(id)?.targets.delete(applicationId)
        return null
      }),
    deletePolicy: (id) =>
      meet('deletePolicy', () => {
        policies.delete(id)
        return null
      }),
    addPassword: (id, { displayName, endsAt }) => {
      const isExempted = policyList(({ targets }) => targets.has(id)).length > 0
      if (tenant.secretPolicy?.forbidden === true && !isExempted)
        tenant.answer('addPassword', refused('secrets-forbidden'))
      return meet('addPassword', () => {
        const credential = { keyId: newId(), displayName, startsAt: clock.now().toISOString(), endsAt }
        replace(id, (application) => ({ ...application, passwords: [...application.passwords, credential] }))
        return { credential, secret: new Secret(`value of ${credential.keyId}`) }
      })
    },
    removePassword: (id, keyId) =>
      meet('removePassword', () => {
        replace(id, (application) => ({
          ...application,
          passwords: application.passwords.filter((password) => password.keyId !== keyId),
        }))
        return null
      }),
  }

  const vaultPort: Vault = {
    canary: () => meet('vault.canary', () => null),
    read: (account) => Promise.resolve({ done: vault.get(account) ?? null }),
    write: (account, secret, label) =>
      meet('vault.write', () => {
        vault.set(account, secret)
        labels.set(account, label)
        return null
      }),
    relabel: (account, label) =>
      meet('vault.relabel', () => {
        if (vault.has(account)) labels.set(account, label)
        return vault.has(account)
      }),
    entries: () =>
      Promise.resolve({ done: [...vault.keys()].map((account) => ({ account, label: labels.get(account) ?? null })) }),
    remove: (account) =>
      meet('vault.remove', () => {
        vault.delete(account)
        return null
      }),
  }

  const unused = (port: string) => () => {
    throw new Error(`the test does not expect a call on ${port}`)
  }
  const world: World = {
    practice: true,
    settlesMs: 10_000,
    cloud: publicCloud,
    clock,
    directory,
    vault: vaultPort,
    tokens: { appOnly: unused('tokens') },
    mailbox: { open: unused('mailbox') },
    discovery: { tenant: unused('discovery') },
    outbox: { send: unused('outbox') },
    network: { look: unused('network'), canListen: unused('network') },
    seal: unused('seal'),
    journal: {
      note: (line) => {
        journal.push(line)
      },
      awaited: () => null,
      applications: () => tenant.noted,
    },
    recipients: [],
    newId,
    random: () => 0.5,
  }
  const tenant: MemoryTenant = {
    applications,
    deleted,
    servicePrincipals,
    grants,
    vault,
    labels,
    secretPolicy: null,
    policies,
    upsertSupported: true,
    noted: [],
    calls,
    clock,
    events,
    journal,
    stopper,
    context: {
      world,
      signal: stopper.signal,
      emit: (event) => {
        events.push(event)
      },
      finish: () => undefined,
    },
    answer(call, ...answers) {
      const scripted = answers.map((answer) => ({ answer, after: false }))
      scripts.set(call, [...(scripts.get(call) ?? []), ...scripted])
    },
    answerAfter(call, answer) {
      scripts.set(call, [...(scripts.get(call) ?? []), { answer, after: true }])
    },
    writes: () => calls.filter((call) => writes.includes(call)),
  }
  return tenant
}

/** An application of ours with nothing missing, unless `change` says otherwise. */
export function ourApplication(change: Partial<Application> = {}): Application {
  return {
    id: 'app-object',
    appId: 'app-client',
    displayName: 'Prextra – Synchronisation Outlook',
    createdAt: '2026-11-01T00:00:00Z',
    redirectUris: ['https://login.microsoftonline.com/common/oauth2/nativeclient'],
    tags: ['cdid-prextra-outlook-sync'],
    permissions: [{ resourceAppId: exchange, appRoleId: 'dc890d15-9560-4a4c-9b7f-a736ec74ec40' }],
    passwords: [],
    ...change,
  }
}

export function servicePrincipalOf(appId: string): ServicePrincipal {
  return { id: `sp of ${appId}`, appId, createdAt: null, disabled: null }
}
