import type { GraphRoute, Key } from './call.ts'
import { badRequest, GraphRefusal } from './refusal.ts'

/** Returns the routes of a path, of any method, and the keys in it. Throws Graph's refusal of an unknown path. */
export function findRoutes(routes: readonly GraphRoute[], pathname: string): { routes: GraphRoute[]; keys: Key[] } {
  const parts = pathname
    .split('/')
    .filter((part) => part !== '')
    .flatMap(readPart)
  let left = routes.map((route) => ({ route, rest: route.path.split('/') }))
  const keys: Key[] = []
  for (const part of parts) {
    const next = left
      .filter(({ rest }) =>
        typeof part === 'string' ? rest[0]?.toLowerCase() === part.toLowerCase() : rest[0] === '{}',
      )
      .map(({ route, rest }) => ({ route, rest: rest.slice(1) }))
    if (next.length > 0) {
      left = next
      if (typeof part !== 'string') keys.push(part)
      continue
    }
    // A segment that is no known name may be an id.
    const keyed = left.filter(({ rest }) => rest[0] === '{}').map(({ route, rest }) => ({ route, rest: rest.slice(1) }))
    if (typeof part !== 'string' || keyed.length === 0) {
      throw unknownSegment(typeof part === 'string' ? part : part.by)
    }
    left = keyed
    keys.push({ by: 'id', value: part })
  }
  const found = left.filter(({ rest }) => rest.length === 0).map(({ route }) => route)
  if (found.length === 0) throw unknownSegment(parts.length === 0 ? '' : String(pathname.split('/').pop()))
  return { routes: found, keys }
}

/** Reads one segment: `applications(appId='x')` is a name and a key. Inside a key, quotes are doubled. */
function readPart(part: string): (string | Key)[] {
  const text = decode(part)
  const open = text.indexOf('(')
  // `graph` is Microsoft Graph's alias for its namespace: graph.user is microsoft.graph.user.
  if (open === -1) return [text.startsWith('graph.') ? `microsoft.${text}` : text]
  const match = /^\((?:(\w+)=)?'((?:[^']|'')*)'\)$/.exec(text.slice(open))
  const [, by = 'id', value] = match ?? []
  if (value === undefined) throw badRequest(`Bad Request - Error in query syntax.`)
  return [text.slice(0, open), { by, value: value.replaceAll("''", "'") }]
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw badRequest('Bad Request - Error in query syntax.')
  }
}

function unknownSegment(segment: string): GraphRefusal {
  return new GraphRefusal(400, 'BadRequest', `Resource not found for the segment '${segment}'.`)
}
