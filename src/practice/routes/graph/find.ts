import type { Directory, StoredApplication, StoredServicePrincipal } from '../../directory.ts'
import type { Key } from './call.ts'
import { isGuid } from './body.ts'
import { badRequest, notFound } from './refusal.ts'

/** The application a key names. Throws 404 while it is not there, or not there yet. */
export function findApplication(directory: Directory, key: Key): StoredApplication {
  checkKey(key, ['id', 'appId', 'uniqueName'])
  const found = directory.applications.find((application) => sameKey(key, application[key.by as 'id']))
  if (!directory.sees(found)) throw notFound(key.value)
  return found
}

export function findServicePrincipal(directory: Directory, key: Key): StoredServicePrincipal {
  checkKey(key, ['id', 'appId'])
  const found = directory.servicePrincipals.find((principal) => sameKey(key, principal[key.by as 'id']))
  if (!directory.sees(found)) throw notFound(key.value)
  return found
}

function checkKey(key: Key, known: readonly string[]): void {
  if (!known.includes(key.by)) throw badRequest(`Bad Request - Error in query syntax.`)
  if (key.by === 'id' && !isGuid(key.value)) throw badRequest(`Invalid object identifier '${key.value}'.`)
  if (key.by === 'appId' && !isGuid(key.value)) throw badRequest(`Invalid value specified for property 'appId'.`)
}

// Ids compare without case; a uniqueName is compared as it is written (UNCONFIRMED).
function sameKey(key: Key, value: string | null): boolean {
  if (value === null) return false
  return key.by === 'uniqueName' ? value === key.value : value.toLowerCase() === key.value.toLowerCase()
}
