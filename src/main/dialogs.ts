import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, join, parse } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import { confirmationMaxBytes } from '#core/handoff/confirmation.ts'
import { practiceFileName } from '#core/handoff/document.ts'
import type { Language } from '#words/format/language.ts'
import type { Mask } from '#words/format/mask.ts'
import { forgettingWords, namesOf, saidLosses } from '#words/screens/shell/forgetting.ts'
import { mainProcessWords, type SavedKind } from '#words/screens/shell/main-process.ts'
import { ProblemError } from '#core/problem.ts'
import { savePlaceAt } from '#adapters/files/save-place.ts'
import type { Desktop } from '#core/session/desktop.ts'
import { systemClock } from './clock.ts'
import { documentsFolder } from './documents-folder.ts'
import type { DialogTurn } from './human/dialog-turn.ts'

type Dialogs = Pick<Desktop, 'choosePlace' | 'openConfirmation' | 'mayReplaceGuide' | 'askAboutUnsent' | 'mayForget'>

/** How the window shows things now. */
interface Shown {
  readonly language: () => Language
  readonly mask: () => Mask
}

/** The system's own dialogs, in front of the window, one at a time. Each rejects with `out-of-order` while another one is open. */
export function createDialogs(window: BrowserWindow, shown: Shown, turn: DialogTurn): Dialogs {
  const dialogs = createUnboundedDialogs(window, shown)
  const inTurn = async <T>(show: () => Promise<T>): Promise<T> => {
    const answer = await turn.take(async () => ({ of: await show() }))
    if (answer) return answer.of
    throw new ProblemError({ code: 'out-of-order', at: systemClock.now().toISOString() })
  }
  return {
    choosePlace: (...asked) => inTurn(() => dialogs.choosePlace(...asked)),
    openConfirmation: () => inTurn(() => dialogs.openConfirmation()),
    mayReplaceGuide: (organization) => inTurn(() => dialogs.mayReplaceGuide(organization)),
    askAboutUnsent: (unsent) => inTurn(() => dialogs.askAboutUnsent(unsent)),
    mayForget: (losses) => inTurn(() => dialogs.mayForget(losses)),
  }
}

function createUnboundedDialogs(window: BrowserWindow, { language, mask }: Shown): Dialogs {
  async function mayReplace(what: 'overwrite' | 'otherGuide', name: string): Promise<boolean> {
    const { question, detail, replace, keep } = mainProcessWords[language()][what]
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: question(name),
      detail,
      noLink: true,
      buttons: [keep, replace],
      defaultId: 0,
      cancelId: 0,
    })
    return response === 1
  }

  return {
    async choosePlace(suggested, kind, practice) {
      const words = mainProcessWords[language()]
      const mark = practice ? language() : null
      const { title, files } = words.saveDialogs[kind]
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title,
        // The suggested name has its ending and prefix already, so that the dialog asks before it overwrites that very
        // file.
        defaultPath: pathOf(join(documentsFolder(app), suggested), kind, mark),
        buttonLabel: words.saveButton,
        filters: [{ name: files, extensions: [kind] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      if (canceled || !filePath) return null
      const path = pathOf(filePath, kind, mark)
      // The dialog has not asked about a file whose name was completed after it closed.
      const isAsked = path === filePath || !existsSync(path)
      return isAsked || (await mayReplace('overwrite', basename(path))) ? savePlaceAt(path, systemClock) : null
    },

    mayReplaceGuide: (organization) => mayReplace('otherGuide', mask().name(organization ?? '')),

    async askAboutUnsent(unsent) {
      const words = forgettingWords[language()].unsent
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message: words.question,
        detail: words.detail(namesOf(unsent, mask())),
        buttons: [words.cancel, words.remove, words.leave],
        defaultId: 1,
        cancelId: 0,
        noLink: true,
      })
      return (['cancel', 'remove', 'forget'] as const)[response] ?? 'cancel'
    },

    async mayForget(losses) {
      const words = forgettingWords[language()].everything
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message: words.question,
        detail: saidLosses(losses, language(), mask()).join('\n'),
        buttons: [words.cancel, words.forget],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      })
      return response === 1
    },

    async openConfirmation() {
      const words = mainProcessWords[language()].openConfirmation
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: words.title,
        filters: [{ name: words.files, extensions: ['json'] }],
        properties: ['openFile'],
      })
      const [path] = filePaths
      return canceled || path === undefined ? null : readAtMost(path, confirmationMaxBytes + 1)
    },
  }
}

/** Returns the chosen path with the ending that GTK does not add, and in practice with the practice prefix of a language. */
function pathOf(chosen: string, kind: SavedKind, practice: Language | null): string {
  const { dir, base, ext } = parse(chosen)
  const name = practice === null ? base : practiceFileName(base, practice)
  return join(dir, ext.toLowerCase() === `.${kind}` ? name : `${name}.${kind}`)
}

async function readAtMost(path: string, bytes: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
