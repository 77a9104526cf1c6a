const mask = '[secret]'

/**
 * A value that cannot print itself: string conversion, JSON, `util.inspect` and templates all give `[secret]`.
 * `reveal()` is called at the three places a secret may go: the keychain, the sealed bytes, Microsoft's token endpoint.
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
