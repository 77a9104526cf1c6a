import type { FaultRule } from '#practice/faults/faults.ts'

/**
 * The requests of the assistant, as `METHOD address` in which `*` is any text: for faults, which see the query as well, and
 * for counting, which does not.
 */
export const calls = {
  organization: graph('GET', '/organization*'),
  applicationByName: graph('GET', '/applications(uniqueName=*'),
  applicationsByTag: graph('GET', '/applications?$filter=tags*'),
  namesakes: graph('GET', '/applications?$filter=displayName*'),
  recycleBin: graph('GET', '/directory/deletedItems/*'),
  principal: graph('GET', '/servicePrincipals(appId=*'),
  grants: graph('GET', '/servicePrincipals(appId=*)/appRoleAssignments*'),
  applicationById: graph('GET', '/applications/*'),
  upsert: graph('PATCH', '/applications(uniqueName=*'),
  patch: graph('PATCH', '/applications/*'),
  createPrincipal: graph('POST', '/servicePrincipals'),
  grant: graph('POST', '/servicePrincipals/*/appRoleAssignedTo'),
  addPassword: graph('POST', '/applications/*/addPassword'),
  removePassword: graph('POST', '/applications/*/removePassword'),
  removeGrant: graph('DELETE', '/servicePrincipals/*/appRoleAssignments/*'),
  createByPost: graph('POST', '/applications'),
  deleteApplication: graph('DELETE', '/applications/*'),
  deleteEntry: graph('DELETE', '/servicePrincipals/*'),
  enablePrincipal: graph('PATCH', '/servicePrincipals/*'),
  defaultPolicy: graph('GET', '/policies/defaultAppManagementPolicy'),
  policies: graph('GET', '/policies/appManagementPolicies*'),
  createPolicy: graph('POST', '/policies/appManagementPolicies'),
  deletePolicy: graph('DELETE', '/policies/appManagementPolicies/*'),
  assignPolicy: graph('POST', '/applications/*/appManagementPolicies/$ref'),
  unassignPolicy: graph('DELETE', '/applications/*/appManagementPolicies/*/$ref'),
  sendMail: graph('POST', '/me/sendMail'),
  /** Any call on somebody's mailbox or account. */
  mailbox: graph('GET', '/users/*'),
  discovery: 'GET https://login.microsoftonline.com/*/openid-configuration',
  token: 'POST https://login.microsoftonline.com/*/token*',
  deviceCode: 'POST https://login.microsoftonline.com/*/devicecode*',
  ews: 'POST https://outlook.office365.com/EWS/Exchange.asmx',
} as const

function graph<Method extends string, Path extends string>(method: Method, path: Path) {
  return `${method} https://graph.microsoft.com/v1.0${path}` as const
}

/** Which of the requests that fit are met: all of them, or `times` of them from the `nth` on. */
export interface Turns {
  readonly nth?: number
  readonly times?: number
  readonly bodyFragment?: string
}

/** The turn of a fault that happens once. */
export const once: Turns = { nth: 1 }
export const twice: Turns = { nth: 1, times: 2 }
export const always: Turns = {}

function request(call: string, turns: Turns): FaultRule['request'] {
  const [, method = '', url = ''] = /^(\w+) (.*)$/.exec(call) ?? []
  return { method, url, ...turns }
}

export const pageTitle = 'Access blocked'

/** A page of a filter or a proxy. `after`: it comes after the request was carried out. */
export function page(
  call: string,
  status: number,
  turns: Turns = always,
  when: 'before' | 'after' = 'before',
): FaultRule {
  return {
    request: request(call, turns),
    effect: when === 'after' ? 'html-page-after-commit' : 'html-page',
    response: { statusCode: status },
    page: { title: pageTitle },
  }
}

export type Headers = Readonly<Record<string, string>>

/**
 * An answer with that body, and no header but those. The practice tenant gives it the `Date` of Microsoft's answers.
 */
export function answer(
  call: string,
  status: number,
  body: unknown,
  headers: Headers = {},
  turns: Turns = always,
): FaultRule {
  const listed = Object.entries(headers).map(([name, value]) => ({ name, value }))
  return { request: request(call, turns), response: { statusCode: status, body, headers: listed } }
}

/** What the connection does in place of an answer. */
export function line(call: string, effect: NonNullable<FaultRule['effect']>, turns: Turns = always): FaultRule {
  return { request: request(call, turns), effect }
}

/** An error of Exchange Web Services: `fault` with status 500, or `message` with status 200. */
export function exchangeError(call: string, code: string, turns: Turns, as: 'fault' | 'message' = 'fault'): FaultRule {
  return { request: request(call, turns), effect: 'exchange-error', exchangeError: { code, as } }
}

/** Graph's error, with the id of the exchange. */
export function graphError(
  call: string,
  status: number,
  code: string,
  message = 'no',
  turns: Turns = always,
): FaultRule {
  return answer(call, status, { error: { code, message } }, { 'request-id': crypto.randomUUID() }, turns)
}

/** Graph's challenge for a token with other claims (continuous access evaluation). */
export function challenge(call: string, reason: NonNullable<FaultRule['challenge']>): FaultRule {
  return { request: request(call, always), effect: 'claims-challenge', challenge: reason }
}

export const trace = '6f1c2f0e-51c9-4a0f-9f3c-7d2c9a1b0c01'
export const correlation = '0d9a7a56-6f0a-4a43-8d0f-3a1f5c1e2b02'

/** Entra's refusal of a token. `grantType` names which of the assistant's requests it is about. */
export function tokenRefusal(
  grantType: 'authorization_code' | 'refresh_token' | 'client_credentials',
  refusal: { readonly number?: number; readonly error: string; readonly suberror?: string; readonly text?: string },
  turns: Turns = always,
): FaultRule {
  const { number, error, suberror, text = 'No.' } = refusal
  const sentence = number === undefined ? text : `AADSTS${number}: ${text}`
  const body = {
    error,
    error_description: `${sentence} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: 2026-11-23 14:00:00Z`,
    error_codes: number === undefined ? [] : [number],
    timestamp: '2026-11-23 14:00:00Z',
    trace_id: trace,
    correlation_id: correlation,
    ...(suberror !== undefined && { suberror }),
  }
  const headers = { 'x-ms-request-id': trace }
  return answer(calls.token, 400, body, headers, { ...turns, bodyFragment: `grant_type=${grantType}` })
}
