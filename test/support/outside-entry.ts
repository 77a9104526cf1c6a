import { type Node, parseTree } from 'jsonc-parser'

/**
 * Compares a configuration before and after a merge, and says what changed outside the entry of `environment`; `null` when
 * nothing did. It works from the two texts alone, and finds the entry by its place and name, so that it shares no code with
 * the edit it judges.
 */
export function changeOutsideEntry(
  before: string,
  after: string,
  place: readonly string[],
  environment: string,
): string | null {
  const root = parseTree(after, [], { allowTrailingComma: true })
  const found = root && find(root, place)
  const entry = found?.children?.find((node) => same(text(node, 'environment'), environment))
  if (!root || !entry) return 'our entry is not there'
  const rootBefore = parseTree(before, [], { allowTrailingComma: true })
  const listBefore = rootBefore && find(rootBefore, place)
  const entryBefore = listBefore?.children?.find((node) => same(text(node, 'environment'), environment))
  if (entryBefore) return around(before, entryBefore, after, entry)
  // Where the list was missing, the property that leads to it was added as a whole.
  let added = entry
  if (!listBefore) {
    let depth = place.length
    while (depth > 1 && !(rootBefore && find(rootBefore, place.slice(0, depth - 1)))) depth -= 1
    added = find(root, place.slice(0, depth))?.parent ?? entry
  }
  const rest = after.slice(0, added.offset) + after.slice(added.offset + added.length)
  return onlyGapsMore(before, rest)
}

/** Compares what stands before and after the entry, character for character. */
function around(before: string, was: Node, after: string, is: Node): string | null {
  if (before.slice(0, was.offset) !== after.slice(0, is.offset)) return 'what stands before our entry'
  const ends = before.slice(was.offset + was.length) === after.slice(is.offset + is.length)
  return ends ? null : 'what stands after our entry'
}

/** `null` when `rest` is `before` with nothing added but white space and at most one comma. */
function onlyGapsMore(before: string, rest: string): string | null {
  let commas = 0
  let at = 0
  for (let place = 0; place < rest.length; place++) {
    const character = rest.charAt(place)
    if (character === before[at]) {
      at += 1
      continue
    }
    if (!/[\s,]/.test(character)) return `“${character}” more`
    if (character === ',') commas += 1
  }
  if (at < before.length) return `“${before.slice(at, at + 20)}” less`
  return commas > 1 ? 'commas more' : null
}

/** Finds the value at a place; a key with colons stands for several names. */
function find(node: Node, place: readonly string[]): Node | undefined {
  const [name = ''] = place
  if (place.length === 0) return node
  if (node.type === 'array') {
    const item = node.children?.[Number(name)]
    return item && find(item, place.slice(1))
  }
  for (const { children: [key, value] = [] } of node.children ?? []) {
    const names = String(key?.value).split(':')
    if (!value || !names.every((part, at) => same(part, place[at] ?? ''))) continue
    const found = find(value, place.slice(names.length))
    if (found) return found
  }
  return undefined
}

function text(node: Node, name: string): string {
  return String(node.children?.find(({ children: [key] = [] }) => same(String(key?.value), name))?.children?.[1]?.value)
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
