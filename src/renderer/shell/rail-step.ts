export type Mark = 'done' | 'busy' | 'failed'

/** One step of a path: its code, its name, and how far it is. */
export interface Step {
  readonly code: string
  readonly name: string
  readonly current: boolean
  readonly mark: Mark | null
  /** The one step behind that may be gone back to. */
  readonly back: boolean
}
