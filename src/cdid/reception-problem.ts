import type { Language } from '#words/format/language.ts'
import type { FileKind, OtherEncoding, WantedFile } from '#words/reception/problems/files.ts'
import { receptionProblems } from '#words/reception/problems/problems.ts'
import type { TextPosition } from './configuration/text-position.ts'
import { printable } from './terminal/printable-text.ts'

interface AboutFile {
  readonly file: string
}

interface AboutKey extends AboutFile, TextPosition {
  readonly name: string
}

interface Twice extends AboutKey {
  readonly firstLine: number
  readonly firstColumn: number
}

/** Everything that can stop a command, each with the facts of its sentence in `words/reception/problems.ts`. */
export type ReceptionProblem =
  // the command line
  | { readonly code: 'usage-command'; readonly command: string }
  | { readonly code: 'usage-option' | 'usage-value' | 'usage-missing' | 'usage-place'; readonly option: string }
  | { readonly code: 'usage-unseen'; readonly option: string; readonly character: string }
  | { readonly code: 'usage-file' }
  | { readonly code: 'usage-word'; readonly words: string }
  | { readonly code: 'answer-needed' }
  // any file
  | ({ readonly code: 'file-not-found' | 'file-not-allowed' | 'not-a-file' | 'file-exists' } & AboutFile)
  | ({ readonly code: 'folder-not-found' | 'folder-of-windows' | 'file-held' } & AboutFile)
  | ({ readonly code: 'file-not-writable' | 'disk-full' } & AboutFile)
  | ({ readonly code: 'file-not-read' | 'file-not-written' | 'rights-refused'; readonly reason: string } & AboutFile)
  | ({ readonly code: 'file-too-large'; readonly maxKilobytes: number } & AboutFile)
  | ({
      readonly code: 'other-kind'
      readonly kind: FileKind
      readonly wanted: WantedFile
    } & AboutFile)
  | ({
      readonly code: 'file-locked'
      readonly lock: string
      readonly process: number
      readonly host: string
    } & AboutFile)
  // the key and the sealed file
  | ({ readonly code: 'not-an-identity' | 'not-sealed' | 'several-sealed' | 'sealed-damaged' } & AboutFile)
  | ({ readonly code: 'other-key' | 'mixed-recipients' | 'passphrase-wrong' } & AboutFile)
  | ({ readonly code: 'version-unknown'; readonly version: string } & AboutFile)
  | ({ readonly code: 'not-a-handoff'; readonly field: string } & AboutFile)
  | ({ readonly code: 'practice-file' | 'real-file' } & AboutFile)
  | { readonly code: 'control-code-unreadable' | 'control-code-differs' }
  | { readonly code: 'passphrase-needed' | 'passphrase-differs' | 'passphrase-not-text' }
  | { readonly code: 'passphrase-short'; readonly shortest: number }
  // CDID's records
  | ({ readonly code: 'records-unreadable'; readonly field: string } & AboutFile)
  | ({ readonly code: 'records-of-other-world'; readonly practice: boolean } & AboutFile)
  | ({ readonly code: 'records-not-completed'; readonly records: string; readonly reason: string } & AboutFile)
  | { readonly code: 'customer-unknown' | 'change-under-way'; readonly environment: string }
  | { readonly code: 'customer-differs'; readonly environment: string; readonly tenant: string }
  | { readonly code: 'customer-ambiguous'; readonly names: string }
  | ({ readonly code: 'still-merged'; readonly environment: string } & AboutFile)
  | { readonly code: 'not-checked' | 'not-merged' | 'contact-missing'; readonly environment: string }
  | ({ readonly code: 'nothing-to-undo' | 'changed-since' | 'backup-differs' } & AboutFile)
  | { readonly code: 'tenant-differs'; readonly tenant: string; readonly expected: string }
  | { readonly code: 'secret-expired'; readonly endsAt: string }
  | { readonly code: 'file-older'; readonly environment: string; readonly createdAt: string; readonly newerAt: string }
  | ({ readonly code: 'environment-taken'; readonly environment: string; readonly tenant: string } & TextPosition)
  | ({ readonly code: 'tenant-elsewhere'; readonly tenant: string; readonly environment: string } & TextPosition)
  // the configuration
  | ({ readonly code: 'config-encoding'; readonly encoding: OtherEncoding } & AboutFile)
  | ({ readonly code: 'config-read-only' | 'config-hard-linked' | 'config-changed' } & AboutFile)
  | ({ readonly code: 'config-syntax' | 'config-too-deep' } & AboutFile & TextPosition)
  | ({ readonly code: 'config-duplicate-key' | 'config-duplicate-environment' } & Twice)
  | ({ readonly code: 'config-not-object' | 'config-not-array' | 'config-not-text' | 'config-no-place' } & AboutKey)
  | ({ readonly code: 'config-split-list' } & AboutKey)
  | ({ readonly code: 'list-elsewhere'; readonly list: string; readonly there: string } & AboutFile & TextPosition)
  | ({ readonly code: 'list-missing'; readonly list: string } & AboutFile)
  | { readonly code: 'place-unclear'; readonly list: string; readonly meant: string }
  | ({ readonly code: 'config-not-verified'; readonly backup: string } & AboutFile)
  // the tool itself
  | { readonly code: 'proxy-variable'; readonly variable: string }
  | { readonly code: 'internal'; readonly reason: string }

/** Carries a problem to `run-reception.ts`, which prints its sentence and chooses the exit code. */
export class ReceptionError extends Error {
  readonly problem: ReceptionProblem

  constructor(problem: ReceptionProblem) {
    super(problem.code)
    this.name = 'ReceptionError'
    this.problem = problem
  }
}

type Sentences = { readonly [Problem in ReceptionProblem as Problem['code']]: (problem: Problem) => string }

/** Returns the sentence of a problem, with everything from a file or the command line made printable. */
export function sentence(problem: ReceptionProblem, language: Language): string {
  const sentences: Sentences = receptionProblems[language]
  const say = sentences[problem.code] as (facts: object) => string
  const facts = Object.entries<unknown>({ ...problem }).map(([name, value]) => [
    name,
    typeof value === 'string' ? printable(value) : value,
  ])
  return say(Object.fromEntries(facts) as object)
}
