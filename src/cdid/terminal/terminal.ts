import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { styleText } from 'node:util'

/** Where a technician sits: what is printed, and what can be asked. */
export interface Terminal {
  /** A person can be asked; false in a script. */
  readonly interactive: boolean
  /** A result, on standard output. */
  print(text: string): void
  /** What goes wrong, or happens meanwhile, on standard error. */
  tell(text: string): void
  /** Resolves to one line; `hidden`: what is typed is not shown. Questions go to standard error, so that a result can be piped. */
  ask(question: string, hidden?: boolean): Promise<string>
  /** All of standard input. */
  readAll(maxBytes: number): Promise<string>
  /** In colour on a terminal that wants it (NO_COLOR is honoured), as it is anywhere else. */
  paint(style: 'green' | 'red' | 'yellow' | 'bold' | 'dim', text: string): string
}

/** On a pipe these streams do not say that they are no terminal: they say nothing. */
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

/** `pending`: lines that came together with the one that was asked for; they answer the next questions. */
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
  // Readline draws what is typed on its output; here that goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: hidden ? nowhere : stderr, terminal: true })
  // Only now: from here on the terminal itself shows nothing of what is typed.
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

/** Ctrl+C while something was asked: nothing was done. */
export class Interrupted extends Error {}
