import { z } from 'zod'
import { done, mapAnswer, type Answer } from '#core/answer.ts'
import type { Probe } from '#core/access/profile.ts'
import type { Secret } from '#core/secret.ts'
import { createGraph } from './graph.ts'
import type { Refusal } from './graph-answer.ts'
import type { MailboxConnection } from '../connection.ts'

/** The call for each permission that reads least: an id or a time zone, and nothing that a person wrote. https://learn.microsoft.com/graph/api */
const paths: Readonly<Record<Exclude<Probe, 'mailbox'>, string>> = {
  calendar: '/calendar?$select=id',
  contacts: '/contactFolders?$top=1&$select=id',
  mail: '/mailFolders/inbox?$select=id',
  settings: '/mailboxSettings/timeZone',
  user: '?$select=id',
}

/**
 * Makes one Graph call on one mailbox with an app-only token. Graph names an account by its id or by the name it signs in
 * with. An address that is neither is looked up among the accounts' addresses, and the call is made again by id.
 */
export async function openByGraph(
  { transport, cloud, clock, userAgent }: MailboxConnection,
  probe: Exclude<Probe, 'mailbox'>,
  address: string,
  token: Secret,
  signal: AbortSignal,
): Promise<Answer<null>> {
  const graph = createGraph({ transport, cloud, clock, token: () => Promise.resolve(done(token.reveal())) })
  // Exchange's list of user agents applies to Graph too: how-to-control-access-to-ews-in-exchange.md
  const headers = { 'User-Agent': userAgent }
  const open = async (account: string) => {
    const path = `/users/${encodeURIComponent(account)}${paths[probe]}`
    const answer = await graph({ method: 'get', writes: false, path, headers, refusals }, z.unknown(), signal)
    return mapAnswer(answer, () => null)
  }
  const answer = await open(address)
  if (!('no' in answer) || answer.no.code !== 'mailbox-unknown') return answer
  const hasAddress = `mail eq '${address.replaceAll("'", "''")}'`
  const path = `/users?$filter=${encodeURIComponent(hasAddress)}&$select=id`
  const found = await graph({ method: 'get', writes: false, path, headers }, owners, signal)
  const owner = 'done' in found ? found.done?.value[0]?.id : undefined
  return owner === undefined ? answer : open(owner)
}

const owners = z.object({ value: z.array(z.object({ id: z.guid() })) })

/** What Graph's refusals say about a mailbox. https://learn.microsoft.com/graph/resolve-auth-errors, .../auth-limit-mailbox-access */
const refusals: readonly Refusal[] = [
  // "[RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings": an application access policy.
  { code: 'ErrorAccessDenied', message: /access to odata is disabled.*\[RAOP\]/is, means: 'mailbox-refused' },
  // Without that mark, the organization limits which programs may call: github.com/microsoft/MHA/issues/49
  { code: 'ErrorAccessDenied', message: /access to odata is disabled/i, means: 'programs-refused' },
  { code: 'ErrorAccessDenied', means: 'mailbox-out-of-reach' },
  // The tenant has no Exchange Online: github.com/MicrosoftDocs/azure-docs/issues/32957
  { code: 'OrganizationFromTenantGuidNotFound', means: 'exchange-missing' },
  { code: 'MailboxNotEnabledForRESTAPI', means: 'mailbox-unknown' },
  { code: 'ErrorInvalidUser', means: 'mailbox-unknown' },
  { code: 'ErrorNonExistentMailbox', means: 'mailbox-unknown' },
  { code: 'Request_ResourceNotFound', means: 'mailbox-unknown' },
  // "Resource could not be discovered.": github.com/microsoftgraph/microsoft-graph-docs/issues/5143
  { status: 404, code: 'ResourceNotFound', means: 'mailbox-unknown' },
  { status: 401, means: 'exchange-unauthorized' },
  { status: 403, means: 'mailbox-refused' },
]
