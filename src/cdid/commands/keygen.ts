import { practiceFileName } from '#core/handoff/document.ts'
import { receptionWords } from '#words/reception/reception.ts'
import { outputPath } from '../files/output-file.ts'
import { type Command, exitCodes, newCustomer, passphraseSource, printNext } from '../reception.ts'
import { keygen } from '../sealed/keygen.ts'
import { newPassphrase } from '../sealed/passphrase.ts'
import { printable } from '../terminal/printable-text.ts'

export const keygenCommand: Command = async (reception) => {
  const { line, language, terminal } = reception
  const words = receptionWords[language]
  const practice = line.flag('practice')
  const name = 'prextra-reception.key'
  const out = outputPath(line.optional('out') ?? (practice ? practiceFileName(name, language) : name))
  const source = passphraseSource(reception)
  // A practice key protects nothing real, so it has a passphrase only when one is given.
  const isOpen = line.flag('unprotected') || (practice && source.file === undefined && !source.fromStdin)
  const questions = { first: words.newPassphrase, again: words.againPassphrase }
  const made = (passphrase: string) => {
    terminal.tell(words.madePassphrase(passphrase))
  }
  const passphrase = isOpen ? null : await newPassphrase(source, questions, language, made)
  const { id, publicKey, notAfter } = await keygen(out, reception.now(), practice, passphrase)
  const json = `{ "id": ${JSON.stringify(id)}, "publicKey": ${JSON.stringify(publicKey)}, "notAfter": ${JSON.stringify(notAfter)} }`
  terminal.print(words.keyMade(printable(out), publicKey))
  terminal.printRaw(json)
  printNext(reception, [...newCustomer(reception), '--identity', out])
  return exitCodes.done
}
