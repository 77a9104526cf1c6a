import { type Node, parseTree, visit } from 'jsonc-parser'

/**
 * A part of a JSON text with comments, as jsonc-parser's `Node`: a property has its key and its value as children. Two objects
 * that stand for the same part are told to be the same by their offset.
 */
export interface JsonNode {
  readonly type: Kind
  readonly offset: number
  readonly length: number
  /** The value of a text, a number, true, false or null; undefined for the others. */
  readonly value: Scalar | undefined
  readonly parent: JsonNode | undefined
  readonly children: Items<JsonNode>
}

export interface JsonTree {
  /** Undefined when there is no value in the text. */
  readonly root: JsonNode | undefined
  /** Where the first error is; undefined when there is none. */
  readonly errorAt: number | undefined
  /** Gives the memory back at once, rather than when it is collected. Nothing in the tree can be looked at afterwards. */
  readonly release: () => void
}

/** Some of an array's ways, for items that are made when they are looked at, and are not kept: there may be 100,000. */
export interface Items<T> extends Iterable<T> {
  readonly length: number
  /** Returns an item; a negative index counts from the end. */
  at(index: number): T | undefined
}

/** Returns the place of a part among others; -1 when it is not there. */
export function indexOf(parts: Iterable<JsonNode>, wanted: JsonNode): number {
  let index = 0
  for (const { offset } of parts) {
    if (offset === wanted.offset) return index
    index += 1
  }
  return -1
}

const kinds = ['object', 'array', 'property', 'string', 'number', 'boolean', 'null'] as const satisfies Node['type'][]

type Kind = (typeof kinds)[number]
type Scalar = string | number | boolean | null

/**
 * Reads a text with jsonc-parser and keeps of each part its place alone, in four arrays of numbers: 13 bytes, where an object
 * for each would take hundreds. Objects are made when a part is looked at, and are not kept. Throws a `RangeError` when the
 * nesting is deeper than the stack.
 */
export function readJson(text: string): JsonTree {
  const places = new Places(text)
  /** The parts that have begun and not ended, the innermost last. */
  const open: number[] = []
  let errorAt: number | undefined

  const endInnermost = (end: number) => {
    const part = open.pop()
    if (part !== undefined) places.end(part, end)
  }
  const endProperty = (end: number) => {
    const part = open.at(-1)
    if (part !== undefined && places.kindOf(part) === 'property') endInnermost(end)
  }
  const endContainer = (offset: number, length: number) => {
    // A property without a value is an error, and ends with the object that it is in.
    endProperty(offset + length)
    endInnermost(offset + length)
    endProperty(offset + length)
  }
  visit(
    text,
    {
      onObjectBegin: (offset) => void open.push(places.begin('object', offset)),
      onObjectProperty: (_name, offset, length) => {
        open.push(places.begin('property', offset))
        places.end(places.begin('string', offset), offset + length)
      },
      onObjectEnd: endContainer,
      onArrayBegin: (offset) => void open.push(places.begin('array', offset)),
      onArrayEnd: endContainer,
      onLiteralValue: (value: unknown, offset, length) => {
        places.end(places.begin(kindOf(value), offset), offset + length)
        endProperty(offset + length)
      },
      onSeparator: (separator, offset) => {
        if (separator === ',') endProperty(offset)
      },
      onError: (_code, offset) => {
        errorAt ??= offset
      },
    },
    { allowTrailingComma: true },
  )
  while (open.length > 0) endInnermost(text.length)
  return {
    root: places.count > 0 ? new PlacedNode(text, places, 0, undefined) : undefined,
    errorAt,
    release: () => places.release(),
  }
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null'
  const type = typeof value
  return type === 'number' || type === 'boolean' ? type : 'string'
}

/** Where the parts of a text are, each before the parts inside it. */
class Places {
  count = 0
  #kinds: Uint8Array
  #offsets: Uint32Array
  #ends: Uint32Array
  /** The number of the first part that is after a part and all that is inside it. */
  #nexts: Uint32Array

  constructor(text: string) {
    // More than nearly every text has: memory that is not written to costs nothing, and growing would take it twice.
    const size = Math.ceil(text.length / 8) + 1
    this.#kinds = new Uint8Array(size)
    this.#offsets = new Uint32Array(size)
    this.#ends = new Uint32Array(size)
    this.#nexts = new Uint32Array(size)
  }

