import type { Plan } from '#core/provision/plan.ts'
import { mayEnable } from '#core/provision/steps/service-principal.ts'
import type { Language } from '#words/format/language.ts'
import { disabledWords } from '#words/screens/review/disabled.ts'
import { changeOf } from './plan-row.ts'

/** What the review says of a service principal that is disabled. */
export interface DisabledNotice {
  readonly text: string
  /** The choice to have it enabled; `null` when Microsoft has disabled it. */
  readonly choice: { readonly name: string; readonly ticked: boolean } | null
}

/** Returns the notice, or `null` when the service principal is enabled, or not there yet. */
export function disabledNotice(plan: Plan, language: Language): DisabledNotice | null {
  const { servicePrincipal } = plan.found
  if (!servicePrincipal?.disabled) return null
  const words = disabledWords[language]
  const { disabled } = servicePrincipal
  if (disabled.by === 'microsoft')
    return { text: `${words.byMicrosoft(disabled.status)} ${words.proofFails}`, choice: null }
  const ticked = changeOf(plan, 'enable-service-principal') !== undefined
  return {
    text: `${words.byAdministrator} ${ticked ? words.enabled : words.proofFails}`,
    choice: mayEnable(servicePrincipal) ? { name: words.enable, ticked } : null,
  }
}
