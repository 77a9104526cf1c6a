import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { TenantProblem } from './command-line.ts'
import { FileProblem } from './expect-json.ts'
import type { Faults } from '../faults/faults.ts'
import { readFaults } from '../faults/read-faults.ts'
import { readImage, type TenantImage } from '../tenant/image.ts'
import type { Seed } from '../company/seed.ts'
import { namedSeeds } from '../company/seeds/named.ts'
import { readSeed } from '../company/seeds/read-seed.ts'

/** Reading and writing the files that the command line names. Each problem is a TenantProblem with the file's path. */

export function loadSeed(nameOrPath: string): Seed {
  const named = Object.hasOwn(namedSeeds, nameOrPath) ? namedSeeds[nameOrPath] : undefined
  return named ?? read(nameOrPath, 'seed', readSeed)
}

export function loadFaults(path: string): Faults {
  const beside = (name: string): string => readText(resolve(dirname(path), name), 'faults')
  return read(path, 'faults', (json) => readFaults(json, beside))
}

/** Returns the saved company, or undefined when the file does not exist yet. */
export function loadState(path: string): TenantImage | undefined {
  return existsSync(path) ? read(path, 'state', readImage) : undefined
}

/**
 * Saves a company so that the file is never half written: into a new file first, which then takes the old one's place.
 * The file is readable by its owner only, because it holds hashes of secrets.
 */
export function saveState(path: string, image: TenantImage): void {
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(image)}\n`, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch (error) {
    throw new TenantProblem(`The state cannot be written to '${path}' (${code(error)}).`)
  }
}

/** Returns a function that appends a line to a file. Throws at once when the file cannot be written. */
export function appendTo(path: string): (line: string) => void {
  const write = (text: string): void => {
    try {
      appendFileSync(path, text, { mode: 0o600 })
    } catch (error) {
      throw new TenantProblem(`The log '${path}' cannot be written (${code(error)}).`)
    }
  }
  write('')
  return (line) => write(`${line}\n`)
}

/** Writes the certificate and returns its path. Every account of this machine may read it, since clients may run as any. */
export function writeCertificate(pem: string, folder: string | undefined): string {
  try {
    if (folder !== undefined) mkdirSync(folder, { recursive: true })
    const where = folder ?? mkdtempSync(join(tmpdir(), 'practice-tenant-'))
    if (folder === undefined) chmodSync(where, 0o755)
    const path = resolve(where, 'practice-ca.pem')
    writeFileSync(path, pem)
    chmodSync(path, 0o644)
    return path
  } catch (error) {
    throw new TenantProblem(`The certificate cannot be written to '${folder ?? tmpdir()}' (${code(error)}).`)
  }
}

function read<T>(path: string, what: string, understand: (json: unknown) => T): T {
  const text = readText(path, what)
  try {
    return understand(JSON.parse(text))
  } catch (error) {
    if (error instanceof TenantProblem) throw error
    if (error instanceof SyntaxError) throw new TenantProblem(`The ${what} file '${path}' is not JSON.`)
    if (error instanceof FileProblem) throw new TenantProblem(`${path}: ${error.message}`)
    throw error
  }
}

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new TenantProblem(`The ${what} file '${path}' cannot be read (${code(error)}).`)
  }
}

function code(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown'
}
