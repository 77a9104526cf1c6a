import type { Edit } from 'jsonc-parser'
import { type Configuration, type Entry, type EntryName, entryNames } from './configuration.ts'
import { indexOf, type JsonNode } from './json-tree.ts'

export type EntryValues = Readonly<Record<EntryName, string>>

/** Returns the edits that put the given values into the entry. Names that the entry lacks are added after its last one. */
export function updateEdits(configuration: Configuration, entry: Entry, values: Partial<EntryValues>): readonly Edit[] {
  const { text } = configuration
  const edits: Edit[] = []
  const missing: string[] = []
  for (const name of entryNames) {
    const value = values[name]
    if (value === undefined) continue
    const node = entry.properties.get(name)?.value
    if (node) edits.push({ offset: node.offset, length: node.length, content: JSON.stringify(value) })
    else missing.push(pair(spelling(configuration, name), value, objectGaps(text, entry.node)?.colon))
  }
  return [...edits, ...appended(configuration, entry.node, missing)]
}

/** Returns the edits that add an entry after the last one, in the same layout. A missing list, and what leads to it, is made. */
export function additionEdits(configuration: Configuration, values: EntryValues): readonly Edit[] {
  const { text, root, parent, missing, list } = configuration
  if (list) {
    const gaps = objectGaps(text, list.children.at(-1)) ?? plainGaps(configuration, itemGap(configuration, list))
    return appended(configuration, list, [entryText(configuration, values, gaps)])
  }
  const colon = objectGaps(text, root)?.colon
  const close = (gap: string) => (deeper(configuration, gap) === '' ? '' : gap)
  /** Returns the value of the property `missing[depth]`; `gap` is the white space before that property. */
  const made = (depth: number, gap: string): string => {
    const inner = deeper(configuration, gap)
    const name = missing[depth + 1]
    if (name === undefined)
      return `[${inner}${entryText(configuration, values, plainGaps(configuration, inner))}${close(gap)}]`
    const space = inner === '' ? (objectGaps(text, root)?.open ?? '') : inner
    return `{${space}${jsonKey(name, colon)}${made(depth + 1, inner)}${inner === '' ? space : close(gap)}}`
  }
  const item = jsonKey(missing[0] ?? '', colon) + made(0, itemGap(configuration, parent))
  return appended(configuration, parent, [item])
}

/**
 * Returns the edits that take out the entry, the comma that belonged to it, and the white space before it. Everything else
 * stays, comments too.
 */
export function removalEdits({ text, list }: Configuration, entry: Entry): readonly Edit[] {
  const items = list?.children ?? []
  const at = indexOf(items, entry.node)
  const before = at > 0 ? items.at(at - 1) : undefined
  const next = items.at(at + 1)
  const close = list ? end(list) - 1 : text.length
  const comma =
    commaIn(text, end(entry.node), next?.offset ?? close) ??
    (before ? commaIn(text, end(before), entry.node.offset) : undefined)
  const edits: Edit[] = []
  if (comma !== undefined) edits.push({ offset: comma, length: 1, content: '' })
  // The line goes with the entry if nothing else is on it: a comment, or the next entry, keeps it.
  const endsLine = /^[ \t]*,?[ \t]*[\r\n]/.test(text.slice(end(entry.node)))
  const gap = endsLine ? whiteSpaceBefore(text, entry.node.offset) : 0
  edits.push({ offset: entry.node.offset - gap, length: entry.node.length + gap, content: '' })
  return edits
}

/** The white space of one object: before its first property, between two properties, before its closing brace, and around a colon. */
interface Gaps {
  readonly open: string
  readonly between: string
  readonly close: string
  readonly colon: string
}

function entryText(configuration: Configuration, values: EntryValues, gaps: Gaps): string {
  const pairs = entryNames.map((name) => pair(spelling(configuration, name), values[name], gaps.colon))
  return `{${gaps.open}${pairs.join(`,${gaps.between}`)}${gaps.close}}`
}

function pair(key: string, value: string, colon?: string): string {
  return jsonKey(key, colon) + JSON.stringify(value)
}

function jsonKey(key: string, colon = ': '): string {
  return JSON.stringify(key) + colon
}

/** Returns a name in the case that the last entry uses for it. */
function spelling({ entries }: Configuration, name: EntryName): string {
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const property = entries.at(at)?.properties.get(name)
    if (property) return String(property.key.value)
  }
  return name
}

function objectGaps(text: string, node: JsonNode | undefined): Gaps | undefined {
  const [first, second] = node?.children ?? []
  const last = node?.children.at(-1)
  if (node?.type !== 'object' || !first || !last) return undefined
  const open = gapBefore(text, node.offset + 1, first.offset)
  const [key, value] = first.children
  const colon = key && value ? text.slice(end(key), value.offset) : ''
  return {
    open,
    between: second ? gapBefore(text, end(first), second.offset) : open,
    close: gapBefore(text, end(last), end(node) - 1),
    colon: /^[ \t]*:[ \t]*$/.test(colon) ? colon : ': ',
  }
}

