import { signInTimeLimitMs } from '#adapters/microsoft/sign-in/authorize.ts'
import type { Problem } from '#core/problem.ts'
import type { Desk } from './desk.ts'

/** Microsoft's page, for the person to answer; until then its link can be copied. */
export function pageOpener(desk: Desk): (url: string) => Promise<void> {
  const { shell, turn } = desk
  const { practice } = turn.state.session
  desk.link = null
  return async (url) => {
    const page = desk.place().page(url)
    desk.link = page
    turn.dispatch({
      kind: 'page-opened',
      until: new Date(shell.clock.now().getTime() + signInTimeLimitMs).toISOString(),
    })
    // A browser that does not open is not the end: the link can be copied.
    await shell.openPage(page, practice).catch(() => undefined)
  }
}

/** Asks whoever signed in for more rights; what stands in the way, or `null`: they are there. */
export async function allowMore(desk: Desk, scopes: readonly string[]): Promise<Problem | null> {
  const { shell, turn } = desk
  const answer = await desk.place().signIn.allow(scopes, pageOpener(desk), turn.signal)
  const asked = desk.link !== null
  turn.dispatch({ kind: 'page-closed' })
  if (asked) shell.comeForward()
  if ('done' in answer) return null
  return 'no' in answer ? answer.no : answer.problem
}
