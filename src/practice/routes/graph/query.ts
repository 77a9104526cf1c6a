import type { GraphAnswer, GraphCall } from './call.ts'
import { GraphRefusal } from './refusal.ts'

type Entity = Record<string, unknown>

const root = 'https://graph.microsoft.com/v1.0'

/** One object, with `$select` honoured and every other option refused. */
export function one(call: GraphCall, set: string, type: string, entity: Entity, status: 200 | 201 = 200): GraphAnswer {
  refuseAllBut(call.query, ['$select'])
  const select = readSelect(call.query, type, entity)
  return {
    status,
    body: { '@odata.context': `${context(set, select)}/$entity`, ...pick(entity, select) },
  }
}

/** What `list` may be filtered by: scalars by `eq`, collections of strings by `any`. */
export interface Filterable {
  readonly scalars: readonly string[]
  readonly collections: readonly string[]
}

/** A page of objects. `example` names the properties even when there is nothing to list. */
export function list(
  call: GraphCall,
  set: string,
  type: string,
  entities: readonly Entity[],
  example: Entity,
  filterable: Filterable,
): GraphAnswer {
  const { query } = call
  refuseAllBut(query, ['$select', '$filter', '$top', '$skiptoken'])
  const select = readSelect(query, type, example)
  const kept = entities.filter(readFilter(query.get('$filter'), type, example, filterable))
  const top = readNumber(query, '$top', 100, 1, 999)
  const skip = readNumber(query, '$skiptoken', 0, 0, Number.MAX_SAFE_INTEGER)
  const more = kept.length > skip + top ? nextLink(call, set, skip + top) : undefined
  return {
    status: 200,
    body: {
      '@odata.context': context(set, select),
      ...(more === undefined ? {} : { '@odata.nextLink': more }),
      value: kept.slice(skip, skip + top).map((entity) => pick(entity, select)),
    },
  }
}

/** For requests that take no options at all. */
export function refuseOptions(call: GraphCall): void {
  refuseAllBut(call.query, [])
}

function refuseAllBut(query: URLSearchParams, known: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of query.keys()) {
    if (!known.includes(name))
      throw new GraphRefusal(
        400,
        'BadRequest',
        `The query specified in the URI is not valid. The query parameter '${name}' is not supported.`,
      )
    if (seen.has(name))
      throw new GraphRefusal(
        400,
        'BadRequest',
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
      )
    seen.add(name)
  }
}

function readSelect(query: URLSearchParams, type: string, example: Entity): readonly string[] | undefined {
  const text = query.get('$select')
  if (text === null) return undefined
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) {
    if (Object.hasOwn(example, name)) continue
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type}'.`,
    )
  }
  return names
}

function readFilter(
  text: string | null,
  type: string,
  example: Entity,
  filterable: Filterable,
): (entity: Entity) => boolean {
  if (text === null) return () => true
  const scalar = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/.exec(text)
  const any = /^\s*(\w+)\/any\(\s*(\w+)\s*:\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*\)\s*$/.exec(text)
  const [, name = '', value = ''] = scalar ?? (any?.[2] === any?.[3] ? ['', any?.[1], any?.[4]] : [])
  if (name === '') throw new GraphRefusal(400, 'BadRequest', `Invalid filter clause: '${text}' is not understood.`)
  if (!Object.hasOwn(example, name)) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Invalid filter clause: Could not find a property named '${name}' on type '${type}'.`,
    )
  }
  const allowed = scalar === null ? filterable.collections : filterable.scalars
  if (!allowed.includes(name)) {
    throw new GraphRefusal(
      400,
      'Request_UnsupportedQuery',
      `Unsupported or invalid query filter clause specified for property '${name}' of resource '${type.split('.').pop() ?? ''}'.`,
    )
  }
  // Entra compares without case.
  const wanted = value.replaceAll("''", "'").toLowerCase()
  const equals = (given: unknown): boolean => typeof given === 'string' && given.toLowerCase() === wanted
  return (entity) => {
    const given = entity[name]
    return Array.isArray(given) ? given.some(equals) : equals(given)
  }
}

function readNumber(query: URLSearchParams, name: string, otherwise: number, least: number, most: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  throw new GraphRefusal(
    400,
    'BadRequest',
    `Invalid value '${text}' for ${name} query option found. The ${name} query option requires an integer between ${least} and ${most}.`,
  )
}

function nextLink(call: GraphCall, set: string, skip: number): string {
  const query = new URLSearchParams(call.query)
  query.set('$skiptoken', String(skip))
  return `${root}/${set}?${query.toString()}`
}

function pick(entity: Entity, select: readonly string[] | undefined): Entity {
  if (select === undefined) return entity
  return Object.fromEntries(select.map((name) => [name, entity[name]]))
}

function context(set: string, select: readonly string[] | undefined): string {
  return `${root}/$metadata#${set}${select === undefined ? '' : `(${select.join(',')})`}`
}
