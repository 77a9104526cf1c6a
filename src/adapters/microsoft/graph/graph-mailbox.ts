import { z } from 'zod'
import { done, mapAnswer, type Answer } from '#core/answer.ts'
import type { Probe } from '#core/access/profile.ts'
import type { Secret } from '#core/secret.ts'
import { createGraph } from './graph.ts'
import type { Refusal } from './graph-answer.ts'
import type { MailboxConnection } from '../connection.ts'

/** The least each permission lets one read: an id, a time zone, never what a person wrote. learn.microsoft.com/graph/api */
const paths: Readonly<Record<Exclude<Probe, 'mailbox'>, string>> = {
  calendar: '/calendar?$select=id',
  contacts: '/contactFolders?$top=1&$select=id',
  mail: '/mailFolders/inbox?$select=id',
  settings: '/mailboxSettings/timeZone',
  user: '?$select=id',
}

/**
 * One Graph call on one mailbox, with an app-only token. Graph names an account by its id or by the name it signs in
 * with, which need not be its address: where the address names nobody, whose it is is looked up.
 */
export async function openByGraph(
  { transport, cloud, clock, userAgent }: MailboxConnection,
  probe: Exclude<Probe, 'mailbox'>,
  address: string,
  token: Secret,
  signal: AbortSignal,
): Promise<Answer<null>> {
  const graph = createGraph({ transport, cloud, clock, token: () => Promise.resolve(done(token.reveal())) })
  // Exchange's list of user agents is for Graph as well: how-to-control-access-to-ews-in-exchange.md
  const headers = { 'User-Agent': userAgent }
  const open = async (who: string) => {
    const path = `/users/${encodeURIComponent(who)}${paths[probe]}`
    const answer = await graph({ method: 'get', writes: false, path, headers, refusals }, z.unknown(), signal)
    return mapAnswer(answer, () => null)
  }
  const answer = await open(address)
  if (!('no' in answer) || answer.no.code !== 'mailbox-unknown') return answer
  const owned = `mail eq '${address.replaceAll("'", "''")}'`
  const path = `/users?$filter=${encodeURIComponent(owned)}&$select=id`
  const found = await graph({ method: 'get', writes: false, path, headers }, owners, signal)
  const owner = 'done' in found ? found.done?.value[0]?.id : undefined
  return owner === undefined ? answer : open(owner)
}

const owners = z.object({ value: z.array(z.object({ id: z.guid() })) })

/** What a refusal says of a mailbox. https://learn.microsoft.com/graph/resolve-auth-errors, .../auth-limit-mailbox-access */
const refusals: readonly Refusal[] = [
  // A policy of the company's: a list of user agents, or an application access policy.
  { code: 'ErrorAccessDenied', says: /access to odata is disabled/i, means: 'mailbox-refused' },
  { code: 'ErrorAccessDenied', means: 'mailbox-out-of-reach' },
  ...['MailboxNotEnabledForRESTAPI', 'ErrorInvalidUser', 'Request_ResourceNotFound', 'ErrorNonExistentMailbox'].map(
    (code) => ({ code, means: 'mailbox-unknown' as const }),
  ),
  { status: 401, means: 'exchange-unauthorized' },
  { status: 403, means: 'mailbox-refused' },
]
