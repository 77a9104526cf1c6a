import { createMailbox } from '#adapters/microsoft/mailbox.ts'
import { createTokens } from '#adapters/microsoft/sign-in/tokens.ts'
import { createTransport, type Fetch } from '#adapters/microsoft/transport.ts'
import type { Access } from '#core/access/access.ts'
import { clouds } from '#core/access/cloud.ts'
import { profileIn } from '#core/access/profile.ts'
import { prove, type ProofWorld } from '#core/access/prove.ts'
import type { Clock } from '#core/ports.ts'
import { type Problem, ProblemError } from '#core/problem.ts'
import type { RunEvent } from '#core/provision/run-event.ts'
import type { Customer } from '../records/records-schema.ts'
import type { OpenedFile } from '../sealed/sealed-file.ts'

/** When Microsoft issued a token and when the mailbox opened (ISO 8601), and the problem of the first check that failed. */
export interface CheckedAccess {
  readonly token: { readonly at: string; readonly tenantId: string; readonly roles: readonly string[] } | null
  readonly mailbox: { readonly at: string; readonly address: string } | null
  readonly problem: Problem | null
}

/**
 * Returns the access that a sealed file gives: its tenant is the one in CDID's records, whatever the file says. The file
 * names the cloud, whose hosts are all in our own table: a wrong one knows no such tenant.
 */
export function accessOf({ facts, secret }: OpenedFile, { tenantId }: Pick<Customer, 'tenantId'>): Access {
  const cloud = clouds[facts.cloud]
  return {
    profile: profileIn(cloud, facts.profile),
    cloud,
    tenantId: tenantId.toLowerCase(),
    applicationId: facts.applicationId,
    secret: { value: secret, keyId: facts.secretKeyId, startsAt: null, endsAt: facts.secretExpiresAt },
    consent: 'unknown',
    limited: facts.limited ?? false,
  }
}

/**
 * Proves the access as Prextra will use it, with one exchange for each check: a technician runs the command again when they
 * see fit. Without a mailbox only the token and its roles are checked; that a mailbox stays blocked is never checked here.
 */
export async function checkAccess(
  access: Access,
  mailbox: string | null,
  outside: { readonly fetch: Fetch; readonly clock: Clock },
): Promise<CheckedAccess> {
  const { clock } = outside
  let token: CheckedAccess['token'] = null
  const emit = (event: RunEvent) => {
    if (event.kind !== 'token-received') return
    token = { at: clock.now().toISOString(), tenantId: access.tenantId, roles: event.roles }
  }
  const context = {
    world: microsoft(access, outside),
    signal: new AbortController().signal,
    emit,
    finish: () => undefined,
  }
  try {
    const proof = await prove(context, access, { mailbox, blockedMailbox: undefined }, 'once')
    const opened = mailbox === null || proof.mailbox === null ? null : { at: proof.mailbox, address: mailbox }
    return { token, mailbox: opened, problem: null }
  } catch (error) {
    if (error instanceof ProblemError) return { token, mailbox: null, problem: error.problem }
    throw error
  }
}

/** Builds the ports that reach Microsoft: nothing but the sign-in host and the profile's own host can be reached. */
function microsoft(
  { cloud, profile }: Access,
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
): ProofWorld {
  const hosts = [cloud.login, cloud[profile.host]]
  const transport = createTransport({ fetch, hosts, clock, record: () => undefined })
  return {
    clock,
    random: () => Math.random(),
    tokens: createTokens({ transport, cloud, clock }),
    mailbox: createMailbox({ transport, cloud, clock, userAgent: 'CDID-PrextraReception' }),
  }
}
