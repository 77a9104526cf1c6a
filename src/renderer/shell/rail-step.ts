export type Mark = 'done' | 'busy' | 'failed'

/** One step of a route: its code, its name, and its state. */
export interface Step {
  readonly code: string
  readonly name: string
  readonly current: boolean
  readonly mark: Mark | null
  /** Whether a click goes back to this step. */
  readonly back: boolean
}
