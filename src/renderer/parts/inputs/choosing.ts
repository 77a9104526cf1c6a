/** One thing to choose, and what happens then. */
export interface Choosing {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly text: string; readonly chosen: boolean }[]
  readonly choose: (value: string) => void
}
