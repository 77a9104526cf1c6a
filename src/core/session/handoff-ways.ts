import { handoffWays, type HandoffWay } from '../handoff/document.ts'
import { isOfAnotherOrganization } from './identity.ts'
import type { AssistantPath, GuidePath } from './session.ts'

/**
 * Returns the ways to hand over that are offered, the usual one first. The mail leaves from a mailbox of this tenant, so
 * it needs an account that signed in, and one of this organization. It is offered last to an account of which Microsoft
 * shows no mailbox. `allowed` are those of the company's policy; `null` where it says nothing.
 */
export function waysToHandOver(
  path: AssistantPath | GuidePath,
  allowed: readonly HandoffWay[] | null,
): readonly HandoffWay[] {
  return possibleWays(path).filter((way) => allowed === null || allowed.includes(way))
}

function possibleWays(path: AssistantPath | GuidePath): readonly HandoffWay[] {
  const others = handoffWays.filter((way) => way !== 'mail')
  if (path.origin === 'guide' || isOfAnotherOrganization(path.identity.kind)) return others
  return path.identity.mailbox === null ? [...others, 'mail'] : handoffWays
}
