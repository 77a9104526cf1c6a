import { createHash } from 'node:crypto'
import { controlCode, type ControlCode, type Handoff, handoffMaxBytes } from '#core/handoff/document.ts'
import { handoffSchema } from '#core/schemas/handoff.ts'
import { Secret } from '#core/secret.ts'
import { type AgeKey, looksLikeAge, openAge } from './age-file.ts'
import { readContent } from '../files/file-content.ts'
import { type AskPassphrase, readIdentities } from './identity-file.ts'
import { ReceptionError } from '../reception-problem.ts'

/** What a handoff says, without its secret and without fields this version does not know. */
export type HandoffFacts = {
  readonly [Name in keyof Handoff as string extends Name ? never : Exclude<Name, 'clientSecret'>]: Handoff[Name]
}

export interface OpenedFile {
  readonly facts: HandoffFacts
  readonly secret: Secret
  /** The public key it was sealed to. */
  readonly recipient: string
  readonly controlCode: ControlCode
  /** SHA-256 of the sealed bytes, in hexadecimal: which file it is, whatever it is called and however it is armored. */
  readonly digest: string
}

export interface SealedFile {
  readonly file: string
  readonly identity: string
  readonly practice: boolean
  readonly askPassphrase: AskPassphrase
}

/** The content, armored (4/3) with a long header, still fits. */
const sealedMaxBytes = 2 * handoffMaxBytes

/**
 * Opens a sealed file with CDID's identity file (either in age's own formats), and checks that it is a handoff of a version we
 * know, for practice if and only if `practice`. Nothing in it is trusted beyond its shape. What can be refused without a key is
 * refused before a passphrase is asked.
 */
export async function openSealedFile(from: SealedFile): Promise<OpenedFile> {
  const content = await readContent(from.file, sealedMaxBytes)
  if (!looksLikeAge(content)) throw new ReceptionError({ code: 'not-sealed', file: from.file })
  const keys = await readIdentities(from.identity, from.askPassphrase)
  return openSealed(content, keys, from)
}

/** The same for bytes and keys that are in memory already. */
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

/** A public key in few characters, to compare with one said or printed elsewhere: SHA-256 of its text, first 64 bits. */
export function fingerprint(publicKey: string): string {
  const hex = createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
  return (hex.match(/.{4}/g) ?? []).join(' ')
}

/** Of what does not fit, only the name of the field is told: a value could be the secret. */
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
