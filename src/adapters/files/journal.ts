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

/** A file of lines for support. Each caller chooses the fields of its lines, and never records a secret. */
export interface JournalFile {
  /** Writes one line to the disk before it returns. When the disk refuses, the line is lost and nothing is thrown. */
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
      try {
        rotate(path)
        append(path, JSON.stringify(line))
      } catch {
        // A line that cannot be written is lost: the journal must stop nothing.
      }
    },
    lines() {
      const files = [path, ...Array.from({ length: maxFiles - 1 }, (_, index) => rotated(path, index + 1))]
      return files.flatMap((file) => readLines(file).toReversed())
    },
  }
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
  rmSync(rotated(path, maxFiles - 1), { force: true })
  for (let index = maxFiles - 2; index >= 1; index -= 1) {
    if (existsSync(rotated(path, index))) renameSync(rotated(path, index), rotated(path, index + 1))
  }
  renameSync(path, rotated(path, 1))
}

function rotated(path: string, index: number): string {
  return `${path}.${index}`
}

function readLines(path: string): readonly unknown[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown]
    } catch {
      return []
    }
  })
}
