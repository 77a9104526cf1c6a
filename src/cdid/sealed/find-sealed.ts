import { decode } from '../files/file-encoding.ts'
import type { FileKind } from '#words/reception/problems/files.ts'
import { kindOf } from '../files/file-kind.ts'
import { binaryStart, looksLikeAge } from './age-file.ts'
import { mailParts } from './mail-parts.ts'

/** Where the sealed bytes of a file are, or why there are none: several sealed files, or a file of another kind. */
export type FoundSealed = { readonly sealed: Uint8Array } | { readonly several: true } | { readonly kind: FileKind }

const begin = '-----BEGIN AGE ENCRYPTED FILE-----'
const end = '-----END AGE ENCRYPTED FILE-----'
const columns = 64

/**
 * Finds the sealed bytes in what arrived: the file itself, armor with other words around it, quoted by a mail program or saved in
 * another encoding, and the attachment of a saved mail.
 */
export function findSealed(content: Uint8Array): FoundSealed {
  if (Buffer.from(content.subarray(0, binaryStart.length)).toString('latin1') === binaryStart)
    return { sealed: content }
  const kind = kindOf(content)
  if (kind === 'mail') return inMail(content)
  const armored = armorIn(asText(content))
  if (armored.length > 1) return { several: true }
  if (armored[0] !== undefined) return { sealed: armored[0] }
  // Armor that is cut off is still a sealed file, and a damaged one.
  return looksLikeAge(content) || kind === 'sealed' ? { sealed: content } : { kind }
}

function inMail(content: Uint8Array): FoundSealed {
  const parts = mailParts(content)
  const all = parts.flatMap(({ content: part }) => {
    const armored = armorIn(asText(part))
    return armored.length === 0 && looksLikeAge(part) ? [part] : armored
  })
  // Text that a mail holds as plain text and as a page is the same file.
  const sealed = all.filter((one, at) => all.findIndex((other) => Buffer.from(one).equals(other)) === at)
  if (sealed.length > 1) return { several: true }
  if (sealed[0] !== undefined) return { sealed: sealed[0] }
  return { kind: parts.some((part) => kindOf(part.content) === 'winmail') ? 'winmail' : 'mail' }
}

/** Returns every armored file in a text, as age writes it: without marks of quoting, and in lines of 64 columns. */
function armorIn(text: string): readonly Uint8Array[] {
  const found = text.matchAll(new RegExp(`${begin}([^]*?)${end}`, 'g'))
  return [...found].flatMap(([, inside = '']) => {
    const body = inside
      .split(/\r\n|\r|\n/)
      .map((line) => line.replace(/^[>|\s]*/, '').trimEnd())
      .join('')
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return []
    const lines = body.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []
    return [Buffer.from([begin, ...lines, end, ''].join('\n'), 'latin1')]
  })
}

/** Returns bytes as text in whatever encoding they are saved: armor is ASCII, so that only the others' zeros matter. */
function asText(content: Uint8Array): string {
  const decoded = decode(content)
  if (decoded) return decoded.text
  return Buffer.from(content.filter((byte) => byte !== 0)).toString('latin1')
}
