import { isEventual, rootOf, type GraphCall } from '../request/call.ts'
import { GraphRefusal } from '../request/refusal.ts'
import type { Relation } from './expand.ts'

/** Throws Graph's 400 for a query option that is not among these or is given twice. */
export function refuseAllBut(query: URLSearchParams, known: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of query.keys()) {
    // UNCONFIRMED(skip-not-supported): the sentence; that directory objects do not take $skip is documented.
    if (name === '$skip') throw new GraphRefusal(400, 'Request_BadRequest', `'$skip' is not supported by the service.`)
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

/** Throws Graph's 400 for `$expand` in an advanced query: aad-advanced-queries.md */
export function refuseExpandWithAdvanced(call: GraphCall): void {
  if (!isEventual(call)) return
  throw new GraphRefusal(400, 'Request_UnsupportedQuery', '$expand is not currently supported with advanced queries.')
}

/** Returns `@odata.context`, with the selected and expanded names in parentheses. */
export function context(
  call: GraphCall,
  set: string,
  select: readonly string[] | undefined,
  relations: readonly Relation[] = [],
): string {
  const within = [...(select ?? []), ...relations.map((one) => `${one.name}(${one.select?.join(',') ?? ''})`)]
  return `${rootOf(call)}/$metadata#${set}${within.length === 0 ? '' : `(${within.join(',')})`}`
}
