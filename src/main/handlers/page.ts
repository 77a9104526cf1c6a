import { signInTimeLimitMs } from '#adapters/microsoft/authorize.ts'
import type { Desk } from './desk.ts'

/** Shows a page of Microsoft's in the browser; until when it may answer is told, and its address can be copied. */
export function pageOpener(desk: Desk): (url: string) => Promise<void> {
  const { shell, turn } = desk
  desk.link = null
  return async (url) => {
    const page = desk.place().page(url)
    desk.link = page
    const until = new Date(shell.clock.now().getTime() + signInTimeLimitMs).toISOString()
    turn.happen({ kind: 'page-opened', until })
    // A browser that does not open is not the end: the link can be copied.
    await shell.openSignInPage(page, turn.state.session.practice).catch(() => undefined)
  }
}
