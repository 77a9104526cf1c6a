import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

type Call = (this: unknown, ...args: unknown[]) => unknown

const handle = await fs.promises.open('/dev/null')
const handles = Object.getPrototypeOf(handle) as Record<string, Call>
await handle.close()

/** A call of Node's file system: of a file that is open, or of a path. */
export type FileCall = 'writeFile' | 'sync' | 'open' | 'rename' | 'stat'

/**
 * Runs `work` while a call of the file system in this process answers with an error, from when `isMeant` says so: `count` is which
 * call it is, from 1, and `path` is its path, if it has one.
 */
export async function whileFailing<T>(
  call: FileCall,
  code: string,
  isMeant: (count: number, path: string) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  const owner = call === 'writeFile' || call === 'sync' ? handles : (fs.promises as unknown as Record<string, Call>)
  const original = owner[call] as Call
  let count = 0
  owner[call] = function (...args) {
    count += 1
    const path = typeof args[0] === 'string' ? args[0] : ''
    if (!isMeant(count, path)) return original.apply(this, args)
    return Promise.reject(Object.assign(new Error(`${code}: ${call}`), { code, syscall: call }))
  }
  syncBuiltinESMExports()
  try {
    return await work()
  } finally {
    owner[call] = original
    syncBuiltinESMExports()
  }
}
