import type { Assistant, View } from '#contract/calls.ts'
import { newSession, type Session, type SessionAt } from '#core/session/session.ts'
import { scenes, viewOf } from './views.ts'
import type { Problem } from '#core/problem.ts'

/** A main process that shows what it is told to, and remembers what it was asked. */
export interface Stage {
  readonly assistant: Assistant
  readonly asked: [string, unknown][]
  /** Refuses the next call. */
  readonly refuse: (problem: Problem) => void
  readonly show: (session: Session, more?: Partial<View>) => void
}

export function createStage(): Stage {
  const asked: [string, unknown][] = []
  let send: (view: View) => void = () => undefined
  const view = (session: Session) => viewOf({ name: '', session }, 'fr', false)
  const refusals: Problem[] = []
  const answer = (name: string) => (input: unknown) => {
    if (name !== 'look') asked.push([name, input])
    const problem = refusals.shift()
    if (problem) return Promise.resolve({ ok: false, problem })
    return Promise.resolve({ ok: true, value: view(newSession) })
  }
  return {
    asked,
    refuse: (problem) => {
      refusals.push(problem)
    },
    assistant: {
      call: new Proxy({}, { get: (_calls, name) => answer(String(name)) }) as Assistant['call'],
      on: (_name, listener) => {
        send = listener
        return () => undefined
      },
    },
    show: (session, more = {}) => {
      send({ ...view(session), ...more })
    },
  }
}

/** The session of a gallery scene. */
export function scene(name: string): Session {
  const found = scenes.find((one) => one.name === name)
  if (!found) throw new Error(`no scene ${name}`)
  return found.session
}

/** The session of a gallery scene that is at this stage of the wizard. */
export function sceneAt<At extends Session['at']>(at: At, name: string): SessionAt<At> {
  const session = scene(name)
  if (!isAt(session, at)) throw new Error(`the scene ${name} is at ${session.at}`)
  return session
}

function isAt<At extends Session['at']>(session: Session, at: At): session is SessionAt<At> {
  return session.at === at
}
