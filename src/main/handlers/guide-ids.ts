import type { EntryIssue, EntryName } from '#core/guide/entries.ts'
import type { GuideView } from '#core/guide/guide.ts'
import { ProblemError } from '#core/problem.ts'
import type { Desk } from './desk.ts'

/** How long the ids may be asked about before the guide goes on without an answer, in milliseconds. */
const patienceMs = 10_000

/**
 * Asks Microsoft, who tells anybody: a domain's tenant, and whether the two ids are what they are entered as. Without an
 * answer the guide goes on, as it works offline: the proof will tell.
 */
export async function resolveIds(desk: Desk, guide: GuideView): Promise<GuideView> {
  const { entries, issues } = guide
  const wrong = (name: EntryName, issue: EntryIssue): GuideView => ({ ...guide, issues: { [name]: issue } })
  if (issues.tenantId?.code === 'domain-to-find' || issues.tenantId?.code === 'domain-offline') {
    const { domain, applicationId } = entries
    const answer = domain === null ? { id: null } : await tenant(desk, domain)
    if (answer === 'no-answer') return wrong('tenantId', { code: 'domain-offline' })
    const found = answer.id
    if (found === null) return wrong('tenantId', { code: 'domain-unknown' })
    if (found === applicationId) return wrong('applicationId', { code: 'same-as', other: 'tenantId' })
    return { ...guide, issues: {}, entries: { ...entries, tenantId: found }, foundBy: domain }
  }
  const { tenantId, applicationId } = entries
  if (tenantId === null) return wrong('tenantId', { code: 'missing' })
  if (applicationId === null) return wrong('applicationId', issues.applicationId ?? { code: 'missing' })
  const asTenant = await tenant(desk, tenantId)
  if (asTenant === 'no-answer') return { ...guide, issues: {}, unchecked: true }
  if (asTenant.id !== null) return { ...guide, issues: {}, unchecked: false }
  const asApplication = await tenant(desk, applicationId)
  if (asApplication !== 'no-answer' && asApplication.id !== null) {
    return wrong('tenantId', { code: 'swapped', other: 'applicationId' })
  }
  return wrong('tenantId', { code: 'tenant-unknown' })
}

/** One question, asked once. */
async function tenant(desk: Desk, idOrDomain: string): Promise<{ readonly id: string | null } | 'no-answer'> {
  const { world, signal } = desk.context()
  const limit = new AbortController()
  const stop = () => {
    limit.abort(signal.reason)
  }
  signal.addEventListener('abort', stop, { once: true })
  const stopAlarm = world.clock.alarm(patienceMs, () => {
    limit.abort(new ProblemError({ code: 'unreachable', at: desk.now().toISOString() }))
  })
  try {
    const answer = await world.discovery.tenantId(idOrDomain, limit.signal)
    return 'done' in answer ? { id: answer.done } : 'no-answer'
  } catch (error) {
    if (limit.signal.aborted && !signal.aborted) return 'no-answer'
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    stopAlarm()
  }
}
