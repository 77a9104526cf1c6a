import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** The nth change to the file system, counting from 1, before which the process that has this in its environment is killed. */
export const killVariable = 'PREXTRA_TEST_KILL_AT'

const at = Number(process.env[killVariable] ?? 0)

/** Preloaded with `node --import`: what is tested knows nothing of it. */
if (at > 0) {
  let changes = 0
  const point = (): boolean => {
    changes += 1
    return changes === at
  }
  const die = (): void => void process.kill(process.pid, 'SIGKILL')
  type Call = (this: unknown, ...args: unknown[]) => unknown
  const wrap = (owner: object, name: string, changesSomething: (args: unknown[]) => boolean = () => true): void => {
    const calls = owner as Record<string, Call>
    const original = calls[name] as Call
    calls[name] = function (...args) {
      if (changesSomething(args) && point()) die()
      return original.apply(this, args)
    }
  }
  const handle = await fs.promises.open('/dev/null')
  const handles = Object.getPrototypeOf(handle) as Record<string, Call>
  await handle.close()
  for (const name of ['chmod', 'chown', 'sync', 'truncate', 'close', 'write']) wrap(handles, name)
  const writeFile = handles['writeFile'] as Call
  handles['writeFile'] = function (...args) {
    if (point()) die()
    if (point()) {
      // Half of it is on the disk.
      const whole = Buffer.from(args[0] as Uint8Array | string)
      fs.writeSync((this as { fd: number }).fd, whole.subarray(0, whole.length / 2))
      die()
    }
    return writeFile.apply(this, args)
  }
  wrap(fs.promises, 'open', ([, flags]) => typeof flags === 'string' && /[wa+]/.test(flags))
  for (const name of ['writeFile', 'rename', 'unlink', 'link', 'rm', 'mkdir', 'copyFile', 'appendFile', 'truncate']) {
    wrap(fs.promises, name)
  }
  syncBuiltinESMExports()
}
