import type { CloudId } from '../access/cloud.ts'
import type { RoleName } from '../access/profile.ts'

/** An organization that the person administers with an account of another one, as it was found before the sign-in. */
export interface NamedOrganization {
  /** The domain that was entered; `null` when its tenant id was. */
  readonly domain: string | null
  readonly tenantId: string
  readonly cloud: CloudId
  /** The tenant that the domain led to when it was remembered, if that was another one. */
  readonly movedFrom: string | null
}

/** An organization that was named on another day. */
export interface RememberedOrganization {
  readonly domain: string
  readonly tenantId: string
}

/** What can be wrong with a text that should name an organization. `unknown`: Microsoft knows no such tenant. */
export type OrganizationIssue = 'missing' | 'address' | 'neither-domain-nor-id' | 'unknown'

/** The organization and the person who hand over. */
export interface Sender {
  readonly organization: OrganizationName
  readonly contact: Contact
}

/** The person whom CDID may write to. */
export interface Contact {
  readonly name: string
  readonly email: string
}

export interface OrganizationName {
  readonly name: string
  readonly domain: string
}

/** The account that signed in, and the tenant in which everything that follows happens. */
export interface Identity {
  readonly tenantId: string
  readonly organization: OrganizationName
  readonly account: { readonly name: string; readonly username: string }
  readonly kind: AccountKind
  /** The address of the account's own mailbox in this tenant; `null` when it has none, or Microsoft does not say. */
  readonly mailbox: string | null
  /** The domain that an account of another organization comes from; `null` when Microsoft does not say. */
  readonly homeDomain: string | null
  /** The organization that was named before the sign-in; `null`: the account's own. */
  readonly named: NamedOrganization | null
  /** The directory roles of the account that we know by name; `null` when Microsoft does not show them. */
  readonly roles: readonly RoleName[] | null
  /** The rights in its token that the assistant never asks for, and does not use. */
  readonly otherScopes: readonly string[]
  readonly cloud: CloudId
}

/**
 * What an account is in the tenant. `delegated`: it administers the tenant from another one, without a user object (GDAP).
 * `external`: it is of another organization, and Microsoft does not say in which way. `unknown`: Microsoft says nothing.
 */
export type AccountKind = 'member' | 'guest' | 'delegated' | 'external' | 'unknown'

/** Whether an account is of another organization. It then has no mailbox here, and is not the organization's contact. */
export function isOfAnotherOrganization(kind: AccountKind): boolean {
  return kind === 'guest' || kind === 'delegated' || kind === 'external'
}
