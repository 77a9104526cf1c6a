import type { ApplicationRole, Company } from '../../company/company.ts'
import type { SeedMailbox } from '../../company/seed.ts'

/** An application that wants into a mailbox, and by what: Entra's role in its token, or Exchange's in place of it. */
export interface MailboxCaller {
  readonly appId: string
  /** The permission is in the token: every mailbox, unless an access policy says otherwise. */
  readonly hasRole: boolean
  readonly role: ApplicationRole
}

/**
 * Whether an application may open a mailbox. Exchange's own assignments and Entra's role add up; an access policy limits
 * the role only. `policy`: an access policy says no. `scope`: nothing reaches this mailbox.
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

/** What Exchange itself has assigned to this application of that role. */
export function assignments(
  { exchange }: Company,
  { appId, role }: Pick<MailboxCaller, 'appId' | 'role'>,
): readonly { readonly scope: 'everybody' | readonly string[] }[] {
  return exchange.roleAssignments.filter((one) => one.appId === appId && one.role === role)
}
