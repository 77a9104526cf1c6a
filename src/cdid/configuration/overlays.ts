import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readContent } from '../files/file-content.ts'
import { decode } from '../files/file-encoding.ts'
import { configurationMaxBytes } from './configuration.ts'
import { foldKey, namesOf } from './dotnet-keys.ts'
import { type JsonNode, readJson } from './json-tree.ts'
import type { Place } from './place.ts'
import { positionAt } from './text-position.ts'

/** Another configuration that .NET lays over the same list, item by item, so that parts of two customers become one. */
export interface Overlay {
  readonly file: string
  readonly line: number
}

/** Resolves to the files beside a configuration that .NET reads as well: `appsettings.Production.json` beside `appsettings.json`. */
export async function siblingsOf(config: string): Promise<readonly string[]> {
  const folder = dirname(config)
  const [, stem = ''] = /^([^.]+)(?:\.[^.]+)?\.json$/i.exec(basename(config)) ?? []
  if (stem === '') return []
  const isSibling = (name: string) => {
    const [, other = ''] = /^([^.]+)(?:\.[^.]+)?\.json$/i.exec(name) ?? []
    return foldKey(other) === foldKey(stem) && foldKey(name) !== foldKey(basename(config))
  }
  const names = await readdir(folder).catch(() => [])
  return names
    .filter(isSibling)
    .sort()
    .map((name) => join(folder, name))
}

/** Resolves to the siblings of a configuration that hold the list as well. One that cannot be read is left out. */
export async function findOverlays(config: string, place: Place): Promise<readonly Overlay[]> {
  const found: Overlay[] = []
  for (const file of await siblingsOf(config)) {
    const content = await readContent(file, configurationMaxBytes).catch(() => null)
    const text = (content && decode(content)?.text) ?? ''
    const node = firstInList(text, place)
    if (node) found.push({ file, line: positionAt(text, node.offset).line })
  }
  return found
}

/** Returns the names of the environment variables that .NET lays over the list: `Exchange__0__ClientSecret`. */
export function overlayVariables(names: readonly string[], place: Place): readonly string[] {
  const wanted = place.map(foldKey)
  return names.filter((name) => {
    const path = name.split(/__|:/).map(foldKey)
    return path.length > wanted.length && wanted.every((part, at) => part === path[at])
  })
}

/** Finds the first key at the list's place, or below it, however it is written. */
function firstInList(text: string, place: Place): JsonNode | undefined {
  const wanted = place.map(foldKey)
  const visit = (node: JsonNode, depth: number): JsonNode | undefined => {
    let index = -1
    for (const child of node.children) {
      index += 1
      const [key = child, value = child] = node.type === 'array' ? [] : child.children
      const names = node.type === 'array' ? [String(index)] : namesOf(String(key.value)).map(foldKey)
      const ahead = wanted.slice(depth, depth + names.length)
      if (!ahead.every((name, at) => name === names[at])) continue
      const found = depth + names.length >= wanted.length ? key : visit(value, depth + names.length)
      if (found) return found
    }
    return undefined
  }
  try {
    const { root } = readJson(text)
    return root && visit(root, 0)
  } catch {
    return undefined
  }
}
