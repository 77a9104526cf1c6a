import type { ListedFact } from '../parts/listed.ts'

/** One line of the plan, whatever it is about. */
export interface PlanRow {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly action: 'create' | 'grant' | 'correct' | 'remove' | 'done'
  readonly brief: string
  readonly briefMono?: boolean
  /** It ends soon. */
  readonly warning?: boolean
  /** Its life can be chosen. */
  readonly lifetime?: boolean
  readonly details: readonly ListedFact[]
}
