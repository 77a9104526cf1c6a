import { type Node, parseTree } from 'jsonc-parser'

/**
 * Whether everything outside our entry is what it was, told from the two texts alone: the entry is found again by its place and
 * its name, not by what the edit says it did. `null`: untouched; else what is not.
 */
export function blockedMailbox(
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
  // What was added is the entry, or what leads to it as far as it was not there.
  let added = entry
  if (!listBefore) {
    let depth = place.length
    while (depth > 1 && !(rootBefore && find(rootBefore, place.slice(0, depth - 1)))) depth -= 1
    added = find(root, place.slice(0, depth))?.parent ?? entry
  }
  const rest = after.slice(0, added.offset) + after.slice(added.offset + added.length)
  return onlyGapsMore(before, rest)
}

/** Before and after the entry, byte for byte. */
function around(before: string, was: Node, after: string, is: Node): string | null {
  if (before.slice(0, was.offset) !== after.slice(0, is.offset)) return 'what stands before our entry'
  const ends = before.slice(was.offset + was.length) === after.slice(is.offset + is.length)
  return ends ? null : 'what stands after our entry'
}

/** The one text is the other with white space, and at most one comma, more. */
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

function find(root: Node, place: readonly string[]): Node | undefined {
  let node: Node | undefined = root
  for (const name of place) {
    if (node?.type === 'array') node = node.children?.[Number(name)]
    else node = node?.children?.find(({ children: [key] = [] }) => same(String(key?.value), name))?.children?.[1]
  }
  return node
}

function text(node: Node, name: string): string {
  return String(node.children?.find(({ children: [key] = [] }) => same(String(key?.value), name))?.children?.[1]?.value)
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
