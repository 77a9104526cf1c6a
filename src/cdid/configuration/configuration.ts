import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import { foldedName } from '#core/folded-name.ts'
import { decode, type Encoding } from '../files/file-encoding.ts'
import { ReceptionError } from '../reception-problem.ts'

/** The names of one customer's entry, spelled and ordered as in CDID's guide. */
export const entryNames = ['Environment', 'ApplicationId', 'ClientSecret', 'TenantId'] as const

export type EntryName = (typeof entryNames)[number]

interface Property {
  readonly key: Node
  readonly value: Node
}

/** One customer's entry in the list. */
export interface Entry {
  readonly node: Node
  /** The properties by entry name, whatever the case of the key in the file. */
  readonly properties: ReadonlyMap<EntryName, Property>
  value(name: EntryName): string
}

/** A configuration file as text and tree. Offsets of nodes are offsets in `text`, which has no byte order mark. */
export interface Configuration {
  readonly text: string
  readonly encoding: Encoding
  readonly root: Node
  /** The innermost existing object on the path to the list, and the names that are missing below it, the list's own name last. */
  readonly parent: Node
  readonly missing: readonly string[]
  /** The list of customers; undefined when the file has none. */
  readonly list: Node | undefined
  readonly entries: readonly Entry[]
}

/** The largest configuration, in bytes; ten thousand customers take 3 MB. */
export const configurationMaxBytes = 32 * 1024 * 1024

/** The place of the list of customers in CDID's guide. */
export const usualPlace: Place = ['Exchange']

/** The names that lead to the list, from the outermost to its own; a number is an index in a JSON array. */
export type Place = readonly string[]

/**
 * `Prextra:Outlook:Exchange`, as .NET's configuration writes it; or, for names that hold a colon, a JSON pointer
 * (`/Prextra/Outlook/Exchange`, RFC 6901). `null` for what is neither.
 */
export function readPlace(text: string): Place | null {
  const pointer = text.startsWith('/')
  const names = pointer ? text.slice(1).split('/') : text.split(':')
  const place = pointer ? names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')) : names
  return place.every((name) => name !== '' && name.length <= 128) && place.length <= 16 ? place : null
}

/**
 * Reads JSON with comments and trailing commas, as .NET's configuration does: keys are the same whatever their case.
 * Refuses, naming key and line, whatever could make our entry mean two things: the same key twice, or a value of another kind.
 */
export function readConfiguration(bytes: Uint8Array, file: string, place: Place = usualPlace): Configuration {
  const decoded = decode(bytes)
  if (!decoded) throw new ReceptionError({ code: 'config-not-unicode', file })
  return readText(decoded.text, decoded.encoding, file, place)
}

/** The same for a text that has not been written yet. */
export function readText(text: string, encoding: Encoding, file: string, place: Place): Configuration {
  const root = parse(text, file)
  const read = { text, file }
  const { parent, missing, list, name } = walk(root, place, read)
  if (list && list.type !== 'array') throw notOf('config-not-array', name, list, read)
  const entries = (list?.children ?? []).map((node, index) => readEntry(node, `${name}[${index}]`, read))
  return { text, encoding, root, parent, missing, list, entries }
}

interface Read {
  readonly text: string
  readonly file: string
}

/** From the root towards the list, as far as the file goes. */
function walk(root: Node, path: Place, read: Read) {
  let node = root
  let name = '{ }'
  for (const [depth, segment] of path.entries()) {
    const place = node.type === 'array' && /^\d+$/.test(segment) ? Number(segment) : null
    const next =
      place === null ? propertiesOf(node, name, read).get(foldedName(segment))?.value : node.children?.[place]
    // A list has a place or it does not; only an object is given what it lacks.
    if (!next && place !== null) throw notOf('config-no-place', `${name}[${segment}]`, node, read)
    if (!next) return { parent: node, missing: path.slice(depth), list: undefined, name: path.join(':') }
    name = place !== null ? `${name}[${segment}]` : depth === 0 ? segment : `${name}:${segment}`
    if (depth === path.length - 1) return { parent: node, missing: [], list: next, name }
    node = next
  }
  throw new RangeError('an empty place')
}

function parse(text: string, file: string): Node {
  const errors: ParseError[] = []
  let root: Node | undefined
  try {
    root = parseTree(text, errors, { allowTrailingComma: true })
  } catch (error) {
    if (error instanceof RangeError) throw new ReceptionError({ code: 'config-too-deep', file })
    throw error
  }
  const first = errors[0]
  if (root && !first) return root
  throw new ReceptionError({ code: 'config-syntax', file, line: lineAt(text, first?.offset ?? 0) })
}

/** The properties of an object by their key in lower case. `name` is how the object is called in a sentence. */
function propertiesOf(node: Node, name: string, read: Read): ReadonlyMap<string, Property> {
  if (node.type !== 'object') throw notOf('config-not-object', name, node, read)
  const found = new Map<string, Property>()
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (!key || !value) continue
    const before = found.get(foldedName(String(key.value)))
    if (before) throw duplicateKey(key, before.key, read)
    found.set(foldedName(String(key.value)), { key, value })
  }
  return found
}

function readEntry(node: Node, name: string, read: Read): Entry {
  const byKey = propertiesOf(node, name, read)
  const properties = new Map<EntryName, Property>()
  for (const entryName of entryNames) {
    const property = byKey.get(foldedName(entryName))
    if (!property) continue
    if (property.value.type !== 'string') throw notOf('config-not-text', `${name}.${entryName}`, property.value, read)
    properties.set(entryName, property)
  }
  return {
    node,
    properties,
    value: (wanted) => String(properties.get(wanted)?.value.value ?? ''),
  }
}

function notOf(
  code: 'config-not-object' | 'config-not-array' | 'config-not-text' | 'config-no-place',
  name: string,
  node: Node,
  { text, file }: Read,
) {
  return new ReceptionError({ code, file, name, line: lineAt(text, node.offset) })
}

function duplicateKey(key: Node, first: Node, { text, file }: Read) {
  const lines = { line: lineAt(text, key.offset), firstLine: lineAt(text, first.offset) }
  return new ReceptionError({ code: 'config-duplicate-key', file, name: String(key.value), ...lines })
}

/** Counted from 1, as editors do. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length
}
