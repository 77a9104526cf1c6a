import type { Company } from '../../company/company.ts'
import type { SeedMailbox } from '../../company/seed.ts'
import { isLike } from '../../serving/wildcard.ts'

/** The time from which an empty allow list blocks every application. Announced on 2026-06-19 ("EwsAllowedAppIDs"). */
const emptyListBlocksFrom = Date.parse('2026-10-01T00:00:00Z')
/** The time at which Kiosk and Frontline licences lost EWS. https://www.veeam.com/kb4820 */
const kioskLosesEwsOn = Date.parse('2026-10-01T00:00:00Z')
/** The time at which Microsoft ends EWS in Exchange Online. */
const ewsEndsOn = Date.parse('2027-04-01T00:00:00Z')

/** The two reasons that Microsoft writes into `X-EWS-Policy-Reason`: how-to-control-access-to-ews-in-exchange.md */
export type PolicyReason =
  'EWS is disabled for this user or tenant' | 'EWS is blocked by policy for this user or tenant'

export function isEwsGone(company: Company): boolean {
  return company.clock.now().getTime() >= ewsEndsOn
}

/** Returns why the company's switch and list keep this application out today, or undefined when they let it in. */
export function companyPolicy(company: Company, appId: string): PolicyReason | undefined {
  const { ewsEnabled, ewsAllowedAppIds } = company.exchange
  const now = company.clock.now().getTime()
  if (ewsEnabled === false) return 'EWS is disabled for this user or tenant'
  if (ewsEnabled === null) {
    // Microsoft's rollout reaches companies one by one; here the seed says when it reaches this one.
    const flips = Date.parse(company.directory.seed.exchange.nullBecomesFalseOn)
    return now >= flips ? 'EWS is disabled for this user or tenant' : undefined
  }
  if (ewsAllowedAppIds.length === 0) {
    return now >= emptyListBlocksFrom ? 'EWS is blocked by policy for this user or tenant' : undefined
  }
  const listed = ewsAllowedAppIds.some((allowed) => allowed.trim().toLowerCase() === appId.toLowerCase())
  return listed ? undefined : 'EWS is blocked by policy for this user or tenant'
}

/** Returns why the company's list of user agents keeps this one out, or undefined when it does not: Set-OrganizationConfig.md */
export function userAgentPolicy(company: Company, agent: string): PolicyReason | undefined {
  const { userAgents } = company.exchange
  if (userAgents === undefined) return undefined
  const isNamed = userAgents.list.some((pattern) => isLike(agent, pattern))
  const isLetIn = userAgents.policy === 'EnforceAllowList' ? isNamed : !isNamed
  return isLetIn ? undefined : 'EWS is blocked by policy for this user or tenant'
}

/** Returns why the mailbox's own switch or licence keeps everybody out, or undefined when they do not. */
export function mailboxPolicy(company: Company, mailbox: SeedMailbox): PolicyReason | undefined {
  if (mailbox.ewsEnabled === false) return 'EWS is disabled for this user or tenant'
  // UNCONFIRMED(kiosk-answer): that it is 403, and with this reason.
  const isOut = mailbox.licence === 'kiosk' && company.clock.now().getTime() >= kioskLosesEwsOn
  return isOut ? 'EWS is disabled for this user or tenant' : undefined
}
