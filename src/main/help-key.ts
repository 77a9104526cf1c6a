import type { BrowserWindow, Input } from 'electron'
import type { RunningAssistant } from './assistant.ts'
import type { Help } from './help-window.ts'

/**
 * Opens the documentation with F1, at the page of the step on the screen. It is loaded when it is first wanted. `folder` is
 * the built `out/app/help`.
 */
export function offerHelp(window: BrowserWindow, assistant: RunningAssistant, folder: string): void {
  let help: Promise<Help> | null = null
  window.webContents.on('before-input-event', (event, input) => {
    if (!isHelpKey(input)) return
    event.preventDefault()
    help ??= import('./help-window.ts').then(({ createHelp }) => createHelp(window, folder))
    void help.then(({ open }) => {
      open(assistant.context.session, assistant.language())
    })
  })
}

/** Whether this is F1 alone. */
function isHelpKey({ type, key, control, alt, shift, meta }: Input): boolean {
  return type === 'keyDown' && key === 'F1' && !control && !alt && !shift && !meta
}
