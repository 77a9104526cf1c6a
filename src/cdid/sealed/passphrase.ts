import { randomInt } from 'node:crypto'
import { Encrypter } from 'age-encryption'
import { withoutAccents } from '#core/folded-name.ts'
import { controlCodeWords } from '#words/format/control-code.ts'
import type { Language } from '#words/format/language.ts'
import { readContent } from '../files/file-content.ts'
import { decode } from '../files/file-encoding.ts'
import { kindOf } from '../files/file-kind.ts'
import { ReceptionError } from '../reception-problem.ts'
import type { Terminal } from '../terminal/terminal.ts'

export interface PassphraseSource {
  readonly terminal: Terminal
  /** The file named by `PREXTRA_PASSPHRASE_FILE`. */
  readonly file: string | undefined
  /** Whether `--passphrase-stdin` was given. */
  readonly fromStdin: boolean
}

/** How a technician is asked. */
export interface PassphraseQuestions {
  /** Asks for the passphrase of a key. */
  readonly ask: (file: string) => string
  /** Says that the passphrase was wrong, before it is asked once more. */
  readonly wrong: string
}

/**
 * Asks for the passphrase of one protected key. Resolves to what is to be tried, in order; `null` when there is nothing more to
 * try: a person is asked twice, a file is read once.
 */
export type AskPassphrase = (key: string) => Promise<readonly string[] | null>

const maxBytes = 4 * 1024
const shortest = 12
const wordsMade = 10
const wordsInList = 2048
const triesMax = 2
/** Trying one passphrase takes half a second. */
const candidatesMax = 12

/** scrypt's work factor, as a power of two: trying one passphrase takes 128 MB and half a second. */
const workFactor = 17

/**
 * Returns what asks for passphrases. What comes from a file or standard input is tried as it is first, because a key may have been
 * made with it, and then as text: without a mark, in UTF-16, without blanks at its end. It may hold one passphrase a line, for
 * several keys.
 */
export function createAskPassphrase(source: PassphraseSource, questions: PassphraseQuestions): AskPassphrase {
  let read: Promise<readonly string[]> | undefined
  const tries = new Map<string, number>()
  return async (key) => {
    const before = tries.get(key) ?? 0
    tries.set(key, before + 1)
    if (source.file !== undefined || source.fromStdin) {
      if (before > 0) return null
      return (read ??= readBytes(source).then(candidates))
    }
    if (!source.terminal.interactive) throw new ReceptionError({ code: 'passphrase-needed' })
    if (before >= triesMax) return null
    if (before > 0) source.terminal.tell(questions.wrong)
    return [await source.terminal.ask(questions.ask(key), true)]
  }
}

/**
 * Resolves to a new passphrase: from the file or standard input, or typed twice. When nothing is typed, ten random words are made
 * and given to `made`, which shows them once. Rejects when it is too short, typed differently, or nothing that can be typed again.
 */
export async function newPassphrase(
  source: PassphraseSource,
  questions: { readonly first: string; readonly again: string },
  language: Language,
  made: (passphrase: string) => void,
): Promise<string> {
  const { terminal, file, fromStdin } = source
  if (file !== undefined || fromStdin) {
    const bytes = await readBytes(source)
    const kind = kindOf(bytes)
    if (file !== undefined && !['text', 'json', 'unknown', 'empty'].includes(kind)) {
      throw new ReceptionError({ code: 'other-kind', file, kind, wanted: 'passphrase' })
    }
    return longEnough(typeable(bytes))
  }
  if (!terminal.interactive) throw new ReceptionError({ code: 'passphrase-needed' })
  const typed = await terminal.ask(questions.first, true)
  if (typed === '') {
    const words = makeWords(language)
    made(words)
    return words
  }
  longEnough(typed)
  if ((await terminal.ask(questions.again, true)) === typed) return typed
  throw new ReceptionError({ code: 'passphrase-differs' })
}

/** Seals content with a passphrase as `age -p` does, so that `age -d` opens it. */
export async function protect(content: string, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return encrypter.encrypt(content)
}

/** Returns what is to be tried for the bytes of a file or of standard input, the first line as it is first. */
export function candidates(bytes: Uint8Array): readonly string[] {
  const asItIs = firstLine(Buffer.from(bytes).toString('utf8'))
  const lines = textsOf(bytes)
    .flatMap((text) => text.split(/\r\n|\r|\n/))
    .flatMap((line) => [line, line.trim()])
    .filter((line) => line !== '')
  return [...new Set([asItIs, ...lines])].slice(0, candidatesMax)
}

/** Returns the first line as text that a person can type, without blanks around it. Throws when it is not valid text. */
function typeable(bytes: Uint8Array): string {
  const text = firstLine(decode(bytes)?.text ?? '\0').trim()
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\uFFFD]/u.test(text))
    throw new ReceptionError({ code: 'passphrase-not-text' })
  return text
}

function longEnough(passphrase: string): string {
  if (Array.from(passphrase).length >= shortest) return passphrase
  throw new ReceptionError({ code: 'passphrase-short', shortest })
}

async function readBytes({ terminal, file }: PassphraseSource): Promise<Uint8Array> {
  return file === undefined ? terminal.readAll(maxBytes) : readContent(file, maxBytes)
}

/** Returns bytes as text; when they are not UTF-8, as whatever Windows may have written: UTF-16 without a mark, or windows-1252. */
function textsOf(bytes: Uint8Array): readonly string[] {
  const decoded = decode(bytes)
  if (decoded) return [decoded.text]
  const buffer = Buffer.from(bytes)
  return bytes.includes(0) ? [buffer.toString('utf16le')] : [buffer.toString('latin1')]
}

function firstLine(text: string): string {
  return /^[^\r\n]*/.exec(text)?.[0] ?? ''
}

function makeWords(language: Language): string {
  const code = Array.from({ length: wordsMade }, () => randomInt(wordsInList))
  // Accents are left out because the words are typed without being seen, on any keyboard.
  return withoutAccents(controlCodeWords(code, language).join('-'))
}
