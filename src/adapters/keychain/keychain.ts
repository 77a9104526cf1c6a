import type keytar from 'keytar'
import type { Answer } from '#core/answer.ts'
import { dayMs } from '#core/calendar-days.ts'
import type { Clock, EntryLabel, Vault, VaultEntry } from '#core/ports.ts'
import type { Problem } from '#core/problem.ts'
import { Secret } from '#core/secret.ts'
import { loadKeytar } from './native-module.ts'

/** The largest value that Windows keeps, in bytes of UTF-16 (CRED_MAX_CREDENTIAL_BLOB_SIZE in wincred.h); it is applied on every system. */
const maxBytes = 2_560
const canaryLength = 40
/** The account of every canary, so that one left by a crash is overwritten and removed by the next. */
const canaryAccount = 'canary'
const timeLimitMs = 20_000

/** The calls of keytar that are used. */
export type Keychain = Pick<typeof keytar, 'getPassword' | 'setPassword' | 'deletePassword' | 'findCredentials'>

/** The operating system's keychain, which is loaded with the first call. */
const systemKeychain: Keychain = {
  getPassword: async (service, account) => (await loadKeytar()).getPassword(service, account),
  setPassword: async (service, account, password) => (await loadKeytar()).setPassword(service, account, password),
  deletePassword: async (service, account) => (await loadKeytar()).deletePassword(service, account),
  findCredentials: async (service) => (await loadKeytar()).findCredentials(service),
}

/**
 * The Vault port over the operating system's keychain (keytar: Windows Credential Manager, Secret Service). keytar's
 * errors have no code and are in the system's language, so each of them means `vault-unavailable`.
 */
export function createVault(
  service: string,
  clock: Clock,
  newId: () => string,
  keychain: Keychain = systemKeychain,
): Vault {
  const unavailable = (): Problem => ({ code: 'vault-unavailable', at: clock.now().toISOString() })

  async function attempt<T>(work: () => Promise<T>): Promise<Answer<T>> {
    try {
      return { done: await withTimeLimit(tracked(work()), clock) }
    } catch {
      return { no: unavailable() }
    }
  }

  const write = async (account: string, secret: Secret, label: EntryLabel): Promise<Answer<null>> => {
    const text = labelled(secret, label)
    if (Buffer.byteLength(text, 'utf16le') > maxBytes) return { no: unavailable() }
    return attempt(async () => {
      await keychain.setPassword(service, account, text)
      return null
    })
  }
  const read = (account: string): Promise<Answer<Secret | null>> =>
    attempt(async () => {
      const text = await keychain.getPassword(service, account)
      return text === null ? null : split(text).secret
    })
  const remove = (account: string): Promise<Answer<null>> =>
    attempt(async () => {
      await keychain.deletePassword(service, account)
      return null
    })

  /** Writes a secret with its label, and reads both back. */
  const writeAndCheck = async (account: string, secret: Secret, label: EntryLabel): Promise<Answer<null>> => {
    const written = await write(account, secret, label)
    if (!('done' in written)) return written
    const back = await attempt(() => keychain.getPassword(service, account))
    if (!('done' in back)) return back
    return back.done === labelled(secret, label) ? { done: null } : { no: unavailable() }
  }

  return {
    read,
    write,
    remove,
    async relabel(account, label) {
      const held = await read(account)
      if (!('done' in held)) return held
      if (held.done === null) return { done: false }
      const written = await writeAndCheck(account, held.done, label)
      return 'done' in written ? { done: true } : written
    },
    async entries() {
      const found = await attempt(() => keychain.findCredentials(service))
      if (!('done' in found)) return found
      const own: VaultEntry[] = []
      // On Windows keytar also finds the entries of every service whose name begins with this one's.
      for (const account of new Set(found.done.map((one) => one.account))) {
        const text = await attempt(() => keychain.getPassword(service, account))
        // One that cannot be read now may be ours, and says nothing of itself.
        if (!('done' in text)) own.push({ account, label: null })
        else if (text.done !== null) own.push({ account, label: split(text.done).label })
      }
      return { done: own }
    },
    async canary(signal) {
      signal.throwIfAborted()
      const value = new Secret(newId().replaceAll('-', '').padEnd(canaryLength, '~'))
      const until = new Date(clock.now().getTime() + dayMs).toISOString()
      const kept = await writeAndCheck(canaryAccount, value, { kind: 'canary', until })
      // The value is removed even after a write that failed, because one that did not answer may have been done.
      const removed = await remove(canaryAccount)
      return 'done' in kept ? removed : kept
    },
  }
}

/** An entry's text: its label, and the secret on a line of its own. */
function labelled(secret: Secret, { kind, until }: EntryLabel): string {
  return `${kind} ${until}\n${secret.reveal()}`
}

const labelledText = /^(pending|delivered|pasted|canary) (\S+)\n([^]*)$/

/** Returns what `labelled` put together. Any other text is a secret that has no label. */
function split(text: string): { readonly secret: Secret; readonly label: EntryLabel | null } {
  const [, kind, until = '', secret = text] = labelledText.exec(text) ?? []
  const isLabelled = kind !== undefined && !Number.isNaN(Date.parse(until))
  return { secret: new Secret(secret), label: isLabelled ? { kind: kind as EntryLabel['kind'], until } : null }
}

const inFlight = new Set<Promise<unknown>>()

/**
 * Resolves once the keychain has answered every call. A process that ends before is aborted by keytar, which then has
 * nobody to answer to.
 */
export async function keychainIdle(): Promise<void> {
  do {
    await Promise.allSettled(inFlight)
    // Whoever had an answer may ask the next thing, as the clean-up at the start does.
    await new Promise((resolve) => setImmediate(resolve))
  } while (inFlight.size > 0)
}

function tracked<T>(work: Promise<T>): Promise<T> {
  const ended = work.finally(() => inFlight.delete(ended))
  inFlight.add(ended)
  return ended
}

/** Rejects when the work takes longer than the time limit: a keychain that asks the person something may never answer. */
async function withTimeLimit<T>(work: Promise<T>, clock: Clock): Promise<T> {
  let stop: () => void = () => undefined
  const limit = new Promise<never>((_resolve, reject) => {
    stop = clock.alarm(timeLimitMs, () => {
      reject(new Error('the keychain did not answer'))
    })
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    stop()
  }
}
