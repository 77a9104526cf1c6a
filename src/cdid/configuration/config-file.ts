import { readdir, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { digestOfFile } from '../files/digest.ts'
import { isContent, readContent } from '../files/file-content.ts'
import { readProblem, systemCode, writeProblem } from '../files/file-problem.ts'
import { replaceFile } from '../files/replace-file.ts'
import { ReceptionError } from '../reception-problem.ts'
import { configurationMaxBytes } from './configuration.ts'

/** How many backups are kept whether undo needs them or not. */
export const backupsKept = 5

/**
 * Reads a configuration that is about to be changed. Throws `config-read-only` when it is marked read-only, and
 * `config-hard-linked` when it has a second name, which would keep the old content.
 */
export async function readConfig(config: string): Promise<Uint8Array> {
  const content = await readContent(config, configurationMaxBytes)
  await checkChangeable(config)
  return content
}

/** Whether a configuration that is about to be changed still holds that content. Throws as `readConfig` does. */
export async function isConfig(config: string, content: Uint8Array): Promise<boolean> {
  const isSame = await isContent(config, content, configurationMaxBytes)
  await checkChangeable(config)
  return isSame
}

async function checkChangeable(config: string): Promise<void> {
  const { mode, nlink } = await stat(config)
  if ((mode & 0o222) === 0) throw new ReceptionError({ code: 'config-read-only', file: config })
  if (nlink > 1) throw new ReceptionError({ code: 'config-hard-linked', file: config })
}

/**
 * Resolves to the digest of a configuration as it is now; `null` when there is none. Rejects when it cannot be read: another
 * program may hold it for a moment, and what it holds is not known then.
 */
export async function digestOfConfig(config: string): Promise<string | null> {
  try {
    return await digestOfFile(config, configurationMaxBytes)
  } catch (error) {
    if (error instanceof ReceptionError && error.problem.code === 'file-not-found') return null
    throw error
  }
}

/**
 * Writes a configuration whole or not at all, with the owner and rights of `like`. `beforeReplacing` may still stop it when the
 * new file is complete.
 */
export async function writeLike(
  path: string,
  bytes: Uint8Array,
  like: string,
  beforeReplacing: () => Promise<void>,
): Promise<void> {
  await replaceFile(path, bytes, { like, temporary: temporaryOf(like), beforeReplacing })
}

/**
 * Writes a backup of a configuration as `writeLike` does, but on Linux for its owner alone: what reads the configuration has no
 * need of an old one, which holds secrets too.
 */
export async function writeBackup(
  path: string,
  bytes: Uint8Array,
  config: string,
  beforeReplacing: () => Promise<void>,
): Promise<void> {
  await replaceFile(path, bytes, { like: config, ownerOnly: true, temporary: temporaryOf(config), beforeReplacing })
}

/** The name of the temporary file beside a configuration. */
export function temporaryOf(config: string): string {
  return `.${basename(config)}.prextra.tmp`
}

/** Resolves to the paths of the dated backups of a configuration, newest first. */
export async function backupsOf(config: string): Promise<readonly string[]> {
  const folder = dirname(config)
  const start = `${basename(config)}.`
  try {
    return (await readdir(folder))
      .filter((name) => name.startsWith(start) && /^\d{8}-\d{6}(-\d{1,3})?\.bak$/.test(name.slice(start.length)))
      .sort((one, other) => stampOf(other).localeCompare(stampOf(one)))
      .map((name) => join(folder, name))
  } catch (error) {
    throw readProblem(error, folder)
  }
}

/** Removes the backups that are neither among the newest five nor needed. One that cannot be removed stays. */
export async function pruneBackups(config: string, needed: readonly string[]): Promise<void> {
  const old = (await backupsOf(config)).slice(backupsKept)
  for (const backup of old) {
    if (!needed.includes(backup)) await unlink(backup).catch(() => undefined)
  }
}

/** Resolves to a path that is not taken: `<name>.<yyyymmdd-hhmmss>.bak` in local time, numbered within one second. */
export async function freeBackup(config: string, now: Date): Promise<string> {
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

/** Returns a sort key that puts the backups of one second (no number, `-2` … `-10`) in the order they were made. */
function stampOf(name: string): string {
  const [, stamp = '', number = '1'] = /(\d{8}-\d{6})(?:-(\d{1,3}))?\.bak$/.exec(name) ?? []
  return `${stamp}-${number.padStart(3, '0')}`
}
