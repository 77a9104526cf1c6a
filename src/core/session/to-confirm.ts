import { profiles } from '../access/profile.ts'
import type { HandoffWay } from '../handoff/document.ts'
import type { Change } from '../provision/change.ts'
import type { OrganizationName } from './identity.ts'
import { pathOf } from './session-path.ts'
import type { Session } from './session.ts'

/** What a person confirms in main's own dialog before it is done, whatever the window shows. */
export type ToConfirm = PlanToConfirm | MailToConfirm

/** The changes of a plan, all of them, in the tenant that they are made in. */
export interface PlanToConfirm {
  readonly kind: 'plan'
  readonly practice: boolean
  readonly organization: OrganizationName
  readonly tenantId: string
  readonly changes: readonly Change[]
  /** Whether it grants permissions that Prextra does not use yet. */
  readonly unsupported: boolean
}

/** A mail with the sealed file: who sends it, and who receives it. */
export interface MailToConfirm {
  readonly kind: 'mail'
  readonly practice: boolean
  readonly organization: OrganizationName
  /** The account whose mailbox it leaves from. */
  readonly from: string
  readonly to: string
  /** The project lead's address; `null` when there is no copy. */
  readonly copyTo: string | null
}

/**
 * Returns what is confirmed before this plan is applied: one that gives an access, or takes something away. `null` for
 * any other plan, and for one that is not shown.
 */
export function planToConfirm(session: Session, planId: string): PlanToConfirm | null {
  if (session.at !== 'review' || session.plan.id !== planId) return null
  const { plan, identity, practice } = session
  if (!plan.changes.some(givesOrTakes)) return null
  const { organization, tenantId } = identity
  const unsupported = !profiles[plan.found.profile].isSupported && plan.changes.some(({ kind }) => kind === 'grant')
  return { kind: 'plan', practice, organization, tenantId, changes: plan.changes, unsupported }
}

/** Returns what is confirmed before a mail leaves; `null` where nothing leaves by mail. */
export function mailToConfirm(
  session: Session,
  mail: { readonly way: HandoffWay; readonly to: string; readonly copyTo: string | null },
): MailToConfirm | null {
  const path = pathOf(session)
  if (mail.way !== 'mail' || path?.origin !== 'assistant') return null
  const { organization, account, mailbox } = path.identity
  const { to, copyTo } = mail
  return { kind: 'mail', practice: session.practice, organization, from: mailbox ?? account.username, to, copyTo }
}

/** Whether a change gives an access to the tenant's data, or takes away something that is there. */
function givesOrTakes(change: Change): boolean {
  switch (change.kind) {
    case 'create-application':
    case 'update-application':
    case 'create-service-principal':
      return false
    case 'create-secret':
      return change.exemption !== null
    case 'restore-application':
    case 'enable-service-principal':
    case 'grant':
    case 'widen-application':
    case 'remove-grant':
    case 'end-exemption':
    case 'remove-secret':
    case 'remove-application':
    case 'release-application':
    case 'remove-sign-in-entry':
      return true
  }
}
