import type { AwaitedFor, AwaitLine } from '../ledger.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import type { Access } from './access.ts'
import { prove, type Proof, type ProofMailboxes } from './prove.ts'
import { ask } from '../provision/retry.ts'
import { observeAndPlan, type Planned } from '../provision/run.ts'
import type { DesiredState, RunContext } from '../provision/step.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How long waiting for each is normal, and how often it is looked at, in milliseconds. */
const patience: Readonly<Record<AwaitedFor, { readonly atMostMs: number; readonly everyMs: number }>> = {
  // "Changes can take up to 24 hours": how-to-control-access-to-ews-in-exchange.md
  'allow-list': { atMostMs: 24 * hourMs, everyMs: 10 * minuteMs },
  // 30 minutes to 2 hours: learn.microsoft.com/exchange/permissions-exo/application-rbac
  limit: { atMostMs: 2 * hourMs, everyMs: 5 * minuteMs },
  consent: { atMostMs: 7 * 24 * hourMs, everyMs: minuteMs / 4 },
}

/** The refusals that end once the awaited change is in place. */
export const liftedByWaiting: Readonly<Record<AwaitedFor, readonly ProblemCode[]>> = {
  'allow-list': ['ews-blocked', 'ews-disabled'],
  limit: ['exchange-unauthorized', 'mailbox-out-of-reach', 'not-limited'],
  consent: [],
}

/** The problems that say nothing about the awaited change: the wait goes on after them, as a network may fail and come back. */
const passing: readonly ProblemCode[] = [
  'unreachable',
  'proxy-sign-in',
  'not-microsoft',
  'perhaps-not-microsoft',
  'microsoft-busy',
  'microsoft-slow',
  'exchange-busy',
  'mailbox-elsewhere',
]

/** Returns until when a wait that begins now is normal, in ISO 8601. */
export function waitingEnds(what: AwaitedFor, now: Date): string {
  return new Date(now.getTime() + patience[what].atMostMs).toISOString()
}

/** Proves again and again until it works. Rejects with the refusal once waiting is no longer normal. */
export function watchAccess(
  context: RunContext,
  access: Access,
  line: AwaitLine,
  mailboxes: ProofMailboxes,
): Promise<Proof> {
  return watch(context, line, async () => ({ done: await prove(context, access, mailboxes) }))
}

/**
 * Plans again and again until the consent that somebody else gives is there, and resolves to that plan. Writes nothing.
 */
export function watchConsent(context: RunContext, desired: DesiredState, line: AwaitLine): Promise<Planned> {
  return watch(context, line, async () => {
    const planned = await observeAndPlan(context, desired)
    if (planned.plan.found.consented) return { done: planned }
    return { code: 'consent-missing', at: context.world.clock.now().toISOString() }
  })
}

function watch<T>(
  context: RunContext,
  line: AwaitLine,
  looking: () => Promise<{ readonly done: T } | Problem>,
): Promise<T> {
  const mayPass = [...liftedByWaiting[line.for], ...passing]
  const afterMs = patience[line.for].everyMs
  const left = () => Date.parse(line.until) - context.world.clock.now().getTime()
  // Only the time limit ends the wait, so the events of single attempts carry its limit in place of their own.
  const emit: RunContext['emit'] = (event) => {
    context.emit(event.kind === 'waiting' && event.reason === line.for ? { ...event, atMostMs: left() } : event)
  }
  let refusal: ProblemCode | null = null
  return ask(
    { ...context, emit },
    async () => {
      const found = await looking().catch((error: unknown) => {
        if (!(error instanceof ProblemError) || context.signal.aborted) throw error
        const { code } = error.problem
        // One refusal may be one server's: only the same one at the next look ends the wait.
        if (!mayPass.includes(code) && code === refusal) throw error
        refusal = mayPass.includes(code) ? null : code
        return error.problem
      })
      if ('done' in found) return found
      return afterMs > left() ? { no: found } : { notYet: line.for, afterMs, problem: found }
    },
    100 * Math.max(afterMs, left()),
  )
}
