import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { app, clipboard, Notification, shell, type BrowserWindow } from 'electron'
import { createGuideFile } from '#adapters/files/guide-file.ts'
import { createOrganizationsFile } from '#adapters/files/organizations-file.ts'
import { createJournal } from '#adapters/files/journal.ts'
import { createReports } from '#adapters/files/reports.ts'
import { openLedger, readAwaited, readHistory, readSavedFile, readUnsent } from '#adapters/files/run-journal.ts'
import type { SettingsFile } from '#adapters/files/settings-file.ts'
import type { Vault } from '#core/ports.ts'
import type { Desktop } from '#core/session/desktop.ts'
import type { Language } from '#words/format/language.ts'
import type { Mask } from '#words/format/mask.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'
import { version } from './build-facts.ts'
import { systemClock } from './clock.ts'
import { createDialogs } from './dialogs.ts'
import { printPage } from './documents.ts'
import type { DialogTurn } from './human/dialog-turn.ts'
import type { filesIn } from './folders.ts'
import { createPersonalData } from './personal-data.ts'
import { openPage } from './security.ts'

/** The Desktop port over Electron: dialogs, clipboard, browser and notifications, in front of one window. */
export function createDesktop(
  window: BrowserWindow,
  given: {
    readonly language: () => Language
    readonly mask: () => Mask
    readonly files: ReturnType<typeof filesIn>
    readonly settings: SettingsFile
    readonly vaults: { readonly live: Vault; readonly practice: Vault }
    readonly policy: Desktop['policy']
    readonly openWorkplace: Desktop['openWorkplace']
    readonly proxies: Desktop['proxies']
    readonly turn: DialogTurn
  },
): Desktop {
  const { language, mask, files, settings, vaults, policy, openWorkplace, proxies, turn } = given
  const guideFile = createGuideFile(files.guide)
  const organizationsFile = createOrganizationsFile(files.organizations)
  let shown: Notification
  const comeForward = () => {
    // Work that is brought to its end may outlive the window.
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.focus()
  }
  return {
    version,
    clock: systemClock,
    policy,
    openWorkplace,
    proxies,
    openPage,
    // Neither is needed before something is handed over.
    writeDraft: async (mail) => (await import('#adapters/mail/draft.ts')).draftOf(mail),
    armor: async (sealed) => (await import('#adapters/seal/age.ts')).armored(sealed),
    ...createDialogs(window, { language, mask }, turn),
    printPage: (html, title) =>
      printPage(html, { head: title, foot: `${mainProcessWords[language()].appName} ${version}` }),
    // This returns a promise since Electron 44, and nothing before.
    copyText: async (text) => {
      await (clipboard.writeText(text) as unknown)
    },
    clipboardText: () => Promise.resolve(clipboard.readText()),
    clearClipboard: () => {
      clipboard.clear()
      return Promise.resolve()
    },
    guideFile,
    organizationsFile,
    personalData: createPersonalData({ files, vaults, guideFile, organizationsFile, settings }),
    awaited: () => readAwaited(openLedger(files.ledger)).filter(({ practice }) => !practice),
    history: () => readHistory(openLedger(files.ledger)),
    unsent: () => readUnsent(openLedger(files.ledger)),
    savedFile: (keyId) => {
      const path = readSavedFile(openLedger(files.ledger), keyId)
      return path !== null && existsSync(path) ? path : null
    },
    showFile: (path) => {
      shell.showItemInFolder(path)
    },
    reports: createReports(files.reports),
    support: () => ({
      versions: [
        [mainProcessWords[language()].appName, version],
        ['Electron', process.versions.electron],
        ['Chromium', process.versions.chrome],
        [process.platform, process.getSystemVersion()],
      ],
      requests: createJournal(files.journal).lines(),
    }),
    showLicences: () => {
      shell.showItemInFolder(join(dirname(app.getPath('exe')), 'THIRD-PARTY-NOTICES.txt'))
    },
    showJournal: () => {
      shell.showItemInFolder(files.journal)
    },
    comeForward,
    notify: (what) => {
      if (window.isDestroyed() || window.isFocused() || !Notification.isSupported()) return
      const words = mainProcessWords[language()]
      // It is kept until the next one, because what is clicked must still be there.
      shown = new Notification({ title: words.appName, body: words.notifications[what] })
      shown.on('click', comeForward)
      shown.show()
    },
    close: () => {
      window.close()
    },
  }
}
