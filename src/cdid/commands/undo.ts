import { receptionWords } from '#words/reception/reception.ts'
import { printable } from '../terminal/printable-text.ts'
import { agreed, type Command, exitCodes, recordsFile } from '../reception.ts'
import { changeRecords, readRecords } from '../records/records.ts'
import { findUndoable, undo, withoutMerge } from '../configuration/undo.ts'

export const undoCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  const config = line.text('config')
  const file = recordsFile(reception)
  const last = await findUndoable(await readRecords(file), config)
  terminal.print(words.toUndo(printable(last.customer.environment), printable(last.backup)))
  if (!(await agreed(reception))) {
    terminal.print(words.nothingWritten)
    return line.flag('dry-run') ? exitCodes.done : exitCodes.refused
  }
  const backup = await undo(config, last, reception.now())
  await changeRecords(file, (records) => withoutMerge(records, last))
  terminal.print(words.undone(printable(config), printable(backup)))
  terminal.print(words.restart)
  return exitCodes.done
}
