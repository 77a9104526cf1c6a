import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { styleText } from 'node:util'

/** Prints to a technician, or to the program that started the tool, and asks questions when there is a person. */
export interface Terminal {
  /** Whether a person can be asked; false in a script. */
  readonly interactive: boolean
  /** Prints a result, on standard output. */
  print(text: string): void
  /** Prints a message about the run, on standard error. */
  tell(text: string): void
  /** Resolves to the line that was typed; `hidden` does not show it. The question goes to standard error, so that a result can be piped. */
  ask(question: string, hidden?: boolean): Promise<string>
  /** Resolves to all of standard input, or to its beginning when it is longer than `maxBytes`. */
  readAll(maxBytes: number): Promise<string>
  /** Colours text for a terminal; elsewhere, and with NO_COLOR, returns it unchanged. */
  paint(style: 'green' | 'red' | 'yellow' | 'bold' | 'dim', text: string): string
}

/** Node leaves `isTTY` undefined on a stream that is not a terminal. */
type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean }
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean }

export function createTerminal(stdin: Input, stdout: Output, stderr: Output): Terminal {
  const interactive = stdin.isTTY === true && stderr.isTTY === true
  const pending: string[] = []
  return {
    interactive,
    print: (text) => void stdout.write(`${text}\n`),
    tell: (text) => void stderr.write(`${text}\n`),
    ask: (question, hidden = false) => ask(stdin, stderr, question, hidden, pending),
    readAll: async (maxBytes) => {
      const chunks: Buffer[] = []
      let length = 0
      for await (const chunk of stdin as AsyncIterable<Buffer>) {
        length += chunk.length
        if (length > maxBytes) break
        chunks.push(chunk)
      }
      return Buffer.concat(chunks).toString('utf8')
    },
    paint: (style, text) => styleText(style, text, { stream: stdout }),
  }
}

/** Asks one question. `pending` holds lines that arrived with an earlier answer, and answers the next questions. */
async function ask(
  stdin: Input,
  stderr: Output,
  question: string,
  hidden: boolean,
  pending: string[],
): Promise<string> {
  const early = pending.shift()
  if (early !== undefined) {
    stderr.write(question)
    return early
  }
  // Readline writes what is typed to its output, which is discarded when it must stay hidden.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: hidden ? nowhere : stderr, terminal: true })
  // Asked after readline has switched the terminal's own echo off.
  if (hidden) stderr.write(question)
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
    if (hidden) stderr.write('\n')
  }
  return pending.shift() ?? ''
}

/** Thrown when Ctrl+C is pressed at a question; the command then has done nothing. */
export class Interrupted extends Error {}
