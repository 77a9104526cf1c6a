import { z } from 'zod'
import { mapAnswer, type Answer } from '#core/answer.ts'
import type {
  Application,
  ApplicationBody,
  Directory,
  Disabled,
  PasswordCredential,
  ServicePrincipal,
} from '#core/directory.ts'
import { Secret } from '#core/secret.ts'
import type { Connection } from '../connection.ts'
import type { Graph } from './graph.ts'
import { createAppPolicies } from './app-policies.ts'
import { listOf, requireBody } from './answer-body.ts'
import { replicationErrors } from './replication-errors.ts'

const password = z.object({
  keyId: z.guid(),
  displayName: z.string().nullish(),
  startDateTime: z.string(),
  endDateTime: z.string(),
})

const application = z.object({
  id: z.guid(),
  appId: z.guid(),
  displayName: z.string(),
  createdDateTime: z.string().nullish(),
  deletedDateTime: z.string().nullish(),
  tags: z.array(z.string()).default([]),
  publicClient: z.object({ redirectUris: z.array(z.string()).default([]) }).nullish(),
  requiredResourceAccess: z
    .array(z.object({ resourceAppId: z.guid(), resourceAccess: z.array(z.object({ id: z.guid(), type: z.string() })) }))
    .default([]),
  passwordCredentials: z.array(password).default([]),
})

const servicePrincipal = z.object({
  id: z.guid(),
  appId: z.guid(),
  createdDateTime: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  disabledByMicrosoftStatus: z.string().nullish(),
})

const assignment = z.object({ id: z.string(), resourceId: z.guid(), appRoleId: z.guid() })

const organization = z.object({
  id: z.guid(),
  displayName: z.string(),
  verifiedDomains: z.array(z.object({ name: z.string(), isDefault: z.boolean().nullish() })),
})

const applicationFields =
  '$select=id,appId,displayName,createdDateTime,tags,publicClient,requiredResourceAccess,passwordCredentials'
const deletedFields = `${applicationFields},deletedDateTime`
const servicePrincipalFields = '$select=id,appId,accountEnabled,disabledByMicrosoftStatus'
const audience = { signInAudience: 'AzureADMyOrg' } as const
const ownUser = z.object({ mail: z.string().nullish() })
const directoryRole = z.object({ roleTemplateId: z.string().nullish() })
const unsupported = z.object({ unsupported: z.literal(true) })

