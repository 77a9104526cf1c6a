import type { OtherCloud } from './clouds.ts'
import type { RoleName } from '../tenant/roles.ts'

/** A company at its beginning, as plain data that a JSON file can hold. */
export interface Seed {
  readonly tenantId: string
  /** The cloud that the company is in, when it is not the public one. */
  readonly cloud?: OtherCloud
  readonly name: string
  readonly countryLetterCode: string
  readonly preferredLanguage: string
  readonly domains: readonly SeedDomain[]
  /** Whether members without a role may register applications. Entra's default is true. */
  readonly usersMayRegisterApplications: boolean
  /** Whether the company has Exchange Online; without it, Exchange's service principal does not exist. */
  readonly hasExchangeOnline: boolean
  readonly users: readonly SeedUser[]
  /** Administrators of another company with a delegation (GDAP). They have no user object here, and no mailbox. */
  readonly delegatedAdministrators?: readonly SeedUser[]
  readonly mailboxes: readonly SeedMailbox[]
  readonly exchange: SeedExchange
  /** The company's rules for new secrets (its default app management policy). None when absent. */
  readonly newSecrets?: SeedSecretRules
  /**
   * What holds of the default policy where an assigned app management policy states nothing: with `inherited` its
   * restriction, otherwise nothing. Microsoft's pages contradict each other.
   */
  readonly unstatedRestrictions?: 'inherited'
  /** How many objects an account without a role may create. The default is Entra's limit: 250. */
  readonly objectQuota?: number
  /** The company's subscriptions. When absent: one that includes Exchange. */
  readonly subscriptions?: readonly SeedSubscription[]
  /** Many more objects, drawn from a number. Nobody signs in as one of these users. */
  readonly generatedObjects?: SeedGeneratedObjects
}

export interface SeedSecretRules {
  readonly forbidden?: boolean
  readonly longestDays?: number
  /** The rules hold only for applications created at this time or later. */
  readonly onlyForApplicationsCreatedAfter?: string
}

export interface SeedSubscription {
  readonly skuId: string
  readonly skuPartNumber: string
  readonly bought: number
  readonly used: number
  readonly servicePlans: readonly { readonly id: string; readonly name: string }[]
}

export interface SeedGeneratedObjects {
  readonly seed: number
  readonly users: number
  readonly applications: number
}

export interface SeedDomain {
  readonly name: string
  readonly isInitial?: boolean
  readonly isDefault?: boolean
}

export interface SeedUser {
  readonly id: string
  readonly userPrincipalName: string
  readonly name: string
  readonly givenName: string
  readonly surname: string
  readonly jobTitle?: string
  /** The address of the account's mailbox; `null` when it has none. */
  readonly mail: string | null
  readonly kind: 'member' | 'guest' | 'delegated'
  /** The company whose account it is; this one when absent. */
  readonly home?: SeedHome
  readonly roles: readonly RoleName[]
  /** Whether this is the account of a shared mailbox, which nobody can sign in with. */
  readonly isShared?: true
}

/** The tenant that an account of another company comes from, and its object id there. */
export interface SeedHome {
  readonly tenantId: string
  readonly objectId: string
}

export interface SeedMailbox {
  readonly address: string
  readonly name: string
  readonly aliases?: readonly string[]
  /** False when `Set-CASMailbox -EwsEnabled $false` was run on the mailbox. */
  readonly ewsEnabled?: false
  /** True when no application may open the mailbox, whatever it was granted. */
  readonly outOfScope?: true
  /** `kiosk`: a licence that lost EWS on 2026-10-01. `none`: no licence. When absent: a licence that includes EWS. */
  readonly licence?: 'kiosk' | 'none'
}

export interface SeedExchange {
  readonly ewsEnabled: boolean | null
  readonly ewsAllowedAppIds: readonly string[]
  /** Whether each new application is put on the EWS list at once, as an administrator might do. Microsoft never does it. */
  readonly ewsAllowsNewApplications: boolean
  /** The time at which Microsoft's rollout sets a switch that is still `null` to `false`. */
  readonly nullBecomesFalseOn: string
  /** `EwsApplicationAccessPolicy` with its list of user agents, in which `*` stands for any characters. */
  readonly userAgents?: SeedUserAgents
}

export interface SeedUserAgents {
  readonly policy: 'EnforceAllowList' | 'EnforceBlockList'
  readonly list: readonly string[]
}

/** The company of the technicians who administer the usual company from outside. */
const partnerTenantId = '2b9e6c41-7d05-4a83-9f12-c4d8e1a6b370'

