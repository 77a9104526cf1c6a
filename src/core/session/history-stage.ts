import type { SessionContext } from './context.ts'
import type { Desktop } from './desktop.ts'
import type { HistoryStage } from './session.ts'

/** Returns the history of this computer, as it is now. */
export function historyStage(desktop: Pick<Desktop, 'history' | 'savedFile' | 'reports'>): HistoryStage {
  const history = desktop.history()
  const ids = history.map(({ keyId }) => keyId)
  const kept = {
    files: ids.filter((keyId) => desktop.savedFile(keyId) !== null),
    reports: ids.filter((keyId) => desktop.reports.find(keyId) !== null),
  }
  return { at: 'history', history, kept, answer: null, confirmed: null }
}

/** Takes a handoff off the list. The tenant, the keychain and CDID are not touched. */
export function forgetRow(context: SessionContext, { keyId }: { readonly keyId: string }): void {
  context.allow('forget-row')
  context.workplace().world.journal.note({ did: 'forget-row', keyId })
  context.arriveAt(historyStage(context.desktop))
}

/** Shows the sealed file of a secret in its folder. Throws `bad-input` when it is not there. */
export function showFile(context: SessionContext, { keyId }: { readonly keyId: string }): void {
  context.allow('show-file')
  const path = context.desktop.savedFile(keyId)
  if (path === null) throw context.problem('bad-input')
  context.desktop.showFile(path)
}