  begin(kind: Kind, offset: number): number {
    const part = this.count
    if (part === this.#kinds.length) this.#grow()
    this.#kinds[part] = kinds.indexOf(kind)
    this.#offsets[part] = offset
    this.count += 1
    return part
  }

  /** Ends a part; what began after it is inside it. */
  end(part: number, end: number): void {
    this.#ends[part] = end
    this.#nexts[part] = this.count
  }

  kindOf(part: number): Kind {
    return kinds[numberOf(this.#kinds, part)] ?? 'object'
  }

  offsetOf(part: number): number {
    return numberOf(this.#offsets, part)
  }

  endOf(part: number): number {
    return numberOf(this.#ends, part)
  }

  nextOf(part: number): number {
    return numberOf(this.#nexts, part)
  }

  release(): void {
    for (const { buffer } of [this.#kinds, this.#offsets, this.#ends, this.#nexts]) {
      // ES2024; the types of this project are those of the oldest runtime that any part of it has.
      ;(buffer as ArrayBuffer & { readonly transfer: (length: number) => ArrayBuffer }).transfer(0)
    }
  }

  /** The parts directly inside a part. */
  inside(part: number): Uint32Array {
    const inside: number[] = []
    const after = this.nextOf(part)
    for (let at = part + 1; at < after; at = this.nextOf(at)) inside.push(at)
    return Uint32Array.from(inside)
  }

  #grow(): void {
    const size = this.count * 2
    const grown = <T extends Uint8Array | Uint32Array>(larger: T, numbers: T): T => {
      larger.set(numbers)
      return larger
    }
    this.#kinds = grown(new Uint8Array(size), this.#kinds)
    this.#offsets = grown(new Uint32Array(size), this.#offsets)
    this.#ends = grown(new Uint32Array(size), this.#ends)
    this.#nexts = grown(new Uint32Array(size), this.#nexts)
  }
}

function numberOf(numbers: Uint8Array | Uint32Array, part: number): number {
  const number = numbers[part]
  if (number === undefined) throw new Error('the tree was released')
  return number
}

class PlacedNode implements JsonNode {
  readonly #text: string
  readonly #places: Places
  readonly #part: number
  readonly parent: JsonNode | undefined

  constructor(text: string, places: Places, part: number, parent: JsonNode | undefined) {
    this.#text = text
    this.#places = places
    this.#part = part
    this.parent = parent
  }

  get type(): Kind {
    return this.#places.kindOf(this.#part)
  }

  get offset(): number {
    return this.#places.offsetOf(this.#part)
  }

  get length(): number {
    return this.#places.endOf(this.#part) - this.offset
  }

  get value(): Scalar | undefined {
    const { type } = this
    if (type === 'object' || type === 'array' || type === 'property') return undefined
    const written = this.#text.slice(this.offset, this.#places.endOf(this.#part))
    // Nearly every text is written without an escape. The others are read by jsonc-parser, as all were.
    if (type === 'string' && /^"[^"\\\p{Cc}]*"$/u.test(written)) return written.slice(1, -1)
    return parseTree(written)?.value as Scalar
  }

  get children(): Items<JsonNode> {
    const few: JsonNode[] = []
    const after = this.#places.nextOf(this.#part)
    for (let part = this.#part + 1; part < after; part = this.#places.nextOf(part)) {
      if (few.length === fewChildren)
        return new MadeItems(this.#places.inside(this.#part), (child) => this.#child(child))
      few.push(this.#child(part))
    }
    return few
  }

  #child(part: number): JsonNode {
    return new PlacedNode(this.#text, this.#places, part, this)
  }
}

/** How many children are made at once. */
const fewChildren = 64

/** Items that are made one by one from what is kept of them. */
export class MadeItems<K, T> implements Items<T> {
  readonly #kept: Items<K>
  readonly #make: (kept: K) => T

  constructor(kept: Items<K>, make: (kept: K) => T) {
    this.#kept = kept
    this.#make = make
  }

  get length(): number {
    return this.#kept.length
  }

  at(index: number): T | undefined {
    const kept = this.#kept.at(index)
    return kept === undefined ? undefined : this.#make(kept)
  }

  *[Symbol.iterator](): Generator<T> {
    for (const kept of this.#kept) yield this.#make(kept)
  }
}
