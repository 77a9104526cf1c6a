import './start-guard.ts'
import './web-crypto.ts'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import { createJournal, type JournalFile } from '#adapters/files/journal.ts'
import { openLedger, readKeptCopies } from '#adapters/files/run-journal.ts'
import { createVault, keychainIdle } from '#adapters/keychain/keychain.ts'
import { createProxySignIn } from '#core/network/proxy-sign-in.ts'
import type { SessionContext } from '#core/session/context.ts'
import type { Desktop, Workplace } from '#core/session/desktop.ts'
import { forgetOldCopies, type KeptHere } from '#core/session/forget-copies.ts'
import { isReading } from '#core/session/session.ts'
import type { Language } from '#words/format/language.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { registerAppScheme } from './app-protocol.ts'
import { createAssistant, type RunningAssistant } from './assistant.ts'
import { isJourneyBuild, onPinnedElectron, version } from './build-facts.ts'
import { cdid } from './cdid.ts'
import { askForClientCertificates } from './client-certificates.ts'
import { systemClock } from './clock.ts'
import { forbidCrashDumps } from './crash-dumps.ts'
import { createDesktop } from './desktop.ts'
import { watchActs } from './human/acts.ts'
import { createCallRate } from './human/call-rate.ts'
import { createDialogTurn, type DialogTurn } from './human/dialog-turn.ts'
import { createGate } from './human/gate.ts'
import { createQuestions } from './human/questions.ts'
import { loadWhenIdle } from './load-when-idle.ts'
import { nextTask } from './next-task.ts'
import { forgetProxyPasswords } from './network-session.ts'
import { closeSessions, lockContents } from './security.ts'
import { serve } from './serve.ts'
import { signInPages } from './sign-in-pages.ts'
import { createUnforeseen } from './unforeseen.ts'
import { createWindow, keepPage, load } from './window.ts'
import { withoutMessage } from './without-message.ts'
import { liveParts, practiceParts, vaultServices } from './worlds.ts'
import { createWriter } from './writer.ts'

// Under root, Chromium exits when the sandbox is enabled for the whole app. The window has its own sandbox as well.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
forbidCrashDumps()
registerAppScheme()
closeSessions()
lockContents()

// A build for journeys keeps its data apart from an installed assistant's.
if (isJourneyBuild && !app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', `${app.getPath('userData')} (journeys)`)
}
app.setAppUserModelId('com.cdid.prextra-outlook-assistant')

const logs = join(app.getPath('userData'), 'logs')
const errors = createJournal(join(logs, 'errors.jsonl'))
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
  const journal = join(logs, 'journal.jsonl')
  let requests = 0
  const window = createWindow(join(__dirname, '..'), windowTitle('fr', false))

  const proxies = createProxySignIn(() => {
    assistant.tell()
  })
  const openWorkplace = async (practice: boolean): Promise<Workplace> => {
    const parts = practice ? await practiceParts(logs) : await liveParts(systemClock.now(), proxies)
    // MSAL, the Graph client and age are loaded with it, and not before the window shows.
    const { createWorkplace } = await import('./workplace.ts')
    await nextTask()
    const { pageForClaims } = await import('#core/session/microsoft-page.ts')
    requests = 0
    return createWorkplace({
      clock: systemClock,
      journal,
      version,
      pages: () => signInPages(assistant.language()),
      pageForClaims: (signal, attempt) => pageForClaims(assistant.context, signal, attempt),
      requested: () => {
        requests += 1
      },
      ...parts,
    })
  }
  const turn = createDialogTurn()
  const desktop = createDesktop(window, {
    language: () => assistant.language(),
    journal,
    openWorkplace,
    proxies: {
      ...proxies,
      forget() {
        proxies.forget()
        void forgetProxyPasswords()
      },
    },
    turn,
  })
  const assistant = createAssistant(
    { desktop, writer: createWriter },
    {
      version,
      electron: onPinnedElectron ? 'pinned' : 'fallback',
      signInApplication: cdid.signIn.name,
      requests: () => requests,
    },
    { language: languageOf(app.getLocale()) },
    (view) => {
      if (window.isDestroyed()) return
      window.setTitle(windowTitle(view.language, view.session.practice))
      window.webContents.send('view', view)
    },
  )
  const { context } = assistant

  running = assistant
  // The time of day may be set while the program runs; this clock only ever goes on.
  const now = () => performance.now()
  const acts = watchActs(window.webContents, now)
  const ask = createQuestions(window, turn, () => assistant.view())
  serve(window.webContents, assistant, {
    report,
    isBroken: () => unforeseen.isBroken,
    rate: createCallRate(now),
    gate: createGate({ context, acts, turn, ask, now }),
  })
  app.on('second-instance', desktop.comeForward)
  quitWhenSettled(context)
  confirmClosing(window, assistant, turn)
  askForClientCertificates(() => assistant.language())
  keepPage(window, {
    told: () => void tellPageIsBack(window, assistant),
    failed: handleUnforeseen,
  })
  if (!(await load(window))) return
  const gone = await forgetOldCopies(keptHere(journal, desktop), systemClock.now())
  if (gone.copies.length > 0 || gone.pastedFor !== null) context.emit({ kind: 'copies-forgotten', ...gone })
  await loadWhenIdle(systemClock)
}

function keptHere(journal: string, { guideFile }: Desktop): KeptHere {
  const ledger = openLedger(journal)
  return {
    copies: readKeptCopies(ledger),
    guide: guideFile.read(),
    keepGuide: (guide) => guideFile.write(guide),
    vaultOf: (practice) => createVault(practice ? vaultServices.practice : vaultServices.live, systemClock, randomUUID),
    forgotten: (keyId) => {
      ledger.record({ at: systemClock.now().toISOString(), did: 'forget', keyId })
    },
  }
}

function lastRestart(journal: JournalFile): Date | null {
  const line = journal.lines().find((one) => (one as { readonly did?: unknown }).did === 'restart')
  const { at } = Object(line) as { readonly at?: unknown }
  return typeof at === 'string' ? new Date(at) : null
}

const closingLimitMs = 30_000

/**
 * However it is asked to quit, it first waits until a secret that Microsoft has just shown is kept or removed, and until the
 * reads of the tenant agree.
 */
function quitWhenSettled({ abandon, atRest }: Pick<SessionContext, 'abandon' | 'atRest'>): void {
  let isSettled = false
  app.on('will-quit', (event) => {
    if (isSettled) return
    event.preventDefault()
    abandon()
    const limit = systemClock.wait(closingLimitMs, new AbortController().signal)
    void Promise.race([atRest().then(keychainIdle), limit]).then(() => {
      isSettled = true
      // Electron takes up a new wish to quit only after this event.
      setImmediate(() => {
        app.quit()
      })
    })
  })
}

function confirmClosing(window: BrowserWindow, assistant: RunningAssistant, turn: DialogTurn): void {
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

async function tellPageIsBack(window: BrowserWindow, assistant: RunningAssistant): Promise<void> {
  const { message, detail, goOn } = mainProcessWords[assistant.language()].pageIsBack
  await dialog.showMessageBox(window, { type: 'warning', message, detail, buttons: [goOn], noLink: true })
}

function windowTitle(language: Language, practice: boolean): string {
  const words = mainProcessWords[language]
  return `${words.windowTitle(practice)}${isJourneyBuild ? words.journeyBuild : ''}`
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
