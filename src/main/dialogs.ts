import { open } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import { confirmationMaxBytes } from '#core/confirmation.ts'
import { practiceFileName } from '#core/handoff.ts'
import type { Language } from '#words/language.ts'
import { native, type FileKind } from '#words/native.ts'
import type { Shell } from './shell.ts'

const endings: Readonly<Record<FileKind, string>> = { sealed: 'age', page: 'pdf', script: 'ps1', calendar: 'ics' }

/** The system's own dialogs, in front of the window. */
export function createDialogs(
  window: BrowserWindow,
  language: () => Language,
): Pick<Shell, 'chooseFile' | 'openConfirmation'> {
  return {
    async chooseFile(suggested, kind, practice) {
      const words = native[language()]
      const { title, type } = words.files[kind]
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title,
        defaultPath: join(app.getPath('documents'), suggested),
        buttonLabel: words.saveButton,
        filters: [{ name: type, extensions: [endings[kind]] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return canceled || !filePath ? null : pathOf(filePath, endings[kind], practice)
    },

    async openConfirmation() {
      const words = native[language()]
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title: words.confirmationTitle,
        filters: [{ name: words.confirmations, extensions: ['json'] }],
        properties: ['openFile'],
      })
      const [path] = filePaths
      return canceled || path === undefined ? null : readAtMost(path, confirmationMaxBytes + 1)
    },
  }
}

/** GTK adds no ending, and a practice file is never to be mistaken for a real one. */
function pathOf(chosen: string, ending: string, practice: boolean): string {
  const { dir, base, ext } = parse(chosen)
  const name = practice ? practiceFileName(base) : base
  return join(dir, ext.toLowerCase() === `.${ending}` ? name : `${name}.${ending}`)
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
