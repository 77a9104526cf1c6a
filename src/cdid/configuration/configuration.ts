import { decode, type Encoding, nameEncoding } from '../files/file-encoding.ts'
import { kindOf, kindOfObject } from '../files/file-kind.ts'
import { ReceptionError } from '../reception-problem.ts'
import { checkKeys, foldKey, keyOf, namesOf, tooDeepAt } from './dotnet-keys.ts'
import { type Items, type JsonNode, type JsonTree, MadeItems, readJson } from './json-tree.ts'
import { type Place, sayPlace, usualPlace } from './place.ts'
import { positionAt } from './text-position.ts'

/** The names of one customer's entry, spelled and ordered as in CDID's guide. */
export const entryNames = ['Environment', 'ApplicationId', 'ClientSecret', 'TenantId'] as const

export type EntryName = (typeof entryNames)[number]

interface Property {
  readonly key: JsonNode
  readonly value: JsonNode
}

/** One customer's entry in the list. Its properties are looked for when they are asked for, and are not kept. */
export interface Entry {
  readonly node: JsonNode
  /** The properties by entry name, whatever the case of the key in the file. */
  readonly properties: ReadonlyMap<EntryName, Property>
  /** The value of a name; an empty text when the entry lacks it. */
  value(name: EntryName): string
}

/** A configuration file as text and tree. Offsets of nodes are offsets in `text`, which has no byte order mark. */
export interface Configuration {
  readonly text: string
  readonly encoding: Encoding
  readonly root: JsonNode
  readonly place: Place
  /** The innermost existing object on the path to the list, and the names that are missing below it, the list's own name last. */
  readonly parent: JsonNode
  readonly missing: readonly string[]
  /** The list of customers; undefined when the file has none. */
  readonly list: JsonNode | undefined
  readonly entries: Items<Entry>
  /** Gives the memory of the tree back; nothing but the text can be looked at afterwards. */
  readonly release: () => void
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
  const { root, release } = checkText(text, file)
  const read = { text, file }
  const { parent, missing, list } = findList(root, place, read)
  const name = sayPlace(place)
  if (list && list.type !== 'array') throw notOf('config-not-array', name, list, read)
  const items = list?.children ?? []
  let index = 0
  for (const item of items) {
    checkEntry(item, `${name}[${index}]`, read)
    index += 1
  }
  const entries = new MadeItems(items, (node: JsonNode) => new ListedEntry(node))
  return { text, encoding, root, place, parent, missing, list, entries, release }
}

/** Parses the text of a configuration, wherever its list is. Throws for what .NET would not read. */
export function checkText(text: string, file: string): Parsed {
  const parsed = parse(text, file)
  const { root } = parsed
  if (root.type !== 'object') throw notOf('config-not-object', '{ }', root, { text, file })
  const names = new Map<string, unknown>()
  for (const property of root.children) {
    const [key, value] = property.children
    names.set(String(key?.value), value?.value)
  }
  const kind = kindOfObject([...names.keys()], names.get('format'))
  if (kind !== 'configuration') throw new ReceptionError({ code: 'other-kind', file, kind, wanted: 'configuration' })
  checkKeys(root, text, file)
  return parsed
}

type Parsed = Pick<JsonTree, 'release'> & { readonly root: JsonNode }

/** Finds every array that looks like a list of customers: one of its objects has at least two of an entry's names. */
export function findCustomerLists(root: JsonNode): readonly { readonly node: JsonNode; readonly place: Place }[] {
  const known = new Set(entryNames.map(foldKey))
  const isEntry = ({ type, children }: JsonNode) =>
    type === 'object' && [...children].filter((property) => known.has(nameOf(property))).length > 1
  const found: { node: JsonNode; place: Place }[] = []
  const visit = (node: JsonNode) => {
    const { type, children } = node
    if (type === 'array' && hasOne(children, isEntry)) found.push({ node, place: namesOf(keyOf(node)) })
    else for (const child of children) visit(child)
  }
  visit(root)
  return found
}

function hasOne<T>(items: Iterable<T>, isWanted: (item: T) => boolean): boolean {
  for (const item of items) if (isWanted(item)) return true
  return false
}

/** Returns the name of a property as .NET compares it. */
function nameOf(property: JsonNode): string {
  return foldKey(String(property.children.at(0)?.value))
}

interface Read {
  readonly text: string
  readonly file: string
}

interface Found {
  readonly parent: JsonNode
  readonly missing: readonly string[]
  readonly list: JsonNode | undefined
}

