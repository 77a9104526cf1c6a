import type { Company } from '../../../company/company.ts'
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
  readonly version: GraphVersion
  /** The path below the version, as it was sent: what a next link repeats. */
  readonly path: string
  readonly keys: readonly Key[]
  readonly query: URLSearchParams
  readonly headers: Headers
  /** The body as parsed JSON; undefined when there is none. */
  readonly body: unknown
}

export type GraphVersion = 'v1.0' | 'beta'

export interface GraphAnswer {
  readonly status: 200 | 201 | 202 | 204
  /** A text is sent as text/plain: Graph's `$count`. */
  readonly body?: Readonly<Record<string, unknown>> | string
  /** Where the object that was made can be read. */
  readonly location?: string
}

/** One thing Graph does here. `{}` in the path stands for a key. */
export interface GraphRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly permissions: Permissions
  readonly answer: (call: GraphCall) => GraphAnswer
}

export function firstKey(call: GraphCall): Key {
  return keyAt(call, 0)
}

export function keyAt(call: GraphCall, index: number): Key {
  const key = call.keys[index]
  if (key === undefined) throw new Error('a route asked for a key its path does not have')
  return key
}

/** `ConsistencyLevel: eventual`: what `$search` and counting need. */
export function isEventual(call: GraphCall): boolean {
  return call.headers.get('consistencylevel')?.trim().toLowerCase() === 'eventual'
}

/** Both advanced query parameters: the header, and `$count=true`. */
export function isAdvanced(call: GraphCall): boolean {
  return isEventual(call) && call.query.get('$count')?.toLowerCase() === 'true'
}

export function rootOf(version: GraphVersion): string {
  return `https://graph.microsoft.com/${version}`
}

/** Whether the request prefers this. https://www.rfc-editor.org/rfc/rfc7240 */
export function prefers(call: GraphCall, preference: string): boolean {
  const given = (call.headers.get('prefer') ?? '').split(',').map((one) => one.split(';')[0]?.trim().toLowerCase())
  return given.includes(preference)
}
