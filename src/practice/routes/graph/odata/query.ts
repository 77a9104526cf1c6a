import type { Table } from '../../../tenant/table.ts'
import { isAdvanced, isEventual, type GraphAnswer, type GraphCall } from '../request/call.ts'
import { context, refuseAllBut, refuseExpandWithAdvanced } from './options.ts'
import { readExpand, type Relations } from './expand.ts'
import { readFilter, type Filter } from './filter.ts'
import { compile } from './match.ts'
import { readOrder } from './order.ts'
import { nextLink, readSkip, readTop } from './page.ts'
import type { Resource } from './resource.ts'
import { readSearch } from './search.ts'
import { pick, readSelect } from './select.ts'
import { GraphRefusal } from '../request/refusal.ts'

type Entity = Record<string, unknown>

/** The source of a list. Only rows that are shown, filtered or sorted are turned into entities. */
export interface Listed<T> {
  /** The name behind `$metadata#` in `@odata.context`. */
  readonly set: string
  readonly resource: Resource
  readonly rows: Iterable<T>
  readonly sees?: (row: T) => boolean
  readonly entity: (row: T) => Entity
  readonly relations?: Relations<T>
  /** A table whose keys find the row of an `eq` filter without a walk through all rows. */
  readonly table?: Table<T & { readonly id: string }>
}

const directoryOptions = ['$select', '$filter', '$search', '$orderby', '$count', '$top', '$skiptoken', '$expand']

/** Answers with a page of objects. Each query option is applied, or refused as Graph does. */
export function list<T>(call: GraphCall, listed: Listed<T>): GraphAnswer {
  const { query } = call
  const { resource } = listed
  refuseAllBut(query, resource.isDirectoryObject ? directoryOptions : ['$select', ...(resource.options ?? [])])
  const select = readSelect(query, resource)
  const relations = readExpand(query, resource, listed.relations ?? {})
  if (relations.length > 0) refuseExpandWithAdvanced(call)
  const kept = keep(call, listed)
  const top = readTop(query)
  const skip = readSkip(query)
  const more = kept.length > skip + top ? nextLink(call, skip + top) : undefined
  const counts = resource.isDirectoryObject && query.get('$count')?.toLowerCase() === 'true' && isEventual(call)
  const shown = select ?? resource.shown
  return {
    status: 200,
    body: {
      '@odata.context': context(call, listed.set, select, relations),
      // Without the header `$count=true` is findSignedInAccount left out. aad-advanced-queries.md
      ...(counts ? { '@odata.count': kept.length } : {}),
      ...(more === undefined ? {} : { '@odata.nextLink': more }),
      value: kept.slice(skip, skip + top).map(({ row, entity = listed.entity(row) }) => ({
        ...pick(entity, shown),
        ...Object.fromEntries(relations.map(({ name, read }) => [name, read(row)])),
      })),
    },
  }
}

/** Answers `/applications/$count` with the number alone, as text. */
export function count<T>(call: GraphCall, listed: Listed<T>): GraphAnswer {
  refuseAllBut(call.query, ['$filter', '$search'])
  if (!listed.resource.isDirectoryObject || !isEventual(call)) {
    throw new GraphRefusal(400, 'Request_BadRequest', '$count is not currently supported.')
  }
  // The `$count` segment replaces `$count=true`, which an advanced filter would otherwise need.
  const counted = { ...call, query: new URLSearchParams([...call.query, ['$count', 'true']]) }
  return { status: 200, body: String(keep(counted, listed).length) }
}

/** Answers with one object. Applies `$select` and `$expand`, and refuses every other option. */
export function one<T>(
  call: GraphCall,
  wanted: Pick<Listed<T>, 'set' | 'resource' | 'relations'> & { readonly row: T; readonly entity: Entity },
  status: 200 | 201 = 200,
): GraphAnswer {
  const { set, resource, row, entity } = wanted
  refuseAllBut(call.query, ['$select', ...(resource.expand === undefined ? [] : ['$expand'])])
  const select = readSelect(call.query, resource)
  const relations = readExpand(call.query, resource, wanted.relations ?? {})
  return {
    status,
    body: {
      '@odata.context': `${context(call, set, select, relations)}/$entity`,
      ...pick(entity, select ?? resource.shown),
      ...Object.fromEntries(relations.map(({ name, read }) => [name, read(row)])),
    },
  }
}

/** Throws 400 when the request has any query option. */
export function refuseOptions(call: GraphCall): void {
  refuseAllBut(call.query, [])
}

function keep<T>(call: GraphCall, listed: Listed<T>): { row: T; entity?: Entity }[] {
  const { query } = call
  const { resource, entity, sees = () => true } = listed
  const filterText = query.get('$filter')
  const searchText = query.get('$search')
  const orderText = query.get('$orderby')
  const filter = filterText === null ? undefined : readFilter(filterText)
  const fits = filter === undefined ? () => true : compile(filter, resource, isAdvanced(call))
  if (searchText !== null && !isEventual(call)) {
    throw new GraphRefusal(
      400,
      'Request_UnsupportedQuery',
      `Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'`,
    )
  }
  const isFound = searchText === null ? () => true : readSearch(searchText, resource)
  const order = orderText === null ? undefined : readOrder(orderText, resource, isAdvanced(call), filter !== undefined)
  const rows = Array.from(narrow(listed, filter)).filter(sees)
  if (filter === undefined && searchText === null && order === undefined) return rows.map((row) => ({ row }))
  const kept = rows
    .map((row) => ({ row, entity: entity(row) }))
    .filter((found) => fits(found.entity) && isFound(found.entity))
  return order === undefined ? kept : kept.sort((left, right) => order(left.entity, right.entity))
}

/** Returns the rows that a filter can match: at most one when it compares a key with `eq`. */
function narrow<T>(listed: Listed<T>, filter: Filter | undefined): Iterable<T> {
  const { table } = listed
  const tests = filter?.kind === 'and' ? filter.of : filter === undefined ? [] : [filter]
  for (const test of tests) {
    if (table === undefined || test.kind !== 'compare' || test.how !== 'eq' || test.path.length !== 1) continue
    const [name = ''] = test.path
    if (test.value.kind !== 'string') continue
    const { value } = test.value
    if (name === 'id') return listOf(table.get(value))
    if (table.isKey(name)) return listOf(table.by(name, name === 'appId' ? value.toLowerCase() : value))
  }
  return listed.rows
}

function listOf<T>(found: T | undefined): T[] {
  return found === undefined ? [] : [found]
}
