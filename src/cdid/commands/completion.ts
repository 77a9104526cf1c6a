import { powershellCompletion } from '../terminal/completion.ts'
import { type Command, exitCodes } from '../reception.ts'

export const completionCommand: Command = ({ terminal }) => {
  terminal.print(powershellCompletion().trimEnd())
  return Promise.resolve(exitCodes.done)
}