/** The Directory port over Microsoft Graph v1.0. Paths and least scopes: learn.microsoft.com/graph/api. */
export function createDirectory(graph: Graph, connection: Pick<Connection, 'cloud' | 'clock'>): Directory {
  const { clock } = connection
  const withBody = <T>(answer: Answer<T | null>) => requireBody(answer, clock)
  const read = { method: 'get', writes: false } as const
  const readIfAny = { ...read, mayBeMissing: true } as const
  const write = { method: 'post', writes: true } as const
  const remove = { method: 'delete', writes: true, mayBeMissing: true } as const

  const find = (filter: string, signal: AbortSignal) =>
    graph(
      { ...read, path: `/applications?$filter=${encodeURIComponent(filter)}&${applicationFields}` },
      listOf(application),
      signal,
    )

  return {
    ...createAppPolicies(graph, connection),

    async organization(signal) {
      const path = '/organization?$select=id,displayName,verifiedDomains'
      return mapAnswer(
        withBody(await graph({ ...read, path }, listOf(organization), signal)),
        ({ value: [found] }) => ({
          id: found?.id ?? '',
          name: found?.displayName ?? '',
          domain: (found?.verifiedDomains.find((domain) => domain.isDefault) ?? found?.verifiedDomains[0])?.name ?? '',
        }),
      )
    },

    async ownUser(signal) {
      const path = '/me?$select=mail'
      return mapAnswer(
        await graph({ ...readIfAny, path }, ownUser, signal),
        (user) => user && { mail: user.mail ?? null },
      )
    },

    // A cast asks for an advanced query. Of what the token may not read, Graph shows no more than that it is there.
    async activeRoles(signal) {
      const path = '/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true&$select=roleTemplateId'
      const call = { ...readIfAny, path, headers: { ConsistencyLevel: 'eventual' } }
      return mapAnswer(await graph(call, listOf(directoryRole), signal), (found) => {
        const ids = found?.value.flatMap(({ roleTemplateId }) => roleTemplateId ?? [])
        return ids && ids.length === found?.value.length ? ids : null
      })
    },

    async applicationByUniqueName(uniqueName, signal) {
      const path = `/applications(uniqueName='${quote(uniqueName)}')?${applicationFields}`
      return mapAnswer(await graph({ ...readIfAny, path }, application, signal), toApplication)
    },

    async applicationById(id, signal) {
      const path = `/applications/${id}?${applicationFields}`
      return mapAnswer(await graph({ ...readIfAny, path }, application, signal), toApplication)
    },

    async applicationsByTag(tag, signal) {
      return mapAnswer(await find(`tags/any(t:t eq '${quote(tag, false)}')`, signal), toApplications)
    },

    async applicationsByName(displayName, signal) {
      return mapAnswer(await find(`displayName eq '${quote(displayName, false)}'`, signal), toApplications)
    },

    async deletedApplications(displayName, signal) {
      const filter = encodeURIComponent(`displayName eq '${quote(displayName, false)}'`)
      const path = `/directory/deletedItems/microsoft.graph.application?$filter=${filter}&${deletedFields}`
      return mapAnswer(await graph({ ...read, path }, listOf(application), signal), (found) =>
        (found?.value ?? []).flatMap((one) => {
          const deleted = toApplication(one)
          return deleted ? { ...deleted, deletedAt: one.deletedDateTime ?? null } : []
        }),
      )
    },

    async upsertApplication(uniqueName, body, signal) {
      const call = {
        method: 'patch',
        writes: true,
        mayBeUnsupported: true,
        path: `/applications(uniqueName='${quote(uniqueName)}')`,
        headers: { Prefer: 'create-if-missing' },
        body: { ...toGraph(body), ...audience },
      } as const
      const answer = await graph(call, z.union([application, unsupported]), signal)
      return mapAnswer(answer, (found) =>
        found && 'unsupported' in found ? ('unsupported' as const) : toApplication(found),
      )
    },

    async createApplication(body, signal) {
      const call = { ...write, path: '/applications', body: { ...toGraph(body), ...audience } }
      return withBody(mapAnswer(await graph(call, application, signal), toApplication))
    },

    async restoreApplication(id, signal) {
      const call = {
        ...write,
        path: `/directory/deletedItems/${id}/restore`,
        replicationErrors: replicationErrors.restoreApplication,
      }
      return mapAnswer(await graph(call, z.unknown(), signal), () => null)
    },

    async deleteApplication(id, signal) {
      const call = { ...remove, path: `/applications/${id}` }
      return mapAnswer(await graph(call, z.unknown(), signal), () => null)
    },

    async patchApplication(id, body, signal) {
      const call = {
        method: 'patch',
        writes: true,
        path: `/applications/${id}`,
        body: toGraph(body),
        // Also as a part of another change: the application exists, so it is not about registering or granting.
        refusals: [{ status: 403, means: 'application-not-allowed' }],
        replicationErrors: replicationErrors.patchApplication,
      } as const
      return mapAnswer(await graph(call, z.unknown(), signal), () => null)
    },

    async servicePrincipalByAppId(appId, signal) {
      const path = `/servicePrincipals(appId='${quote(appId)}')?${servicePrincipalFields}`
      return mapAnswer(await graph({ ...readIfAny, path }, servicePrincipal, signal), (found) =>
        found ? toServicePrincipal(found) : null,
      )
    },

    async createServicePrincipal(appId, signal) {
      const call = {
        ...write,
        path: '/servicePrincipals',
        body: { appId },
        replicationErrors: replicationErrors.createServicePrincipal,
      }
      return mapAnswer(withBody(await graph(call, servicePrincipal, signal)), toServicePrincipal)
    },

    async enableServicePrincipal(id, signal) {
      const call = {
        method: 'patch',
        writes: true,
        path: `/servicePrincipals/${id}`,
        body: { accountEnabled: true },
        replicationErrors: replicationErrors.enableServicePrincipal,
      } as const
      return mapAnswer(await graph(call, z.unknown(), signal), () => null)
    },

    async deleteServicePrincipal(id, signal) {
      const call = { ...remove, path: `/servicePrincipals/${id}` }
      return mapAnswer(await graph(call, z.unknown(), signal), () => null)
    },

    async appRoleAssignments(appId, signal) {
      const path = `/servicePrincipals(appId='${quote(appId)}')/appRoleAssignments?$top=999`
      return mapAnswer(await graph({ ...readIfAny, path }, listOf(assignment), signal), (found) => found?.value ?? null)
    },

    async grantAppRole(grant, signal) {
      const path = `/servicePrincipals/${grant.resourceId}/appRoleAssignedTo`
      const call = { ...write, path, body: grant, replicationErrors: replicationErrors.grantAppRole }
      return withBody(await graph(call, assignment, signal))
    },

    async removeGrant({ principalId, id }, signal) {
      const path = `/servicePrincipals/${principalId}/appRoleAssignments/${encodeURIComponent(id)}`
      return mapAnswer(await graph({ ...remove, path }, z.unknown(), signal), () => null)
    },

    async addPassword(applicationId, { displayName, endsAt }, signal) {
      const body = { passwordCredential: { displayName, endDateTime: endsAt } }
      const call = {
        ...write,
        path: `/applications/${applicationId}/addPassword`,
        body,
        replicationErrors: replicationErrors.addPassword,
      }
      const made = password.extend({ secretText: z.string().min(16).max(128) })
      return mapAnswer(withBody(await graph(call, made, signal)), (answer) => ({
        credential: toPassword(answer),
        secret: new Secret(answer.secretText),
      }))
    },

    async removePassword(applicationId, keyId, signal) {
      const path = `/applications/${applicationId}/removePassword`
      const call = { ...write, mayBeMissing: true, path, body: { keyId } }
      return mapAnswer(await graph(call, z.unknown(), signal), () => null)
    },
  }
}

