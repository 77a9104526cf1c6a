import { createReadStream } from 'node:fs'
import { controlCode, type ControlCode, type Handoff, handoffMaxBytes } from '#core/handoff/document.ts'
import { handoffSchema } from '#core/schemas/handoff.ts'
import { Secret } from '#core/secret.ts'
import { digestOf } from '../files/digest.ts'
import { readContent } from '../files/file-content.ts'
import { kindOf } from '../files/file-kind.ts'
import { ReceptionError } from '../reception-problem.ts'
import { type AgeKey, openAge } from './age-file.ts'
import { findSealed } from './find-sealed.ts'
import { readIdentityFile } from './identity-file.ts'
import type { AskPassphrase } from './passphrase.ts'

/** The handoff document without its secret and without fields that this version does not know. */
export type HandoffFacts = {
  readonly [Name in keyof Handoff as string extends Name ? never : Exclude<Name, 'clientSecret'>]: Handoff[Name]
}

export interface OpenedFile {
  readonly facts: HandoffFacts
  readonly secret: Secret
  /** The public key that the file was sealed to. */
  readonly recipient: string
  /** The identity file that opened it. */
  readonly identity: string
  readonly controlCode: ControlCode
  /** SHA-256, in hexadecimal, of the sealed bytes without armor. It identifies the file, whatever its name. */
  readonly digest: string
}

export interface SealedFile {
  readonly file: string
  /** The files of CDID's private keys: while a key is being replaced there are two. */
  readonly identities: readonly string[]
  readonly practice: boolean
  readonly askPassphrase: AskPassphrase
  /** Keys that were unlocked already, by file, so that several sealed files need one passphrase. */
  readonly unlocked?: Map<string, readonly AgeKey[]>
}

/** The largest sealed file, in bytes: armor makes the content a third longer. */
const sealedMaxBytes = 2 * handoffMaxBytes
/** The largest saved mail with a sealed file in it. */
const mailMaxBytes = 2 * 1024 * 1024

/**
 * Opens a sealed file with CDID's identity files and checks that it holds a handoff of a known version, made in practice if and
 * only if `practice` is true. A file that is not sealed is refused before a passphrase is asked, and keys without a passphrase
 * are tried before those that have one.
 */
export async function openSealedFile(from: SealedFile): Promise<OpenedFile> {
  const sealed = await readSealed(from.file)
  const files = await Promise.all(from.identities.map(readIdentityFile))
  const inOrder = files.toSorted((one, other) => Number(one.isProtected) - Number(other.isProtected))
  let locked: string | null = null
  let last = new ReceptionError({ code: 'other-key', file: from.file })
  for (const identity of inOrder) {
    const keys = from.unlocked?.get(identity.file) ?? (await identity.unlock(from.askPassphrase))
    if (keys === null) {
      locked ??= identity.file
      continue
    }
    from.unlocked?.set(identity.file, keys)
    try {
      return { ...(await openSealed(sealed, keys, from)), identity: identity.file }
    } catch (error) {
      if (!(error instanceof ReceptionError) || error.problem.code !== 'other-key') throw error
      last = error
    }
  }
  throw locked === null ? last : new ReceptionError({ code: 'passphrase-wrong', file: locked })
}

/** Opens sealed bytes with keys that were already read. */
export async function openSealed(
  content: Uint8Array,
  keys: readonly AgeKey[],
  { file, practice }: Pick<SealedFile, 'file' | 'practice'>,
): Promise<Omit<OpenedFile, 'identity'>> {
  const opened = await openAge(content, keys)
  if ('refused' in opened) throw new ReceptionError({ code: refusals[opened.refused], file })
  const { plain, sealed, recipient, stanzas } = opened
  try {
    if (recipient === null || new Set(stanzas).size > 1) throw new ReceptionError({ code: 'mixed-recipients', file })
    const { clientSecret, ...facts } = readHandoff(plain, file)
    if (facts.practice !== practice) {
      throw new ReceptionError({ code: facts.practice ? 'practice-file' : 'real-file', file })
    }
    return {
      facts,
      secret: new Secret(clientSecret),
      recipient,
      controlCode: controlCode(sealed, recipient, facts.tenantId),
      digest: digestOf(sealed),
    }
  } finally {
    plain.fill(0)
  }
}

const refusals = { 'not-age': 'not-sealed', damaged: 'sealed-damaged', 'no-match': 'other-key' } as const

/** Reads what arrived and finds the sealed bytes in it. Throws a problem that names what the file is instead. */
async function readSealed(file: string): Promise<Uint8Array> {
  const content = await readContent(file, mailMaxBytes).catch(async (error: unknown) => {
    const isLarge = error instanceof ReceptionError && error.problem.code === 'file-too-large'
    if (isLarge) await refuseByStart(file)
    throw error
  })
  const found = findSealed(content)
  if ('several' in found) throw new ReceptionError({ code: 'several-sealed', file })
  if ('kind' in found) {
    if (found.kind === 'text' || found.kind === 'unknown' || found.kind === 'empty') {
      if (content.length > sealedMaxBytes) throw tooLarge(file)
      throw new ReceptionError({ code: 'not-sealed', file })
    }
    throw new ReceptionError({ code: 'other-kind', file, kind: found.kind, wanted: 'sealed' })
  }
  if (found.sealed.length > sealedMaxBytes) throw tooLarge(file)
  return found.sealed
}

/** Names a large file by its first bytes, if they tell what it is; otherwise it is just too large. */
async function refuseByStart(file: string): Promise<void> {
  const chunks: Uint8Array[] = []
  for await (const chunk of createReadStream(file, { end: 4096 }) as AsyncIterable<Uint8Array>) chunks.push(chunk)
  const kind = kindOf(Buffer.concat(chunks))
  if (['zip', 'winmail', 'outlook-mail', 'pdf', 'picture', 'web-page'].includes(kind)) {
    throw new ReceptionError({ code: 'other-kind', file, kind, wanted: 'sealed' })
  }
  throw tooLarge(file)
}

function tooLarge(file: string): ReceptionError {
  return new ReceptionError({ code: 'file-too-large', file, maxKilobytes: sealedMaxBytes / 1024 })
}

/** Parses the handoff document. A problem names the field that is wrong, never its value, which could be the secret. */
function readHandoff(plain: Uint8Array, file: string): Handoff {
  let content: unknown
  try {
    if (plain.length > handoffMaxBytes) throw new RangeError()
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain))
  } catch {
    throw new ReceptionError({ code: 'not-a-handoff', file, field: 'JSON' })
  }
  const { format, version } = Object(content) as { format?: unknown; version?: unknown }
  if (format === 'prextra-handoff' && typeof version === 'number' && version !== 1) {
    throw new ReceptionError({ code: 'version-unknown', file, version: String(version) })
  }
  const read = handoffSchema.safeParse(content)
  if (read.success) return read.data
  const field = read.error.issues[0]?.path.join('.') ?? ''
  throw new ReceptionError({ code: 'not-a-handoff', file, field: field === '' ? 'JSON' : field })
}
