import type { Keychain } from '#adapters/keychain/keychain.ts'

/** A keychain of one computer in memory, with the interface of keytar. */
export interface MemoryKeychain extends Keychain {
  /** The values, by account. */
  readonly entries: Map<string, string>
}

export function createMemoryKeychain(entries = new Map<string, string>()): MemoryKeychain {
  return {
    entries,
    getPassword: (_service, account) => Promise.resolve(entries.get(account) ?? null),
    setPassword: (_service, account, password) => {
      entries.set(account, password)
      return Promise.resolve()
    },
    deletePassword: (_service, account) => Promise.resolve(entries.delete(account)),
    findCredentials: () => Promise.resolve([...entries].map(([account, password]) => ({ account, password }))),
  }
}

/** Returns the secret in the text of an entry, without the label before it. */
export function secretIn(text: string): string {
  return text.split('\n').at(-1) ?? ''
}
