import { handoffWays, type HandoffWay } from '../handoff/document.ts'
import { isOfAnotherOrganization, type AssistantPath, type GuidePath } from './session.ts'

/**
 * Returns the ways to hand over that are offered, the usual one first. The mail leaves from a mailbox of this tenant, so
 * it needs an account that signed in, and one of this organization. `allowed` are those of the company's policy; `null`
 * where it says nothing.
 */
export function waysToHandOver(
  path: AssistantPath | GuidePath,
  allowed: readonly HandoffWay[] | null,
): readonly HandoffWay[] {
  const hasMailbox = path.origin === 'assistant' && !isOfAnotherOrganization(path.identity.kind)
  return handoffWays.filter((way) => (hasMailbox || way !== 'mail') && (allowed === null || allowed.includes(way)))
}
