import { rmSync, writeSync } from 'node:fs'
import inspector from 'node:inspector'
import { app, dialog } from 'electron'
import { refusedStartWords } from '#words/screens/shell/refused-start.ts'
import { refusalOf, variablesToDelete, type Refusal } from './start-rules.ts'

/**
 * The first lines that run. What would be read later is deleted from the environment; how the program was started is
 * refused when it has opened, logged or weakened something already, or is about to. Nothing has been connected or written
 * yet: Chromium obeys its command line after these lines.
 */

declare const __DEVELOPMENT__: boolean

/**
 * Whether Playwright or a debugger holds this process. Only a build whose inspect fuse is open can be held (the build for
 * journeys, and Electron as it is downloaded): whoever holds it needs no switch any more.
 */
const isHeld = inspector.url() !== undefined

const variables = Object.keys(process.env)
const loggedTo = logFile()
if (!__DEVELOPMENT__) {
  for (const name of variablesToDelete(variables)) Reflect.deleteProperty(process.env, name)
  const refusal = isHeld
    ? null
    : refusalOf({
        platform: process.platform,
        isRoot: process.getuid?.() === 0,
        args: process.argv.slice(1),
        variables,
      })
  if (refusal !== null) refuse(refusal)
}

function refuse({ kind, name }: Refusal): never {
  // The name is a stranger's text.
  const shown = name.replace(/[^\w./=-]/g, '?').slice(0, 60)
  const { fr, en } = refusedStartWords
  const text = `${fr[kind](shown)}\n\n${en[kind](shown)}`
  // Chromium has emptied this file before these lines, if it was told to log.
  if (loggedTo !== null) rmSync(loggedTo, { force: true })
  writeSync(2, `${text}\n`)
  if (process.platform === 'win32') dialog.showErrorBox(`${fr.title} · ${en.title}`, text)
  app.exit(2)
  // Before the application is ready, `app.exit` ends it at once.
  throw new Error('refused')
}

/** Returns the file that Chromium was told to log to; `null` when it was not told to log. */
function logFile(): string | null {
  const isLogging = app.commandLine.hasSwitch('enable-logging') || process.env.ELECTRON_ENABLE_LOGGING !== undefined
  const named = app.commandLine.getSwitchValue('log-file') || process.env.ELECTRON_LOG_FILE
  return isLogging && named !== undefined && named !== '' ? named : null
}
