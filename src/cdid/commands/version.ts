import { isSea } from 'node:sea'
import packageJson from '../../../package.json' with { type: 'json' }
import { type Command, exitCodes } from '../reception.ts'
import { printableJson } from '../terminal/printable-text.ts'

/** What this tool is: its version, the Node that runs it, and whether it is one executable file. */
export function versionFacts() {
  return { version: packageJson.version, node: process.versions.node, executable: isSea() }
}

export const versionCommand: Command = ({ line, terminal }) => {
  const { version, node, executable } = versionFacts()
  if (line.flag('json')) terminal.printRaw(printableJson(versionFacts()))
  else terminal.print(`prextra-reception ${version} (Node ${node}${executable ? ', exe' : ''})`)
  return Promise.resolve(exitCodes.done)
}
