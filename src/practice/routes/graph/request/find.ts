import type { Directory, StoredApplication, StoredServicePrincipal } from '../../../tenant/directory.ts'
import type { Replicated, View } from '../../../tenant/replication.ts'
import type { Table } from '../../../tenant/table.ts'
import { isGuid } from './body.ts'
import type { Key } from './call.ts'
import { badRequest, notFound } from './refusal.ts'

/** Returns the application that a key names. Throws 404 when it does not exist or this kind of read does not find it yet. */
export function findApplication(directory: Directory, key: Key, isWrite = false): StoredApplication {
  checkKey(key, ['id', 'appId', 'uniqueName'])
  return find(directory, directory.applications, key, isWrite)
}

export function findServicePrincipal(directory: Directory, key: Key, isWrite = false): StoredServicePrincipal {
  checkKey(key, ['id', 'appId'])
  return find(directory, directory.servicePrincipals, key, isWrite)
}

/** Returns the kind of read that a key asks for: see {@link View}. */
export function viewOf(key: Key, isWrite: boolean): View {
  if (isWrite) return 'write'
  return key.by === 'id' ? 'get' : 'key'
}

function find<T extends Replicated & { readonly id: string }>(
  directory: Directory,
  table: Table<T>,
  key: Key,
  isWrite: boolean,
): T {
  const found = readKey(table, key)
  if (!directory.sees(found, viewOf(key, isWrite))) throw notFound(key.value)
  return found
}

/** Finds by a key. Ids compare without case. UNCONFIRMED(unique-name-case): a uniqueName is compared as it is written. */
export function readKey<T extends { readonly id: string }>(table: Table<T>, key: Key): T | undefined {
  if (key.by === 'id') return table.get(key.value)
  return table.by(key.by, key.by === 'uniqueName' ? key.value : key.value.toLowerCase())
}

export function checkKey(key: Key, known: readonly string[]): void {
  if (!known.includes(key.by)) throw badRequest(`Bad Request - Error in query syntax.`)
  if (key.by === 'id' && !isGuid(key.value)) throw badRequest(`Invalid object identifier '${key.value}'.`)
  if (key.by === 'appId' && !isGuid(key.value)) throw badRequest(`Invalid value specified for property 'appId'.`)
}
