import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import { openLedger, readKeptCopies } from '#adapters/files/run-journal.ts'
import type { SettingsFile } from '#adapters/files/settings-file.ts'
import { createVault } from '#adapters/keychain/keychain.ts'
import { createProxySignIn } from '#core/network/proxy-sign-in.ts'
import type { Vault } from '#core/ports.ts'
import type { Desktop, Workplace } from '#core/session/desktop.ts'
import { forgetOldCopies, type KeptHere } from '#core/session/forget-copies.ts'
import type { Language } from '#words/format/language.ts'
import { maskOf } from '#words/format/mask.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { createAssistant, type RunningAssistant } from './assistant.ts'
import { built, onPinnedElectron, version } from './build-facts.ts'
import { cdid } from './cdid.ts'
import { askForClientCertificates } from './client-certificates.ts'
import { systemClock } from './clock.ts'
import { confirmClosing, quitWhenSettled } from './closing.ts'
import { readCompanyPolicy } from './company-policy.ts'
import { createDesktop } from './desktop.ts'
import { offerEditMenu } from './edit-menu.ts'
import type { filesIn } from './folders.ts'
import { offerHelp } from './help-key.ts'
import { watchActs } from './human/acts.ts'
import { createCallRate } from './human/call-rate.ts'
import { createDialogTurn } from './human/dialog-turn.ts'
import { createGate } from './human/gate.ts'
import { createQuestions } from './human/questions.ts'
import { loadWhenIdle } from './load-when-idle.ts'
import { forgetProxyPasswords } from './network-session.ts'
import { nextTask } from './next-task.ts'
import { createAnswering, type Answering } from './serve.ts'
import { endWithWindows } from './session-end.ts'
import { signInPages } from './sign-in-pages.ts'
import { taskbarProgress } from './taskbar.ts'
import { keepPage, windowTitle } from './window.ts'
import { liveParts, practiceParts, vaultServices } from './worlds.ts'
import { createWriter } from './writer.ts'

/** What the process gives the assistant: where it keeps its files, and who hears of what nobody foresaw. */
interface ProcessPorts {
  readonly files: ReturnType<typeof filesIn>
  readonly settings: SettingsFile
  readonly report: (error: unknown) => void
  readonly isBroken: () => boolean
  readonly failed: (error: Error) => void
  /** The built `out/app`. */
  readonly appFolder: string
  readonly language: Language
}

/** The assistant behind a window. */
export interface OpenedAssistant {
  readonly assistant: RunningAssistant
  readonly answer: Answering
  /** Does what there is to do once the window is drawn. */
  readonly idle: () => Promise<void>
}

/** Opens the assistant behind a window, which draws nothing of it before the company's policy is read here. */
export function openAssistant(
  window: BrowserWindow,
  { files, settings, report, isBroken, failed, appFolder, language }: ProcessPorts,
): OpenedAssistant {
  const reading = readCompanyPolicy()
  let requests = 0

  let shown = reading.policy.language ?? language
  if (shown !== language) window.setTitle(windowTitle(shown, false))
  /** Keeps the language that a person has chosen in the window. */
  const keepLanguage = (chosen: Language) => {
    if (chosen !== shown) void settings.write({ language: chosen })
    shown = chosen
  }
  const proxies = createProxySignIn(() => {
    assistant.tell()
  })
  const openWorkplace = async (practice: boolean): Promise<Workplace> => {
    const parts = practice
      ? await practiceParts(files.logs)
      : await liveParts(systemClock.now(), proxies, reading.policy)
    // MSAL, the Graph client and age are loaded with it, and not before the window shows.
    const { createWorkplace } = await import('./workplace.ts')
    await nextTask()
    const { pageForClaims } = await import('#core/session/microsoft-page.ts')
    requests = 0
    return createWorkplace({
      clock: systemClock,
      journal: files.journal,
      ledger: files.ledger,
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
    mask: () => maskOf(assistant.view().screenShare),
    files,
    settings,
    vaults: { live: vaultOf(false), practice: vaultOf(true) },
    policy: reading,
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
      built,
      electron: onPinnedElectron ? 'pinned' : 'fallback',
      signInApplication: cdid.signIn.name,
      cdid: { address: cdid.address, phone: cdid.phone, hours: cdid.hours },
      requests: () => requests,
    },
    { language: shown },
    (view) => {
      if (view.policy.language === null) keepLanguage(view.language)
      if (window.isDestroyed()) return
      window.setProgressBar(taskbarProgress(view.session))
      window.setTitle(windowTitle(view.language, view.session.practice))
      window.webContents.send('view', view)
    },
  )
  const { context } = assistant

  // The time of day may be set while the program runs; this clock only ever goes on.
  const now = () => performance.now()
  const acts = watchActs(window.webContents, now)
  const ask = createQuestions(window, turn, () => assistant.view())
  app.on('second-instance', desktop.comeForward)
  offerHelp(window, assistant, join(appFolder, 'help'))
  offerEditMenu(window, assistant.language)
  quitWhenSettled(context, settings)
  confirmClosing(window, assistant, turn)
  endWithWindows(window, context, () => {
    app.quit()
  })
  askForClientCertificates(window, turn, () => assistant.language())
  keepPage(window, {
    told: () => void turn.wait(() => tellPageIsBack(window, assistant)),
    failed,
  })
  return {
    assistant,
    answer: createAnswering(window.webContents, assistant, {
      report,
      isBroken,
      rate: createCallRate(now),
      gate: createGate({ context, acts, turn, ask, now }),
    }),
    async idle() {
      const gone = await forgetOldCopies(keptHere(files.ledger, desktop), systemClock.now())
      if (gone.copies.length > 0 || gone.pastedFor !== null) context.emit({ kind: 'copies-forgotten', ...gone })
      await loadWhenIdle(systemClock)
    },
  }
}

function keptHere(path: string, { guideFile }: Desktop): KeptHere {
  const ledger = openLedger(path)
  return {
    copies: readKeptCopies(ledger),
    guide: guideFile.read(),
    keepGuide: (guide) => guideFile.write(guide),
    vaultOf,
    forgotten: (keyId) => {
      ledger.record({ at: systemClock.now().toISOString(), did: 'forget', keyId })
    },
  }
}

function vaultOf(practice: boolean): Vault {
  return createVault(practice ? vaultServices.practice : vaultServices.live, systemClock, randomUUID)
}

async function tellPageIsBack(window: BrowserWindow, assistant: RunningAssistant): Promise<void> {
  const { message, detail, goOn } = mainProcessWords[assistant.language()].pageIsBack
  await dialog.showMessageBox(window, { type: 'warning', message, detail, buttons: [goOn], noLink: true })
}
