import { confirmationMaxBytes, isConfirmedWith, type Confirmation } from './confirmation.ts'
import { isSameId } from '../folded-name.ts'
import { ProblemError, type ProblemCode } from '../problem.ts'
import { required, type RunContext, type ObservedState } from '../provision/step.ts'
import { confirmationSchema } from '../schemas/confirmation.ts'
import { confirmedTag, updateTags } from '../provision/tags.ts'

/**
 * Checks CDID's confirmation with this computer's copy of the secret, and marks it on the application, so that every
 * later plan, on any machine, may let the secret before it go. Removes nothing. Rejects with `confirmation-unreadable`,
 * `confirmation-other` (no delivered secret of this application), `secret-not-here`, or `confirmation-forged`.
 */
export async function recordConfirmation(
  context: RunContext,
  observed: ObservedState,
  bytes: Uint8Array,
): Promise<Confirmation> {
  const refuse = (code: ProblemCode, keyId?: string): ProblemError =>
    new ProblemError({ code, at: context.world.clock.now().toISOString(), ...(keyId && { facts: { keyId } }) })
  const confirmation = readConfirmation(bytes)
  if (!confirmation) throw refuse('confirmation-unreadable')
  const { keyId } = confirmation
  const secret = observed.secrets?.find((one) => isSameId(one.keyId, keyId))
  if (!secret?.delivered) throw refuse('confirmation-other', keyId)
  if (!secret.held) throw refuse('secret-not-here', keyId)
  if (!isConfirmedWith(confirmation, secret.held)) throw refuse('confirmation-forged', keyId)

  const application = required(observed.application, 'the application')
  await updateTags(context, application, { add: [confirmedTag(secret.keyId)] })
  return { ...confirmation, keyId: secret.keyId }
}

/** Returns the confirmation in a file's bytes; `null` when they hold none, or are more than one may have. */
export function readConfirmation(bytes: Uint8Array): Confirmation | null {
  if (bytes.length > confirmationMaxBytes) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return confirmationSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
