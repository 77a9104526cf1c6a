import type { OtherEncoding } from '#words/reception/problems/files.ts'

/** The byte order marks that .NET's StreamReader recognizes; a file without a mark is UTF-8. */
const encodings = {
  'utf-8': { mark: [] },
  'utf-8-marked': { mark: [0xef, 0xbb, 0xbf] },
  'utf-16le': { mark: [0xff, 0xfe] },
  'utf-16be': { mark: [0xfe, 0xff] },
} as const satisfies Record<string, { readonly mark: readonly number[] }>

export type Encoding = keyof typeof encodings

/** Returns the text of a file without its mark, and its encoding; `null` when the bytes are not valid text in it. */
export function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } | null {
  const encoding = encodingOf(bytes)
  const label = encoding === 'utf-8-marked' ? 'utf-8' : encoding
  // A NUL is valid UTF-8, but no text has one: it is left by UTF-16 without a mark, or by a write that was cut off.
  if (!isUtf16(encoding) && bytes.includes(0)) return null
  try {
    const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true })
    const text = decoder.decode(bytes.subarray(encodings[encoding].mark.length))
    return isUtf16(encoding) && text.includes('\0') ? null : { text, encoding }
  } catch {
    return null
  }
}

/** Returns the bytes of a text in an encoding, with its mark. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  const content = Buffer.from(text, isUtf16(encoding) ? 'utf16le' : 'utf8')
  if (encoding === 'utf-16be') content.swap16()
  return Buffer.concat([Buffer.from(encodings[encoding].mark), content])
}

/** Returns how many bytes the mark of an encoding takes. */
export function markLength(encoding: Encoding): number {
  return encodings[encoding].mark.length
}

/** Returns how many bytes a text takes in an encoding, without its mark. */
export function byteLength(text: string, encoding: Encoding): number {
  return Buffer.byteLength(text, isUtf16(encoding) ? 'utf16le' : 'utf8')
}

function isUtf16(encoding: Encoding): boolean {
  return encoding === 'utf-16le' || encoding === 'utf-16be'
}

/** Names the encoding of bytes that `decode` refuses. */
export function nameEncoding(bytes: Uint8Array): OtherEncoding {
  const startsWith = (...mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte)
  if (startsWith(0xff, 0xfe, 0, 0) || startsWith(0, 0, 0xfe, 0xff)) return 'utf-32'
  if (!bytes.includes(0)) return 'windows-1252'
  const zeros = [0, 0]
  bytes.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const half = bytes.length / 2
  // Plain text in UTF-16 has a zero in nearly every second byte, and nearly none in the others.
  const alternate = Math.max(even, odd) > half / 2 && Math.min(even, odd) < half / 10
  return alternate ? 'utf-16-unmarked' : 'nul'
}

function encodingOf(bytes: Uint8Array): Encoding {
  for (const [name, { mark }] of Object.entries(encodings)) {
    if (mark.length > 0 && mark.every((byte, at) => bytes[at] === byte)) return name as Encoding
  }
  return 'utf-8'
}
