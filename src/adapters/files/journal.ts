import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** The size in bytes at which a file is full, and the number of files that are kept. */
const rotateAt = 1024 * 1024
const maxFiles = 5

/** How many lines wait in memory, of each file, while the disk refuses them: another program may hold the file for a while. */
const maxWaiting = 200
const waiting = new Map<string, readonly string[]>()

/** A file of lines for support. Each caller chooses the fields of its lines, and never records a secret. */
export interface JournalFile {
  /** Writes one line to the disk before it returns. When the disk refuses, the line waits for the next one, and nothing is thrown. */
  readonly record: (line: object) => void
  /** Returns all lines, newest first, of the rotated files too. A line that is not whole JSON is left out. */
  readonly lines: () => readonly unknown[]
}

/**
 * Opens a file of JSON lines, each flushed to the disk, that is rotated to `path.1` … `path.4`. A line that a crash cut
 * short stays in the file; the next line starts after a line break of its own.
 */
export function createJournal(path: string): JournalFile {
  try {
    mkdirSync(dirname(path), { recursive: true })
  } catch {
    // A folder that cannot be made stops nothing: each line will be lost in the same way.
  }
  return {
    record(line) {
      const lines = [...(waiting.get(path) ?? []), JSON.stringify(line)].slice(-maxWaiting)
      rotateIfPossible(path)
      try {
        append(path, lines.join('\n'))
        waiting.delete(path)
      } catch {
        // A line that cannot be written waits: the journal must stop nothing.
        waiting.set(path, lines)
      }
    },
    lines() {
      const files = [path, ...Array.from({ length: maxFiles - 1 }, (_, index) => rotated(path, index + 1))]
      const texts = [(waiting.get(path) ?? []).join('\n'), ...files.map(read)]
      return texts.flatMap((text) => linesOf(text).toReversed())
    },
  }
}

/** Forgets the lines that wait for a disk: their files are to be gone. */
export function forgetWaitingLines(): void {
  waiting.clear()
}

function append(path: string, text: string): void {
  const file = openSync(path, 'a+', 0o600)
  try {
    const line = Buffer.from(`${endsWithLineBreak(file) ? '' : '\n'}${text}\n`)
    for (let written = 0; written < line.length;) written += writeSync(file, line, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function endsWithLineBreak(file: number): boolean {
  const { size } = fstatSync(file)
  if (size === 0) return true
  const last = Buffer.alloc(1)
  readSync(file, last, 0, 1, size - 1)
  return last.toString() === '\n'
}

function rotate(path: string): void {
  if (!existsSync(path)) return
  const file = openSync(path, 'r')
  const { size } = fstatSync(file)
  closeSync(file)
  if (size < rotateAt) return
  const places = Array.from({ length: maxFiles - 1 }, (_, index) => index + 1)
  // A rotation that was refused half-way has left a gap. Only what is newer than it moves, so that nothing else is lost.
  const gap = places.find((index) => !existsSync(rotated(path, index))) ?? maxFiles - 1
  rmSync(rotated(path, gap), { force: true })
  for (let index = gap - 1; index >= 1; index -= 1) renameSync(rotated(path, index), rotated(path, index + 1))
  renameSync(path, rotated(path, 1))
}

/** Rotates a file that is full. While another program holds one of the files, the file grows past its size instead. */
function rotateIfPossible(path: string): void {
  try {
    rotate(path)
  } catch {
    // It is tried again with the next line.
  }
}

function rotated(path: string, index: number): string {
  return `${path}.${index}`
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function linesOf(text: string): readonly unknown[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown]
    } catch {
      return []
    }
  })
}
