import type { Company } from '../../../company/company.ts'
import type { GraphCaller, Permissions } from './access.ts'

/** The part of a path that names one object: the id of `/applications/{id}`, or the key of `/applications(appId='…')`. */
export interface Key {
  readonly by: string
  readonly value: string
}

/** One request to Graph, read and ready for its route. */
export interface GraphCall {
  readonly company: Company
  readonly caller: GraphCaller
  readonly version: GraphVersion
  /** The path below the version as it was sent, which a next link repeats. */
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
  /** A text is sent as text/plain, as for `$count`. */
  readonly body?: Readonly<Record<string, unknown>> | string
  /** The Location header of a new object. */
  readonly location?: string
}

/** One method of one path of Graph. `{}` in the path stands for a key. */
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

/** Whether the request has `ConsistencyLevel: eventual`, which `$search` and counting need. */
export function isEventual(call: GraphCall): boolean {
  return call.headers.get('consistencylevel')?.trim().toLowerCase() === 'eventual'
}

/** Whether the request has what advanced queries need: the ConsistencyLevel header and `$count=true`. */
export function isAdvanced(call: GraphCall): boolean {
  return isEventual(call) && call.query.get('$count')?.toLowerCase() === 'true'
}

/** Returns the beginning of Graph's addresses, for the version of a call unless another is named. */
export function rootOf({ company, version }: Pick<GraphCall, 'company' | 'version'>, named: string = version): string {
  return `https://${company.directory.hosts.graph}/${named}`
}

/** Whether the Prefer header names this preference. https://www.rfc-editor.org/rfc/rfc7240 */
export function prefers(call: GraphCall, preference: string): boolean {
  const given = (call.headers.get('prefer') ?? '').split(',').map((one) => one.split(';')[0]?.trim().toLowerCase())
  return given.includes(preference)
}