/** Returns the layout for the first entry of a list: on one line if the whole file is, else a line for each value. */
function plainGaps(configuration: Configuration, gap: string): Gaps {
  const { text, root } = configuration
  const ofRoot = objectGaps(text, root)
  if (ofRoot && isOneLine(text, root)) return ofRoot
  const open = deeper(configuration, gap)
  return { open, between: open, close: gap, colon: ofRoot?.colon ?? ': ' }
}

/** Returns the white space for a new item: that of the last item, or one step deeper than the array or object itself. */
function itemGap(configuration: Configuration, container: JsonNode): string {
  const { text, root } = configuration
  const items = container.children
  const last = items.at(-1)
  if (last) {
    const before = items.at(-2)
    return gapBefore(text, before ? end(before) : container.offset + 1, last.offset)
  }
  if (container !== root && isOneLine(text, root)) return ''
  return deeper(configuration, lineBreak(text) + indentation(text, container.offset))
}

function deeper({ text, root }: Configuration, gap: string): string {
  if (!/[\r\n]/.test(gap)) return ''
  const first = root.children.at(0)
  return gap + (first && !isOneLine(text, root) ? indentation(text, first.offset) : '  ')
}

/**
 * Returns edits that insert items at the end of an array or object: a comma after the last item if it has none, then the new
 * items after the comments on its line. A file with trailing commas keeps one.
 */
function appended(configuration: Configuration, container: JsonNode, items: readonly string[]): Edit[] {
  if (items.length === 0) return []
  const { text } = configuration
  const last = container.children.at(-1)
  const from = last ? end(last) : container.offset + 1
  const close = end(container) - 1
  const { at, comma, lineComment } = trailing(text, from, close, last === undefined)
  let gap = itemGap(configuration, container)
  if (lineComment && !/[\r\n]/.test(gap)) gap = lineBreak(text) + gap
  let content = gap + items.join(`,${gap}`) + (comma ? ',' : '')
  if (!last && /[\r\n]/.test(gap) && !/[\r\n]/.test(text.slice(at, close))) {
    content += lineBreak(text) + indentation(text, container.offset)
  }
  if (!last || comma) return [{ offset: at, length: 0, content }]
  if (at === from) return [{ offset: at, length: 0, content: `,${content}` }]
  return [
    { offset: from, length: 0, content: ',' },
    { offset: at, length: 0, content },
  ]
}

/** Finds where new items may go: after the last item's comma and the comments on its line; in an empty container, after all comments. */
function trailing(text: string, from: number, close: number, empty: boolean) {
  const tokens = /(?<line>\/\/[^\r\n]*)|(?<block>\/\*[^]*?\*\/)|(?<comma>,)|(?<eol>[\r\n])|[^]/g
  const found = { at: from, comma: false, lineComment: false }
  let lineEnded = false
  for (const { 0: token, index, groups = {} } of text.slice(from, close).matchAll(tokens)) {
    if (groups['eol']) lineEnded = !empty
    const takes = groups['comma'] ?? (lineEnded ? undefined : (groups['line'] ?? groups['block']))
    if (takes === undefined) continue
    found.at = from + index + token.length
    found.lineComment = groups['line'] !== undefined
    if (groups['comma']) {
      found.comma = true
      lineEnded = false
    }
  }
  return found
}

/** Returns the offset of the first comma outside comments; undefined when there is none. */
function commaIn(text: string, from: number, to: number): number | undefined {
  for (const { 0: token, index } of text.slice(from, to).matchAll(/\/\/[^\r\n]*|\/\*[^]*?\*\/|,/g)) {
    if (token === ',') return from + index
  }
  return undefined
}

/** Returns how many characters of white space stand just before `offset`, from the last line break on if there is one. */
function whiteSpaceBefore(text: string, offset: number): number {
  let start = offset
  while (start > 0 && /[ \t\r\n]/.test(text.charAt(start - 1))) start -= 1
  const blank = text.slice(start, offset)
  const lineStart = /(?:\r\n|\r|\n)[ \t]*$/.exec(blank)?.[0]
  return (lineStart ?? blank).length
}

/** Returns the white space before `offset`: a line break and the indentation if there is a line break after `from`, else the blanks. */
function gapBefore(text: string, from: number, offset: number): string {
  const between = text.slice(from, offset)
  if (/[\r\n]/.test(between)) return lineBreak(text) + indentation(text, offset)
  return /[ \t]*$/.exec(between)?.[0] ?? ''
}

function indentation(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
}

function lineBreak(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n'
}

function isOneLine(text: string, node: JsonNode): boolean {
  return !/[\r\n]/.test(text.slice(node.offset, end(node)))
}

function end(node: JsonNode): number {
  return node.offset + node.length
}