/** Finds the list, or the innermost object that leads to it. Throws when two parts of the file lead there. */
function findList(root: JsonNode, place: Place, read: Read): Found {
  const wanted = place.map(foldKey)
  let parent = { node: root, depth: 0 }
  let list: JsonNode | undefined
  /** The key of each object that leads to the list, by how many of the place's names it stands for. */
  const onTheWay = new Map<number, JsonNode>()

  const reach = (value: JsonNode, key: JsonNode, depth: number): void => {
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
  const visit = (node: JsonNode, depth: number): void => {
    if (node.type === 'array') {
      visitArray(node, depth)
      return
    }
    for (const {
      children: [key, value],
    } of node.children) {
      if (!key || !value) continue
      const names = namesOf(String(key.value)).map(foldKey)
      const ahead = wanted.slice(depth, depth + names.length)
      if (!ahead.every((name, at) => name === names[at])) continue
      if (names.length > ahead.length) throw notOf('config-split-list', String(key.value), key, read)
      reach(value, key, depth + names.length)
    }
  }
  const visitArray = (node: JsonNode, depth: number): void => {
    const index = place[depth] ?? ''
    const item = /^\d+$/.test(index) ? node.children.at(Number(index)) : undefined
    // An object is given what it lacks; an array has an item or it does not.
    if (!item) throw notOf('config-no-place', sayPlace(place.slice(0, depth + 1)), node, read)
    reach(item, item, depth + 1)
  }

  visit(root, 0)
  return list
    ? { parent: parent.node, missing: [], list }
    : { parent: parent.node, missing: place.slice(parent.depth), list }
}

function parse(text: string, file: string): Parsed {
  let tree: JsonTree
  try {
    tree = readJson(text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ReceptionError({ code: 'config-too-deep', file, ...positionAt(text, tooDeepAt(text)) })
  }
  const { root, errorAt, release } = tree
  if (root && errorAt === undefined) return { root, release }
  throw new ReceptionError({ code: 'config-syntax', file, ...positionAt(text, errorAt ?? 0) })
}

/** Returns the problem of a file that is given in a configuration's place, if it can be named. */
function otherKind(bytes: Uint8Array, file: string): ReceptionError | undefined {
  const kind = kindOf(bytes)
  if (['configuration', 'json', 'text', 'unknown', 'empty'].includes(kind)) return undefined
  return new ReceptionError({ code: 'other-kind', file, kind, wanted: 'configuration' })
}

/** Throws for what is no object, and for one key twice. `name` is how a problem names the object. */
function checkProperties(node: JsonNode, name: string, read: Read): void {
  if (node.type !== 'object') throw notOf('config-not-object', name, node, read)
  const found = new Map<string, JsonNode>()
  for (const {
    children: [key],
  } of node.children) {
    if (!key) continue
    const before = found.get(foldKey(String(key.value)))
    if (before) throw duplicateKey(key, before, read)
    found.set(foldKey(String(key.value)), key)
  }
}

/** Throws for what .NET would not read as an entry of four texts. `name` is how a problem names the entry. */
function checkEntry(node: JsonNode, name: string, read: Read): void {
  checkProperties(node, name, read)
  const { properties } = new ListedEntry(node)
  for (const entryName of entryNames) {
    const value = properties.get(entryName)?.value
    if (value && value.type !== 'string') throw notOf('config-not-text', `${name}.${entryName}`, value, read)
  }
}

const foldedNames = new Map(entryNames.map((name) => [foldKey(name), name]))

class ListedEntry implements Entry {
  readonly node: JsonNode

  constructor(node: JsonNode) {
    this.node = node
  }

  get properties(): ReadonlyMap<EntryName, Property> {
    const properties = new Map<EntryName, Property>()
    for (const {
      children: [key, value],
    } of this.node.children) {
      const name = key && foldedNames.get(foldKey(String(key.value)))
      if (name && value) properties.set(name, { key, value })
    }
    return properties
  }

  value(wanted: EntryName): string {
    return String(this.properties.get(wanted)?.value.value ?? '')
  }
}

type WrongKind = 'config-not-object' | 'config-not-array' | 'config-not-text' | 'config-no-place' | 'config-split-list'

function notOf(code: WrongKind, name: string, node: JsonNode, { text, file }: Read): ReceptionError {
  return new ReceptionError({ code, file, name, ...positionAt(text, node.offset) })
}

function duplicateKey(key: JsonNode, first: JsonNode, { text, file }: Read): ReceptionError {
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
