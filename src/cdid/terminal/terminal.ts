import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { styleText } from 'node:util'
import { columnsOf, wrapped } from './wrapped-text.ts'

/** Prints to a technician, or to the program that started the tool, and asks questions when there is a person. */
export interface Terminal {
  /** Whether a person can be asked: there is a keyboard, and a screen to show the question. */
  readonly interactive: boolean
  /** Whether a person sits there, who perhaps cannot be asked because something is redirected. */
  readonly isConsole: boolean
  /** How wide a line may be. */
  readonly columns: number
  /** Prints a result, on standard output, in lines that fit the console. */
  print(text: string): void
  /** Prints a result as it is: JSON, a command to paste. */
  printRaw(text: string): void
  /** Prints a message about the run, on standard error, in lines that fit the console. */
  tell(text: string): void
  /** Resolves to the line that was typed; `hidden` does not show it. The question goes to standard error, so that a result can be piped. */
  ask(question: string, hidden?: boolean): Promise<string>
  /** Resolves to all of standard input, or to its beginning when it is longer than `maxBytes`. */
  readAll(maxBytes: number): Promise<Uint8Array>
  /** Colours text for a terminal; elsewhere, and with NO_COLOR, returns it unchanged. */
  paint(style: 'green' | 'red' | 'yellow' | 'bold' | 'dim', text: string): string
}

/** Node leaves `isTTY` undefined on a stream that is not a terminal. */
type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean }
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean }

export function createTerminal(
  stdin: Input,
  stdout: Output,
  stderr: Output,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const columns = columnsOf(environment)
  const screen = [stderr, stdout].find(({ isTTY }) => isTTY === true)
  const pending: string[] = []
  return {
    interactive: stdin.isTTY === true && screen !== undefined,
    isConsole: stdin.isTTY === true || screen !== undefined,
    columns,
    print: (text) => void stdout.write(`${wrapped(text, columns)}\n`),
    printRaw: (text) => void stdout.write(`${text}\n`),
    tell: (text) => void stderr.write(`${wrapped(text, columns)}\n`),
    ask: (question, hidden = false) => ask(stdin, screen ?? stderr, question, hidden, pending),
    readAll: async (maxBytes) => {
      const chunks: Buffer[] = []
      let length = 0
      for await (const chunk of stdin as AsyncIterable<Buffer>) {
        length += chunk.length
        if (length > maxBytes) break
        chunks.push(chunk)
      }
      return Buffer.concat(chunks)
    },
    paint: (style, text) => styleText(style, text, { stream: stdout }),
  }
}

/** Asks one question. `pending` holds lines that arrived with an earlier answer, and answers the next questions. */
async function ask(
  stdin: Input,
  screen: Output,
  question: string,
  hidden: boolean,
  pending: string[],
): Promise<string> {
  const early = pending.shift()
  if (early !== undefined) {
    screen.write(question)
    return early
  }
  // Readline writes what is typed to its output, which is discarded when it must stay hidden.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: hidden ? nowhere : screen, terminal: true })
  // Asked after readline has switched the terminal's own echo off.
  if (hidden) screen.write(question)
  else {
    lines.setPrompt(question)
    lines.prompt()
  }
  try {
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        pending.push(line)
        resolve()
      })
      lines.once('close', resolve)
      lines.once('SIGINT', () => reject(new Interrupted()))
    })
  } finally {
    lines.close()
    if (hidden) screen.write('\n')
  }
  return pending.shift() ?? ''
}

/** Thrown when Ctrl+C is pressed at a question; the command then has done nothing. */
export class Interrupted extends Error {}
