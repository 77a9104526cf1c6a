import type { KeptCopy } from '#core/copy.ts'
import { behind } from '#core/session.ts'
import type { Handlers } from '../serve.ts'
import { summaryOf } from '../guide-file.ts'
import type { Shell, State } from '../shell.ts'
import { byHandCalls, followGuide, keptGuide } from './by-hand.ts'
import { goBackByHand } from './guide-moves.ts'
import { atOnce, createDesk, type Desk } from './desk.ts'
import { handoffCalls } from './handoff.ts'
import { elsewhereCalls } from './elsewhere.ts'
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
  const waiting = () => shell.awaited()[0] ?? null
  const session = { ...start.session, awaited: waiting() }
  const desk = createDesk(
    shell,
    { ...start, session: { ...session, kept: summaryOf(shell.guide.read()) } },
    (state) => {
      followGuide(desk)
      return changed(state)
    },
  )
  return {
    look: () => Promise.resolve(changed(desk.turn.state)),
    settled: desk.turn.settled,
    /** Told where nothing else is yet. */
    forgot(copies) {
      if (copies.length > 0 && desk.turn.state.session.at === 'welcome') {
        desk.turn.happen({ kind: 'copies-forgotten', copies })
      }
    },
    ...windowCalls(desk),
    ...signInCalls(desk),
    ...setUpCalls(desk),
    ...proofCalls(desk),
    ...patienceCalls(desk),
    ...elsewhereCalls(desk),
    ...handoffCalls(desk),
    ...byHandCalls(desk),
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
  const { problem, happen, go, end } = turn
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
      const to = behind(turn.state.session)
      if (to === null) return Promise.reject(problem('out-of-order'))
      return turn.state.session.guide ? goBackByHand(desk, to) : go('back', to)
    },

    async home() {
      // What is kept of the guide is read again below.
      if (turn.state.session.guide) await turn.settled()
      await go('home', 'welcome')
      happen({ kind: 'awaited', line: shell.awaited()[0] ?? null })
      happen({ kind: 'kept', kept: keptGuide(desk) })
      return null
    },

    close: () => atOnce(() => shell.close()),
  }
}
