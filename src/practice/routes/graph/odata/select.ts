import { GraphRefusal } from '../request/refusal.ts'
import type { Resource } from './resource.ts'

type Entity = Record<string, unknown>

/** Returns the selected names, or undefined without `$select`. Throws 400 for a name that the kind does not have. */
export function readSelect(query: URLSearchParams, resource: Resource): readonly string[] | undefined {
  const text = query.get('$select')
  return text === null ? undefined : selectNames(text, resource)
}

export function selectNames(text: string, resource: Resource): readonly string[] | undefined {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('*')) return undefined
  for (const name of names) {
    if (Object.hasOwn(resource.properties, name)) continue
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${resource.type}'.`,
    )
  }
  return names
}

/** Returns an entity with these properties only, and its annotations. */
export function pick(entity: Entity, names: readonly string[] | undefined): Entity {
  if (names === undefined) return entity
  const annotations = Object.entries(entity).filter(([name]) => name.startsWith('@'))
  return {
    ...Object.fromEntries(annotations),
    ...Object.fromEntries(names.map((name) => [name, entity[name] ?? null])),
  }
}
