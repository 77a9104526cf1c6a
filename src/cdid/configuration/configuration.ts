import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import { decode, type Encoding, nameEncoding } from '../files/file-encoding.ts'
import { kindOf, kindOfObject } from '../files/file-kind.ts'
import { ReceptionError } from '../reception-problem.ts'
import { checkKeys, foldKey, keyOf, namesOf, tooDeepAt } from './dotnet-keys.ts'
import { type Place, sayPlace, usualPlace } from './place.ts'
import { positionAt } from './text-position.ts'

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
  /** The value of a name; an empty text when the entry lacks it. */
  value(name: EntryName): string
}

/** A configuration file as text and tree. Offsets of nodes are offsets in `text`, which has no byte order mark. */
export interface Configuration {
  readonly text: string
  readonly encoding: Encoding
  readonly root: Node
  readonly place: Place
  /** The innermost existing object on the path to the list, and the names that are missing below it, the list's own name last. */
  readonly parent: Node
  readonly missing: readonly string[]
  /** The list of customers; undefined when the file has none. */
  readonly list: Node | undefined
  readonly entries: readonly Entry[]
}

/** The largest configuration, in bytes; ten thousand customers take 3 MB. */
export const configurationMaxBytes = 32 * 1024 * 1024

/**
 * Reads a configuration as .NET does: JSON with comments and trailing commas, keys that ignore case, and a colon in a key that
 * means the same as an object. Throws, naming key, line and column, for what .NET would not read, and for a list of which a part
 * is written elsewhere or otherwise than as a JSON array of objects.
 */
export function readConfiguration(bytes: Uint8Array, file: string, place: Place = usualPlace): Configuration {
  const decoded = decode(bytes)
  if (!decoded)
    throw otherKind(bytes, file) ?? new ReceptionError({ code: 'config-encoding', file, encoding: nameEncoding(bytes) })
  try {
    return readText(decoded.text, decoded.encoding, file, place)
  } catch (error) {
    const isSyntax = error instanceof ReceptionError && error.problem.code === 'config-syntax'
    throw (isSyntax ? otherKind(bytes, file) : undefined) ?? error
  }
}

/** Reads the text of a configuration. */
export function readText(text: string, encoding: Encoding, file: string, place: Place): Configuration {
  const root = checkText(text, file)
  const read = { text, file }
  const { parent, missing, list } = findList(root, place, read)
  const name = sayPlace(place)
  if (list && list.type !== 'array') throw notOf('config-not-array', name, list, read)
  const entries = (list?.children ?? []).map((node, index) => readEntry(node, `${name}[${index}]`, read))
  return { text, encoding, root, place, parent, missing, list, entries }
}

/** Parses the text of a configuration, wherever its list is. Throws for what .NET would not read. */
export function checkText(text: string, file: string): Node {
  const root = parse(text, file)
  if (root.type !== 'object') throw notOf('config-not-object', '{ }', root, { text, file })
  const names = new Map(
    root.children?.map(({ children: [key, value] = [] }) => [String(key?.value), value?.value as unknown]),
  )
  const kind = kindOfObject([...names.keys()], names.get('format'))
  if (kind !== 'configuration') throw new ReceptionError({ code: 'other-kind', file, kind, wanted: 'configuration' })
  checkKeys(root, text, file)
  return root
}

/** Finds every array that looks like a list of customers: one of its objects has at least two of an entry's names. */
export function findCustomerLists(root: Node): readonly { readonly node: Node; readonly place: Place }[] {
  const known = new Set(entryNames.map(foldKey))
  const isEntry = ({ type, children = [] }: Node) =>
    type === 'object' &&
    children.filter(({ children: [key] = [] }) => known.has(foldKey(String(key?.value)))).length > 1
  const found: { node: Node; place: Place }[] = []
  const visit = (node: Node) => {
    const { type, children = [] } = node
    if (type === 'array' && children.some(isEntry)) found.push({ node, place: namesOf(keyOf(node)) })
    else for (const child of children) visit(child)
  }
  visit(root)
  return found
}

interface Read {
  readonly text: string
  readonly file: string
}

interface Found {
  readonly parent: Node
  readonly missing: readonly string[]
  readonly list: Node | undefined
}

