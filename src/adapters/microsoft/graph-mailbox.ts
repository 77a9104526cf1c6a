import { z } from 'zod'
import { done, type Answer } from '#core/answer.ts'
import type { Clock } from '#core/ports.ts'
import type { Problem, ProblemCode } from '#core/problem.ts'
import type { Probe } from '#core/profile.ts'
import type { Secret } from '#core/secret.ts'
import { createGraph } from './graph.ts'
import type { MailboxOptions } from './mailbox.ts'

/** The least each permission lets one read: an id, a time zone, never what a person wrote. learn.microsoft.com/graph/api */
const paths: Readonly<Record<Exclude<Probe, 'mailbox'>, string>> = {
  calendar: '/calendar?$select=id',
  contacts: '/contactFolders?$top=1&$select=id',
  mail: '/mailFolders/inbox?$select=id',
  settings: '/mailboxSettings/timeZone',
  user: '?$select=id',
}

/** One Graph call on one mailbox, with an app-only token. */
export async function openByGraph(
  { transport, cloud, clock }: MailboxOptions,
  probe: Exclude<Probe, 'mailbox'>,
  address: string,
  token: Secret,
  signal: AbortSignal,
): Promise<Answer<null>> {
  const graph = createGraph({ transport, cloud, clock, token: () => Promise.resolve(done(token.reveal())) })
  const path = `/users/${encodeURIComponent(address)}${paths[probe]}`
  const answer = await graph({ method: 'get', writes: false, path }, z.unknown(), signal)
  if ('done' in answer) return done(null)
  return 'no' in answer ? { no: ofMailbox(answer.no, clock) } : answer
}

/** What a refusal of Graph's says of a mailbox; everything else means what it always does. */
function ofMailbox(problem: Problem, clock: Clock): Problem {
  const code = refusals[problem.microsoft?.code ?? ''] ?? byStatus[problem.microsoft?.status ?? 0]
  return code ? { ...problem, code, at: clock.now().toISOString() } : problem
}

const refusals: Readonly<Record<string, ProblemCode>> = {
  ErrorAccessDenied: 'mailbox-out-of-reach',
  MailboxNotEnabledForRESTAPI: 'mailbox-unknown',
  ErrorInvalidUser: 'mailbox-unknown',
  Request_ResourceNotFound: 'mailbox-unknown',
  ErrorNonExistentMailbox: 'mailbox-unknown',
}

const byStatus: Readonly<Record<number, ProblemCode>> = {
  401: 'exchange-unauthorized',
  403: 'mailbox-refused',
}
