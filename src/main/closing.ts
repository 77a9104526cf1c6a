import { app, dialog, type BrowserWindow } from 'electron'
import type { SettingsFile } from '#adapters/files/settings-file.ts'
import { keychainIdle } from '#adapters/keychain/keychain.ts'
import type { SessionContext } from '#core/session/context.ts'
import { isReading } from '#core/session/session-path.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import type { RunningAssistant } from './assistant.ts'
import { systemClock } from './clock.ts'
import type { DialogTurn } from './human/dialog-turn.ts'

const closingLimitMs = 30_000

/**
 * However it is asked to quit, it first waits until a secret that Microsoft has just shown is kept or removed, and until the
 * reads of the tenant agree.
 */
export function quitWhenSettled(
  { abandon, atRest }: Pick<SessionContext, 'abandon' | 'atRest'>,
  settings: Pick<SettingsFile, 'idle'>,
): void {
  let isSettled = false
  app.on('will-quit', (event) => {
    if (isSettled) return
    event.preventDefault()
    abandon()
    const limit = systemClock.wait(closingLimitMs, new AbortController().signal)
    const atLast = atRest()
      .then(keychainIdle)
      .then(() => settings.idle())
    void Promise.race([atLast, limit]).then(() => {
      isSettled = true
      // Electron takes up a new wish to quit only after this event.
      setImmediate(() => {
        app.quit()
      })
    })
  })
}

export function confirmClosing(window: BrowserWindow, assistant: RunningAssistant, turn: DialogTurn): void {
  window.on('close', (event) => {
    const { session } = assistant.context
    const { close, closeWhileReading } = mainProcessWords[assistant.language()]
    const isWorking = session.busy && ['run', 'handoff', 'done'].includes(session.at)
    if (!isWorking && !isReading(session)) return
    event.preventDefault()
    const words = isWorking ? close : { ...close, ...closeWhileReading }
    // The dialog must not block this process, which has to handle Microsoft's answers meanwhile.
    const asked = turn.take(() =>
      dialog.showMessageBox(window, {
        type: 'question',
        message: words.question,
        detail: words.detail,
        buttons: [words.keep, words.close],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      }),
    )
    void asked.then((answer) => {
      if (answer?.response === 1) window.destroy()
    })
  })
}
