import { ProblemError } from '#core/problem.ts'
import type { Proof } from '#core/access/prove.ts'
import { newSession, type Session } from '#core/session/session.ts'
import type { Outside, Seen, Wish } from '#core/provision/step.ts'
import { summaryOf } from '#adapters/files/guide-file.ts'
import type { Shell, State } from '../shell.ts'
import type { Workplace } from '../world.ts'
import { createTurn, type Turn } from './turn.ts'

/** What one person works with, from opening the assistant to closing it; the handlers of a topic share it. */
export interface Desk {
  readonly shell: Shell
  readonly turn: Turn
  /** The sign-in address, while a browser may still answer. */
  link: string | null
  seen: Seen
  proof: Proof | null
  wish: Wish | null
  /** Refused as `out-of-order` before a world was chosen. */
  place(): Workplace
  /** Microsoft's time, once it has been heard. */
  now(): Date
  outside(): Outside
  /** Refused as `out-of-order` before there was a plan. */
  wished(): Wish
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
    seen: {},
    proof: null,
    wish: null,
    place() {
      if (!workplace) throw turn.problem('out-of-order')
      return workplace
    },
    now: () => (workplace?.world.clock ?? shell.clock).now(),
    outside: () => ({ world: desk.place().world, signal: turn.signal, say: turn.happen, finish: turn.finish }),
    wished() {
      if (!desk.wish) throw turn.problem('out-of-order')
      return desk.wish
    },
    async openWorkplace(practice) {
      turn.set({ session: { ...newSession, busy: true } })
      Object.assign(desk, { wish: null, proof: null, seen: {} } satisfies Partial<Desk>)
      try {
        workplace = await shell.openWorkplace(practice)
      } catch (error) {
        turn.set({ session: { ...newSession, ...toComeBackTo(shell) } })
        if (error instanceof ProblemError) turn.happen({ kind: 'failed', problem: error.problem })
        throw error
      }
      turn.set({ session: { ...newSession, practice } })
    },
  }
  return desk
}

/** What the welcome offers to go on with. */
export function toComeBackTo(shell: Shell): Pick<Session, 'awaited' | 'kept'> {
  return { awaited: shell.awaited()[0] ?? null, kept: summaryOf(shell.guide.read()) }
}

/** A handler whose work is done at once. */
export async function atOnce(work: () => void): Promise<null> {
  await Promise.resolve()
  work()
  return null
}
