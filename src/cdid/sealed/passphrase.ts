import { randomInt } from 'node:crypto'
import { Encrypter } from 'age-encryption'
import { withoutAccents } from '#core/folded-name.ts'
import { controlCodeWords } from '#words/format/control-code.ts'
import type { Language } from '#words/format/language.ts'
import { readContent } from '../files/file-content.ts'
import type { AskPassphrase } from './identity-file.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { Terminal } from '../terminal/terminal.ts'

export interface PassphraseSource {
  readonly terminal: Terminal
  /** The file named by `PREXTRA_PASSPHRASE_FILE`. */
  readonly file: string | undefined
  /** Whether `--passphrase-stdin` was given. */
  readonly fromStdin: boolean
}

const maxBytes = 1024
const shortest = 12
const wordsMade = 10
const wordsInList = 2048

/** scrypt's work factor, as a power of two: trying one passphrase takes 128 MB and half a second. */
const workFactor = 17

/** Returns a function that asks for the passphrase the first time it is called, and remembers it. */
export function createAskPassphrase(source: PassphraseSource, question: string): AskPassphrase {
  let asked: Promise<string> | undefined
  return () => (asked ??= readPassphrase(source, question))
}

/**
 * Resolves to a new passphrase: from the file or standard input, or typed twice. When nothing is typed, ten random words are made
 * and given to `made`, which shows them once. Rejects when it is too short or typed differently.
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

/** Seals content with a passphrase as `age -p` does, so that `age -d` opens it. */
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
  // Accents are left out because the words are typed without being seen, on any keyboard.
  return withoutAccents(controlCodeWords(code, language).join('-'))
}
