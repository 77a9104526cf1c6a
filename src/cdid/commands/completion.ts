import { readRecords } from '../records/records.ts'
import { type Command, exitCodes, recordsFile } from '../reception.ts'
import { powershellCompletion } from '../terminal/completion.ts'
import { printable } from '../terminal/printable-text.ts'

export const completionCommand: Command = async (reception) => {
  const { line, terminal } = reception
  if (line.argument === 'powershell') terminal.printRaw(powershellCompletion().trimEnd())
  else {
    const { customers } = await readRecords(await recordsFile(reception))
    for (const { environment } of customers) terminal.printRaw(printable(environment))
  }
  return exitCodes.done
}
