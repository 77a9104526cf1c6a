import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Terminal } from '../terminal/terminal.ts'
import { candidates, createAskPassphrase, newPassphrase } from './passphrase.ts'

/** A terminal at which these answers are typed in turn. */
function terminalOf(...answers: readonly string[]) {
  const left = [...answers]
  const told: string[] = []
  const asked: string[] = []
  const terminal: Terminal = {
    interactive: answers.length > 0,
    isConsole: answers.length > 0,
    columns: 80,
    print: () => undefined,
    printRaw: () => undefined,
    tell: (text) => void told.push(text),
    ask: (question) => {
      asked.push(question)
      return Promise.resolve(left.shift() ?? '')
    },
    readAll: () => Promise.resolve(Buffer.from(left.shift() ?? '')),
    paint: (_, text) => text,
  }
  return { terminal, told, asked }
}

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prextra-passphrase-'))
})
afterEach(() => rm(folder, { recursive: true }))

const passphrase = 'érable-sirop-cabane'
const questions = { first: 'first', again: 'again' }
const inFile = async (bytes: Uint8Array | string) => {
  const file = join(folder, 'p')
  await writeFile(file, bytes)
  return { terminal: terminalOf().terminal, file, fromStdin: false }
}
const made = (source: Parameters<typeof newPassphrase>[0]) => newPassphrase(source, questions, 'fr', () => undefined)

describe('a new passphrase', () => {
  test.each([
    ['in UTF-8', passphrase],
    ['with a mark', `\uFEFF${passphrase}\r\n`],
    ['in UTF-16, as PowerShell writes it', Buffer.from(`\uFEFF${passphrase}\r\n`, 'utf16le')],
    ['with blanks after it, as “echo” of the command prompt writes it', `${passphrase} \r\n`],
  ])('%s is what a person would type', async (_, bytes) => {
    expect(await made(await inFile(bytes))).toBe(passphrase)
  })

  test.each([
    ['in windows-1252', Buffer.from(passphrase, 'latin1')],
    ['with zero bytes', Buffer.from(passphrase, 'utf16le')],
    ['with a control character', `${passphrase}\u0007`],
    ['with what cannot be seen', `${passphrase}\u200b`],
    ['already damaged', 'pass\uFFFDphrase-damaged'],
  ])('%s is refused: nobody could type it', async (_, bytes) => {
    await expect(made(await inFile(bytes))).rejects.toMatchObject({ problem: { code: 'passphrase-not-text' } })
  })

  test('that is too short, or typed differently, is refused', async () => {
    await expect(made(await inFile('short'))).rejects.toMatchObject({ problem: { code: 'passphrase-short' } })
    const typed = { terminal: terminalOf(passphrase, 'other').terminal, file: undefined, fromStdin: false }
    await expect(made(typed)).rejects.toMatchObject({ problem: { code: 'passphrase-differs' } })
  })
})

describe('the passphrase of a key', () => {
  const words = { ask: (file: string) => `of ${file}`, wrong: 'wrong' }

  test('is asked twice by name, with a word in between, and then no more', async () => {
    const { terminal, told, asked } = terminalOf('one', 'two', 'three')
    const ask = createAskPassphrase({ terminal, file: undefined, fromStdin: false }, words)
    expect([await ask('a.key'), told]).toEqual([['one'], []])
    expect([await ask('a.key'), told]).toEqual([['two'], ['wrong']])
    expect(await ask('a.key')).toBeNull()
    expect([await ask('b.key'), asked]).toEqual([['three'], ['of a.key', 'of a.key', 'of b.key']])
  })

  test('in a file is read once for each key', async () => {
    const ask = createAskPassphrase(await inFile(`${passphrase}\nsecond passphrase\n`), words)
    const all = [passphrase, 'second passphrase']
    expect([await ask('a.key'), await ask('a.key'), await ask('b.key')]).toEqual([all, null, all])
  })

  test.each([
    ['a mark', `\uFEFF${passphrase}`, [`\uFEFF${passphrase}`, passphrase]],
    ['a blank at its end', `${passphrase} `, [`${passphrase} `, passphrase]],
    ['windows-1252', Buffer.from(passphrase, 'latin1'), ['\uFFFDrable-sirop-cabane', passphrase]],
  ])('is tried as it is first, and then cleaned: %s', (_, bytes, wanted) => {
    expect(candidates(Buffer.from(bytes as string)).slice(0, 2)).toEqual(wanted)
  })

  test('in UTF-16 is among what is tried', () => {
    for (const bytes of [Buffer.from(`\uFEFF${passphrase}`, 'utf16le'), Buffer.from(passphrase, 'utf16le')]) {
      expect(candidates(bytes)).toContain(passphrase)
    }
  })

  test('cannot be asked in a script', async () => {
    const ask = createAskPassphrase({ terminal: terminalOf().terminal, file: undefined, fromStdin: false }, words)
    await expect(ask('a.key')).rejects.toMatchObject({ problem: { code: 'passphrase-needed' } })
  })
})
