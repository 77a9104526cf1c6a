/** The byte order marks that .NET's StreamReader recognizes; a file without a mark is UTF-8. */
const encodings = {
  'utf-8': { mark: [] },
  'utf-8-marked': { mark: [0xef, 0xbb, 0xbf] },
  'utf-16le': { mark: [0xff, 0xfe] },
  'utf-16be': { mark: [0xfe, 0xff] },
} as const satisfies Record<string, { readonly mark: readonly number[] }>

export type Encoding = keyof typeof encodings

/** Returns the text of a file without its mark, and its encoding; `null` when the bytes are not valid in it. */
export function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } | null {
  const encoding = encodingOf(bytes)
  const label = encoding === 'utf-8-marked' ? 'utf-8' : encoding
  try {
    const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true })
    return { text: decoder.decode(bytes.subarray(encodings[encoding].mark.length)), encoding }
  } catch {
    return null
  }
}

/** Returns the bytes of a text in an encoding, with its mark. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  const utf16 = encoding === 'utf-16le' || encoding === 'utf-16be'
  const content = Buffer.from(text, utf16 ? 'utf16le' : 'utf8')
  if (encoding === 'utf-16be') content.swap16()
  return Buffer.concat([Buffer.from(encodings[encoding].mark), content])
}

function encodingOf(bytes: Uint8Array): Encoding {
  for (const [name, { mark }] of Object.entries(encodings)) {
    if (mark.length > 0 && mark.every((byte, at) => bytes[at] === byte)) return name as Encoding
  }
  return 'utf-8'
}
