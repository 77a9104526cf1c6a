import type { KeptCopy } from '#core/ledger.ts'
import { previousStage } from '#core/session/session.ts'
import type { Handlers } from '../serve.ts'
import type { Shell, State } from '../shell.ts'
import { byHandCalls, followGuide } from './by-hand.ts'
import { goBackByHand } from './guide-moves.ts'
import { renewByHandCalls } from './guide-start.ts'
import { atOnce, createDesk, resumable, type Desk } from './desk.ts'
import { handoffCalls } from './handoff.ts'
import { delegationCalls } from './elsewhere.ts'
import { oldSecretCalls } from './old-secret.ts'
import { patienceCalls } from './patience.ts'
import { proofCalls } from './proof.ts'
import { saveCalls } from './save.ts'
import { setUpCalls } from './set-up.ts'
import { signInCalls } from './sign-in.ts'

/** Hands each call of the contract to the core, one at a time, and tells the window what changed. */
export function createHandlers<View>(
  shell: Shell,
  start: State,
  changed: (state: State) => View,
): Omit<Handlers, 'look'> & {
  look(): Promise<View>
  settled(): Promise<void>
  forgot(copies: readonly KeptCopy[]): void
} {
  const session = { ...start.session, ...resumable(shell) }
  const desk = createDesk(shell, { ...start, session }, (state) => {
    followGuide(desk)
    return changed(state)
  })
  return {
    look: () => Promise.resolve(changed(desk.turn.state)),
    settled: desk.turn.settled,
    /** Told where nothing else is yet. */
    forgot(copies) {
      if (copies.length > 0 && desk.turn.state.session.at === 'welcome') {
        desk.turn.dispatch({ kind: 'copies-forgotten', copies })
      }
    },
    ...windowCalls(desk),
    ...signInCalls(desk),
    ...setUpCalls(desk),
    ...proofCalls(desk),
    ...patienceCalls(desk),
    ...delegationCalls(desk),
    ...handoffCalls(desk),
    ...byHandCalls(desk),
    ...renewByHandCalls(desk),
    ...oldSecretCalls(desk),
    ...saveCalls(desk),
  }
}

type WindowCalls = Pick<
  Handlers,
  'setLanguage' | 'setScreenShare' | 'stop' | 'copy' | 'showJournal' | 'back' | 'home' | 'close'
>

/** What is the same on every screen. */
function windowCalls(desk: Desk): WindowCalls {
  const { shell, turn } = desk
  const { problem, go, end } = turn

  async function goToWelcome(action: 'home' | 'back'): Promise<null> {
    // What is kept of the guide is read again.
    if (turn.state.session.guide) await turn.settled()
    await go(action, 'welcome')
    turn.set({ session: { ...turn.state.session, ...resumable(shell) } })
    return null
  }

  return {
    setLanguage: ({ language }) => atOnce(() => turn.set({ language })),
    setScreenShare: ({ on }) => atOnce(() => turn.set({ screenShare: on })),

    stop: () => end('stop', 'stopped'),

    async copy({ fact }) {
      const text = shell.copyOf(fact, turn.state.session, turn.state.language)
      if (text === null) throw problem('out-of-order')
      await shell.copyText(text)
      return null
    },

    showJournal: () => atOnce(() => shell.showJournal()),

    back: () => {
      const to = previousStage(turn.state.session)
      if (to === null) return Promise.reject(problem('out-of-order'))
      const welcome = () => goToWelcome('back')
      if (turn.state.session.guide) return goBackByHand(desk, welcome)
      return to === 'welcome' ? welcome() : go('back', to)
    },

    home: () => goToWelcome('home'),

    close: () => atOnce(() => shell.close()),
  }
}
