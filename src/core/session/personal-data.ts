import type { MadeSecret } from '../ledger.ts'
import type { PasswordIds } from '../vault-account.ts'

/** Everything that the assistant keeps for this person: in the keychain, and in files. */
export interface PersonalData {
  secrets(): Promise<KeptSecrets>
  /** Deletes all of it, and keeps nothing more until the assistant opens again. Resolves to what could not be deleted. */
  forget(): Promise<readonly Leftover[]>
}

/** What is in the keychain. */
export interface KeptSecrets {
  /** How many secrets there are, practice included; `null` when the keychain does not say. */
  readonly count: number | null
  /** Those of real tenants that say of themselves that they were never handed over. */
  readonly pending: readonly PasswordIds[]
}

/** What could not be deleted. */
export type Leftover = 'keychain' | 'files'

/** What a person loses when everything of theirs is deleted from this computer. */
export interface Losses {
  /** Secrets that were made and never handed over, of real tenants: they stay valid there, and nobody holds them. */
  readonly unsent: readonly MadeSecret[]
  /** The number of secrets in the keychain, practice included; `null` when the keychain does not say. */
  readonly secrets: number | null
  /** The organization of the kept guide by hand, empty when it names none; `null` when there is no guide. */
  readonly guide: string | null
  /** The number of organizations whose handoff this computer remembers. */
  readonly handoffs: number
  /** The number of organizations that this computer remembers by name. */
  readonly organizations: number
}

/** What the person answers about secrets that were never handed over. */
export type UnsentAnswer = 'remove' | 'forget' | 'cancel'
