import { stat } from 'node:fs/promises'
import { atomicWrite } from '#adapters/files/atomic-write.ts'
import { configurationBytes, configurationMaxBytes, folded, readConfiguration } from './configuration.ts'
import { type DifferenceLine, planEntry, type WishedEntry } from './entry-plan.ts'
import { readContent, systemCode, writeProblem } from './file-content.ts'
import type { AskPassphrase } from './identity-file.ts'
import { ReceptionError } from './reception-problem.ts'
import { type HandoffFacts, openSealedFile } from './sealed-file.ts'

export interface MergeRequest {
  readonly askPassphrase: AskPassphrase
  readonly file: string
  readonly identity: string
  readonly config: string
  /** Both from CDID's own records, never from the file. */
  readonly environment: string
  readonly tenant: string
  readonly practice: boolean
  /** The environment may hold another tenant: it is replaced. */
  readonly replace: boolean
  /** The tenant may sit under another environment as well. */
  readonly also: boolean
  readonly now: Date
}

export type Merged =
  | { readonly change: 'none' }
  | { readonly change: 'added' | 'updated'; readonly backup: string; readonly difference: readonly DifferenceLine[] }

/**
 * Puts what a sealed file holds into the server's configuration under CDID's name for that customer. Everything else in the file
 * stays byte for byte; a dated backup lies beside it; when nothing differs nothing is written. Rejects with a ReceptionError.
 */
export async function merge(request: MergeRequest): Promise<Merged> {
  const { facts, secret } = await openSealedFile(request)
  checkAgainstRecords(facts, request)
  const before = await readContent(request.config, configurationMaxBytes)
  const configuration = readConfiguration(before, request.config)
  const wished: WishedEntry = {
    environment: request.environment,
    tenantId: request.tenant,
    applicationId: facts.applicationId,
    secret,
  }
  const planned = planEntry(configuration, wished, request)
  if (!planned) return { change: 'none' }

  const after = configurationBytes(planned.text, configuration.byteOrderMark)
  const backup = await freeBackup(request.config, request.now)
  await write(backup, before, request.config)
  await write(request.config, after, request.config)
  const written = await readContent(request.config, configurationMaxBytes)
  if (!Buffer.from(after).equals(written) || planEntry(readConfiguration(written, request.config), wished, request)) {
    throw new ReceptionError({ code: 'config-not-verified', file: request.config, backup })
  }
  return { change: planned.change, backup, difference: planned.difference }
}

function checkAgainstRecords(facts: HandoffFacts, { tenant, now }: MergeRequest): void {
  if (folded(facts.tenantId) !== folded(tenant)) {
    throw new ReceptionError({ code: 'tenant-differs', tenant: facts.tenantId, expected: tenant })
  }
  if (new Date(facts.secretExpiresAt) <= now) {
    throw new ReceptionError({ code: 'secret-expired', endsAt: facts.secretExpiresAt })
  }
}

async function write(path: string, bytes: Uint8Array, like: string): Promise<void> {
  try {
    await atomicWrite(path, bytes, { like })
  } catch (error) {
    throw writeProblem(error, path)
  }
}

/** `<name>.<yyyymmdd-hhmmss>.bak`, in local time; a second one within that second is numbered. */
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
