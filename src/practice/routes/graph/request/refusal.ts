import { randomUUID } from 'node:crypto'
import type { Company } from '../../../company/company.ts'

/** A refusal of Microsoft Graph's: the HTTP status, the code and the sentence. */
export class GraphRefusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 424
  readonly code: string
  readonly details: readonly RefusalDetail[] | undefined

  constructor(status: GraphRefusal['status'], code: string, message: string, details?: readonly RefusalDetail[]) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

/** One entry of the `details` that Graph adds to some refusals. */
export interface RefusalDetail {
  readonly code: string
  readonly message: string
  readonly target: string
}

export function refusalResponse(
  refusal: GraphRefusal,
  { clock, directory }: Company,
  requestId: string,
  clientRequestId: string,
): Response {
  const body = {
    error: {
      code: refusal.code,
      message: refusal.message,
      ...(refusal.details === undefined ? {} : { details: refusal.details }),
      innerError: {
        date: clock.now().toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId,
      },
    },
  }
  const headers = new Headers({ 'content-type': 'application/json' })
  if (refusal.status === 401) {
    headers.set(
      'www-authenticate',
      `Bearer realm="", authorization_uri="https://${directory.hosts.login}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
    )
  }
  return new Response(JSON.stringify(body), { status: refusal.status, headers })
}

export function newRequestId(): string {
  return randomUUID()
}

export function badRequest(message: string): GraphRefusal {
  return new GraphRefusal(400, 'Request_BadRequest', message)
}

export function notFound(what: string): GraphRefusal {
  return new GraphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
  )
}

/** Returns the refusal of an object whose key another object already has. */
export function alreadyThere(message: string): GraphRefusal {
  return new GraphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', message)
}

export function denied(): GraphRefusal {
  return new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
}
