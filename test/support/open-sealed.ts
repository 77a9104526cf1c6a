import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Handoff } from '#core/handoff/document.ts'
import { practiceIdentity } from '#practice/company/reception-key.ts'

/** What CDID would find in a practice file, opened by plain `age` with the practice tenant's own key. */
export function openSealed(file: string): Handoff {
  const folder = mkdtempSync(join(tmpdir(), 'prextra-key-'))
  try {
    const key = join(folder, 'key.txt')
    writeFileSync(key, practiceIdentity)
    return JSON.parse(execFileSync('age', ['-d', '-i', key, file], { encoding: 'utf8' })) as Handoff
  } finally {
    rmSync(folder, { recursive: true })
  }
}
