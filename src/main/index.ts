import './start-guard.ts'
import './web-crypto.ts'
import { join } from 'node:path'
import { app, dialog, ipcMain, Menu, type BrowserWindow } from 'electron'
import { createJournal, type JournalFile } from '#adapters/files/journal.ts'
import { createSettingsFile } from '#adapters/files/settings-file.ts'
import { callNames } from '#contract/names.ts'
import type { Language } from '#words/format/language.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { registerAppScheme } from './app-protocol.ts'
import type { RunningAssistant } from './assistant.ts'
import { isJourneyBuild } from './build-facts.ts'
import { systemClock } from './clock.ts'
import { forbidCrashDumps } from './crash-dumps.ts'
import { filesIn, foldersFor } from './folders.ts'
import type { OpenedAssistant } from './open-assistant.ts'
import { closeSessions, lockContents } from './security.ts'
import { createUnforeseen } from './unforeseen.ts'
import { createWindow, load, type LoadingPage } from './window.ts'
import { withoutMessage } from './without-message.ts'

// Under root, Chromium exits when the sandbox is enabled for the whole app. The window has its own sandbox as well.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
forbidCrashDumps()
registerAppScheme()
// Forms and text need no graphics card, and remote desktops have none: Chromium looks for one in vain there (ADR 24).
app.disableHardwareAcceleration()
app.commandLine.appendSwitch('disable-software-rasterizer')
// No window has a menu, and Electron would otherwise make one of its own.
Menu.setApplicationMenu(null)
closeSessions()
lockContents()

// A build for journeys keeps its data apart from an installed assistant's.
if (isJourneyBuild && !app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', `${app.getPath('userData')} (journeys)`)
}
app.setAppUserModelId('com.cdid.prextra-outlook-assistant')

const folders = foldersFor(app.getPath('userData'), {
  platform: process.platform,
  localAppData: process.env.LOCALAPPDATA,
  isNamed: app.commandLine.hasSwitch('user-data-dir'),
})
// Before the lock of the single instance, and before Chromium has written anything.
app.setPath('sessionData', folders.local)
const files = filesIn(folders)
const settings = createSettingsFile(files.settings)
const errors = createJournal(join(files.logs, 'errors.jsonl'))
const report = (error: unknown) => {
  errors.record({ at: new Date().toISOString(), ...withoutMessage(error) })
}
/** The assistant behind the window; `null` before there is one. */
let running: RunningAssistant | null = null
const unforeseen = createUnforeseen({
  clock: systemClock,
  record: report,
  settled: () => running?.context.settled() ?? Promise.resolve(),
  lastRestart: () => lastRestart(errors),
  ask: askAfterError,
  restart: () => {
    errors.record({ at: new Date().toISOString(), did: 'restart' })
    app.relaunch()
    app.exit(0)
  },
  close: () => {
    app.exit(1)
  },
})
const handleUnforeseen = (error: unknown) => void unforeseen.happened(error)
process.on('uncaughtException', handleUnforeseen)
process.on('unhandledRejection', handleUnforeseen)

if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(open)
    .catch((error: unknown) => {
      report(error)
      dialog.showErrorBox(mainProcessWords.fr.appName, mainProcessWords.fr.cannotOpen)
      app.exit(1)
    })
} else app.quit()

async function open(): Promise<void> {
  const language = settings.read().language ?? languageOf(app.getLocale())
  const appFolder = join(__dirname, '..')
  const window = createWindow(appFolder, language, settings)
  const page = load(window, appFolder)
  const opening = openBehind(window, page, { appFolder, language })
  for (const name of callNames)
    ipcMain.handle(name, async (event, input) => (await opening)?.answer(event, name, input))
  const opened = await opening
  running = opened?.assistant ?? null
  if (await page.drawn) await opened?.idle()
}

/**
 * Opens the assistant behind the window; `null` when the window was closed before. It is loaded once the page has its files:
 * until then main has those to serve, and then nothing to do while the page reads them.
 */
async function openBehind(
  window: BrowserWindow,
  { served, drawn }: LoadingPage,
  ports: { readonly appFolder: string; readonly language: Language },
): Promise<OpenedAssistant | null> {
  await Promise.race([served, drawn])
  const { openAssistant } = await import('./open-assistant.ts')
  if (window.isDestroyed()) return null
  return openAssistant(window, {
    files,
    settings,
    report,
    isBroken: () => unforeseen.isBroken,
    failed: handleUnforeseen,
    ...ports,
  })
}

function lastRestart(journal: JournalFile): Date | null {
  const line = journal.lines().find((one) => (one as { readonly did?: unknown }).did === 'restart')
  const { at } = Object(line) as { readonly at?: unknown }
  return typeof at === 'string' ? new Date(at) : null
}

function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('en') ? 'en' : 'fr'
}

/** Asks after an uncaught error whether to start again or to close. In practice the dialog says what is lost. */
async function askAfterError(mayRestart: boolean): Promise<'restart' | 'close'> {
  const words = mainProcessWords[running?.language() ?? 'fr'].unforeseen
  const isPractice = running?.context.session.practice ?? false
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: words.message,
    detail: isPractice ? words.detailPractice : words.detail,
    buttons: mayRestart ? [words.restart, words.close] : [words.close],
    defaultId: 0,
    cancelId: mayRestart ? 1 : 0,
    noLink: true,
  })
  return mayRestart && response === 0 ? 'restart' : 'close'
}
