import type { DisabledServicePrincipal, Faults } from './faults.ts'
import { isLike } from '../serving/wildcard.ts'
import type { StoredPassword } from '../tenant/secrets.ts'
import type { StoredServicePrincipal } from '../tenant/stored.ts'

/** The faults that lie in what a tenant stores, in place of its answers. */
export class StoredFaults {
  /** What reads of the default policy show in place of its real password restrictions. */
  readonly shownRestrictions: readonly object[] | undefined
  private readonly expiredSecretAnswers: number
  private readonly disabled: readonly DisabledServicePrincipal[]
  private readonly answered = new Map<string, number>()

  constructor(faults: Pick<Faults, 'expiredSecretAnswers' | 'servicePrincipals' | 'shownRestrictions'>) {
    this.shownRestrictions = faults.shownRestrictions
    this.expiredSecretAnswers = faults.expiredSecretAnswers ?? 0
    this.disabled = faults.servicePrincipals ?? []
  }

  reset(): void {
    this.answered.clear()
  }

  /** Disables an enterprise application if the faults name it. Called once for each. */
  mayDisable(principal: StoredServicePrincipal): void {
    for (const { displayName, accountEnabled, disabledByMicrosoftStatus } of this.disabled) {
      if (!isLike(principal.displayName, displayName)) continue
      if (accountEnabled === false) principal.accountEnabled = false
      if (disabledByMicrosoftStatus !== undefined) principal.disabledByMicrosoftStatus = disabledByMicrosoftStatus
    }
  }

  /** Whether a token request finds this secret expired although it is not. Each call counts as one request. */
  findsExpired({ keyId }: StoredPassword): boolean {
    const answered = this.answered.get(keyId) ?? 0
    this.answered.set(keyId, answered + 1)
    return answered < this.expiredSecretAnswers
  }
}
