import { createHash } from 'node:crypto'
import { armor, Decrypter, identityToRecipient } from 'age-encryption'
import { controlCode, type ControlCode, type Handoff, handoffMaxBytes, handoffSchema } from '#core/handoff.ts'
import { Secret } from '#core/secret.ts'
import { readContent } from './file-content.ts'
import { ReceptionError } from './reception-problem.ts'

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
}

/** The content, armored (4/3) with a long header, still fits. */
const sealedMaxBytes = 2 * handoffMaxBytes
const identityMaxBytes = 64 * 1024
const armorStart = '-----BEGIN AGE ENCRYPTED FILE-----'
const binaryStart = 'age-encryption.org/'

/**
 * Opens a sealed file with CDID's identity file (either in age's own formats), and checks that it is a handoff of a version we
 * know, for practice if and only if `practice`. Nothing in it is trusted beyond its shape.
 */
export async function openSealedFile(from: {
  readonly file: string
  readonly identity: string
  readonly practice: boolean
}): Promise<OpenedFile> {
  const identities = await readIdentities(from.identity)
  const sealed = withoutArmor(await readContent(from.file, sealedMaxBytes), from.file)
  const { plain, recipient } = await decrypt(sealed, identities, from.file)
  const { clientSecret, ...facts } = readHandoff(plain, from.file)
  if (facts.practice !== from.practice) {
    throw new ReceptionError({ code: facts.practice ? 'practice-file' : 'real-file', file: from.file })
  }
  return {
    facts,
    secret: new Secret(clientSecret),
    recipient,
    controlCode: controlCode(sealed, recipient, facts.tenantId),
  }
}

/** A public key in few characters, to compare with one said or printed elsewhere: SHA-256 of its text, first 64 bits. */
export function fingerprint(publicKey: string): string {
  const hex = createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
  return (hex.match(/.{4}/g) ?? []).join(' ')
}

interface Identity {
  readonly key: string
  readonly recipient: string
}

/** age-keygen's format: a key a line; blank lines and `#` lines are not keys. */
async function readIdentities(file: string): Promise<readonly Identity[]> {
  const text = Buffer.from(await readContent(file, identityMaxBytes)).toString('utf8')
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'))
  try {
    if (keys.length === 0) throw new ReceptionError({ code: 'not-an-identity', file })
    return await Promise.all(keys.map(async (key) => ({ key, recipient: await identityToRecipient(key) })))
  } catch {
    throw new ReceptionError({ code: 'not-an-identity', file })
  }
}

function withoutArmor(bytes: Uint8Array, file: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  if (text.startsWith(binaryStart)) return bytes
  if (!text.trimStart().startsWith(armorStart)) throw new ReceptionError({ code: 'not-sealed', file })
  try {
    return armor.decode(text)
  } catch {
    throw new ReceptionError({ code: 'sealed-damaged', file })
  }
}

async function decrypt(sealed: Uint8Array, identities: readonly Identity[], file: string) {
  for (const { key, recipient } of identities) {
    const decrypter = new Decrypter()
    decrypter.addIdentity(key)
    // Asked only when the key above matched nothing: tells "another key" from "damaged" without reading the library's messages.
    const other = { key: false }
    decrypter.addIdentity({
      unwrapFileKey: () => {
        other.key = true
        return null
      },
    })
    try {
      return { plain: await decrypter.decrypt(sealed), recipient }
    } catch {
      if (!other.key) throw new ReceptionError({ code: 'sealed-damaged', file })
    }
  }
  throw new ReceptionError({ code: 'other-key', file })
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
