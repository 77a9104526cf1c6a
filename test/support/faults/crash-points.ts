import fs from 'node:fs'
import fsPromises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/** A place where a process may die: what it was at, and when. */
export interface CrashPoint {
  readonly n: number
  /** Of the fourteen of a run, S0 to S13. */
  readonly step: string
  readonly when: 'before' | 'sent' | 'writing' | 'after'
  readonly what: string
}

/** Counts the places as they are passed, and at the wanted one ends this process as a power switch would. */
export interface CrashPoints {
  pass(when: CrashPoint['when'], what: string): void
  at(step: string): void
}

export function countCrashPoints(dieAt: number): CrashPoints {
  let n = 0
  let step = 'S0'
  const points: CrashPoint[] = []
  const write = fs.writeSync.bind(fs)

  const pass: CrashPoints['pass'] = (when, what) => {
    n += 1
    points.push({ n, step, when, what })
    if (n === dieAt) {
      write(1, JSON.stringify(points.at(-1)))
      process.kill(process.pid, 'SIGKILL')
    }
  }
  process.on('exit', () => {
    write(1, JSON.stringify(points))
  })

  // Half a line, or half a file, is on the disk when it happens.
  const writeHalf = (file: number, bytes: Buffer) => write(file, bytes.subarray(0, Math.floor(bytes.length / 2)))
  fs.writeSync = ((file: number, bytes: Buffer) => {
    if (n + 1 === dieAt) writeHalf(file, bytes)
    pass('writing', 'journal')
    return write(file, bytes)
  }) as typeof fs.writeSync
  const flush = fs.fsyncSync.bind(fs)
  fs.fsyncSync = (file) => {
    flush(file)
    pass('after', 'journal')
  }
  const rename = fsPromises.rename.bind(fsPromises)
  fsPromises.rename = async (from, to) => {
    pass('before', 'rename')
    await rename(from, to)
    pass('after', 'rename')
  }
  const open = fsPromises.open.bind(fsPromises)
  fsPromises.open = async (...given) => {
    const handle = await open(...given)
    const writeFile = handle.writeFile.bind(handle)
    handle.writeFile = async (bytes) => {
      if (n + 1 === dieAt) writeHalf(handle.fd, Buffer.from(bytes as Uint8Array))
      pass('writing', 'sealed file')
      await writeFile(bytes)
    }
    const sync = handle.sync.bind(handle)
    handle.sync = async () => {
      pass('before', 'flush')
      await sync()
      pass('after', 'flush')
    }
    return handle
  }
  syncBuiltinESMExports()
  return {
    pass,
    at: (now) => {
      step = now
    },
  }
}
