import type { EntryIssue, EntryName } from '../guide/entries.ts'
import { guideIn, type GuideView } from '../guide/guide.ts'
import type { FoundTenant } from '../ports.ts'
import { ProblemError } from '../problem.ts'
import { joinSignals } from '../signals.ts'
import type { SessionContext } from './context.ts'

/** How long Microsoft may take to say what the ids are before the guide goes on without an answer, in milliseconds. */
const patienceMs = 10_000

/**
 * Asks Microsoft which tenant a domain belongs to, and whether the two ids are what they were entered as. Returns the
 * guide with what was found or is wrong. Without an answer the guide goes on, as it works offline: the proof will tell.
 */
export async function checkIds(context: SessionContext, guide: GuideView): Promise<GuideView> {
  const { entries, issues } = guide
  const wrong = (name: EntryName, issue: EntryIssue): GuideView => ({ ...guide, issues: { [name]: issue } })
  if (issues.tenantId?.code === 'domain-to-find' || issues.tenantId?.code === 'domain-offline') {
    const { domain, applicationId } = entries
    const answer = domain === null ? { found: null } : await findTenant(context, domain)
    if (answer === 'no-answer') return wrong('tenantId', { code: 'domain-offline' })
    const { found } = answer
    if (found === null) return wrong('tenantId', { code: 'domain-unknown' })
    if (found.tenantId === applicationId) return wrong('applicationId', { code: 'same-as', other: 'tenantId' })
    const named = { ...guide, issues: {}, entries: { ...entries, tenantId: found.tenantId }, foundBy: domain }
    return guideIn(named, found.cloud)
  }
  const { tenantId, applicationId } = entries
  if (tenantId === null) return wrong('tenantId', { code: 'missing' })
  if (applicationId === null) return wrong('applicationId', issues.applicationId ?? { code: 'missing' })
  const asTenant = await findTenant(context, tenantId)
  if (asTenant === 'no-answer') return { ...guide, issues: {}, unchecked: true }
  if (asTenant.found !== null) return guideIn({ ...guide, issues: {}, unchecked: false }, asTenant.found.cloud)
  const asApplication = await findTenant(context, applicationId)
  if (asApplication !== 'no-answer' && asApplication.found !== null) {
    return wrong('tenantId', { code: 'swapped', other: 'applicationId' })
  }
  return wrong('tenantId', { code: 'tenant-unknown' })
}

/** Asks once, and at most for `patienceMs`. */
async function findTenant(
  context: SessionContext,
  idOrDomain: string,
): Promise<{ readonly found: FoundTenant | null } | 'no-answer'> {
  const { world, signal } = context.run()
  const limit = joinSignals(signal)
  const stopAlarm = world.clock.alarm(patienceMs, () => {
    limit.end(new ProblemError({ code: 'unreachable', at: context.now().toISOString() }))
  })
  try {
    const answer = await world.discovery.tenant(idOrDomain, limit.signal)
    return 'done' in answer ? { found: answer.done } : 'no-answer'
  } catch (error) {
    if (limit.signal.aborted && !signal.aborted) return 'no-answer'
    throw error
  } finally {
    limit.letGo()
    stopAlarm()
  }
}
