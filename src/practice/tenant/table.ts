/** Objects of one kind in the order they were added, indexed by id and by the named keys. It reads like an array. */
export class Table<T extends { readonly id: string }> implements Iterable<T> {
  private readonly rows = new Map<string, T>()
  private readonly keys: ReadonlyMap<string, (row: T) => string | null>
  private readonly indexes = new Map<string, Map<string, T>>()

  constructor(keys: Readonly<Record<string, (row: T) => string | null>> = {}) {
    this.keys = new Map(Object.entries(keys))
    for (const name of this.keys.keys()) this.indexes.set(name, new Map())
  }

  get length(): number {
    return this.rows.size
  }

  get(id: string): T | undefined {
    return this.rows.get(id.toLowerCase())
  }

  /** Finds by one of the keys that the table was made with. Case matters. */
  by(key: string, value: string): T | undefined {
    return this.indexes.get(key)?.get(value)
  }

  isKey(name: string): boolean {
    return this.keys.has(name)
  }

  add(row: T): T {
    this.rows.set(row.id.toLowerCase(), row)
    for (const [name, read] of this.keys) {
      const value = read(row)
      if (value !== null) this.indexes.get(name)?.set(value, row)
    }
    return row
  }

  /** Returns whether the row was in the table. */
  remove(row: T): boolean {
    for (const [name, read] of this.keys) {
      const value = read(row)
      if (value !== null && this.by(name, value) === row) this.indexes.get(name)?.delete(value)
    }
    return this.rows.delete(row.id.toLowerCase())
  }

  clear(): void {
    this.rows.clear()
    for (const index of this.indexes.values()) index.clear()
  }

  [Symbol.iterator](): Iterator<T> {
    return this.rows.values()
  }

  find(isWanted: (row: T) => boolean): T | undefined {
    for (const row of this) if (isWanted(row)) return row
    return undefined
  }

  some(isWanted: (row: T) => boolean): boolean {
    return this.find(isWanted) !== undefined
  }

  filter(isWanted: (row: T) => boolean): T[] {
    return Array.from(this).filter(isWanted)
  }

  map<U>(make: (row: T) => U): U[] {
    return Array.from(this, make)
  }
}
