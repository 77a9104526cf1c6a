import { guideAccount } from '../guide/guide.ts'
import { controlCode, handoffMaxBytes, handoffSchema, type ControlCode, type Handoff } from './document.ts'
import type { Application, DeliveredLine } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { deliveredTag } from '../access/profile.ts'
import { heldSecret, patienceFor, type Proof } from '../access/prove.ts'
import { ask } from '../provision/retry.ts'
import type { Secret } from '../secret.ts'
import type { Identity } from '../session/session.ts'
import { vaultAccount } from '../provision/steps/make-secret.ts'
import { isLimited, present, type Outside, type Seen, type SeenSecret, type Wish } from '../provision/step.ts'

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
  outside: Outside,
  wish: Wish,
  seen: Seen,
  about: {
    readonly identity: Identity
    readonly proof: Proof
    readonly assistant: string
    /** That CDID gave on the phone. */
    readonly caseNumber?: string | null
  },
): Promise<Delivery> {
  const { world } = outside
  const at = world.clock.now()
  const recipient = world.recipients.find(({ notAfter }) => at < new Date(notAfter))
  if (!recipient) throw new ProblemError({ code: 'recipient-missing', at: at.toISOString() })
  const { secret, held } = heldSecret(outside, seen, wish)
  const application = present(seen.application, 'the application')
  const { organization, account } = about.identity
  const { setUp } = wish
  const limited = isLimited(seen, wish) ? (true as const) : null
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
    if (setUp === 'by-hand') await fileCopy(outside, vaultAccount(wish.tenantId, application.appId, secret.keyId), held)
    else await markDelivered(outside, application, secret)
    const sealed = await world.seal(plain, [recipient])
    const line: DeliveredLine = {
      ...{ practice: world.practice, tenantId: wish.tenantId, organization },
      ...{ appId: application.appId, keyId: secret.keyId, expiresAt: secret.endsAt, deliveredAt: handoff.createdAt },
      profile: wish.profile.id,
      ...(limited && { limited }),
      ...(setUp === 'by-hand' && { setUp }),
    }
    world.journal.note({ did: 'deliver', ...line })
    return { sealed, code: controlCode(sealed, recipient.publicKey, wish.tenantId), line }
  } finally {
    plain.fill(0)
  }
}

/**
 * Tags are replaced whole, so they are read first. Marked already: nothing is written. A secret that has gone is not
 * sealed; one that was just made may not be on every server yet.
 */
async function markDelivered(outside: Outside, seen: Application, { keyId, startsAt }: SeenSecret): Promise<void> {
  const { directory, clock } = outside.world
  const fresh = await ask(
    outside,
    async () => {
      const answer = await directory.applicationById(seen.id, outside.signal)
      if (!('done' in answer)) return answer
      if (answer.done?.passwords.some((password) => password.keyId === keyId)) return { done: answer.done }
      const at = clock.now().toISOString()
      return { notYet: 'replication', problem: { code: 'secret-not-here', at, facts: { keyId } } }
    },
    patienceFor(startsAt, clock),
  )
  const tag = deliveredTag + keyId
  if (fresh.tags.includes(tag)) return
  const tags = [...new Set([...seen.tags, ...fresh.tags, tag])]
  await ask(outside, () => directory.patchApplication(seen.id, { tags }, outside.signal))
}

/** From the guide's slot to the account that a confirmation will look for it under, read back before the slot is emptied. */
async function fileCopy(outside: Outside, account: string, held: Secret): Promise<void> {
  const { vault, clock } = outside.world
  await ask(outside, () => vault.write(account, held))
  const back = await ask(outside, () => vault.read(account))
  if (!back?.equals(held)) throw new ProblemError({ code: 'vault-unavailable', at: clock.now().toISOString() })
  await ask(outside, () => vault.remove(guideAccount))
}
