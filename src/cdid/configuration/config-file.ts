import { createHash } from 'node:crypto'
import { readdir, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { configurationMaxBytes } from './configuration.ts'
import { readContent, systemCode, writeProblem } from '../files/file-content.ts'
import type { Held } from '../files/file-lock.ts'
import { ReceptionError } from '../reception-problem.ts'
import { copyWindowsRights } from '../files/windows-rights.ts'

export const backupsKept = 5

/** A replacement of a configuration, which happens only while the file still holds `before`. */
export interface Replacement {
  readonly config: string
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly now: Date
  readonly held: Held
}

/** Reads a configuration. Throws `config-read-only` when it is marked read-only. */
export async function readConfig(config: string): Promise<Uint8Array> {
  const content = await readContent(config, configurationMaxBytes)
  const { mode } = await stat(config)
  if ((mode & 0o222) === 0) throw new ReceptionError({ code: 'config-read-only', file: config })
  return content
}

/**
 * Puts `after` in the place of `before`, whole or not at all, with the same owner and rights; a dated backup of `before` lies
 * beside it first, and the newest five are kept. Refuses when another program has written meanwhile. Resolves to the backup's path.
 */
export async function replaceConfig({ config, before, after, now, held }: Replacement): Promise<string> {
  const backup = await freeBackup(config, now)
  await write(backup, before, config)
  await held.check()
  if (!Buffer.from(before).equals(await readContent(config, configurationMaxBytes))) {
    await unlink(backup).catch(() => undefined)
    throw new ReceptionError({ code: 'config-changed', file: config })
  }
  await write(config, after, config)
  if (!Buffer.from(after).equals(await readContent(config, configurationMaxBytes))) {
    throw new ReceptionError({ code: 'config-not-verified', file: config, backup })
  }
  for (const old of (await backupsOf(config)).slice(backupsKept)) await unlink(old).catch(() => undefined)
  return backup
}

/** Resolves to the paths of the dated backups of a configuration, newest first. */
export async function backupsOf(config: string): Promise<readonly string[]> {
  const folder = dirname(config)
  const start = `${basename(config)}.`
  const names = await readdir(folder)
  return names
    .filter((name) => name.startsWith(start) && /^\d{8}-\d{6}(-\d{1,3})?\.bak$/.test(name.slice(start.length)))
    .sort((one, other) => stampOf(other).localeCompare(stampOf(one)))
    .map((name) => join(folder, name))
}

/** Returns the SHA-256 of a file's content, in hexadecimal. */
export function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

async function write(path: string, bytes: Uint8Array, like: string): Promise<void> {
  // The lock lets one writer in at a time, so a fixed name is safe, and the next run replaces what a killed run left.
  const temporary = `.${basename(like)}.prextra.tmp`
  const prepare = (made: string) => copyWindowsRights(like, made)
  try {
    await atomicWrite(path, bytes, { like, temporary, ...(process.platform === 'win32' && { prepare }) })
  } catch (error) {
    throw writeProblem(error, path)
  }
}

/** Returns a sort key that puts the backups of one second (no number, `-2` … `-10`) in the order they were made. */
function stampOf(name: string): string {
  const [, stamp = '', number = '1'] = /(\d{8}-\d{6})(?:-(\d{1,3}))?\.bak$/.exec(name) ?? []
  return `${stamp}-${number.padStart(3, '0')}`
}

/** Resolves to a path that is not taken: `<name>.<yyyymmdd-hhmmss>.bak` in local time, numbered within one second. */
async function freeBackup(config: string, now: Date): Promise<string> {
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  const stamp = `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
  for (let number = 1; ; number++) {
    const backup = `${config}.${stamp}${number === 1 ? '' : `-${number}`}.bak`
    try {
      await stat(backup)
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return backup
      throw writeProblem(error, backup)
    }
  }
}
