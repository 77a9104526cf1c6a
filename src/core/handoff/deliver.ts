import type { DeliverableAccess } from '../access/access.ts'
import { patienceFor, type Proof } from '../access/prove.ts'
import { handoffSchema } from '../schemas/handoff.ts'
import type { Application } from '../directory.ts'
import type { DeliveredLine } from '../ledger.ts'
import { ProblemError } from '../problem.ts'
import { ask } from '../provision/retry.ts'
import type { RunContext } from '../provision/step.ts'
import { deliveredTag, updateTags } from '../provision/tags.ts'
import { guideAccount, vaultAccount } from '../vault-account.ts'
import { controlCode, handoffMaxBytes, type ControlCode, type Handoff } from './document.ts'

export interface Delivery {
  /** The sealed file: age version 1, in its binary form. */
  readonly sealed: Uint8Array
  readonly code: ControlCode
  readonly line: DeliveredLine
}

/** Who hands an access over, and what CDID learns about it. */
export interface DeliveryFacts {
  readonly organization: { readonly name: string; readonly domain: string }
  /** The person whom CDID may write to. */
  readonly contact: { readonly name: string; readonly email: string }
  readonly proof: Proof
  /** The version of the assistant. */
  readonly assistant: string
  /** The case number that CDID gave; `null` when there is none. */
  readonly caseNumber: string | null
  /** `by-hand` when a person made the application in the portal, without signing in to the assistant. */
  readonly setUp: 'assistant' | 'by-hand'
}

/**
 * Seals what CDID needs to use an access. `recordFirst` runs before the sealed bytes exist, so that whatever happens
 * afterwards it is known that this secret may be in production: see `markDelivered` and `keepPastedCopy`. Rejects with
 * `recipient-missing` when no key may be sealed to any more, or with what `recordFirst` was refused.
 */
export async function deliver(
  { world }: RunContext,
  access: DeliverableAccess,
  facts: DeliveryFacts,
  recordFirst: () => Promise<void>,
): Promise<Delivery> {
  const at = world.clock.now()
  const recipient = world.recipients.find(({ notAfter }) => at < new Date(notAfter))
  if (!recipient) throw new ProblemError({ code: 'recipient-missing', at: at.toISOString() })
  const handoff = handoffOf({ world, access, facts, createdAt: at.toISOString() })
  const plain = new TextEncoder().encode(JSON.stringify(handoff, null, 2))
  if (plain.length > handoffMaxBytes) throw new Error('the handoff is larger than it may be')
  try {
    await recordFirst()
    const sealed = await world.seal(plain, [recipient])
    const line: DeliveredLine = {
      practice: world.practice,
      tenantId: access.tenantId,
      organization: facts.organization,
      appId: access.applicationId,
      keyId: access.secret.keyId,
      expiresAt: access.secret.endsAt,
      deliveredAt: handoff.createdAt,
      profile: access.profile.id,
      cloud: access.cloud.id,
      limited: handoff.limited === true ? true : undefined,
      setUp: handoff.setUp,
    }
    world.journal.note({ did: 'deliver', ...line })
    return { sealed, code: controlCode(sealed, recipient.publicKey, access.tenantId), line }
  } finally {
    plain.fill(0)
  }
}

function handoffOf(given: {
  readonly world: RunContext['world']
  readonly access: DeliverableAccess
  readonly facts: DeliveryFacts
  readonly createdAt: string
}): Handoff {
  const { world, access, facts, createdAt } = given
  const { organization, contact } = facts
  return handoffSchema.parse({
    format: 'prextra-handoff',
    version: 1,
    id: world.newId(),
    createdAt,
    practice: world.practice,
    profile: access.profile.id,
    cloud: access.cloud.id,
    environment: organization.domain.split('.')[0] ?? organization.domain,
    applicationId: access.applicationId,
    tenantId: access.tenantId,
    clientSecret: access.secret.value.reveal(),
    secretKeyId: access.secret.keyId,
    secretExpiresAt: access.secret.endsAt,
    organization,
    contact: { name: contact.name || contact.email, email: contact.email },
    caseNumber: facts.caseNumber,
    proof: facts.proof,
    // An application that is not limited is the usual case, which the file leaves out.
    limited: access.limited ? true : undefined,
    setUp: facts.setUp === 'by-hand' ? 'by-hand' : undefined,
    assistant: facts.assistant,
  } satisfies Handoff)
}

/**
 * Tags the application `prextra-delivered:<keyId>`, so that every later run, on any computer, knows that this secret may
 * be in production. Tags are replaced whole, so they are read first; nothing is written when the tag is there. Rejects
 * with `secret-not-here` when the secret has left the application: it may not be on every server yet if it was just made.
 */
export async function markDelivered(
  context: RunContext,
  application: Pick<Application, 'id' | 'tags'>,
  { keyId, startsAt }: DeliverableAccess['secret'],
): Promise<void> {
  const { directory, clock } = context.world
  const fresh = await ask(
    context,
    async () => {
      const answer = await directory.applicationById(application.id, context.signal)
      if (!('done' in answer)) return answer
      if (answer.done?.passwords.some((password) => password.keyId === keyId)) return { done: answer.done }
      const at = clock.now().toISOString()
      return { notYet: 'replication', problem: { code: 'secret-not-here', at, facts: { keyId } } }
    },
    patienceFor(startsAt, clock),
  )
  await updateTags(context, application, { add: [deliveredTag(keyId)] }, fresh)
}

/**
 * Moves the secret that was pasted into the guide to the keychain account that a confirmation will look for, and reads it
 * back before the guide's own place is emptied. Rejects with `vault-unavailable` when it does not read back.
 */
export async function keepPastedCopy(context: RunContext, access: DeliverableAccess): Promise<void> {
  const { vault, clock } = context.world
  const account = vaultAccount(access.tenantId, access.applicationId, access.secret.keyId)
  const isThere = async () => (await ask(context, () => vault.read(account)))?.equals(access.secret.value) === true
  // One that is sealed once more is there already, with the time for which it is kept.
  if (!(await isThere())) {
    const label = { kind: 'pending', until: access.secret.endsAt } as const
    await ask(context, () => vault.write(account, access.secret.value, label))
    if (!(await isThere())) throw new ProblemError({ code: 'vault-unavailable', at: clock.now().toISOString() })
  }
  await ask(context, () => vault.remove(guideAccount))
}
