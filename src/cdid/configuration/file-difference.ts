import { entryNames } from './configuration.ts'
import { foldKey } from './dotnet-keys.ts'
import { type JsonNode, readJson } from './json-tree.ts'

/** What changes from one configuration to another: keys as .NET reads them, with the values that are safe to show. */
export interface FileDifference {
  readonly lines: readonly { readonly sign: '-' | '+'; readonly key: string; readonly value: string }[]
  /** How many lines are left out. */
  readonly more: number
}

const linesMax = 40
const shownNames = new Set(entryNames.filter((name) => name !== 'ClientSecret').map(foldKey))

/** Compares two configurations value by value. Only environments and ids are shown: any other value may be a secret. */
export function fileDifference(before: string, after: string): FileDifference {
  const was = valuesOf(before)
  const is = valuesOf(after)
  const lines: { sign: '-' | '+'; key: string; value: string }[] = []
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const old = was.get(key)
    const fresh = is.get(key)
    if (old?.text === fresh?.text) continue
    if (old) lines.push({ sign: '-', key: old.key, value: shown(old) })
    if (fresh) lines.push({ sign: '+', key: fresh.key, value: shown(fresh) })
  }
  return { lines: lines.slice(0, linesMax), more: Math.max(0, lines.length - linesMax) }
}

interface Value {
  readonly key: string
  readonly name: string
  readonly text: string
}

function shown({ name, text }: Value): string {
  return shownNames.has(foldKey(name)) ? text : '••••'
}

function valuesOf(text: string): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>()
  const visit = (node: JsonNode, key: string, name: string): void => {
    const children = node.children
    const inside = (part: string) => (key === '' ? part : `${key}:${part}`)
    if (children.length === 0) values.set(foldKey(key), { key, name, text: String(node.value) })
    let index = 0
    for (const child of children) {
      const [own, value] = child.children
      if (node.type === 'array') visit(child, inside(String(index)), String(index))
      else if (own && value) visit(value, inside(String(own.value)), String(own.value))
      index += 1
    }
  }
  const { root } = readJson(text)
  if (root) visit(root, '', '')
  return values
}
