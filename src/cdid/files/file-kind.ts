import type { FileKind } from '#words/reception/problems/files.ts'
import { decode } from './file-encoding.ts'

/** The first bytes of formats that are not text. */
const signatures: readonly (readonly [kind: FileKind, bytes: readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x37, 0x7a, 0xbc, 0xaf]],
  ['zip', [0x1f, 0x8b]],
  ['zip', [0x52, 0x61, 0x72, 0x21]],
  ['winmail', [0x78, 0x9f, 0x3e, 0x22]],
  ['outlook-mail', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
]

/** Text formats, by how they begin or what a line of theirs is; the first that fits counts. */
const texts: readonly (readonly [kind: FileKind, pattern: RegExp])[] = [
  ['sealed', /^age-encryption\.org\//],
  ['mail', /^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}\r?\n/],
  ['sealed', /-----BEGIN AGE ENCRYPTED FILE-----/],
  ['identity', /^AGE-SECRET-KEY-/m],
  ['public-key', /^age1[02-9ac-hj-np-z]{58,}$/m],
  ['calendar', /^BEGIN:VCALENDAR/],
  ['web-page', /^\s*<(!doctype html|html)/i],
]

/** How much of a file is looked at. */
const lookedAt = 1024 * 1024

/** Returns what a content is. */
export function kindOf(content: Uint8Array): FileKind {
  if (content.length === 0) return 'empty'
  const signed = signatures.find(([, bytes]) => bytes.every((byte, at) => content[at] === byte))
  if (signed) return signed[0]
  // An age file is text up to the end of its header.
  if (Buffer.from(content.subarray(0, 20)).toString('latin1').startsWith('age-encryption.org/')) return 'sealed'
  const text = decode(content.subarray(0, lookedAt))?.text
  if (text === undefined) return 'unknown'
  const written = texts.find(([, pattern]) => pattern.test(text))
  return written?.[0] ?? kindOfJson(content) ?? (/\p{Cc}/u.test(text.replace(/[\t\r\n]/g, '')) ? 'unknown' : 'text')
}

/** Names JSON of ours and of .NET's by its names; `null` for what does not begin as JSON. */
function kindOfJson(content: Uint8Array): FileKind | null {
  const text = decode(content)?.text.trim() ?? ''
  if (!/^[[{/]/.test(text)) return null
  // The audit file has one JSON object on each line.
  const value = parse(text) ?? parse(text.split('\n', 1)[0] ?? '')
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return kindOfObject(Object.keys(value), 'format' in value ? value.format : undefined)
  }
  // A configuration may have comments, which JSON has not.
  return /"Exchange"/i.test(text) ? 'configuration' : 'json'
}

/** Names a JSON object by its names and by what its `format` says. */
export function kindOfObject(names: readonly string[], format: unknown): FileKind {
  const has = (...wanted: readonly string[]) => wanted.every((name) => names.includes(name))
  if (format === 'prextra-reception-records') return 'records'
  if (format === 'prextra-handoff') return 'handoff'
  if (has('id', 'keyId', 'at', 'mac')) return 'confirmation'
  if (has('at', 'user', 'id', 'did', 'phase')) return 'audit'
  if (has('publicKey', 'notAfter')) return 'public-key'
  if (has('runtimeTarget', 'targets') || has('runtimeOptions')) return 'dotnet-build'
  return 'configuration'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
