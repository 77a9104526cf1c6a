import { writeFileSync } from 'node:fs'
import { app } from 'electron'

/**
 * Keeps what is in memory out of crash reports and core dumps: Electron's reporter is never started, Chromium's is
 * switched off, and Linux writes none of this process's memory into a core dump (proc(5), coredump_filter).
 */
export function forbidCrashDumps(): void {
  app.commandLine.appendSwitch('disable-breakpad')
  app.commandLine.appendSwitch('disable-crash-reporter')
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // Where it cannot be set, the computer's own limit on core dumps stands.
  }
}
