import { GraphRefusal } from '../request/refusal.ts'
import { shortName, type Resource } from './resource.ts'

type Entity = Record<string, unknown>

/** Turns `$orderby=displayName desc` into a comparison. Beside a filter it needs the advanced parameters. */
export function readOrder(
  text: string,
  resource: Resource,
  isAdvanced: boolean,
  isFiltered: boolean,
): (left: Entity, right: Entity) => number {
  const match = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(text)
  const [, name = '', direction = 'asc'] = match ?? []
  const property = Object.hasOwn(resource.properties, name) ? resource.properties[name] : undefined
  if (property === undefined) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Invalid orderby clause: Could not find a property named '${name === '' ? text : name}' on type '${resource.type}'.`,
    )
  }
  if (property.order === undefined) {
    throw unsupported(`Unsupported sort property '${name}' for '${shortName(resource)}'.`)
  }
  if (!isAdvanced && (property.order === 'advanced' || isFiltered)) {
    throw unsupported('Sorting not supported for current query.')
  }
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1
  const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: false })
  return (left, right) => sign * collator.compare(textOf(left[name]), textOf(right[name]))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function unsupported(message: string): GraphRefusal {
  return new GraphRefusal(400, 'Request_UnsupportedQuery', message)
}
