import { receptionWords } from '#words/reception/reception.ts'
import type { FileDifference } from '../configuration/file-difference.ts'
import { undo } from '../configuration/undo.ts'
import { realFile } from '../files/real-file.ts'
import { createJournal } from '../records/change-journal.ts'
import { withRealPath } from '../records/config-paths.ts'
import { readRecords } from '../records/records.ts'
import { findUndoable } from '../records/undoable.ts'
import {
  agreed,
  asked,
  type Command,
  exitCodes,
  lockOptions,
  printAgain,
  printNext,
  recordsFile,
  type Reception,
} from '../reception.ts'
import { printable } from '../terminal/printable-text.ts'
import { settle } from './settle.ts'

export const undoCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  const config = await realFile(line.text('config'))
  const file = await recordsFile(reception)
  if (!line.flag('dry-run')) await settle(reception, file)
  const records = await withRealPath(await readRecords(file), config)
  const last = await findUndoable(records, config)
  const { environment, tenantId, name, contact, mailbox, addedAt } = last.customer
  const now = reception.now()
  terminal.print(words.toUndo(last.kind, printable(environment), printable(last.change.backup)))
  const intent = await undo({
    config,
    change: last.change,
    now,
    approve: (difference) => approve(reception, difference),
    journal: createJournal(
      file,
      {
        kind: 'undo',
        at: now.toISOString(),
        customer: { environment, tenantId, name, contact, mailbox, addedAt },
        delivery: null,
        unchecked: null,
        undone: last.undone,
      },
      () => undefined,
    ),
    lock: lockOptions(reception),
  })
  if (!intent) {
    terminal.print(words.nothingWritten)
    printAgain(reception)
    return line.flag('dry-run') ? exitCodes.wouldChange : exitCodes.refused
  }
  terminal.print(words.undone(printable(config), printable(intent.backup)))
  terminal.print(words.restart)
  printNext(reception, ['list'])
  return exitCodes.done
}

/** Asks. Without a digest in the records a person must look at what changes, and `--yes` is their word that they did. */
async function approve(reception: Reception, difference: FileDifference | null): Promise<boolean> {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  if (!difference) return agreed(reception)
  terminal.print(words.backupUnknown)
  for (const { sign, key, value } of difference.lines) {
    const text = `  ${sign} ${printable(key)}: ${printable(value)}`
    terminal.print(terminal.paint(sign === '+' ? 'green' : 'red', text))
  }
  if (difference.more > 0) terminal.print(`  … ${words.moreLines(difference.more)}`)
  if (line.flag('dry-run')) return false
  return line.flag('yes') || asked(reception, words.write)
}
