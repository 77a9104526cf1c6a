const mask = '[secret]'

/**
 * A value that does not print itself: string conversion, JSON, `util.inspect` and templates all give `[secret]`. Only
 * `reveal()` returns the text, for the few places that may have it: the keychain, the sealed file, requests to Microsoft.
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  equals(other: Secret): boolean {
    return this.#text === other.#text
  }

  toString(): string {
    return mask
  }

  toJSON(): string {
    return mask
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask
  }
}
