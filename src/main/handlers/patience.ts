import type { AwaitedFor, AwaitLine } from '#core/ledger.ts'
import { ProblemError } from '#core/problem.ts'
import type { ProofMailboxes } from '#core/access/prove.ts'
import type { Session } from '#core/session/session.ts'
import type { RunContext } from '#core/provision/step.ts'
import { waitingEnds, watchAccess, watchConsent } from '#core/access/watch.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'
import { createImpatientClock, type ImpatientClock } from './impatient-clock.ts'
import { proving, shown } from './proof.ts'

/** Waiting for what Microsoft applies in its own time, or a colleague does in theirs. Nothing starts by itself. */
export function patienceCalls(desk: Desk): Pick<Handlers, 'watch' | 'checkNow'> {
  const { shell, turn } = desk
  const { problem, during, dispatch } = turn
  let clock: ImpatientClock | null = null

  /** The day it began is kept for who comes back tomorrow; it begins anew once it is no longer normal. */
  function begin(what: AwaitedFor, tried: Tried | null): AwaitLine {
    const { awaited, identity, practice } = turn.state.session
    const now = desk.now()
    const subject = what === 'consent' ? desk.desiredState() : desk.access()
    const line: AwaitLine =
      awaited?.for === what && now.getTime() < Date.parse(awaited.until)
        ? { ...awaited, ...(tried ?? {}) }
        : {
            ...{ for: what, since: now.toISOString(), until: waitingEnds(what, now), practice },
            ...{ tenantId: subject.tenantId, profile: subject.profile.id },
            organization: identity?.organization ?? { name: '', domain: '' },
            ...(tried ?? { mailbox: null, blockedMailbox: null }),
          }
    // By hand, the guide itself is what is come back to: it is kept where it stands.
    if (!turn.state.session.guide) desk.place().world.journal.note({ did: 'await', ...line })
    dispatch({ kind: 'awaited', line })
    return line
  }

  function patient(context: RunContext): RunContext {
    clock = createImpatientClock(context.world.clock)
    return { ...context, world: { ...context.world, clock } }
  }

  return {
    watch() {
      const { session } = turn.state
      if (session.delegation?.step === 'consent') {
        return during('watch', { kind: 'watching' }, async () => {
          const line = begin('consent', null)
          const planned = await watchConsent(patient(desk.context()), desk.desiredState(), line)
          desk.observed = planned.observed
          desk.place().world.journal.note({ did: 'prove', tenantId: line.tenantId })
          dispatch({ kind: 'awaited', line: null })
          shell.tell('consent-given')
          return { kind: 'watched', plan: planned.plan }
        })
      }
      const tried = triedIn(session)
      if (tried === null) throw problem('bad-input')
      return during('watch', proving(desk, tried), async () => {
        const line = begin(session.plan?.found.limited ? 'limit' : 'allow-list', tried)
        try {
          await shown(desk, (told) =>
            watchAccess({ ...patient(desk.context()), emit: told }, desk.access(), line, tried),
          )
          shell.tell('access-opened')
        } catch (error) {
          // A person who stops knows it; a refusal that waiting does not lift is told.
          if (error instanceof ProblemError && error.problem.code !== 'stopped') shell.tell('access-refused')
          throw error
        }
        return { kind: 'proved' }
      })
    },

    async checkNow() {
      turn.allow('check-now')
      await Promise.resolve()
      clock?.hurry()
      return null
    },
  }
}

type Tried = ProofMailboxes & { readonly mailbox: string }

/** What the last proof was tried on, or what is waited for since another day. */
function triedIn({ proof, awaited }: Session): Tried | null {
  const mailbox = proof?.mailbox ?? awaited?.mailbox ?? null
  return mailbox === null ? null : { mailbox, blockedMailbox: proof?.blockedMailbox ?? awaited?.blockedMailbox ?? null }
}
