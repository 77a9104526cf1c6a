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

/** A file of this many bytes makes room for a new one; so many are kept. */
const rotateAt = 1024 * 1024
const kept = 5

/** Lines for support. What is recorded is chosen field by field by the caller: never a secret. */
export interface JournalFile {
  /** On the disk when it returns. A disk that refuses loses the line, not the run. */
  readonly record: (line: object) => void
  /** Newest first, rotated files too. What a crash cut short, or a disk spoiled, is passed over. */
  readonly lines: () => readonly unknown[]
}

/**
 * Append-only JSON lines, flushed one by one, rotated to `path.1` … `path.4`. A line torn by a crash stays where it is,
 * by itself: the next one begins on a line of its own.
 */
export function createJournal(path: string): JournalFile {
  try {
    mkdirSync(dirname(path), { recursive: true })
  } catch {
    // Nor is a folder that cannot be made.
  }
  return {
    record(line) {
      try {
        rotate(path)
        append(path, JSON.stringify(line))
      } catch {
        // The journal is never a reason to stop.
      }
    },
    lines() {
      const files = [path, ...Array.from({ length: kept - 1 }, (_, index) => rotated(path, index + 1))]
      return files.flatMap((file) => readLines(file).toReversed())
    },
  }
}

function append(path: string, text: string): void {
  const file = openSync(path, 'a+', 0o600)
  try {
    const line = Buffer.from(`${endsWhole(file) ? '' : '\n'}${text}\n`)
    for (let written = 0; written < line.length;) written += writeSync(file, line, written)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function endsWhole(file: number): boolean {
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
  rmSync(rotated(path, kept - 1), { force: true })
  for (let index = kept - 2; index >= 1; index -= 1) {
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
