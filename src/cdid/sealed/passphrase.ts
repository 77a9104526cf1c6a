import { randomInt } from 'node:crypto'
import { Encrypter } from 'age-encryption'
import { controlCodeWords } from '#words/format/control-code.ts'
import type { Language } from '#words/format/language.ts'
import { readContent } from '../files/file-content.ts'
import type { AskPassphrase } from './identity-file.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { Terminal } from '../terminal/terminal.ts'

export interface PassphraseSource {
  readonly terminal: Terminal
  /** `PREXTRA_PASSPHRASE_FILE`, for automation. */
  readonly file: string | undefined
  /** `--passphrase-stdin`. */
  readonly fromStdin: boolean
}

const maxBytes = 1024
const shortest = 12
const wordsMade = 10
const wordsInList = 2048

/** 128 MB and half a second to try one: with ten words, or twelve characters, more would only cost the technician's time. */
const workFactor = 17

/** A passphrase is never on a command line, which other users can see. It is asked once, whoever asks. */
export function createAskPassphrase(source: PassphraseSource, question: string): AskPassphrase {
  let asked: Promise<string> | undefined
  return () => (asked ??= readPassphrase(source, question))
}

/**
 * A new passphrase: from the file or standard input; typed twice; or, when nothing is typed, ten words made here, which `made`
 * shows once. Rejects when it is too short, or typed differently.
 */
export async function newPassphrase(
  source: PassphraseSource,
  questions: { readonly first: string; readonly again: string },
  language: Language,
  made: (passphrase: string) => void,
): Promise<string> {
  const { terminal, file, fromStdin } = source
  const passphrase = await readPassphrase(source, questions.first)
  const typed = file === undefined && !fromStdin
  if (typed && passphrase === '') {
    const words = makeWords(language)
    made(words)
    return words
  }
  if (Array.from(passphrase).length < shortest) throw new ReceptionError({ code: 'passphrase-short', shortest })
  if (typed && (await terminal.ask(questions.again, true)) !== passphrase) {
    throw new ReceptionError({ code: 'passphrase-differs' })
  }
  return passphrase
}

/** As `age -p` does: `age -d` gives the content back for the passphrase. */
export async function protect(content: string, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return encrypter.encrypt(content)
}

async function readPassphrase({ terminal, file, fromStdin }: PassphraseSource, question: string): Promise<string> {
  if (file !== undefined) return firstLine(Buffer.from(await readContent(file, maxBytes)).toString('utf8'))
  if (fromStdin) return firstLine(await terminal.readAll(maxBytes))
  if (!terminal.interactive) throw new ReceptionError({ code: 'passphrase-needed' })
  return terminal.ask(question, true)
}

function firstLine(text: string): string {
  return /^[^\r\n]*/.exec(text)?.[0] ?? ''
}

function makeWords(language: Language): string {
  const code = Array.from({ length: wordsMade }, () => randomInt(wordsInList))
  // Without accents: they are typed blind, on whatever keyboard the server has.
  return controlCodeWords(code, language).join('-').normalize('NFD').replace(/\p{M}/gu, '')
}
