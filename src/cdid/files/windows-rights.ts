import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { ReceptionError } from '../reception-problem.ts'
import { systemCode } from './file-problem.ts'

/** Runs a program without a shell and resolves to what it printed; rejects when its exit code is not 0. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<{ readonly stdout: string }>

const runProgram: RunProgram = (file, args) => promisify(execFile)(file, [...args], { windowsHide: true })

/** Windows' own account; SDDL abbreviates it. */
const system = { sid: 'S-1-5-18', abbreviation: 'SY' }

/** One entry of an access control list: who (a SID, or SDDL's abbreviation of one) may (`A`) or may not do what. */
interface AccessEntry {
  readonly type: string
  readonly rights: string
  readonly sid: string
}

/** An access control list: whether the folder's rights are kept out, and its entries. */
interface AccessList {
  readonly isProtected: boolean
  readonly entries: readonly AccessEntry[]
}

/**
 * Copies the access control list of one file to another in Windows, where a new file has only the rights of its folder. It uses
 * icacls (learn.microsoft.com/windows-server/administration/windows-commands/icacls): `/save` writes the file's name and its list
 * as SDDL in UTF-16, the name is exchanged, and `/restore` applies the list. Rejects with `rights-refused`.
 */
export async function copyWindowsRights(from: string, to: string, run: RunProgram = runProgram): Promise<void> {
  const text = await saved(from, run)
  const rights = /^[^\r\n]*(\r?\n[^]+)$/.exec(text)?.[1]
  if (rights === undefined) throw new ReceptionError({ code: 'rights-refused', file: from, reason: 'icacls /save' })
  const list = join(tmpdir(), `prextra-${randomUUID()}.acl`)
  try {
    await writeFile(list, Buffer.from(`${basename(to)}${rights}`, 'utf16le'), { mode: 0o600 })
    await tool(run, 'icacls', [dirname(to), '/restore', list, '/q'], from)
  } finally {
    await rm(list, { force: true })
  }
}

/**
 * Lets only the running user and SYSTEM open a file in Windows, and keeps the folder's rights out. Accounts are named by SID,
 * because their names differ with Windows' language. Reads the list back; rejects with `rights-refused` when it is another.
 */
export async function keepToOwner(file: string, run: RunProgram = runProgram): Promise<void> {
  const owner = await currentUser(file, run)
  const full = (sid: string) => `*${sid}:F`
  const granted = owner === system.sid ? [full(owner)] : [full(owner), full(system.sid)]
  await tool(run, 'icacls', [file, '/inheritance:r', '/grant:r', ...granted, '/q'], file)
  if ((await othersWithAccess(file, run)).length > 0) {
    throw new ReceptionError({ code: 'rights-refused', file, reason: 'icacls /grant' })
  }
}

/** Resolves to the accounts, besides the running user and SYSTEM, that a file's list names, by SID or SDDL abbreviation. */
export async function othersWithAccess(file: string, run: RunProgram = runProgram): Promise<readonly string[]> {
  const owner = await currentUser(file, run)
  const list = readSddl(await saved(file, run))
  if (!list) throw new ReceptionError({ code: 'rights-refused', file, reason: 'icacls /save' })
  // SDDL calls the computer's own administrator LA.
  const own = [owner, system.sid, system.abbreviation, ...(owner.endsWith('-500') ? ['LA'] : [])]
  const others = list.entries.filter(({ sid }) => !own.includes(sid)).map(({ sid }) => sid)
  return list.isProtected ? others : [...others, '…']
}

/** Whether this process has an administrator's rights in Windows: its integrity level is high, or SYSTEM's. */
export async function isElevated(run: RunProgram = runProgram): Promise<boolean> {
  const { stdout } = await tool(run, 'whoami', ['/groups', '/fo', 'csv', '/nh'], 'whoami')
  return /S-1-16-(12288|16384)/.test(stdout)
}

/** Reads the access control list of `icacls /save`; `null` when the text has none. */
export function readSddl(text: string): AccessList | null {
  // The first line is the file's name.
  const [, flags, entries] = /D:([A-Z]*)((?:\([^()]*\))*)/.exec(text.slice(text.indexOf('\n') + 1)) ?? []
  if (flags === undefined || entries === undefined) return null
  return {
    isProtected: flags.includes('P'),
    entries: [...entries.matchAll(/\(([^()]*)\)/g)].map(([, entry = '']) => {
      const [type = '', , rights = '', , , sid = ''] = entry.split(';')
      return { type, rights, sid }
    }),
  }
}

async function currentUser(file: string, run: RunProgram): Promise<string> {
  const { stdout } = await tool(run, 'whoami', ['/user', '/fo', 'csv', '/nh'], file)
  const sid = /S-1-[\d-]+/.exec(stdout)?.[0]
  if (sid === undefined) throw new ReceptionError({ code: 'rights-refused', file, reason: 'whoami' })
  return sid
}

/** Resolves to what `icacls /save` writes about a file, without its mark. */
async function saved(file: string, run: RunProgram): Promise<string> {
  const list = join(tmpdir(), `prextra-${randomUUID()}.acl`)
  try {
    await tool(run, 'icacls', [file, '/save', list, '/q'], file)
    const content = await readFile(list).catch(() => null)
    if (!content) throw new ReceptionError({ code: 'rights-refused', file, reason: 'icacls /save' })
    return content.toString('utf16le').replace(/^\uFEFF/, '')
  } finally {
    await rm(list, { force: true })
  }
}

/** Runs one of Windows' own programs by its full path, so that no program of that name in another folder is run. */
async function tool(run: RunProgram, name: string, args: readonly string[], file: string) {
  const path = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', `${name}.exe`)
  try {
    return await run(path, args)
  } catch (error) {
    const exitCode = error instanceof Error && 'code' in error ? String(error.code) : systemCode(error)
    throw new ReceptionError({ code: 'rights-refused', file, reason: `${name} ${exitCode}` })
  }
}
