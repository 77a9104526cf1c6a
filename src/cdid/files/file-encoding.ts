/** What .NET's own reader of a configuration recognizes by the mark at its start; without a mark it is UTF-8. */
const encodings = {
  'utf-8': { mark: [] },
  'utf-8-marked': { mark: [0xef, 0xbb, 0xbf] },
  'utf-16le': { mark: [0xff, 0xfe] },
  'utf-16be': { mark: [0xfe, 0xff] },
} as const satisfies Record<string, { readonly mark: readonly number[] }>

export type Encoding = keyof typeof encodings

/** The text of a file without its mark, and what `encode` needs to give the same bytes again; `null` if it is in neither of these. */
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

/** The bytes of a file that holds this text, in the encoding it had, with its mark. */
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
