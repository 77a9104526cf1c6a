import type { MemoryKeychain } from '../faults/memory-keychain.ts'
import type { Place } from './place.ts'

/** Which entries of the keychain a refusal is about. */
export type Entries = 'canaries' | 'secrets'

const isOf = (entries: Entries, account: string) => (account === 'canary') === (entries === 'canaries')

/** What the keychain does in place of keeping a value: it throws, forgets or changes it, or never answers. */
export const failures = {
  'throws when it is written': ({ keychain }: Place, isMet: Met) => {
    const { setPassword } = keychain
    keychain.setPassword = (service, account, value) =>
      isMet(account) ? Promise.reject(new Error('no')) : setPassword(service, account, value)
  },
  'throws when it is read': ({ keychain }: Place, isMet: Met) => {
    const { setPassword, getPassword } = keychain
    const unreadable = new Set<string>()
    keychain.setPassword = (service, account, value) => {
      if (isMet(account)) unreadable.add(account)
      return setPassword(service, account, value)
    }
    keychain.getPassword = (service, account) =>
      unreadable.has(account) ? Promise.reject(new Error('no')) : getPassword(service, account)
  },
  'forgets it at once': ({ keychain }: Place, isMet: Met) => {
    const { setPassword } = keychain
    keychain.setPassword = (service, account, value) =>
      isMet(account) ? Promise.resolve() : setPassword(service, account, value)
  },
  'changes it': ({ keychain }: Place, isMet: Met) => {
    const { setPassword } = keychain
    keychain.setPassword = (service, account, value) =>
      setPassword(service, account, isMet(account) ? value.slice(0, -1) : value)
  },
  'never answers': (place: Place, isMet: Met) => {
    const { keychain } = place
    const { setPassword } = keychain
    keychain.setPassword = (service, account, value) => {
      if (!isMet(account)) return setPassword(service, account, value)
      // The time limit is set once the call has been made.
      queueMicrotask(() => {
        place.passTimeLimit()
      })
      return new Promise<never>(() => undefined)
    }
  },
} as const

type Met = (account: string) => boolean

export type Failure = keyof typeof failures

/** From the nth value of a kind that is written, the keychain fails so. */
export function failing(failure: Failure, entries: Entries, nth = 1): (place: Place) => void {
  return (place) => {
    let written = 0
    failures[failure](place, (account) => isOf(entries, account) && ++written >= nth)
  }
}

/** The keychain keeps nothing new. What it holds can be read and removed. */
export function keepsNothing({ keychain }: { readonly keychain: MemoryKeychain }): void {
  keychain.setPassword = () => Promise.reject(new Error('no'))
}
