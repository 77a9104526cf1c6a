import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { HiveReading, RegistryValue } from '#core/policy/reading.ts'
import { policyKey, type Hive } from '#core/policy/settings.ts'

/**
 * What is used of native-reg's native module: Windows' own calls, in this process. reg.exe is forbidden on hardened
 * computers, and its failure looks like a key that is not there.
 */
export interface Registry {
  /** Returns `null` for a key that is not there. Throws an error with Windows' own number otherwise. */
  openKey(hive: number, key: string, options: number, access: number): object | null
  enumValueNames(key: object): readonly string[]
  /** Returns the bytes of a value, with their type; `null` when there is none of that name. */
  queryValue(key: object, name: string): (Uint8Array & { readonly type: number }) | null
  closeKey(key: object): void
}

/** The hash of prebuilds/win32-x64/node.napi.node in native-reg 1.1.1, whose integrity package-lock.json has. */
const moduleHash = '4e101edf72e969fcec40007f68c40fb2b84bddf038b178b5e52e8d81f15c23f9'

/**
 * Loads the native module at `path`. Throws when its bytes are not those of the package: it stands beside the archive whose
 * integrity Electron checks.
 */
export function loadRegistry(path: string): Registry {
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex')
  if (hash !== moduleHash) throw new Error('the module that reads the registry is not the one that was packaged')
  const loaded = { exports: {} as Registry }
  process.dlopen(loaded, path)
  return loaded.exports
}

/** The predefined keys of winreg.h. */
const hiveKeys: Readonly<Record<Hive, number>> = { HKLM: 0x80000002, HKCU: 0x80000001 }
/** KEY_READ, in the 64-bit registry. */
const access = 0x20019 | 0x0100
/** ERROR_FILE_NOT_FOUND and ERROR_PATH_NOT_FOUND. */
const notThere = [2, 3]

/** Reads what a hive holds at the policy's key. Never throws: what Windows does not let us read is `unreadable`. */
export function readHive(registry: Registry, hive: Hive, key = policyKey): HiveReading {
  try {
    const opened = registry.openKey(hiveKeys[hive], key, 0, access)
    if (opened === null) return { state: 'absent' }
    try {
      const names = registry.enumValueNames(opened)
      return { state: 'read', values: new Map(names.map((name) => [name, readValue(registry, opened, name)])) }
    } finally {
      registry.closeKey(opened)
    }
  } catch (error) {
    return { state: isNotThere(error) ? 'absent' : 'unreadable' }
  }
}

function isNotThere(error: unknown): boolean {
  const { errno } = Object(error) as { readonly errno?: unknown }
  return typeof errno === 'number' && notThere.includes(errno)
}

function readValue(registry: Registry, key: object, name: string): RegistryValue | 'unreadable' {
  try {
    const bytes = registry.queryValue(key, name)
    return bytes === null ? 'unreadable' : valueIn(Buffer.from(bytes), bytes.type)
  } catch {
    return 'unreadable'
  }
}

/** The types of winnt.h that a setting has: REG_SZ, REG_DWORD, REG_MULTI_SZ. */
function valueIn(bytes: Buffer, type: number): RegistryValue {
  if (type === 1) return { type: 'text', value: textIn(bytes) }
  if (type === 4 && bytes.length === 4) return { type: 'number', value: bytes.readUInt32LE(0) }
  if (type === 7) {
    const texts = textIn(bytes)
    return { type: 'texts', value: texts === '' ? [] : texts.split('\0') }
  }
  return { type: 'other' }
}

/** Returns the text without the zeros that end it. */
function textIn(bytes: Buffer): string {
  return bytes.toString('utf16le').replace(/\0+$/, '')
}
