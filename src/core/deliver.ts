import { controlCode, handoffMaxBytes, handoffSchema, type ControlCode, type Handoff } from './handoff.ts'
import { ProblemError } from './problem.ts'
import { deliveredTag } from './profile.ts'
import { heldSecret, type Proof } from './prove.ts'
import { ask } from './retry.ts'
import type { Identity } from './session.ts'
import { present, type Outside, type Seen, type Wish } from './step.ts'

export interface Delivery {
  /** age v1, binary. */
  readonly sealed: Uint8Array
  readonly code: ControlCode
}

/**
 * Seals what CDID needs. The application is marked `prextra-delivered:<keyId>` first, so that from before the bytes
 * exist every run, on any machine, knows that this secret may be in production.
 */
export async function deliver(
  outside: Outside,
  wish: Wish,
  seen: Seen,
  about: { readonly identity: Identity; readonly proof: Proof; readonly assistant: string },
): Promise<Delivery> {
  const { world } = outside
  const at = world.clock.now()
  const recipient = world.recipients.find(({ notAfter }) => at < new Date(notAfter))
  if (!recipient) throw new ProblemError({ code: 'recipient-missing', at: at.toISOString() })
  const { secret, held } = heldSecret(outside, seen, wish)
  const application = present(seen.application, 'the application')
  await markDelivered(outside, application.id, secret.keyId)

  const { organization, account } = about.identity
  const handoff: Handoff = handoffSchema.parse({
    format: 'prextra-handoff',
    version: 1,
    id: world.newId(),
    createdAt: at.toISOString(),
    practice: world.practice,
    profile: wish.profile.id,
    cloud: world.cloud.id,
    environment: organization.domain.split('.')[0] ?? organization.domain,
    applicationId: application.appId,
    tenantId: wish.tenantId,
    clientSecret: held.reveal(),
    secretKeyId: secret.keyId,
    secretExpiresAt: secret.endsAt,
    organization,
    contact: { name: account.name, email: account.username },
    caseNumber: null,
    proof: about.proof,
    assistant: about.assistant,
  } satisfies Handoff)
  const plain = new TextEncoder().encode(JSON.stringify(handoff, null, 2))
  if (plain.length > handoffMaxBytes) throw new Error('the handoff is larger than it may be')
  try {
    const sealed = await world.seal(plain, [recipient])
    return { sealed, code: controlCode(sealed, recipient.publicKey, wish.tenantId) }
  } finally {
    plain.fill(0)
  }
}

/** Tags are replaced whole, so they are read first. Marked already: nothing is written. */
async function markDelivered(outside: Outside, applicationId: string, keyId: string): Promise<void> {
  const { directory } = outside.world
  const application = await ask(outside, () => directory.applicationById(applicationId, outside.signal))
  const { tags } = present(application, 'the application')
  const tag = deliveredTag + keyId
  if (tags.includes(tag)) return
  await ask(outside, () => directory.patchApplication(applicationId, { tags: [...tags, tag] }, outside.signal))
}
