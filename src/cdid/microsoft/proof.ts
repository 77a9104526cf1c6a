import { createMailbox } from '#adapters/microsoft/mailbox.ts'
import { createTokens } from '#adapters/microsoft/sign-in/tokens.ts'
import { createTransport, type Fetch } from '#adapters/microsoft/transport.ts'
import type { Answer } from '#core/answer.ts'
import { publicCloud } from '#core/access/cloud.ts'
import type { AppToken, Clock } from '#core/ports.ts'
import { type Problem, ProblemError } from '#core/problem.ts'
import { profiles, tenantWide, type Profile } from '#core/access/profile.ts'
import { folded } from '../configuration/configuration.ts'
import type { OpenedFile } from '../sealed/sealed-file.ts'

/** What the access is tried with. */
export interface ProofRequest {
  readonly opened: OpenedFile
  /** From CDID's records: the token is asked of this tenant, whatever the file says. */
  readonly tenantId: string
  /** `null`: the token alone is tried. */
  readonly mailbox: string | null
  readonly fetch: Fetch
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** When each thing was shown to work, and the first thing that was not: nothing after it was tried. */
export interface Proved {
  readonly token: { readonly at: string; readonly tenantId: string; readonly roles: readonly string[] } | null
  readonly mailbox: { readonly at: string; readonly address: string } | null
  readonly problem: Problem | null
}

/** Uses the secret as Prextra will: a fresh app-only token of the customer's own tenant, its roles, and for each permission a call that reads no content. */
export async function proveAccess(request: ProofRequest): Promise<Proved> {
  const { opened, clock, signal, tenantId } = request
  const { facts, secret } = opened
  const cloud = publicCloud
  const profile: Profile = profiles[facts.profile]
  const hosts = [cloud.login, cloud[profile.host]]
  const transport = createTransport({ fetch: request.fetch, hosts, clock, record: () => undefined })
  const resource = `https://${cloud[profile.host]}`
  const told = (code: Problem['code']): Problem => ({ code, at: clock.now().toISOString() })

  const credentials = { tenantId, appId: facts.applicationId, secret, resource }
  const asked = await answered(createTokens({ transport, cloud, clock }).appOnly(credentials, signal))
  if ('problem' in asked) return { token: null, mailbox: null, problem: asked.problem }
  const { token, tenantId: tid, roles } = asked.done satisfies AppToken
  if (folded(tid) !== folded(tenantId)) return { token: null, mailbox: null, problem: told('tenant-changed') }
  const tokenProof = { at: clock.now().toISOString(), tenantId: tid, roles }
  if (!tenantWide(profile, facts.limited ?? false).every(({ value }) => roles.includes(value))) {
    return { token: tokenProof, mailbox: null, problem: told('role-missing') }
  }
  if (request.mailbox === null) return { token: tokenProof, mailbox: null, problem: null }
  const userAgent = 'CDID-PrextraReception'
  const mailbox = createMailbox({ transport, cloud, clock, userAgent })
  for (const { probe } of profile.permissions) {
    const opening = await answered(mailbox.open(probe, request.mailbox, token, signal))
    if ('problem' in opening) return { token: tokenProof, mailbox: null, problem: opening.problem }
  }
  return { token: tokenProof, mailbox: { at: clock.now().toISOString(), address: request.mailbox }, problem: null }
}

/** One exchange each: who is at a terminal tries again when they see fit. */
async function answered<T>(asked: Promise<Answer<T>>): Promise<{ done: T } | { problem: Problem }> {
  try {
    const answer = await asked
    if ('done' in answer) return answer
    return { problem: 'no' in answer ? answer.no : answer.problem }
  } catch (error) {
    if (error instanceof ProblemError) return { problem: error.problem }
    throw error
  }
}
