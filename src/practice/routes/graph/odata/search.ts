import { GraphRefusal } from '../request/refusal.ts'
import { shortName, type Resource } from './resource.ts'

/**
 * Turns a `$search` into a test of one entity: quoted clauses `"property:words"` joined by AND and OR. A word matches the
 * beginning of a word of the property. https://learn.microsoft.com/graph/search-query-parameter
 */
export function readSearch(text: string, resource: Resource): (entity: Record<string, unknown>) => boolean {
  const alternatives: ((entity: Record<string, unknown>) => boolean)[][] = [[]]
  let rest = text.trim()
  let isFirst = true
  while (isFirst || rest !== '') {
    if (!isFirst) {
      const joint = /^(AND|OR)\s+/.exec(rest)
      if (joint === null) throw bad(text)
      if (joint[1] === 'OR') alternatives.push([])
      rest = rest.slice(joint[0].length)
    }
    const clause = /^"((?:[^"\\]|\\.)*)"\s*/.exec(rest)
    if (clause === null) throw bad(text)
    alternatives.at(-1)?.push(readClause(clause[1] ?? '', resource))
    rest = rest.slice(clause[0].length)
    isFirst = false
  }
  return (entity) => alternatives.some((all) => all.every((test) => test(entity)))
}

function readClause(clause: string, resource: Resource): (entity: Record<string, unknown>) => boolean {
  const colon = clause.indexOf(':')
  const name = clause.slice(0, colon)
  if (colon < 1) throw bad(clause)
  if (resource.properties[name]?.search !== true) {
    // UNCONFIRMED(unsearchable-property): Graph's sentence here.
    throw new GraphRefusal(
      400,
      'Request_UnsupportedQuery',
      `Unsupported searchable property '${name}' for '${shortName(resource)}'.`,
    )
  }
  const wanted = words(clause.slice(colon + 1))
  return (entity) => {
    const given = entity[name]
    const texts = Array.isArray(given) ? (given as unknown[]) : [given]
    return texts.some((one) => {
      const there = typeof one === 'string' ? words(one) : []
      return wanted.every((word) => there.some((other) => other.startsWith(word)))
    })
  }
}

/** Splits a text into words as Entra does: at spaces, at symbols, between digits and letters, before capitals. */
function words(text: string): string[] {
  return text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{L})(\p{N})/gu, '$1 $2')
    .replaceAll(/(\p{N})(\p{L})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

function bad(text: string): GraphRefusal {
  return new GraphRefusal(
    400,
    'BadRequest',
    `Syntax error: character ':' is not valid at position ${Math.max(text.indexOf(':'), 0)} in '${text}'.`,
  )
}
