import type { SessionContext } from '#core/session/context.ts'

/** What is used of the window: these events come on Windows only. */
interface EndingWindow {
  on(event: 'query-session-end', listener: (event: { readonly preventDefault: () => void }) => void): unknown
}

/**
 * Ends well when Windows does: at a sign-out, a restart, or when an installer's Restart Manager closes what it replaces. What a
 * person has not approved is given up at once; what must not be cut short is waited for, which Windows shows, and then the
 * application quits by itself. Each line of the journal is on the disk already.
 */
export function endWithWindows(
  window: EndingWindow,
  { abandon, settled, isSettled }: Pick<SessionContext, 'abandon' | 'settled' | 'isSettled'>,
  quit: () => void,
): void {
  window.on('query-session-end', (event) => {
    abandon()
    if (isSettled()) return
    event.preventDefault()
    void settled().then(quit)
  })
}