/** OData string literal: quotes are doubled; in a path it is also percent-encoded. */
function quote(value: string, inPath = true): string {
  const doubled = value.replaceAll("'", "''")
  return inPath ? encodeURIComponent(doubled) : doubled
}

function toApplications(
  found: { readonly value: readonly z.infer<typeof application>[] } | null,
): readonly Application[] {
  return (found?.value ?? []).flatMap((one) => toApplication(one) ?? [])
}

function toApplication(found: z.infer<typeof application> | null): Application | null {
  if (!found) return null
  return {
    id: found.id,
    appId: found.appId,
    displayName: found.displayName,
    createdAt: found.createdDateTime ?? null,
    tags: found.tags,
    redirectUris: found.publicClient?.redirectUris ?? [],
    permissions: found.requiredResourceAccess.flatMap(({ resourceAppId, resourceAccess }) =>
      resourceAccess.filter(({ type }) => type === 'Role').map(({ id }) => ({ resourceAppId, appRoleId: id })),
    ),
    passwords: found.passwordCredentials.map(toPassword),
  }
}

function toServicePrincipal(found: z.infer<typeof servicePrincipal>): ServicePrincipal {
  return {
    id: found.id,
    appId: found.appId,
    createdAt: found.createdDateTime ?? null,
    disabled: toDisabled(found),
  }
}

/** Graph has two words for a service principal that Microsoft has not disabled: `null` and `NotDisabled`. */
function toDisabled({
  accountEnabled,
  disabledByMicrosoftStatus: status,
}: z.infer<typeof servicePrincipal>): Disabled | null {
  if (status && status.toLowerCase() !== 'notdisabled') return { by: 'microsoft', status }
  return accountEnabled === false ? { by: 'administrator' } : null
}

function toPassword(found: z.infer<typeof password>): PasswordCredential {
  return {
    keyId: found.keyId,
    displayName: found.displayName ?? null,
    startsAt: found.startDateTime,
    endsAt: found.endDateTime,
  }
}

/** Only what is given is sent; arrays are replaced whole by Graph. */
function toGraph(body: Partial<ApplicationBody>): Record<string, unknown> {
  return {
    ...(body.displayName !== undefined && { displayName: body.displayName }),
    ...(body.redirectUris && { publicClient: { redirectUris: body.redirectUris } }),
    ...(body.tags && { tags: body.tags }),
    ...(body.permissions && { requiredResourceAccess: byResource(body.permissions) }),
  }
}

function byResource(permissions: ApplicationBody['permissions']) {
  return [...new Set(permissions.map(({ resourceAppId }) => resourceAppId))].map((resourceAppId) => ({
    resourceAppId,
    resourceAccess: permissions
      .filter((permission) => permission.resourceAppId === resourceAppId)
      .map(({ appRoleId }) => ({ id: appRoleId, type: 'Role' })),
  }))
}
