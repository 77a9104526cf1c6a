/** The options of one choice, and the function that chooses one. */
export interface Choosing {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly text: string; readonly chosen: boolean }[]
  readonly choose: (value: string) => void
}
