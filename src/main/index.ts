import './web-crypto.ts'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, clipboard, dialog, net, Notification, shell, type BrowserWindow } from 'electron'
import { createJournal } from '#adapters/files/journal.ts'
import { createVault } from '#adapters/keychain/keychain.ts'
import { suggestFix } from '#core/guide/suggest-fix.ts'
import { fingerprint } from '#core/fingerprint.ts'
import { ProblemError } from '#core/problem.ts'
import { profileFor } from '#core/access/profile.ts'
import { previousStage, newSession } from '#core/session/session.ts'
import type { View } from '#contract/calls.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { registerAppScheme } from './app-protocol.ts'
import { onPinnedElectron, version } from './build-facts.ts'
import { cdid } from './cdid.ts'
import { systemClock } from './clock.ts'
import { createDialogs } from './dialogs.ts'
import { printPage } from './documents.ts'
import { copyOf } from './facts.ts'
import { createGuideFile } from '#adapters/files/guide-file.ts'
import { createHandlers } from './handlers/index.ts'
import { forgetOldCopies, forgetPasted } from './old-copies.ts'
import { openPractice } from './practice.ts'
import { openLedger, readAwaited, readHistory } from '#adapters/files/run-journal.ts'
import { lockContents, openPage } from './security.ts'
import { serve } from './serve.ts'
import type { Shell, State } from './shell.ts'
import { signInPages } from './sign-in-pages.ts'
import { createWindow, load } from './window.ts'
import { createWorkplace, type Workplace, type WorkplaceParts } from './world.ts'

// Chromium ends at once when root asks for the process-wide sandbox; the window's own sandbox stays.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()
lockContents()

app.setAppUserModelId('com.cdid.prextra-outlook-assistant')

const logs = join(app.getPath('userData'), 'logs')
const errors = createJournal(join(logs, 'errors.jsonl'))
const report = (error: unknown) => {
  errors.record({ at: new Date().toISOString(), ...nameless(error) })
}
process.on('uncaughtException', report)
process.on('unhandledRejection', report)

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
  let recipient: View['recipient'] = null
  let signInApplication = cdid.signIn.name
  let practiceClient: string | null = null

  const window = createWindow(join(__dirname, '..'), mainProcessWords.fr.appName)
  let state: State = { session: newSession, language: languageOf(app.getLocale()), screenShare: false }

  const changed = (next: State): View => {
    state = next
    const view: View = {
      ...next,
      version,
      electron: onPinnedElectron ? 'pinned' : 'fallback',
      signInApplication,
      recipient,
      grantedBy: profileFor(systemClock.now()).grantedBy,
      backTo: previousStage(next.session),
      fix: suggestFix(next.session),
      requests,
    }
    if (!window.isDestroyed()) {
      window.setTitle(titleOf(next))
      window.webContents.send('view', view)
    }
    return view
  }

  const openWorkplace = async (practice: boolean): Promise<Workplace> => {
    const shared = {
      clock: systemClock,
      journal,
      version,
      pages: () => signInPages(state.language),
      requested: () => {
        requests += 1
      },
    }
    const parts = practice ? await practiceParts(logs) : liveParts()
    requests = 0
    signInApplication = parts.signIn.name
    practiceClient = practice ? parts.signIn.clientId : null
    recipient = parts.recipients[0]
      ? { id: parts.recipients[0].id, fingerprint: fingerprint(parts.recipients[0].publicKey), address: parts.address }
      : null
    return createWorkplace({ ...shared, ...parts })
  }

  const assistant: Shell = {
    clock: systemClock,
    openWorkplace,
    openPage,
    version,
    copyOf,
    // A promise since Electron 44, and nothing before.
    copyText: async (text) => {
      await (clipboard.writeText(text) as unknown)
    },
    clipboardText: () => Promise.resolve(clipboard.readText()),
    clearClipboard: () => {
      clipboard.clear()
      return Promise.resolve()
    },
    guide: createGuideFile(join(app.getPath('userData'), 'guide.json')),
    ...createDialogs(window, () => state.language),
    printPage,
    awaited: () => readAwaited(openLedger(journal)).filter(({ practice }) => !practice),
    history: () => readHistory(openLedger(journal)),
    ownSignInClient: (practice) => (practice ? practiceClient : cdid.signIn.own ? cdid.signIn.clientId : null),
    showJournal: () => {
      shell.showItemInFolder(journal)
    },
    comeForward: () => {
      if (window.isMinimized()) window.restore()
      window.focus()
    },
    tell: (what) => {
      if (window.isFocused() || !Notification.isSupported()) return
      const words = mainProcessWords[state.language]
      new Notification({ title: words.appName, body: words.notifications[what] }).show()
    },
    close: () => {
      window.close()
    },
  }

  const handlers = createHandlers(assistant, state, changed)
  serve(window.webContents, handlers, report)
  app.on('second-instance', () => {
    assistant.comeForward()
  })
  app.on('window-all-closed', () => {
    // A secret that Microsoft has just shown is kept or taken back first.
    void Promise.race([handlers.settled(), systemClock.wait(closingLimitMs, new AbortController().signal)]).then(() => {
      app.quit()
    })
  })
  confirmClosing(window, () => state)
  await load(window)
  const vaultOf = (practice: boolean) =>
    createVault(practice ? vaultServices.practice : vaultServices.live, systemClock, randomUUID)
  await forgetPasted(assistant.guide.read(), vaultOf(false))
  handlers.forgot(await forgetOldCopies(openLedger(journal), systemClock.now(), vaultOf, assistant.guide.read()))
}

