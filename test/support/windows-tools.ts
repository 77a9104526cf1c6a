import { readFileSync, writeFileSync } from 'node:fs'
import type { RunProgram } from '#cdid/files/windows-rights.ts'

export const windowsUser = 'S-1-5-21-1004336348-1177238915-682003330-1001'

/** Plays icacls and whoami: `/save` writes these lists in turn; every call, and every list that is restored, is noted. */
export function playWindows(lists: readonly string[], sid = windowsUser) {
  const calls: (readonly string[])[] = []
  const restored: string[] = []
  let saves = 0
  const run: RunProgram = (file, args) => {
    const named = [file, ...args].map((text) => (text.endsWith('.acl') ? 'LIST' : text.replaceAll('\\', '/')))
    calls.push(named)
    if (file.endsWith('whoami.exe')) return Promise.resolve({ stdout: `"SERVEUR\\équipe","${sid}"\r\n` })
    const list = args[2] ?? ''
    if (args[1] === '/save') writeFileSync(list, lists[saves++] ?? '', 'utf16le')
    if (args[1] === '/restore') restored.push(readFileSync(list, 'utf16le'))
    return Promise.resolve({ stdout: '' })
  }
  return { run, calls, restored }
}
