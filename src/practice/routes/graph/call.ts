import type { Company } from '../../company.ts'
import type { GraphCaller, Permissions } from './access.ts'

/** What stands where a path names one object: `/applications/{id}` or `/applications(appId='…')`. */
export interface Key {
  readonly by: string
  readonly value: string
}

/** One request, read: what a route works with. */
export interface GraphCall {
  readonly company: Company
  readonly caller: GraphCaller
  readonly keys: readonly Key[]
  readonly query: URLSearchParams
  readonly headers: Headers
  /** The body as parsed JSON; undefined when there is none. */
  readonly body: unknown
}

export interface GraphAnswer {
  readonly status: 200 | 201 | 204
  readonly body?: Record<string, unknown>
}

/** One thing Graph does here. `{}` in the path stands for a key. */
export interface GraphRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly permissions: Permissions
  readonly answer: (call: GraphCall) => GraphAnswer
}

export function firstKey(call: GraphCall): Key {
  const [key] = call.keys
  if (key === undefined) throw new Error('a route without a key asked for one')
  return key
}
