import fs, { type PathLike } from 'node:fs'
import fsPromises, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/** What a disk answers instead, or `short`: it takes a third of what it is given. */
export const diskErrors = ['ENOSPC', 'EIO', 'EACCES', 'EROFS'] as const
export type DiskError = (typeof diskErrors)[number] | 'EPERM' | 'EBUSY' | 'short'

export interface DiskFault {
  /** Counted over the calls of this part; the journal's are synchronous, the sealed file's are not. */
  readonly of: 'journal' | 'sealed file'
  readonly nth: number
  readonly error: DiskError
  /** From the nth on, and not only then. */
  readonly lasting?: boolean
}

export interface SpoiltDisk {
  /** How many calls there were of the part that is spoilt. */
  readonly calls: readonly string[]
  fix(): void
}

type Any = (...given: never[]) => unknown

/** Spoils the calls Node makes to the disk for what lies in this folder, until it is mended. */
export function spoilDisk(folder: string, fault: DiskFault): SpoiltDisk {
  const calls: string[] = []
  const files = new Set<number>()
  const kept: (() => void)[] = []

  /** Whether this call is the one; and then it fails, unless it is only short. */
  function meets(of: DiskFault['of'], name: string): boolean {
    if (of !== fault.of) return false
    calls.push(name)
    const isIt = fault.lasting === true ? calls.length >= fault.nth : calls.length === fault.nth
    if (isIt && fault.error !== 'short') throw diskError(fault.error, name)
    return isIt
  }
  const isHere = (path: unknown) => typeof path === 'string' && path.startsWith(folder)

  function replace(object: object, name: string, make: (real: Any) => Any): void {
    const methods = object as Record<string, Any>
    const real = methods[name] as Any
    methods[name] = make((...given) => real.apply(object, given))
    kept.push(() => {
      methods[name] = real
    })
  }

  replace(fs, 'openSync', (real) => (path: PathLike, ...more: never[]) => {
    if (!isHere(path)) return real(path as never, ...more)
    meets('journal', 'open')
    const file = real(path as never, ...more) as number
    files.add(file)
    return file
  })
  for (const name of ['fstatSync', 'readSync', 'fsyncSync', 'closeSync'] as const) {
    replace(fs, name, (real) => (file: number, ...more: never[]) => {
      if (files.has(file)) {
        if (name === 'closeSync') {
          files.delete(file)
          real(file as never)
        }
        meets('journal', name.replace('Sync', ''))
        if (name === 'closeSync') return undefined
      }
      return real(file as never, ...more)
    })
  }
  replace(fs, 'writeSync', (real) => (file: number, bytes: Buffer, from = 0, ...more: never[]) => {
    const isShort = files.has(file) && meets('journal', 'write')
    const given = isShort ? bytes.subarray(0, from + Math.ceil((bytes.length - from) / 3)) : bytes
    return real(file as never, given as never, from as never, ...more)
  })

  for (const name of ['realpath', 'stat', 'rename', 'unlink'] as const) {
    replace(fsPromises, name, (real) => async (path: PathLike, ...more: never[]) => {
      if (isHere(path)) meets('sealed file', name)
      return await real(path as never, ...more)
    })
  }
  replace(fsPromises, 'open', (real) => async (path: PathLike, ...more: never[]) => {
    if (!isHere(path)) return real(path as never, ...more)
    meets('sealed file', 'open')
    return spoilt((await real(path as never, ...more)) as FileHandle)
  })

  function spoilt(handle: FileHandle): FileHandle {
    for (const name of ['writeFile', 'stat', 'chmod', 'sync', 'close'] as const) {
      replace(handle, name, (real) => async (...given: never[]) => {
        if (name === 'close') await real()
        if (name === 'writeFile' && fault.of === 'sealed file' && calls.length + 1 === fault.nth) {
          // A disk that is full has taken what it could.
          await (real as (bytes: Uint8Array) => Promise<void>)((given[0] as unknown as Uint8Array).subarray(0, 100))
        }
        meets('sealed file', name)
        return name === 'close' ? undefined : real(...given)
      })
    }
    return handle
  }

  syncBuiltinESMExports()
  return {
    calls,
    fix: () => {
      for (const undo of kept) undo()
      syncBuiltinESMExports()
    },
  }
}

function diskError(code: DiskError, syscall: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: practice fault, ${syscall}`), { code, syscall })
}
