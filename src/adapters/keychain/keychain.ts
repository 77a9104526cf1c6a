import keytar from 'keytar'
import type { Answer } from '#core/answer.ts'
import type { Clock, Vault } from '#core/ports.ts'
import type { Problem } from '#core/problem.ts'
import { Secret } from '#core/secret.ts'

/** CRED_MAX_CREDENTIAL_BLOB_SIZE is 5 × 512 bytes; Linux would take more, so the limit is ours (wincred.h). */
const maxBytes = 2_560
const canaryLength = 40
/** One account for all: what a crash leaves there, the next canary overwrites and removes. */
const canaryAccount = 'canary'
const timeLimitMs = 20_000

/** The keychain's own calls, as keytar has them. */
export type Keychain = Pick<typeof keytar, 'getPassword' | 'setPassword' | 'deletePassword'>

/**
 * The Vault port over the operating system's keychain (keytar: Windows Credential Manager, Secret Service).
 * Its errors come without a code and in the system's language, so none is read: a keychain works or it does not.
 */
export function createVault(service: string, clock: Clock, newId: () => string, keychain: Keychain = keytar): Vault {
  const unavailable = (): Problem => ({ code: 'vault-unavailable', at: clock.now().toISOString() })

  async function attempt<T>(work: () => Promise<T>): Promise<Answer<T>> {
    try {
      return { done: await limited(work(), clock) }
    } catch {
      return { no: unavailable() }
    }
  }

  const write = async (account: string, secret: Secret): Promise<Answer<null>> => {
    if (Buffer.byteLength(secret.reveal(), 'utf16le') > maxBytes) return { no: unavailable() }
    return attempt(async () => {
      await keychain.setPassword(service, account, secret.reveal())
      return null
    })
  }
  const read = (account: string): Promise<Answer<Secret | null>> =>
    attempt(async () => {
      const text = await keychain.getPassword(service, account)
      return text === null ? null : new Secret(text)
    })
  const remove = (account: string): Promise<Answer<null>> =>
    attempt(async () => {
      await keychain.deletePassword(service, account)
      return null
    })

  return {
    read,
    write,
    remove,
    async canary(signal) {
      signal.throwIfAborted()
      const value = new Secret(newId().replaceAll('-', '').padEnd(canaryLength, '~'))
      const written = await write(canaryAccount, value)
      const back = 'done' in written ? await read(canaryAccount) : written
      // A write that did not answer may have been done.
      const removed = await remove(canaryAccount)
      if (!('done' in back)) return back
      return back.done?.equals(value) ? removed : { no: unavailable() }
    },
  }
}

/** A keychain that asks the person something may never answer. */
async function limited<T>(work: Promise<T>, clock: Clock): Promise<T> {
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
