/** One row of a table is open at a time; until one is picked, the one that a person must not miss. */
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
