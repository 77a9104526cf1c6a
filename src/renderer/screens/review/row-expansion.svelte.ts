/** Which row of a table is open: at most one, and at first the most important one. */
export class RowExpansion {
  readonly #first: () => string | null
  #open = $state<string | null | undefined>(undefined)

  constructor(first: () => string | null) {
    this.#first = first
  }

  isOpen(id: string): boolean {
    return (this.#open === undefined ? this.#first() : this.#open) === id
  }

  toggle(id: string): void {
    this.#open = this.isOpen(id) ? null : id
  }
}
