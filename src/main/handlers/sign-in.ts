import { ProblemError } from '#core/problem.ts'
import type { Action } from '#core/session/session.ts'
import type { Aim } from '#core/provision/step.ts'
import type { Handlers } from '../serve.ts'
import type { Desk } from './desk.ts'
import { startByHand } from './guide-start.ts'
import { readIdentity } from './identity.ts'
import { pageOpener } from './page.ts'

type SignInCalls = Pick<Handlers, 'start' | 'signIn' | 'cancelSignIn' | 'copyLink' | 'reopenPage'>

/** Which way in, and who it is. */
export function signInCalls(desk: Desk): SignInCalls {
  const { shell, turn } = desk
  const { dispatch, problem, allow, during, end } = turn

  async function signIn(action: Action, intent: Aim): Promise<null> {
    const { practice } = turn.state.session
    return during(action, { kind: 'started', practice, intent }, async () => {
      const answer = await desk.place().signIn.begin(pageOpener(desk), turn.signal)
      // Never asked again by itself: that would open the page again.
      if (!('done' in answer)) throw new ProblemError('no' in answer ? answer.no : answer.problem)
      const identity = await readIdentity(desk.context(), answer.done)
      shell.comeForward()
      return { kind: 'signed-in', identity }
    })
  }

  return {
    async start({ way }) {
      allow('start')
      if (way === 'by-hand' || way === 'by-hand-kept' || way === 'by-hand-practice') return startByHand(desk, way)
      await desk.openWorkplace(way === 'practice')
      if (way !== 'manage') return signIn('start', 'present')
      dispatch({ kind: 'history-opened', history: shell.history() })
      return null
    },

    signIn: ({ aim }) => signIn('sign-in', aim ?? turn.state.session.intent),

    cancelSignIn: () =>
      end('cancel-sign-in', turn.state.session.at === 'sign-in' ? 'sign-in-cancelled' : 'mail-not-allowed'),

    async copyLink() {
      allow('copy-link')
      if (desk.link) await shell.copyText(desk.link)
      return null
    },

    async reopenPage() {
      allow('reopen-page')
      try {
        if (desk.link) await shell.openPage(desk.link, turn.state.session.practice)
      } catch {
        throw problem('browser-not-opened')
      }
      return null
    },
  }
}
