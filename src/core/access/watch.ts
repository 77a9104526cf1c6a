import type { AwaitedFor, AwaitLine } from '../ledger.ts'
import { ProblemError, type Problem, type ProblemCode } from '../problem.ts'
import type { Access } from './access.ts'
import { prove, type Proof, type ProofMailboxes } from './prove.ts'
import { ask } from '../provision/retry.ts'
import { observeAndPlan, type Planned } from '../provision/run.ts'
import type { DesiredState, RunContext } from '../provision/step.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How long each may take and be normal, and how often it is looked at. */
const patience: Readonly<Record<AwaitedFor, { readonly atMostMs: number; readonly everyMs: number }>> = {
  // "Changes can take up to 24 hours": how-to-control-access-to-ews-in-exchange.md
  'allow-list': { atMostMs: 24 * hourMs, everyMs: 10 * minuteMs },
  // 30 minutes to 2 hours: learn.microsoft.com/exchange/permissions-exo/application-rbac
  limit: { atMostMs: 2 * hourMs, everyMs: 5 * minuteMs },
  consent: { atMostMs: 7 * 24 * hourMs, everyMs: minuteMs / 4 },
}

/** Refusals that what is waited for will lift. */
const lifted: Readonly<Record<AwaitedFor, readonly ProblemCode[]>> = {
  'allow-list': ['ews-blocked', 'ews-disabled'],
  limit: ['exchange-unauthorized', 'mailbox-out-of-reach', 'not-limited'],
  consent: [],
}

/** What says nothing of what is waited for: in a day the network goes and comes back. */
const passing: readonly ProblemCode[] = ['unreachable', 'microsoft-busy', 'microsoft-slow', 'exchange-busy']

/** Until when waiting is normal, ISO 8601, for who begins to wait now. */
export function waitingEnds(what: AwaitedFor, now: Date): string {
  return new Date(now.getTime() + patience[what].atMostMs).toISOString()
}

/** Proves again and again, until it works or waiting is no longer normal: then it rejects with the refusal itself. */
export function watchAccess(
  context: RunContext,
  access: Access,
  line: AwaitLine,
  mailboxes: ProofMailboxes,
): Promise<Proof> {
  return watch(context, line, async () => ({ done: await prove(context, access, mailboxes) }))
}

/** Looks again and again until the colleague has consented; gives what is there then. Writes nothing. */
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
  const mayPass = [...lifted[line.for], ...passing]
  const afterMs = patience[line.for].everyMs
  const left = () => Date.parse(line.until) - context.world.clock.now().getTime()
  // The day ends it: a look that a person asks for in between costs nothing of it.
  const emit: RunContext['emit'] = (event) => {
    context.emit(event.kind === 'waiting' && event.reason === line.for ? { ...event, atMostMs: left() } : event)
  }
  return ask(
    { ...context, emit },
    async () => {
      const found = await looking().catch((error: unknown) => {
        if (error instanceof ProblemError && mayPass.includes(error.problem.code)) return error.problem
        throw error
      })
      if ('done' in found) return found
      return afterMs > left() ? { no: found } : { notYet: line.for, afterMs, problem: found }
    },
    100 * Math.max(afterMs, left()),
  )
}
