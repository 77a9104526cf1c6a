import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** Runs a program without a shell; rejects when its exit code is not 0. */
export type RunProgram = (file: string, args: readonly string[]) => Promise<unknown>

const runProgram: RunProgram = (file, args) => promisify(execFile)(file, [...args], { windowsHide: true })

/**
 * Copies the access control list of one file to another in Windows, where a new file has only the rights of its folder. It uses
 * icacls (learn.microsoft.com/windows-server/administration/windows-commands/icacls): `/save` writes the file's name and its list
 * as SDDL in UTF-16, the name is exchanged, and `/restore` applies the list.
 */
export async function copyWindowsRights(from: string, to: string, run: RunProgram = runProgram): Promise<void> {
  const icacls = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'icacls.exe')
  const saved = join(tmpdir(), `prextra-${randomUUID()}.acl`)
  try {
    await run(icacls, [from, '/save', saved, '/q'])
    await writeFile(saved, renamed(await readFile(saved), basename(to)), { mode: 0o600 })
    await run(icacls, [dirname(to), '/restore', saved, '/q'])
  } finally {
    await rm(saved, { force: true })
  }
}

function renamed(saved: Uint8Array, name: string): Uint8Array {
  const text = Buffer.from(saved).toString('utf16le')
  const [, mark = '', rights = ''] = /^(\uFEFF?)[^\r\n]*(\r?\n[^]+)$/.exec(text) ?? []
  if (rights === '') throw new Error('icacls saved nothing')
  return Buffer.from(mark + name + rights, 'utf16le')
}
