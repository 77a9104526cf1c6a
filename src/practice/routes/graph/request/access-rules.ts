import type { Company } from '../../../company/company.ts'
import { mayDo, type GraphCaller } from './access.ts'
import { badRequest, denied, GraphRefusal } from './refusal.ts'

/** The rules beyond the token's permissions: by directory role, by ownership, by the company's settings. */

/** Lets members and administrators read the directory. Throws 403 for a guest without a role. */
export function needReader(caller: GraphCaller): void {
  if (caller.user?.kind === 'guest' && caller.user.roles.length === 0) throw denied()
}

/** Lets managers of all applications and the object's owners change it. Throws 403 for any other account. */
export function needOwnerOrManager(caller: GraphCaller, owned: { readonly owners: readonly string[] }): void {
  if (mayDo(caller, 'manage-all-applications')) return
  if (caller.user !== undefined && owned.owners.includes(caller.user.id)) return
  throw denied()
}

/** Lets members register applications unless the company forbids it. Throws 403 otherwise, and for guests without a role. */
export function needRegistrar(company: Company, caller: GraphCaller): void {
  if (mayDo(caller, 'register-applications')) return
  if (company.directory.seed.usersMayRegisterApplications && caller.user?.kind === 'member') return
  throw denied()
}

/**
 * Throws 403 when an account without a managing role has created 250 objects; those that can be restored count too.
 * https://learn.microsoft.com/entra/identity/users/directory-service-limits-restrictions
 */
export function needQuota(company: Company, caller: GraphCaller): void {
  const { user } = caller
  if (user === undefined || mayDo(caller, 'manage-all-applications')) return
  const { directory } = company
  const tables = [
    directory.applications,
    directory.deletedApplications,
    directory.servicePrincipals,
    directory.deletedServicePrincipals,
  ]
  const made = tables.map((table) => table.map((row) => row.createdBy).filter((by) => by === user.id).length)
  if (made.reduce((sum, one) => sum + one, 0) < (directory.seed.objectQuota ?? 250)) return
  throw new GraphRefusal(
    403,
    'Directory_QuotaExceeded',
    'The directory object quota limit for the Principal has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.',
  )
}

/** Returns the owners of a new object: those the request names, or the account that makes it unless it manages them all. */
export function readOwners(company: Company, caller: GraphCaller, bound: unknown): readonly string[] {
  if (bound !== undefined) return (bound as readonly string[]).map((reference) => readReference(company, reference))
  return caller.user === undefined || mayDo(caller, 'manage-all-applications') ? [] : [caller.user.id]
}

/** Returns the id in an `@odata.id`. Throws when it names no user and no service principal of this company. */
export function readReference(company: Company, reference: unknown): string {
  const match =
    typeof reference === 'string'
      ? /^https:\/\/graph\.microsoft\.com\/(?:v1\.0|beta)\/(?:directoryObjects|users|servicePrincipals)\/([0-9a-f-]{36})$/i.exec(
          reference,
        )
      : null
  const id = match?.[1]?.toLowerCase()
  if (id === undefined) throw badRequest(`Invalid URL format specified in @odata.id for reference-property link.`)
  const { directory } = company
  const isThere = directory.user(id) !== undefined || directory.sees(directory.servicePrincipals.get(id), 'write')
  if (isThere) return id
  throw new GraphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )
}
