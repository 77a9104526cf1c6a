import { cloudIds, type CloudId } from '../access/cloud.ts'
import { profileIds, type ProfileId } from '../access/profile.ts'
import { handoffWays, type HandoffWay } from '../handoff/document.ts'
import { keepDays, type KeepDays } from '../handoff/kept-copy.ts'
import { languages, type Language } from '../language.ts'

/** The key of the policy in the registry, below each of the two hives. */
export const policyKey = String.raw`Software\Policies\CDID\PrextraOutlookAssistant`

/** The computer's hive, which wins, and the user's. */
export const hives = ['HKLM', 'HKCU'] as const
export type Hive = (typeof hives)[number]

/**
 * What a company may set, each `null` where it sets nothing. The recipient of a sealed file is not among them: whoever
 * changes it can steal the secret.
 */
export interface Policy {
  readonly allowedClouds: readonly CloudId[] | null
  /** Tenant ids, in lower case. */
  readonly allowedTenants: readonly string[] | null
  readonly handoffWays: readonly HandoffWay[] | null
  readonly longestSecretDays: number | null
  readonly copyDays: KeepDays | null
  readonly language: Language | null
  readonly profile: ProfileId | null
  /** Whether a mailbox must have been opened before anything is handed over. */
  readonly proofRequired: boolean | null
  readonly practiceAllowed: boolean | null
  readonly updateNotice: boolean | null
  readonly signInClientId: string | null
}

export type SettingName = keyof Policy

/**
 * How a setting is written in the registry. `choices`: a number for each choice, 1 for one that is allowed. `choice`: the
 * text of one. `one-of`: one of these numbers. `number`: from `least` to `most`. `switch`: 1 or 0. `tenants`: several
 * texts, each a tenant id. `id`: a text that is a GUID.
 */
export type SettingForm =
  | { readonly form: 'choices'; readonly of: readonly string[] }
  | { readonly form: 'choice'; readonly of: readonly string[] }
  | { readonly form: 'one-of'; readonly of: readonly number[] }
  | { readonly form: 'number'; readonly least: number; readonly most: number }
  | { readonly form: 'switch' }
  | { readonly form: 'tenants' }
  | { readonly form: 'id' }

/** Every setting: what reads the registry, Group Policy's templates and docs/deploy.md are all made from this list. */
export const policySettings = {
  allowedClouds: { form: 'choices', of: cloudIds },
  allowedTenants: { form: 'tenants' },
  handoffWays: { form: 'choices', of: handoffWays },
  longestSecretDays: { form: 'number', least: 1, most: 730 },
  copyDays: { form: 'one-of', of: keepDays },
  language: { form: 'choice', of: languages },
  profile: { form: 'choice', of: profileIds },
  proofRequired: { form: 'switch' },
  practiceAllowed: { form: 'switch' },
  updateNotice: { form: 'switch' },
  // Of the computer's hive only: a person who may write to their own could sign in through an application of theirs.
  signInClientId: { form: 'id', machineOnly: true },
} as const satisfies Record<SettingName, SettingForm & { readonly machineOnly?: true }>

export const settingNames = Object.keys(policySettings) as readonly SettingName[]

export function isMachineOnly(name: SettingName): boolean {
  return 'machineOnly' in policySettings[name]
}

/** The name of a setting's value in the registry, or of one choice's: `AllowedTenants`, `AllowedCloudsGccHigh`. */
export function valueName(name: SettingName, choice = ''): string {
  return [name, ...choice.split('-')].map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')
}

export const noPolicy: Policy = {
  allowedClouds: null,
  allowedTenants: null,
  handoffWays: null,
  longestSecretDays: null,
  copyDays: null,
  language: null,
  profile: null,
  proofRequired: null,
  practiceAllowed: null,
  updateNotice: null,
  signInClientId: null,
}
