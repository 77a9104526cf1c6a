import type { Company } from '../../company.ts'
import type { SeedMailbox } from '../../seed.ts'
import type { EwsCaller } from './caller.ts'

/**
 * Whether an application may open a mailbox. Exchange's own assignments and Entra's role add up; an access policy limits
 * the role only. `policy`: an access policy says no. `scope`: nothing reaches this mailbox.
 * https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export function reach(company: Company, caller: EwsCaller, mailbox: SeedMailbox): 'yes' | 'policy' | 'scope' {
  const { roleAssignments, accessPolicies } = company.exchange
  if (mailbox.outOfScope === true) return 'scope'
  const isIn = (members: 'everybody' | readonly string[]) =>
    members === 'everybody' || members.some((one) => one.toLowerCase() === mailbox.address.toLowerCase())
  if (roleAssignments.some((one) => one.appId === caller.appId && isIn(one.scope))) return 'yes'
  if (!caller.hasRole) return 'scope'
  const policies = accessPolicies.filter((one) => one.appId === caller.appId)
  const isDenied = policies.some((one) => one.right === 'DenyAccess' && isIn(one.members))
  const restricting = policies.filter((one) => one.right === 'RestrictAccess')
  const isOutside = restricting.length > 0 && !restricting.some((one) => isIn(one.members))
  return isDenied || isOutside ? 'policy' : 'yes'
}
