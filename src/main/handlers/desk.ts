import { accessInTenant } from '#core/access/access-in-tenant.ts'
import type { DeliverableAccess } from '#core/access/access.ts'
import { ProblemError } from '#core/problem.ts'
import type { Proof } from '#core/access/prove.ts'
import { newSession, type Session } from '#core/session/session.ts'
import type { RunContext, ObservedState, DesiredState } from '#core/provision/step.ts'
import { summarizeGuide } from '#core/guide/guide.ts'
import type { Shell, State } from '../shell.ts'
import type { Workplace } from '../world.ts'
import { createTurn, type Turn } from './turn.ts'

/** What one person works with, from opening the assistant to closing it; the handlers of a topic share it. */
export interface Desk {
  readonly shell: Shell
  readonly turn: Turn
  /** The sign-in address, while a browser may still answer. */
  link: string | null
  observed: ObservedState
  proof: Proof | null
  desired: DesiredState | null
  /** Refused as `out-of-order` before a world was chosen. */
  place(): Workplace
  /** Microsoft's time, once it has been heard. */
  now(): Date
  context(): RunContext
  /** The access that was entered in the guide, once it has led to a proof. */
  guideAccess: DeliverableAccess | null
  /** What is proven and handed over. Throws `secret-not-here` when its secret is not in this keychain. */
  access(): DeliverableAccess
  /** Refused as `out-of-order` before there was a plan. */
  desiredState(): DesiredState
  /** A world to work in; nothing of an earlier one is kept. */
  openWorkplace(practice: boolean): Promise<void>
}

export function createDesk(shell: Shell, start: State, changed: (state: State) => void): Desk {
  let workplace: Workplace | null = null
  const turn = createTurn(start, () => shell.clock.now(), changed)
  const desk: Desk = {
    shell,
    turn,
    link: null,
    observed: {},
    proof: null,
    desired: null,
    guideAccess: null,
    access: () => desk.guideAccess ?? accessInTenant(desk.context(), desk.desiredState(), desk.observed),
    place() {
      if (!workplace) throw turn.problem('out-of-order')
      return workplace
    },
    now: () => (workplace?.world.clock ?? shell.clock).now(),
    context: () => ({ world: desk.place().world, signal: turn.signal, emit: turn.dispatch, finish: turn.finish }),
    desiredState() {
      if (!desk.desired) throw turn.problem('out-of-order')
      return desk.desired
    },
    async openWorkplace(practice) {
      turn.set({ session: { ...newSession, busy: true } })
      Object.assign(desk, { desired: null, proof: null, observed: {}, guideAccess: null } satisfies Partial<Desk>)
      try {
        workplace = await shell.openWorkplace(practice)
      } catch (error) {
        turn.set({ session: { ...newSession, ...resumable(shell) } })
        if (error instanceof ProblemError) turn.dispatch({ kind: 'failed', problem: error.problem })
        throw error
      }
      turn.set({ session: { ...newSession, practice } })
    },
  }
  return desk
}

/** What the welcome offers to go on with. */
export function resumable(shell: Shell): Pick<Session, 'awaited' | 'kept'> {
  return { awaited: shell.awaited()[0] ?? null, kept: summarizeGuide(shell.guide.read()) }
}

/** A handler whose work is done at once. */
export async function atOnce(work: () => void): Promise<null> {
  await Promise.resolve()
  work()
  return null
}
