/** One part of a mail: its headers in lower case, and its content as it was before it was encoded for the mail. */
export interface MailPart {
  readonly contentType: string
  readonly fileName: string | null
  readonly content: Uint8Array
}

const depthMax = 8
const partsMax = 200

/**
 * Returns the parts of a saved mail (RFC 5322, RFC 2045) that hold content, attachments and mails inside it included. What is
 * malformed is taken as it stands.
 */
export function mailParts(content: Uint8Array): readonly MailPart[] {
  const parts: MailPart[] = []
  // Latin-1 has a character for every byte, so that nothing of an attachment is changed.
  collect(Buffer.from(content).toString('latin1'), parts, 0)
  return parts
}

function collect(text: string, parts: MailPart[], depth: number): void {
  if (depth > depthMax || parts.length >= partsMax) return
  const [head = '', ...rest] = text.replace(/^(?:\r?\n)+/, '').split(/\r?\n\r?\n/)
  const headers = readHeaders(head)
  const body = text.slice(text.indexOf(head) + head.length).replace(/^\r?\n\r?\n/, '')
  if (rest.length === 0) return
  const type = headers.get('content-type') ?? 'text/plain'
  const boundary = parameter(type, 'boundary')
  if (/^multipart\//i.test(type) && boundary !== null) {
    for (const part of split(body, boundary)) collect(part, parts, depth + 1)
    return
  }
  const decoded = decodeBody(body, headers.get('content-transfer-encoding') ?? '')
  if (/^message\/rfc822/i.test(type)) {
    collect(decoded.toString('latin1'), parts, depth + 1)
    return
  }
  const fileName = parameter(headers.get('content-disposition') ?? '', 'filename') ?? parameter(type, 'name')
  parts.push({ contentType: type.split(';')[0]?.trim().toLowerCase() ?? '', fileName, content: decoded })
}

function readHeaders(head: string): ReadonlyMap<string, string> {
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ')
  return new Map(
    unfolded.split(/\r?\n/).map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
}

function parameter(header: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(header)
  return found?.[1] ?? found?.[2] ?? null
}

function split(body: string, boundary: string): readonly string[] {
  const line = boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const parts = `\n${body}`.split(new RegExp(`\\r?\\n--${line}(?:--)?[ \\t]*(?=\\r?\\n|$)`))
  return parts.slice(1).map((part) => part.replace(/^\r?\n/, ''))
}

function decodeBody(body: string, encoding: string): Buffer {
  if (/^base64$/i.test(encoding)) return Buffer.from(body, 'base64')
  if (/^quoted-printable$/i.test(encoding)) {
    const text = body
      .replace(/[ \t]+(?=\r?\n)/g, '')
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    return Buffer.from(text, 'latin1')
  }
  return Buffer.from(body, 'latin1')
}
