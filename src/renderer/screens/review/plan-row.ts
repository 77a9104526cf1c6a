import type { Change } from '#core/provision/change.ts'
import type { Plan } from '#core/provision/plan.ts'
import type { Language } from '#words/format/language.ts'
import type { ListedFact } from '../../parts/text/list-items.ts'
import type { Mask } from '../../shell/mask.ts'

/** One line of the plan, whatever it is about. */
export interface PlanRow {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly action: 'create' | 'grant' | 'correct' | 'remove' | 'restore' | 'kept' | 'delegate' | 'done'
  readonly brief: string
  readonly briefMono?: boolean
  /** It ends soon. */
  readonly warning?: boolean
  /** What can be chosen about it, in place of the brief. */
  readonly choice?: 'lifetime' | 'profile'
  readonly details: readonly ListedFact[]
}

/** What rows are made of. */
export interface RowInput {
  readonly plan: Plan
  readonly language: Language
  readonly mask: Mask
  readonly now: number
  readonly copyApplicationId: () => Promise<boolean>
  readonly copyServicePrincipalId: () => Promise<boolean>
}

/** The first change of that kind. */
export function changeOf<Kind extends Change['kind']>(
  plan: Plan,
  kind: Kind,
): Extract<Change, { kind: Kind }> | undefined {
  return plan.changes.find((change): change is Extract<Change, { kind: Kind }> => change.kind === kind)
}
