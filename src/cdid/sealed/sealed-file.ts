import { createHash } from 'node:crypto'
import { controlCode, type ControlCode, type Handoff, handoffMaxBytes } from '#core/handoff/document.ts'
import { handoffSchema } from '#core/schemas/handoff.ts'
import { Secret } from '#core/secret.ts'
import { type AgeKey, looksLikeAge, openAge } from './age-file.ts'
import { readContent } from '../files/file-content.ts'
import { type AskPassphrase, readIdentities } from './identity-file.ts'
import { ReceptionError } from '../reception-problem.ts'

/** The handoff document without its secret and without fields that this version does not know. */
export type HandoffFacts = {
  readonly [Name in keyof Handoff as string extends Name ? never : Exclude<Name, 'clientSecret'>]: Handoff[Name]
}

export interface OpenedFile {
  readonly facts: HandoffFacts
  readonly secret: Secret
  /** The public key that the file was sealed to. */
  readonly recipient: string
  readonly controlCode: ControlCode
  /** SHA-256, in hexadecimal, of the sealed bytes without armor. It identifies the file, whatever its name. */
  readonly digest: string
}

export interface SealedFile {
  readonly file: string
  readonly identity: string
  readonly practice: boolean
  readonly askPassphrase: AskPassphrase
}

/** The largest sealed file, in bytes: armor makes the content a third longer. */
const sealedMaxBytes = 2 * handoffMaxBytes

/**
 * Opens a sealed file with CDID's identity file and checks that it holds a handoff of a known version, made in practice if and
 * only if `practice` is true. A file that is not sealed is refused before a passphrase is asked.
 */
export async function openSealedFile(from: SealedFile): Promise<OpenedFile> {
  const content = await readContent(from.file, sealedMaxBytes)
  if (!looksLikeAge(content)) throw new ReceptionError({ code: 'not-sealed', file: from.file })
  const keys = await readIdentities(from.identity, from.askPassphrase)
  return openSealed(content, keys, from)
}

/** Opens sealed bytes with keys that were already read. */
export async function openSealed(
  content: Uint8Array,
  keys: readonly AgeKey[],
  { file, practice }: Pick<SealedFile, 'file' | 'practice'>,
): Promise<OpenedFile> {
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
      digest: createHash('sha256').update(sealed).digest('hex'),
    }
  } finally {
    plain.fill(0)
  }
}

const refusals = { 'not-age': 'not-sealed', damaged: 'sealed-damaged', 'no-match': 'other-key' } as const

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
