import type { Clock } from './clock.ts'
import type { Directory } from './directory.ts'
import type { SignInPolicies } from './sign-in-policies.ts'
import type { TokenIssuer } from './tokens.ts'

/** What every route of one practice tenant works on. */
export interface Company {
  readonly clock: Clock
  readonly directory: Directory
  readonly tokens: TokenIssuer
  readonly exchange: ExchangeSwitch
  readonly policies: SignInPolicies
}

/** The company's EWS settings (`Set-OrganizationConfig`); tests turn them as its Exchange administrator would. */
export interface ExchangeSwitch {
  ewsEnabled: boolean | null
  ewsAllowedAppIds: string[]
  /** See {@link SeedExchange.ewsAllowsNewApplications}. */
  ewsAllowsNewApplications: boolean
}
