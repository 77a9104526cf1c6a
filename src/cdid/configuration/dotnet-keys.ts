import { ReceptionError } from '../reception-problem.ts'
import { indexOf, type JsonNode } from './json-tree.ts'
import { positionAt } from './text-position.ts'

/** The deepest nesting that System.Text.Json reads unless told otherwise: JsonDocumentOptions.MaxDepth. */
const maxDepth = 64

/** What stands between the names of a key in .NET's configuration. */
const separator = ':'

/**
 * Returns a key as .NET's configuration compares it (StringComparer.OrdinalIgnoreCase): each character in upper case on its own,
 * never one as two. It treats `ı` and `ſ` as `I` and `S`, which .NET versions do not agree on, so that two such keys count as one.
 */
export function foldKey(key: string): string {
  // Only what is not ASCII can become longer.
  if (/^\p{ASCII}*$/u.test(key)) return key.toUpperCase()
  return Array.from(key, (character) => {
    const upper = character.toUpperCase()
    return Array.from(upper).length === 1 ? upper : character.toLowerCase()
  }).join('')
}

/** Returns the names of a JSON key: `"Prextra:Exchange"` means the same to .NET as `Exchange` inside `Prextra`. */
export function namesOf(key: string): readonly string[] {
  return key.split(separator)
}

/**
 * Throws for what .NET's JsonConfigurationFileParser throws for anywhere in the file, where the server would then not start: two
 * values under one key, however it is written, nesting deeper than 64, half a surrogate pair, and U+2028 or U+2029 in a line
 * comment. The problem names key, line and column.
 */
export function checkKeys(root: JsonNode, text: string, file: string): void {
  checkComments(text, file)
  if (isPlain(root, text, 1)) return
  const values = new Map<string, JsonNode>()
  const checkText = (node: JsonNode) => {
    if (/\p{Cs}/u.test(String(node.value))) throw syntax(text, file, node.offset)
  }
  /** `at` is the node that a problem points to: the key of a property, or an item of an array. */
  const visit = (node: JsonNode, key: string | null, at: JsonNode, depth: number): void => {
    const children = node.children
    if (node.type !== 'object' && node.type !== 'array') {
      if (node.type === 'string') checkText(node)
      const before = key === null ? undefined : values.get(key)
      if (before) throw duplicate(at, before, text, file)
      if (key !== null) values.set(key, at)
      return
    }
    if (depth > maxDepth) throw new ReceptionError({ code: 'config-too-deep', file, ...positionAt(text, node.offset) })
    // An empty object or array gives its key no value that collides with an earlier one, but one that a later one meets.
    if (children.length === 0 && key !== null) values.set(key, at)
    const inside = (name: string) => (key === null ? name : `${key}${separator}${name}`)
    let index = 0
    for (const child of children) {
      const [name, value] = child.children
      if (node.type === 'array') visit(child, inside(String(index)), child, depth + 1)
      else if (name && value) {
        checkText(name)
        visit(value, inside(foldKey(String(name.value))), name, depth + 1)
      }
      index += 1
    }
  }
  visit(root, null, root, 1)
}

/**
 * Whether nothing in a tree can be wrong: no key is there twice in one object, none has a colon, nothing is too deep, and no text is
 * escaped as half a pair. Nearly every configuration is, and this is told far more quickly than what is wrong.
 */
function isPlain(node: JsonNode, text: string, depth: number): boolean {
  if (depth === 1 && mayHaveHalfPairs(text)) return false
  const { type, children } = node
  if (type !== 'object' && type !== 'array') return true
  if (depth > maxDepth) return false
  const names = new Set<string>()
  for (const child of children) {
    const [name, value = child] = child.type === 'property' ? child.children : []
    if (name) {
      const key = foldKey(String(name.value))
      if (names.has(key) || key.includes(separator)) return false
      names.add(key)
    }
    if (!isPlain(value, text, depth + 1)) return false
  }
  return true
}

function mayHaveHalfPairs(text: string): boolean {
  return /\\u[dD][89a-fA-F]/.test(text)
}

/** Returns where the nesting of a text becomes deeper than .NET reads, without building a tree of it. */
export function tooDeepAt(text: string): number {
  let depth = 0
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
    if (depth > maxDepth) return index
  }
  return text.length
}

/** Strings and comments, whole, and what opens and closes objects and arrays. */
const tokens = /"(?:[^"\\]|\\[^])*"|\/\/[^\r\n]*|\/\*[^]*?\*\/|[[\]{}]/g

/** System.Text.Json takes U+2028 and U+2029 in a line comment for an attempt to hide a line, and throws. */
function checkComments(text: string, file: string): void {
  if (!/[\u2028\u2029]/.test(text)) return
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const hidden = token.startsWith('//') ? token.search(/[\u2028\u2029]/) : -1
    if (hidden >= 0) throw syntax(text, file, index + hidden)
  }
}

function syntax(text: string, file: string, offset: number): ReceptionError {
  return new ReceptionError({ code: 'config-syntax', file, ...positionAt(text, offset) })
}

function duplicate(node: JsonNode, first: JsonNode, text: string, file: string): ReceptionError {
  const { line: firstLine, column: firstColumn } = positionAt(text, first.offset)
  const name = keyOf(node)
  return new ReceptionError({
    code: 'config-duplicate-key',
    file,
    name,
    firstLine,
    firstColumn,
    ...positionAt(text, node.offset),
  })
}

/** Returns the key of a node as it is written in the file, from the outermost name to its own. */
export function keyOf(node: JsonNode): string {
  const names: string[] = []
  for (let at = node; at.parent; at = at.parent) {
    if (at.parent.type === 'array') names.unshift(String(indexOf(at.parent.children, at)))
    if (at.type === 'property') names.unshift(String(at.children.at(0)?.value))
  }
  return names.join(separator)
}
