import { GraphRefusal } from '../request/refusal.ts'
import type { Resource } from './resource.ts'
import { pick, selectNames } from './select.ts'

type Entity = Record<string, unknown>

/** For each relationship of a row: how it is read, and the kind of object at its other end. */
export type Relations<T> = Readonly<
  Record<string, { readonly resource: Resource; readonly read: (row: T) => readonly Entity[] }>
>

export interface Relation<T = never> {
  readonly name: string
  readonly select: readonly string[] | undefined
  readonly read: (row: T) => readonly Entity[]
}

/** The most objects that an expanded relationship of a directory object shows. https://learn.microsoft.com/graph/query-parameters */
const mostExpanded = 20

/** Reads `$expand=owners($select=id)`. Directory objects take one relationship at a time. */
export function readExpand<T>(query: URLSearchParams, resource: Resource, relations: Relations<T>): Relation<T>[] {
  const text = query.get('$expand')
  if (text === null) return []
  const match = /^\s*(\w+)\s*(?:\(\s*\$select\s*=\s*([\w,\s]+)\))?\s*$/.exec(text)
  const [, name = '', select] = match ?? []
  if (match === null) {
    // UNCONFIRMED(one-expand): the sentence; the limit itself is documented.
    throw new GraphRefusal(400, 'BadRequest', `Parsing OData Select and Expand failed: '${text}' is not supported.`)
  }
  const relation = resource.expand?.includes(name) === true ? relations[name] : undefined
  if (relation === undefined) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${resource.type}'.`,
    )
  }
  const names = select === undefined ? undefined : selectNames(select, relation.resource)
  return [
    {
      name,
      select: names,
      read: (row) =>
        relation
          .read(row)
          .slice(0, mostExpanded)
          .map((entity) => pick(entity, names)),
    },
  ]
}
