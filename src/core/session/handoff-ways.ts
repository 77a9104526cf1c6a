import { handoffWays, type HandoffWay } from '../handoff/document.ts'
import { isOfAnotherOrganization, type AssistantPath, type GuidePath } from './session.ts'

/**
 * Returns the ways to hand over that are offered, the usual one first. The mail leaves from a mailbox of this tenant, so
 * it needs an account that signed in, and one of this organization.
 */
export function waysToHandOver(path: AssistantPath | GuidePath): readonly HandoffWay[] {
  const hasMailbox = path.origin === 'assistant' && !isOfAnotherOrganization(path.identity.kind)
  return hasMailbox ? handoffWays : handoffWays.filter((way) => way !== 'mail')
}
