/**
 * Reads a configuration as .NET does, written from its sources and sharing nothing with `src/cdid`: System.Text.Json's reader with
 * comments skipped and trailing commas allowed, and JsonConfigurationFileParser's keys
 * (github.com/dotnet/runtime, src/libraries/Microsoft.Extensions.Configuration.Json). Throws where .NET throws.
 */
export function readAsDotnet(text: string): DotnetConfiguration {
  const values = new Map<string, { readonly key: string; readonly value: string | null }>()
  const set = (key: string, value: string | null) => values.set(ordinalIgnoreCase(key), { key, value })
  const visit = (value: Json, key: string | null): void => {
    if (value.kind === 'leaf') {
      if (key === null) throw new Error('the root is not an object')
      if (values.has(ordinalIgnoreCase(key))) throw new Error(`a duplicate key ${key}`)
      set(key, value.text)
      return
    }
    if (value.items.length === 0 && key !== null) set(key, null)
    for (const [name, item] of value.items) visit(item, key === null ? name : `${key}:${name}`)
  }
  const root = new Reader(text).read()
  if (root.kind !== 'object') throw new Error('the root is not an object')
  visit(root, null)
  return { values }
}

export interface DotnetConfiguration {
  /** Every key with its value, by the key as it is compared. */
  readonly values: ReadonlyMap<string, { readonly key: string; readonly value: string | null }>
}

/** Returns the section at a place as a list, as the binder makes one: its children in the order of ConfigurationKeyComparer. */
export function listAt(
  { values }: DotnetConfiguration,
  place: readonly string[],
): readonly ReadonlyMap<string, string | null>[] {
  const prefix = `${ordinalIgnoreCase(place.join(':'))}:`
  const children = new Map<string, Map<string, string | null>>()
  for (const [folded, { value }] of values) {
    if (!folded.startsWith(prefix)) continue
    const [child = '', ...rest] = folded.slice(prefix.length).split(':')
    const found = children.get(child) ?? new Map<string, string | null>()
    found.set(rest.join(':'), value)
    children.set(child, found)
  }
  return [...children].toSorted(([one], [other]) => compareKeys(one, other)).map(([, child]) => child)
}

/** Returns every key and value outside a place, but for what leads to it: an empty object on the way has a key of its own. */
export function otherValues({ values }: DotnetConfiguration, place: readonly string[]): readonly string[] {
  const own = ordinalIgnoreCase(place.join(':'))
  return [...values]
    .filter(([folded]) => folded !== own && !folded.startsWith(`${own}:`) && !own.startsWith(`${folded}:`))
    .map(([folded, { value }]) => `${folded}=${value ?? 'null'}`)
    .sort()
}

function compareKeys(one: string, other: string): number {
  const isNumber = (text: string) => /^\d{1,9}$/.test(text)
  if (isNumber(one) && isNumber(other)) return Number(one) - Number(other)
  if (isNumber(one) !== isNumber(other)) return isNumber(one) ? -1 : 1
  return one < other ? -1 : one > other ? 1 : 0
}

/** StringComparer.OrdinalIgnoreCase: simple upper case, a UTF-16 unit for a UTF-16 unit in the first plane. */
function ordinalIgnoreCase(text: string): string {
  let folded = ''
  for (const unit of text) {
    const upper = unit.toUpperCase()
    folded += upper.length === unit.length ? upper : unit
  }
  return folded
}

type Json =
  | { readonly kind: 'leaf'; readonly text: string }
  | { readonly kind: 'object' | 'array'; readonly items: readonly (readonly [name: string, value: Json])[] }

const maxDepth = 64

/** Utf8JsonReader with CommentHandling.Skip and AllowTrailingCommas. */
class Reader {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  read(): Json {
    this.skip()
    const value = this.value(0)
    this.skip()
    if (this.at < this.text.length) throw new Error('something after the end')
    return value
  }

  private value(depth: number): Json {
    const start = this.text[this.at]
    if (start === '{') return this.container('object', '}', depth + 1)
    if (start === '[') return this.container('array', ']', depth + 1)
    if (start === '"') return { kind: 'leaf', text: this.string() }
    const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/.exec(
      this.text.slice(this.at),
    )?.[0]
    if (literal === undefined) throw new Error('not a value')
    this.at += literal.length
    if (!/^(?:[\s,\]}/]|$)/.test(this.text.slice(this.at, this.at + 1))) throw new Error('not a literal')
    return { kind: 'leaf', text: literal }
  }

  private container(kind: 'object' | 'array', close: string, depth: number): Json {
    if (depth > maxDepth) throw new Error('too deep')
    const items: [string, Json][] = []
    this.at += 1
    for (;;) {
      this.skip()
      if (this.text[this.at] === close) {
        this.at += 1
        return { kind, items }
      }
      let name = String(items.length)
      if (kind === 'object') {
        if (this.text[this.at] !== '"') throw new Error('not a name')
        name = this.string()
        this.skip()
        this.expect(':')
        this.skip()
      }
      items.push([name, this.value(depth)])
      this.skip()
      if (this.text[this.at] === close) continue
      this.expect(',')
    }
  }

  private string(): string {
    const found = /^"((?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"/.exec(this.text.slice(this.at))
    if (!found || Array.from(found[0]).some((character) => character < ' ')) throw new Error('not a string')
    this.at += found[0].length
    const value = JSON.parse(found[0]) as string
    // Property names and values are transcoded when they are read, which half a pair does not survive.
    if (/\p{Cs}/u.test(value)) throw new Error('half a pair')
    return value
  }

  private skip(): void {
    for (;;) {
      const rest = this.text.slice(this.at)
      const white = /^[ \t\r\n]+/.exec(rest)?.[0] ?? ''
      const line = /^\/\/[^\r\n]*/.exec(rest)?.[0] ?? ''
      const block = /^\/\*[^]*?\*\//.exec(rest)?.[0] ?? ''
      if (/[\u2028\u2029]/.test(line)) throw new Error('a line separator in a comment')
      const length = white.length + line.length + block.length
      if (length === 0) return
      this.at += length
    }
  }

  private expect(character: string): void {
    if (this.text[this.at] !== character) throw new Error(`not ${character}`)
    this.at += 1
  }
}