/** Finds the list, or the innermost object that leads to it. Throws when two parts of the file lead there. */
function findList(root: Node, place: Place, read: Read): Found {
  const wanted = place.map(foldKey)
  let parent = { node: root, depth: 0 }
  let list: Node | undefined
  /** The key of each object that leads to the list, by how many of the place's names it stands for. */
  const onTheWay = new Map<number, Node>()

  const reach = (value: Node, key: Node, depth: number): void => {
    const before = onTheWay.get(depth)
    if (before) throw duplicateKey(key, before, read)
    onTheWay.set(depth, key)
    if (depth === wanted.length) {
      list = value
      return
    }
    if (value.type !== 'object' && value.type !== 'array') {
      throw notOf('config-not-object', sayPlace(place.slice(0, depth)), value, read)
    }
    if (depth > parent.depth) parent = { node: value, depth }
    visit(value, depth)
  }
  const visit = (node: Node, depth: number): void => {
    if (node.type === 'array') {
      visitArray(node, depth)
      return
    }
    for (const { children: [key, value] = [] } of node.children ?? []) {
      if (!key || !value) continue
      const names = namesOf(String(key.value)).map(foldKey)
      const ahead = wanted.slice(depth, depth + names.length)
      if (!ahead.every((name, at) => name === names[at])) continue
      if (names.length > ahead.length) throw notOf('config-split-list', String(key.value), key, read)
      reach(value, key, depth + names.length)
    }
  }
  const visitArray = (node: Node, depth: number): void => {
    const index = place[depth] ?? ''
    const item = /^\d+$/.test(index) ? node.children?.[Number(index)] : undefined
    // An object is given what it lacks; an array has an item or it does not.
    if (!item) throw notOf('config-no-place', sayPlace(place.slice(0, depth + 1)), node, read)
    reach(item, item, depth + 1)
  }

  visit(root, 0)
  return list
    ? { parent: parent.node, missing: [], list }
    : { parent: parent.node, missing: place.slice(parent.depth), list }
}

function parse(text: string, file: string): Node {
  const errors: ParseError[] = []
  let root: Node | undefined
  try {
    root = parseTree(text, errors, { allowTrailingComma: true })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ReceptionError({ code: 'config-too-deep', file, ...positionAt(text, tooDeepAt(text)) })
  }
  const first = errors[0]
  if (root && !first) return root
  throw new ReceptionError({ code: 'config-syntax', file, ...positionAt(text, first?.offset ?? 0) })
}

/** Returns the problem of a file that is given in a configuration's place, if it can be named. */
function otherKind(bytes: Uint8Array, file: string): ReceptionError | undefined {
  const kind = kindOf(bytes)
  if (['configuration', 'json', 'text', 'unknown', 'empty'].includes(kind)) return undefined
  return new ReceptionError({ code: 'other-kind', file, kind, wanted: 'configuration' })
}

/** Returns the properties of an object by folded key. `name` is how a problem names the object. */
function propertiesOf(node: Node, name: string, read: Read): ReadonlyMap<string, Property> {
  if (node.type !== 'object') throw notOf('config-not-object', name, node, read)
  const found = new Map<string, Property>()
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (!key || !value) continue
    const before = found.get(foldKey(String(key.value)))
    if (before) throw duplicateKey(key, before.key, read)
    found.set(foldKey(String(key.value)), { key, value })
  }
  return found
}

function readEntry(node: Node, name: string, read: Read): Entry {
  const byKey = propertiesOf(node, name, read)
  const properties = new Map<EntryName, Property>()
  for (const entryName of entryNames) {
    const property = byKey.get(foldKey(entryName))
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

type WrongKind = 'config-not-object' | 'config-not-array' | 'config-not-text' | 'config-no-place' | 'config-split-list'

function notOf(code: WrongKind, name: string, node: Node, { text, file }: Read): ReceptionError {
  return new ReceptionError({ code, file, name, ...positionAt(text, node.offset) })
}

function duplicateKey(key: Node, first: Node, { text, file }: Read): ReceptionError {
  const { line: firstLine, column: firstColumn } = positionAt(text, first.offset)
  return new ReceptionError({
    code: 'config-duplicate-key',
    file,
    name: keyOf(key),
    firstLine,
    firstColumn,
    ...positionAt(text, key.offset),
  })
}
