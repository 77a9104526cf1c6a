import { ProblemError, type ProblemCode } from '#core/problem.ts'
import { actions, isLegal, type Action } from '#core/session/actions.ts'
import type { SessionContext } from '#core/session/context.ts'
import { factText } from '#core/session/export-document.ts'
import { isOffered } from '#core/session/exports.ts'
import { mailToConfirm, planToConfirm, type ToConfirm } from '#core/session/to-confirm.ts'
import { isActing, type ActingCall, type Given } from '#contract/calls.ts'
import type { CallName } from '#contract/names.ts'
import type { Acts } from './acts.ts'
import type { DialogTurn } from './dialog-turn.ts'
import type { Question } from './question.ts'

/** After a no, a call that no act came before is not asked about for this long, in milliseconds; twice as long after the next. */
const firstPauseMs = 2_000
const longestPauseMs = 60_000

/** Lets a call through, or keeps it out. */
export interface Gate {
  /**
   * Resolves when the call may be made, once and now. Rejects with `out-of-order` for what is not possible now, and with
   * `not-confirmed` for what no person wants.
   */
  pass(name: CallName, given: unknown): Promise<void>
}

interface GatePorts {
  readonly context: SessionContext
  readonly acts: Acts
  readonly turn: DialogTurn
  readonly ask: (question: Question) => Promise<boolean>
  /** Returns milliseconds on a clock that nobody sets. */
  readonly now: () => number
}

/**
 * The rule that a person acts: what changes, sends or opens something needs an act that main saw, and each act lets one
 * call through. Where there was none, the person is asked instead of refused, because a screen reader and voice control
 * press a button without any input. What gives an access, takes something away or leaves by mail is asked about in any
 * case, once. While a dialog of main's is open, the window may only look.
 */
export function createGate({ context, acts, turn, ask, now }: GatePorts): Gate {
  let noes = 0
  let quietUntil = 0
  const refusal = (code: ProblemCode) => new ProblemError({ code, at: context.now().toISOString() })

  return {
    async pass(name, given) {
      if (turn.isTaken && name !== 'look') throw refusal('out-of-order')
      if (!isActing(name)) return
      // Nobody is asked about a call that would be refused, and it takes no act.
      if (!isPossible(context, name, given)) throw refusal('out-of-order')
      const hasActed = acts.take()
      const question = toConfirm(context, name, given) ?? (hasActed ? null : { kind: 'unseen' as const, call: name })
      if (question === null) return
      if (name === 'copy' && !(await isThereToCopy(context, given))) throw refusal('out-of-order')
      if (!hasActed && now() < quietUntil) throw refusal('not-confirmed')
      if (await ask(question)) {
        noes = 0
        return
      }
      quietUntil = now() + Math.min(firstPauseMs * 2 ** noes, longestPauseMs)
      noes += 1
      throw refusal('not-confirmed')
    },
  }
}

function isPossible(context: SessionContext, name: ActingCall, given: unknown): boolean {
  const { session, desktop } = context
  switch (name) {
    case 'copy':
    case 'saveSupport':
    case 'showJournal':
    case 'showLicences':
      return true
    case 'save': {
      const { document, keyId } = given as Given<'save'>
      return keyId === undefined ? isOffered(session, document) : session.at === 'history'
    }
    case 'answerProxy':
      return desktop.proxies.question()?.proxy === (given as Given<'answerProxy'>).proxy
    default:
      return isLegal(session, actionOf(name))
  }
}

/** Whether there is something to copy: that is in words which are loaded first, so that it is looked at before a question only. */
async function isThereToCopy(context: SessionContext, given: unknown): Promise<boolean> {
  return (await factText(context, (given as Given<'copy'>).fact)) !== null
}

/** Returns what the person has to confirm before this call; `null` when it confirms itself, or is refused anyway. */
function toConfirm(context: SessionContext, name: ActingCall, given: unknown): ToConfirm | null {
  const { session, writer, memory } = context
  if (name === 'approve') {
    const { planId, typed } = given as Given<'approve'>
    const isUntyped = session.at === 'review' && session.plan.aim === 'removed' && !writer.isRemovalWord(typed ?? '')
    return isUntyped ? null : planToConfirm(session, planId)
  }
  if (name === 'handOff') {
    const { way, copyTo } = given as Given<'handOff'>
    return mailToConfirm(session, { way, copyTo, to: context.workplace().address })
  }
  if (name === 'handOffAgain' && memory.parcel) {
    const { way } = given as Given<'handOffAgain'>
    return mailToConfirm(session, { way, copyTo: memory.parcel.copyTo, to: context.workplace().address })
  }
  return null
}

/** Returns the action that a call asks for: it has the call's name, written with hyphens. */
function actionOf(name: ActingCall): Action {
  const hyphened = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const action = actions.find((one) => one === hyphened)
  if (action === undefined) throw new Error(`no action belongs to the call ${name}`)
  return action
}
