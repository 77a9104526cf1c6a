import type { Language } from '#words/format/language.ts'
import { receptionProblems } from '#words/reception/problems.ts'
import { printable } from './terminal/printable-text.ts'

/** Everything that can stop a command, each with the facts of its sentence in `words/reception/problems.ts`. */
export type ReceptionProblem =
  // the command line
  | { readonly code: 'usage-command'; readonly command: string }
  | { readonly code: 'usage-option'; readonly option: string }
  | { readonly code: 'usage-value'; readonly option: string }
  | { readonly code: 'usage-missing'; readonly option: string }
  | { readonly code: 'usage-file' }
  | { readonly code: 'usage-word'; readonly words: string }
  // any file
  | { readonly code: 'file-not-found' | 'file-not-allowed' | 'not-a-file' | 'file-exists'; readonly file: string }
  | { readonly code: 'file-not-read' | 'file-not-written'; readonly file: string; readonly reason: string }
  | { readonly code: 'file-too-large'; readonly file: string; readonly maxKilobytes: number }
  // the key and the sealed file
  | { readonly code: 'not-an-identity' | 'not-sealed' | 'sealed-damaged' | 'other-key'; readonly file: string }
  | { readonly code: 'mixed-recipients' | 'passphrase-wrong'; readonly file: string }
  | { readonly code: 'version-unknown'; readonly file: string; readonly version: string }
  | { readonly code: 'not-a-handoff'; readonly file: string; readonly field: string }
  | { readonly code: 'practice-file' | 'real-file'; readonly file: string }
  | { readonly code: 'control-code-unreadable' | 'control-code-differs' }
  | { readonly code: 'passphrase-needed' | 'passphrase-differs' }
  | { readonly code: 'passphrase-short'; readonly shortest: number }
  // CDID's records
  | { readonly code: 'records-unreadable'; readonly file: string; readonly field: string }
  | { readonly code: 'records-of-other-world'; readonly file: string; readonly practice: boolean }
  | { readonly code: 'customer-unknown'; readonly environment: string }
  | { readonly code: 'customer-differs'; readonly environment: string; readonly tenant: string }
  | { readonly code: 'not-checked' | 'not-merged' | 'contact-missing'; readonly environment: string }
  | { readonly code: 'nothing-to-undo' | 'changed-since'; readonly file: string }
  | { readonly code: 'tenant-differs'; readonly tenant: string; readonly expected: string }
  | { readonly code: 'secret-expired'; readonly endsAt: string }
  | { readonly code: 'environment-taken'; readonly environment: string; readonly tenant: string; readonly line: number }
  | { readonly code: 'tenant-elsewhere'; readonly tenant: string; readonly environment: string; readonly line: number }
  // the configuration
  | {
      readonly code: 'config-not-unicode' | 'config-too-deep' | 'config-read-only' | 'config-changed'
      readonly file: string
    }
  | {
      readonly code: 'file-locked'
      readonly file: string
      readonly lock: string
      readonly process: number
      readonly host: string
    }
  | { readonly code: 'config-syntax'; readonly file: string; readonly line: number }
  | {
      readonly code: 'config-duplicate-key' | 'config-duplicate-environment'
      readonly file: string
      readonly name: string
      readonly line: number
      readonly firstLine: number
    }
  | {
      readonly code: 'config-not-object' | 'config-not-array' | 'config-not-text' | 'config-no-place'
      readonly file: string
      readonly name: string
      readonly line: number
    }
  | { readonly code: 'config-not-verified'; readonly file: string; readonly backup: string }
  // the tool itself
  | { readonly code: 'internal'; readonly reason: string }

/** Carries a problem to `cli.ts`, which prints its sentence and chooses the exit code. */
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
