import { controlCode, handoffMaxBytes, type ControlCode, type Handoff } from './document.ts'
import type { Application, DeliveredLine } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { deliveredTag } from '../access/profile.ts'
import { heldSecret, patienceFor, type Proof } from '../access/prove.ts'
import { ask } from '../provision/retry.ts'
import { handoffSchema } from '../schemas/handoff.ts'
import type { Secret } from '../secret.ts'
import type { Identity } from '../session/session.ts'
import {
  isLimited,
  present,
  type RunContext,
  type ObservedState,
  type ObservedSecret,
  type DesiredState,
} from '../provision/step.ts'
import { guideAccount, vaultAccount } from '../vault-account.ts'

export interface Delivery {
  /** age v1, binary. */
  readonly sealed: Uint8Array
  readonly code: ControlCode
  readonly line: DeliveredLine
}

/**
 * Seals what CDID needs. The application is marked `prextra-delivered:<keyId>` first, so that from before the bytes
 * exist every run, on any machine, knows that this secret may be in production. Set up by hand, nothing is written in the
 * tenant: what was pasted is filed in the keychain under its own ids.
 */
export async function deliver(
  context: RunContext,
  desired: DesiredState,
  observed: ObservedState,
  about: {
    readonly identity: Identity
    readonly proof: Proof
    readonly assistant: string
    /** That CDID gave on the phone. */
    readonly caseNumber?: string | null
  },
): Promise<Delivery> {
  const { world } = context
  const at = world.clock.now()
  const recipient = world.recipients.find(({ notAfter }) => at < new Date(notAfter))
  if (!recipient) throw new ProblemError({ code: 'recipient-missing', at: at.toISOString() })
  const { secret, held } = heldSecret(context, observed, desired)
  const application = present(observed.application, 'the application')
  const { organization, account } = about.identity
  const { setUp } = desired
  const limited = isLimited(observed, desired) ? (true as const) : null
  const handoff: Handoff = handoffSchema.parse({
    format: 'prextra-handoff',
    version: 1,
    id: world.newId(),
    createdAt: at.toISOString(),
    practice: world.practice,
    profile: desired.profile.id,
    cloud: world.cloud.id,
    environment: organization.domain.split('.')[0] ?? organization.domain,
    applicationId: application.appId,
    tenantId: desired.tenantId,
    clientSecret: held.reveal(),
    secretKeyId: secret.keyId,
    secretExpiresAt: secret.endsAt,
    organization,
    contact: { name: account.name || account.username, email: account.username },
    caseNumber: about.caseNumber ?? null,
    proof: about.proof,
    ...(limited && { limited }),
    ...(setUp === 'by-hand' && { setUp }),
    assistant: about.assistant,
  } satisfies Handoff)
  const plain = new TextEncoder().encode(JSON.stringify(handoff, null, 2))
  if (plain.length > handoffMaxBytes) throw new Error('the handoff is larger than it may be')
  try {
    if (setUp === 'by-hand')
      await fileCopy(context, vaultAccount(desired.tenantId, application.appId, secret.keyId), held)
    else await markDelivered(context, application, secret)
    const sealed = await world.seal(plain, [recipient])
    const line: DeliveredLine = {
      ...{ practice: world.practice, tenantId: desired.tenantId, organization },
      ...{ appId: application.appId, keyId: secret.keyId, expiresAt: secret.endsAt, deliveredAt: handoff.createdAt },
      profile: desired.profile.id,
      ...(limited && { limited }),
      ...(setUp === 'by-hand' && { setUp }),
    }
    world.journal.note({ did: 'deliver', ...line })
    return { sealed, code: controlCode(sealed, recipient.publicKey, desired.tenantId), line }
  } finally {
    plain.fill(0)
  }
}

/**
 * Tags are replaced whole, so they are read first. Marked already: nothing is written. A secret that has gone is not
 * sealed; one that was just made may not be on every server yet.
 */
async function markDelivered(
  context: RunContext,
  observed: Application,
  { keyId, startsAt }: ObservedSecret,
): Promise<void> {
  const { directory, clock } = context.world
  const fresh = await ask(
    context,
    async () => {
      const answer = await directory.applicationById(observed.id, context.signal)
      if (!('done' in answer)) return answer
      if (answer.done?.passwords.some((password) => password.keyId === keyId)) return { done: answer.done }
      const at = clock.now().toISOString()
      return { notYet: 'replication', problem: { code: 'secret-not-here', at, facts: { keyId } } }
    },
    patienceFor(startsAt, clock),
  )
  const tag = deliveredTag + keyId
  if (fresh.tags.includes(tag)) return
  const tags = [...new Set([...observed.tags, ...fresh.tags, tag])]
  await ask(context, () => directory.patchApplication(observed.id, { tags }, context.signal))
}

/** From the guide's slot to the account that a confirmation will look for it under, read back before the slot is emptied. */
async function fileCopy(context: RunContext, account: string, held: Secret): Promise<void> {
  const { vault, clock } = context.world
  await ask(context, () => vault.write(account, held))
  const back = await ask(context, () => vault.read(account))
  if (!back?.equals(held)) throw new ProblemError({ code: 'vault-unavailable', at: clock.now().toISOString() })
  await ask(context, () => vault.remove(guideAccount))
}
