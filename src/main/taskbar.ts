import type { Session } from '#core/session/session.ts'

/** More than 1: work is under way, and nobody knows how much of it is done. */
const unknownProgress = 2

/** Returns what the taskbar shows of the work under way, as Electron's `setProgressBar` takes it; -1 for nothing. */
export function taskbarProgress(session: Session): number {
  if (!session.busy) return -1
  if (session.at !== 'run' || session.run.rows.length === 0) return unknownProgress
  const { rows } = session.run
  return rows.filter(({ state }) => state === 'done').length / rows.length
}
