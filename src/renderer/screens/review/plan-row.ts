import type { Change } from '#core/provision/change.ts'
import type { Plan } from '#core/provision/plan.ts'
import type { Language } from '#words/format/language.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import type { Mask } from '#words/format/mask.ts'

/** One line of the plan. */
export interface PlanRow {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly action: 'create' | 'grant' | 'correct' | 'remove' | 'restore' | 'enable' | 'kept' | 'delegate' | 'done'
  readonly brief: string
  readonly briefMono?: boolean
  /** Whether it needs attention, because the secret ends soon. */
  readonly warning?: boolean
  /** The choice that the row offers in place of the brief. */
  readonly choice?: 'lifetime' | 'profile'
  readonly details: readonly ListedFact[]
}

/** What the rows are made from. */
export interface RowInput {
  readonly plan: Plan
  readonly language: Language
  readonly mask: Mask
  readonly now: number
  readonly copyApplicationId: () => Promise<boolean>
  readonly copyServicePrincipalId: () => Promise<boolean>
}

/** Returns the first change of that kind in a plan. */
export function changeOf<Kind extends Change['kind']>(
  plan: Plan,
  kind: Kind,
): Extract<Change, { kind: Kind }> | undefined {
  return plan.changes.find((change): change is Extract<Change, { kind: Kind }> => change.kind === kind)
}
