import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import { ReceptionError } from './reception-problem.ts'

/** What the Prextra server reads of one customer, in the order and with the names of CDID's guide. */
export const entryNames = ['Environment', 'ApplicationId', 'ClientSecret', 'TenantId'] as const

export type EntryName = (typeof entryNames)[number]

interface Property {
  readonly key: Node
  readonly value: Node
}

/** One customer of the `Exchange` array. */
export interface Entry {
  readonly node: Node
  /** By entry name, however it is spelled in the file. */
  readonly properties: ReadonlyMap<EntryName, Property>
  value(name: EntryName): string
}

/** A configuration file as text and tree: offsets of nodes are offsets in `text`, which has no byte order mark. */
export interface Configuration {
  readonly text: string
  readonly byteOrderMark: boolean
  readonly root: Node
  readonly exchange: Node | undefined
  readonly entries: readonly Entry[]
}

/** Ten thousand customers take 3 MB. */
export const configurationMaxBytes = 32 * 1024 * 1024

const byteOrderMark = '\uFEFF'

/**
 * Reads JSON with comments and trailing commas, as .NET's configuration does: keys are the same whatever their case.
 * Refuses, naming key and line, whatever could make our entry mean two things: the same key twice, or a value of another kind.
 */
export function readConfiguration(bytes: Uint8Array, file: string): Configuration {
  const decoded = decode(bytes, file)
  const marked = decoded.startsWith(byteOrderMark)
  const text = marked ? decoded.slice(1) : decoded
  const root = parse(text, file)
  const read = { text, file }

  const exchange = propertiesOf(root, '{ }', read).get('exchange')?.value
  if (exchange && exchange.type !== 'array') throw notOf('config-not-array', 'Exchange', exchange, read)
  const entries = (exchange?.children ?? []).map((node, index) => readEntry(node, `Exchange[${index}]`, read))
  return { text, byteOrderMark: marked, root, exchange, entries }
}

/** The bytes of a file that holds this text, with its byte order mark if it had one. */
export function configurationBytes(text: string, marked: boolean): Uint8Array {
  return Buffer.from(marked ? byteOrderMark + text : text, 'utf8')
}

/** What an environment or an id is compared by: Microsoft's ids and .NET's keys ignore case. */
export function folded(text: string): string {
  return text.toLowerCase()
}

interface Read {
  readonly text: string
  readonly file: string
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new ReceptionError({ code: 'config-not-utf8', file })
  }
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
    const before = found.get(folded(String(key.value)))
    if (before) throw duplicateKey(key, before.key, read)
    found.set(folded(String(key.value)), { key, value })
  }
  return found
}

function readEntry(node: Node, name: string, read: Read): Entry {
  const byKey = propertiesOf(node, name, read)
  const properties = new Map<EntryName, Property>()
  for (const entryName of entryNames) {
    const property = byKey.get(folded(entryName))
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
  code: 'config-not-object' | 'config-not-array' | 'config-not-text',
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