const closingLimitMs = 30_000

/** Names in the operating system's keychain. */
const vaultServices = {
  live: 'Assistant Outlook-Prextra',
  practice: 'Assistant Outlook-Prextra (exercice)',
} as const

type Kind = Pick<WorkplaceParts, 'fetch' | 'page' | 'practice' | 'recipients' | 'address' | 'signIn' | 'vaultService'>

/** Never on an Electron this build was not made for, and never without somebody to seal to. */
function liveParts(): Kind {
  const at = new Date()
  if (!onPinnedElectron) throw new ProblemError({ code: 'live-unavailable', at: at.toISOString() })
  const recipients = cdid.recipients.filter(({ notAfter }) => at < new Date(notAfter))
  if (recipients.length === 0) throw new ProblemError({ code: 'recipient-missing', at: at.toISOString() })
  return {
    practice: false,
    fetch: (url, init) => net.fetch(url, init),
    page: (url) => url,
    recipients,
    address: cdid.address,
    signIn: cdid.signIn,
    vaultService: vaultServices.live,
  }
}

async function practiceParts(logs: string): Promise<Kind> {
  const log = join(logs, 'practice-tenant.jsonl')
  const { fetch, page, recipient, address, signIn } = await openPractice(log)
  return {
    practice: true,
    fetch,
    page,
    recipients: [recipient],
    address,
    signIn,
    vaultService: vaultServices.practice,
  }
}

function confirmClosing(window: BrowserWindow, state: () => State): void {
  window.on('close', (event) => {
    const { session, language } = state()
    if (!session.busy || !['run', 'handoff', 'done'].includes(session.at)) return
    event.preventDefault()
    const words = mainProcessWords[language].close
    // Not the blocking kind: what Microsoft answers meanwhile must be heard in time.
    const asked = dialog.showMessageBox(window, {
      type: 'question',
      message: words.question,
      detail: words.detail,
      buttons: [words.keep, words.close],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    void asked.then(({ response }) => {
      if (response === 1) window.destroy()
    })
  })
}

function titleOf({ session, language }: State): string {
  return mainProcessWords[language].windowTitle(session.practice)
}

function languageOf(locale: string): State['language'] {
  return locale.toLowerCase().startsWith('en') ? 'en' : 'fr'
}

/** Where an unforeseen error happened, without its message: a message may quote what it choked on. */
function nameless(error: unknown): { readonly name: string; readonly stack: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] }
  return { name: error.name, stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) }
}
