import type { ApplicationRole, Company } from '../../company/company.ts'
import type { SeedMailbox } from '../../company/seed.ts'

/** An application that opens a mailbox, by an Entra role in its token or by an assignment of Exchange's. */
export interface MailboxCaller {
  readonly appId: string
  /** Whether the token has the role, which opens every mailbox unless an access policy limits it. */
  readonly hasRole: boolean
  readonly role: ApplicationRole
}

/**
 * Says whether an application may open a mailbox. Exchange's own assignments add to Entra's role; an access policy limits
 * the role only. `policy` means that an access policy forbids it, `scope` that nothing granted reaches this mailbox.
 * https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export function reach(company: Company, caller: MailboxCaller, mailbox: SeedMailbox): 'yes' | 'policy' | 'scope' {
  const { accessPolicies } = company.exchange
  if (mailbox.outOfScope === true) return 'scope'
  const isIn = (members: 'everybody' | readonly string[]) =>
    members === 'everybody' || members.some((one) => one.toLowerCase() === mailbox.address.toLowerCase())
  if (assignments(company, caller).some(({ scope }) => isIn(scope))) return 'yes'
  if (!caller.hasRole) return 'scope'
  const policies = accessPolicies.filter((one) => one.appId === caller.appId)
  const isDenied = policies.some((one) => one.right === 'DenyAccess' && isIn(one.members))
  const restricting = policies.filter((one) => one.right === 'RestrictAccess')
  const isOutside = restricting.length > 0 && !restricting.some((one) => isIn(one.members))
  return isDenied || isOutside ? 'policy' : 'yes'
}

/** Returns the assignments of a role that Exchange itself (RBAC for Applications) has made to an application. */
export function assignments(
  { exchange }: Company,
  { appId, role }: Pick<MailboxCaller, 'appId' | 'role'>,
): readonly { readonly scope: 'everybody' | readonly string[] }[] {
  return exchange.roleAssignments.filter((one) => one.appId === appId && one.role === role)
}