/** The usual company: five accounts and a delegated administrator, four mailboxes, and an Exchange Online that is open to new applications. */
export const smallCompany: Seed = {
  tenantId: '5d2c8e17-40b3-4f6a-9a51-c07e3b1d9f24',
  name: 'Érablière du Nord inc.',
  countryLetterCode: 'CA',
  preferredLanguage: 'fr',
  domains: [
    { name: 'erablieredunord.example', isDefault: true },
    { name: 'erablieredunord.onmicrosoft.example', isInitial: true },
  ],
  usersMayRegisterApplications: true,
  hasExchangeOnline: true,
  users: [
    {
      id: '0b7f4c52-6a1e-4d38-9c05-2f8e1a6b7d90',
      userPrincipalName: 'me.tremblay@erablieredunord.example',
      name: 'Marie-Ève Tremblay',
      givenName: 'Marie-Ève',
      surname: 'Tremblay',
      jobTitle: 'Responsable informatique',
      mail: 'me.tremblay@erablieredunord.example',
      kind: 'member',
      roles: ['Cloud Application Administrator'],
    },
    {
      id: '8e3d1f06-92c4-4b7a-8f13-5a0c6e9d2b41',
      userPrincipalName: 'l.belanger.admin@erablieredunord.example',
      name: 'Luc Bélanger (administration)',
      givenName: 'Luc',
      surname: 'Bélanger',
      jobTitle: 'Directeur général',
      mail: null,
      kind: 'member',
      roles: ['Global Administrator'],
    },
    {
      id: '3c9a5e78-0d26-4f81-b64e-71f2c8a3d05b',
      userPrincipalName: 'n.roy@erablieredunord.example',
      name: 'Nadia Roy',
      givenName: 'Nadia',
      surname: 'Roy',
      jobTitle: 'Soutien technique',
      mail: 'n.roy@erablieredunord.example',
      kind: 'member',
      roles: ['Exchange Administrator'],
    },
    {
      id: 'd41b8f2a-5c73-4e96-a0d8-9b62e7f1c34d',
      userPrincipalName: 's.gagnon@erablieredunord.example',
      name: 'Sophie Gagnon',
      givenName: 'Sophie',
      surname: 'Gagnon',
      jobTitle: 'Comptable',
      mail: 's.gagnon@erablieredunord.example',
      kind: 'member',
      roles: [],
    },
    {
      id: '67e2a9d4-1f58-4c0b-93a7-e8d05b4c6f12',
      userPrincipalName: 'a.martin_partenaire.example#EXT#@erablieredunord.onmicrosoft.example',
      name: 'Alex Martin',
      givenName: 'Alex',
      surname: 'Martin',
      mail: 'a.martin@partenaire.example',
      kind: 'guest',
      home: { tenantId: partnerTenantId, objectId: '94f0d7b3-2c58-4e1a-b6d9-07a3c5e8f214' },
      roles: ['Application Administrator'],
    },
  ],
  delegatedAdministrators: [
    {
      id: 'b81c5e20-94d7-4f36-8a0b-3e6d2f97c158',
      userPrincipalName: 'c.lavoie@partenaire.example',
      name: 'Camille Lavoie',
      givenName: 'Camille',
      surname: 'Lavoie',
      mail: null,
      kind: 'delegated',
      home: { tenantId: partnerTenantId, objectId: 'e6a2904c-5b17-4d8f-93c0-1f7b8d4a62e5' },
      roles: ['Cloud Application Administrator'],
    },
  ],
  mailboxes: [
    { address: 'accueil@erablieredunord.example', name: 'Accueil', aliases: ['info@erablieredunord.example'] },
    {
      address: 'me.tremblay@erablieredunord.example',
      name: 'Marie-Ève Tremblay',
      aliases: ['marie-eve.tremblay@erablieredunord.example'],
    },
    { address: 'n.roy@erablieredunord.example', name: 'Nadia Roy', ewsEnabled: false },
    { address: 's.gagnon@erablieredunord.example', name: 'Sophie Gagnon', outOfScope: true },
  ],
  exchange: {
    ewsEnabled: true,
    // The calendar service of Microsoft Teams, which stands on the lists that Microsoft filled in for companies.
    ewsAllowedAppIds: ['cc15fd57-2c6c-4117-a88c-83b1d56b4bbe'],
    ewsAllowsNewApplications: true,
    nullBecomesFalseOn: '2026-10-01T00:00:00Z',
  },
}
