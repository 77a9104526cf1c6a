import { Menu, type BrowserWindow } from 'electron'
import type { Language } from '#words/format/language.ts'
import { mainProcessWords } from '#words/screens/shell/main-process.ts'

/** Offers what a right click offers everywhere: cut, copy and paste in a field, and copy of what is selected. */
export function offerEditMenu(window: BrowserWindow, language: () => Language): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    if (!isEditable && selectionText === '') return
    const { cut, copy, paste, selectAll } = mainProcessWords[language()].editMenu
    const copying = { role: 'copy', label: copy, enabled: editFlags.canCopy } as const
    const editing = [
      { role: 'cut', label: cut, enabled: editFlags.canCut },
      copying,
      { role: 'paste', label: paste, enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', label: selectAll, enabled: editFlags.canSelectAll },
    ] as const
    Menu.buildFromTemplate(isEditable ? [...editing] : [copying]).popup({ window })
  })
}
