/** One line of a list of facts. `copy` puts the whole value on the clipboard, and resolves to whether that worked. */
export interface ListedFact {
  readonly name: string
  readonly value: string
  readonly note?: string
  readonly mono?: boolean
  readonly warning?: boolean
  readonly copy?: () => Promise<boolean>
}

export type RowState = 'to-come' | 'doing' | 'done' | 'failed' | 'other' | 'warning' | 'unknown'

/** One row of a list of things that happen, or can be done. Texts may hold `**bold**` and code between backticks. */
export interface ListedRow {
  readonly state: RowState
  /** The state as a word, for people who do not see the icon. */
  readonly stateName: string
  readonly title: string
  readonly note: string
  readonly time?: string
  readonly inset?: Inset | null
}

/** A normal wait, shown inside the row that waits. */
export interface Inset {
  readonly title: string
  readonly aside: string
  readonly body: string
}
