import { mkdtemp, open, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { handoff } from '#support/reception-folder.ts'
import type { Measured } from './figures.ts'
import { buildReception, measureProcess, sealedFile, type Taken } from './reception-process.ts'

/** A merge into a configuration of 100,000 customers by the `prextra-reception` that is shipped. */
export async function measureMerge(): Promise<Measured> {
  const { s, mb } = await mergeInto(100_000, await buildReception())
  return { merge100000: { mb, s } }
}

/** What a merge into a configuration of so many customers takes; `script` is the tool. Rejects when the entry was not merged. */
export async function mergeInto(entries: number, script: string): Promise<Taken> {
  const folder = await mkdtemp(join(tmpdir(), 'prextra-bench-merge-'))
  try {
    const config = join(folder, 'appsettings.json')
    await writeConfiguration(config, entries)
    const { size } = await stat(config)
    const { file, identity } = await sealedFile(folder, handoff)
    const named = ['--identity', identity, '--config', config, '--environment', 'acme', '--tenant', handoff.tenantId]
    const taken = await measureProcess(script, ['merge', file, ...named, '--unchecked', 'bench', '--yes'], folder)
    const written = await readFile(config)
    if (written.length <= size || !written.includes(handoff.applicationId)) throw new Error('the entry was not merged')
    return taken
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes a configuration as CDID's: comments, names with accents, and 240 bytes a customer. */
async function writeConfiguration(path: string, entries: number): Promise<void> {
  const file = await open(path, 'w')
  const guid = (number: number, group: string) => `${group}-0000-4000-8000-${String(number).padStart(12, '0')}`
  try {
    await file.write('{\n  // Serveur Prextra\n  "Exchange": [\n')
    for (let number = 0; number < entries; number++) {
      await file.write(`    { // Érablière ${number}
      "Environment": "client-${number}",
      "ApplicationId": "${guid(number, 'aaaaaaaa')}",
      "ClientSecret": "SECRET-FICTIF-${number}-${'x'.repeat(24)}",
      "TenantId": "${guid(number, 'bbbbbbbb')}"
    }${number === entries - 1 ? '' : ','}\n`)
    }
    await file.write('  ]\n}\n')
  } finally {
    await file.close()
  }
}
